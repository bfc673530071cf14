"""Ten rounds through the copies: each mends a few cells of the last copy, and nothing but these cells is ever another one."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.build import Called, Rows, call_month, write_month
from tests.corpus.test_annotated import mixed
from tests.often import TIMES

pytestmark = pytest.mark.long

ROUNDS = 10


def cells(book: Workbook, sheets: dict[str, Rows]) -> dict[tuple[str, str], Any]:
    """What HR's own columns hold, by sheet and cell."""
    return {(name, cell.coordinate): cell.value for name in sheets for row in own_rows(book[name]) for cell in row if cell.value is not None}


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
def test_in_ten_rounds_the_mended_cells_change_and_no_other_and_the_marks_go_with_the_mistakes(tmp_path: Path, seed: int) -> None:
    sheets, mending = mixed()
    Random(seed).shuffle(mending)
    inbox = write_month(tmp_path / "inbox", sheets)
    expected = cells(openpyxl.load_workbook(inbox), sheets)
    called = call_month(tmp_path, slips=False)
    copy = called.folder / "annotated" / "all.xlsx"
    book = openpyxl.load_workbook(copy)
    for number in range(ROUNDS):
        before = marked(book)
        for sheet, place, right in mending[number :: ROUNDS]:
            header, row = place.split("@")
            cell = book[sheet].cell(int(row), next(each.column for each in book[sheet][1] if each.value == header))
            cell.value = right
            expected[sheet, cell.coordinate] = right
        book.save(inbox)
        called = call_month(tmp_path, slips=False)
        book = openpyxl.load_workbook(copy)
        assert cells(book, sheets) == {at: value for at, value in expected.items() if value is not None}
        assert marked(book) < before
    assert called.code == 0
    for sheet, place, right in mending:
        header, row = place.split("@")
        sheets[sheet][int(row) - 2][header] = right
    write_month(tmp_path / "clean" / "inbox", sheets)
    clean = call_month(tmp_path / "clean", slips=False)
    assert told(called) == told(clean) and marked(book) == marked(openpyxl.load_workbook(clean.folder / "annotated" / "all.xlsx"))
