"""A marked copy that is mended, at once or in ten rounds, is as good as the original mended, and nothing but the mended cells is another one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.build import MONTH, Called, Rows, call_month, day, write_month
from tests.corpus.base import month
from tests.corpus.cells import CELLS
from tests.often import TIMES

pytestmark = pytest.mark.long

MIXED = 30
UNFIT = {"attendance_before_joining", "name_of_somebody_else"}
ROUNDS = 10
Mended = tuple[str, int, str, Any]
"""Sheet, number of the row and header of a spoiled cell, and what belongs there."""


def mixed() -> tuple[dict[str, Rows], list[Mended]]:
    """A month with thirty defects in as many rows, and what belongs in each of the spoiled cells."""
    sheets = month("扣分记录", "考勤", "考试成绩", "工作量")
    defects: list[tuple[str, int, str, Any]] = []
    for title in ("扣分记录", "考勤"):
        sheets[title] += [sheets[title][0] | {"日期": day(on)} for on in range(10, 24)]
        fit = [next(iter(cells.items())) for name, sheet, row, cells, _, _ in CELLS if (sheet, row) == (title, 0) and len(cells) == 1 and name not in UNFIT]
        defects += [(title, at, header, wrong) for at, (header, wrong) in zip(range(5, 19), fit, strict=False)]
    defects += [("考试成绩", 1, "得分", 101), ("工作量", 0, "质量分", None)]
    mending = [(title, at + 2, header, sheets[title][at].get(header)) for title, at, header, _ in defects]
    for title, at, header, wrong in defects:
        assert sheets[title][at].get(header) != wrong
        sheets[title][at][header] = wrong
    assert len({(title, at) for title, at, *_ in defects}) == MIXED
    return sheets, mending


def mended_cells(book: Workbook, mending: list[Mended]) -> Iterator[Cell]:
    """The spoiled cells, mended one by one."""
    for sheet, row, header, right in mending:
        cell = book[sheet].cell(row, next(each.column for each in book[sheet][1] if each.value == header))
        cell.value = right
        yield cell


def statements(called: Called) -> list[Any]:
    tables = [called.table("pay_adjustment.xlsx", "工资调整表"), called.table("appraisal.xlsx", "计分明细")]
    return [[{key: value for key, value in row.items() if key != "提示"} for row in table] for table in tables]


@pytest.fixture(scope="module")
def spoiled_once(tmp_path_factory: pytest.TempPathFactory) -> Called:
    folder = tmp_path_factory.mktemp("spoiled")
    write_month(folder / "inbox", mixed()[0])
    return call_month(folder, slips=False)


@pytest.fixture
def called(spoiled_once: Called, tmp_path: Path) -> Called:
    """The month of thirty defects after its command, in a folder of the test's own."""
    return spoiled_once.moved(tmp_path)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Called:
    """The same month with what belongs in its cells from the beginning."""
    folder, (sheets, mending) = tmp_path_factory.mktemp("clean"), mixed()
    for sheet, row, header, right in mending:
        sheets[sheet][row - 2][header] = right
    write_month(folder / "inbox", sheets)
    return call_month(folder, slips=False)


def test_a_month_with_thirty_defects_is_put_right_by_its_annotated_copy_alone(called: Called, clean: Called, tmp_path: Path) -> None:
    assert called.code == 1
    with (called.folder / "validation.csv").open(encoding="utf-8-sig", newline="") as table:
        assert sum(row["级别"] == "错误" for row in csv.DictReader(table)) == MIXED
    book = openpyxl.load_workbook(called.folder / "annotated" / "all.xlsx")
    for cell in mended_cells(book, mixed()[1]):
        marked = [each for each in cell.parent[cell.row] if each.comment is not None]
        assert any(each.fill.fgColor.rgb.endswith("FFC7CE") for each in marked), (cell.parent.title, cell.coordinate)
    book.save(tmp_path / "inbox" / MONTH / "all.xlsx")
    again = call_month(tmp_path, slips=False)
    assert again.code == 0, [finding for finding in again.findings if finding["级别"] == "错误"]
    assert statements(again) == statements(clean)


def cells(book: Workbook) -> dict[tuple[str, str], Any]:
    """What HR's own columns hold, by sheet and cell."""
    return {(name, cell.coordinate): cell.value for name in mixed()[0] for row in own_rows(book[name]) for cell in row if cell.value is not None}


def own_rows(sheet: Worksheet) -> list[tuple[Any, ...]]:
    """The rows without the column 问题, which is the program's."""
    headers = [cell.value for cell in sheet[1]]
    width = headers.index("问题") if "问题" in headers else len(headers)
    return [row[:width] for row in sheet.iter_rows()]


def marked(book: Workbook) -> int:
    return sum(cell.comment is not None for sheet in book for row in sheet.iter_rows() for cell in row)


def told(called: Called) -> list[tuple[Any, ...]]:
    return sorted((each["代码"], str(each["单元格"]), each["说明"]) for each in called.findings)


@pytest.mark.parametrize("seed", range(TIMES))
def test_in_ten_rounds_the_mended_cells_change_and_no_other_and_the_marks_go_with_the_mistakes(called: Called, clean: Called, tmp_path: Path, seed: int) -> None:
    mending = mixed()[1]
    Random(seed).shuffle(mending)
    inbox, copy = tmp_path / "inbox" / MONTH / "all.xlsx", called.folder / "annotated" / "all.xlsx"
    expected = cells(openpyxl.load_workbook(inbox))
    book = openpyxl.load_workbook(copy)
    for number in range(ROUNDS):
        before = marked(book)
        for cell in mended_cells(book, mending[number :: ROUNDS]):
            expected[cell.parent.title, cell.coordinate] = cell.value
        book.save(inbox)
        called = call_month(tmp_path, slips=False)
        book = openpyxl.load_workbook(copy)
        assert cells(book) == {at: value for at, value in expected.items() if value is not None}
        assert marked(book) < before
    assert called.code == 0
    assert told(called) == told(clean) and marked(book) == marked(openpyxl.load_workbook(clean.folder / "annotated" / "all.xlsx"))
