"""The sample month with twelve mistakes, made good in one round and closed by the menu's numbers alone, as the guide tells it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.outputs.mark import MARK
from tests.typed import at_menu

pytestmark = pytest.mark.long

OCTOBER = "2026-10"
SAMPLE = Path(__file__).parents[2] / "examples" / "inbox" / OCTOBER


@dataclass(frozen=True)
class Mistake:
    """`wrong` stands in a row of the sheet, counted from its first row of data, where something else belongs."""

    file: str
    sheet: str
    row: int
    column: str
    wrong: Any


TWELVE = [
    Mistake("10月扣分(终).xlsx", "扣分记录", 0, "工号", "胡佳佳"), Mistake("10月扣分(终).xlsx", "扣分记录", 4, "日期", "12/10/2026"),
    Mistake("10月扣分(终).xlsx", "扣分记录", 9, "事项", "办公室抽烟或进食"), Mistake("10月扣分(终).xlsx", "加分记录", 0, "次数", "两次"),
    Mistake("考勤202610.xlsx", "考勤", 0, "班次", "早斑"), Mistake("考勤202610.xlsx", "考勤", 1, "上班时间", "七点五十八分"),
    Mistake("考勤202610-售后.xlsx", "考勤", 0, "日期", "十月一日"), Mistake("10月周总结.xlsx", "周总结", 0, "周六日期", "2026-10-02"),
    Mistake("10月考试和工作量.xlsx", "考试成绩", 1, "得分", 910), Mistake("10月花名册.xlsx", "花名册", 3, "月工资", None),
    Mistake("服务登记簿10月.xlsx", "服务登记", 2, "服务类别", "维保"), Mistake("部门基金.xlsx", "基金支出", 1, "用途", None),
]  # fmt: skip


def place(sheet: Worksheet, mistake: Mistake) -> tuple[int, int]:
    """Row and column of its cell; the header stands in the first rows."""
    header = next(row for row in sheet.iter_rows(max_row=10) if mistake.column in [cell.value for cell in row])
    column = next(cell.column for cell in header if cell.value == mistake.column)
    return header[0].row + 1 + mistake.row, column


def planted(folder: Path) -> list[Any]:
    """The sample month with all twelve; returns what belongs there."""
    shutil.copytree(SAMPLE, folder / "inbox" / OCTOBER)
    right: dict[Mistake, Any] = {}
    for file in {mistake.file for mistake in TWELVE}:
        book = openpyxl.load_workbook(folder / "inbox" / OCTOBER / file)
        for mistake in TWELVE:
            if mistake.file == file:
                cell = book[mistake.sheet].cell(*place(book[mistake.sheet], mistake))
                right[mistake], cell.value = cell.value, mistake.wrong
        book.save(folder / "inbox" / OCTOBER / file)
    return [right[mistake] for mistake in TWELVE]


def by_the_menu(folder: Path, *lines: str) -> str:
    known = {name: value for name, value in os.environ.items() if not name.startswith("KAOHE_")} | {"BROWSER": "true"}
    done = at_menu([*lines, "0"], folder, known)
    assert done.returncode == 0
    return done.said


def test_twelve_mistakes_of_the_sample_are_made_good_in_one_round_and_the_month_is_closed(tmp_path: Path) -> None:
    """采纳 takes 是 where a value is suggested; the others are typed where the list points to."""
    right = planted(tmp_path)
    assert "发现 12 处错误" in by_the_menu(tmp_path, "2", "")
    by_yes, typed = [], []
    for copy in sorted((tmp_path / "output" / OCTOBER / "annotated").iterdir()):
        book = openpyxl.load_workbook(copy)
        findings = book.active
        assert findings is not None and findings.title == "检查结果"
        headers = [cell.value for cell in findings[1]]
        for row in findings.iter_rows(min_row=2):
            told = dict(zip(headers, row, strict=True))
            if told["级别"].value != "错误":
                continue
            [number] = [
                at for at, each in enumerate(TWELVE)
                if (each.file, each.sheet) == (copy.name, told["工作表"].value) and book[each.sheet].cell(*place(book[each.sheet], each)).coordinate == told["单元格"].value
            ]  # fmt: skip
            if told["建议值"].value:
                told["采纳"].value = "是"
                by_yes.append(number)
            else:
                sheet = book[TWELVE[number].sheet]
                sheet.cell(*place(sheet, TWELVE[number])).value = right[number]
                typed.append(number)
        book.save(tmp_path / "inbox" / OCTOBER / copy.name)
    assert sorted([*by_yes, *typed]) == list(range(12)) and len(by_yes) >= 8
    shown = by_the_menu(tmp_path, "2", "", "3", "", "7", "", "结账")
    assert "校验通过" in shown and f"{OCTOBER} 已结账" in shown
    assert (tmp_path / "output" / OCTOBER / MARK).exists()
