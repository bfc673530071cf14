"""Five months to look at: the demo, 60 people, 5,000, a draft with mistakes, a group of branches with one that has errors."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl

from bench.months import MONTH, write_month

ROOT = Path(__file__).parents[1]
NAMES = ("demo", "sixty", "thousands", "draft", "group")
DEMO = "2026-10"
MISTAKES = ((6, "日期", "10月32日"), (7, "工号", "KF099"), (8, "事项", "迟倒"))


def make(name: str, folder: Path) -> list[Path]:
    """Compute that month in `folder`; returns the folders whose pages, sheets and forms are to be looked at."""
    output = folder / "output"
    if name in ("demo", "draft"):
        shutil.copytree(ROOT / "examples" / "inbox", folder / "inbox")
        if name == "draft":
            _spoil(folder / "inbox" / DEMO)
        _month(folder, DEMO, *(["--draft"] if name == "draft" else []))
        return [output, output / DEMO]
    if name == "group":
        for seed, branch in enumerate(("上海分公司", "广州分公司", "哈尔滨市松北区世茂大道项目物业服务中心"), 1):
            month = write_month(folder / branch, 12, seed, findings=3 * (seed == 3))
            shutil.move(month, folder / "inbox" / MONTH / branch)
        _month(folder, MONTH, "--workers", "1")
        return [output, output / MONTH]
    write_month(folder / "inbox", 60 if name == "sixty" else 5_000, 1)
    _month(folder, MONTH, *(["--no-slips"] if name == "thousands" else []))
    return [output, output / MONTH]


def _month(folder: Path, month: str, *more: str) -> None:
    command = [sys.executable, "-m", "pipeline", "month", month, "--inbox", str(folder / "inbox"), "--output", str(folder / "output"), *more]
    subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)


def _spoil(month: Path) -> None:
    """A few cells of the log that HR would have to mend."""
    [log] = [path for path in month.glob("*.xlsx") if "扣分(终)" in path.name]
    book = openpyxl.load_workbook(log)
    sheet = book["扣分记录"]
    headers = {cell.value: cell.column for row in sheet.iter_rows(max_row=5) for cell in row if cell.value}
    for row, header, value in MISTAKES:
        sheet.cell(row, headers[header]).value = value
    book.save(log)
