"""Five months to look at: the demo, 60 people, 5,000, a draft with mistakes, a group of branches with one that has errors."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl

from bench.months import MONTH, write_month

ROOT = Path(__file__).parents[1]
BRANCHES = ("上海分公司", "广州分公司", "哈尔滨市松北区世茂大道项目物业服务中心")
NAMES = ("demo", "sixty", "thousands", "draft", "group")
BEFORE, DEMO = ("2026-07", "2026-08", "2026-09"), "2026-10"
"""The demo's months; its own is the group's month before, too, so that branches are compared over months."""
MISTAKES = ((6, "日期", "10月32日"), (7, "工号", "KF099"), (8, "事项", "迟倒"))


def make(name: str, folder: Path) -> list[Path]:
    """Compute that month in `folder`; returns the folders whose pages, sheets and forms are to be looked at."""
    output = folder / "output"
    if name in ("demo", "draft"):
        shutil.copytree(ROOT / "examples" / "inbox", folder / "inbox")
        if name == "draft":
            _spoil(folder / "inbox" / DEMO)
        for month in BEFORE:
            _call("close", folder, month, "--yes", "--no-slips")
        _call("month", folder, DEMO, *(["--draft"] if name == "draft" else []))
        return [output, output / DEMO]
    if name == "group":
        for seed, branch in enumerate(BRANCHES, 1):
            month = write_month(folder / branch, 12, seed, findings=3 * (seed == len(BRANCHES)))
            shutil.move(month, folder / "inbox" / MONTH / branch)
            shutil.copytree(ROOT / "examples" / "inbox" / DEMO, folder / "inbox" / DEMO / branch)
        _call("month", folder, DEMO, "--workers", "1", "--no-slips")
        _call("month", folder, MONTH, "--workers", "1")
        return [output, output / MONTH, output / MONTH / BRANCHES[-1]]
    write_month(folder / "inbox", 60 if name == "sixty" else 5_000, 1)
    _call("month", folder, MONTH, *(["--no-slips"] if name == "thousands" else []))
    return [output, output / MONTH]


def _call(command: str, folder: Path, month: str, *more: str) -> None:
    call = [sys.executable, "-m", "pipeline", command, month, "--inbox", str(folder / "inbox"), "--output", str(folder / "output"), *more]
    subprocess.run(call, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)


def _spoil(month: Path) -> None:
    """A few cells of the log that HR would have to mend."""
    [log] = [path for path in month.glob("*.xlsx") if "扣分(终)" in path.name]
    book = openpyxl.load_workbook(log)
    sheet = book["扣分记录"]
    headers = {cell.value: cell.column for row in sheet.iter_rows(max_row=5) for cell in row if cell.value}
    for row, header, value in MISTAKES:
        sheet.cell(row, headers[header]).value = value
    book.save(log)
