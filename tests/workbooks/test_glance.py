"""The glance at a sheet's XML searches for what is rare in few passes, and says the same as a search for each thing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from pipeline.workbooks.reading import read_workbook
from pipeline.workbooks.safety import CELLS, FORMULAS, scan

PIECES = [*CELLS, *(mark for marks in FORMULAS.values() for mark in marks), b'<c r="A1">', b'<c r="B2" t="s">', b"<v>12:c</v>", b"<cols>", b"<col ", b"</c>", b"<fill>", b"8:00"]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_cells_are_counted_in_every_spelling_and_a_formula_is_never_plain(pieces: list[bytes]) -> None:
    sheet = b" ".join(pieces)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("sheet1.xml", sheet + b"<")
    with zipfile.ZipFile(held) as archive:
        seen = scan(archive, "sheet1.xml", frozenset())
    assert seen.cells == sum(map(sheet.count, CELLS))
    has_formula = any(mark in sheet for marks in FORMULAS.values() for mark in marks)
    assert seen.is_plain == (seen.cells == sheet.count(b'<c r="') and not has_formula)


def test_equal_texts_are_one_object_and_a_text_is_never_a_number(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "读.xlsx") as book:
        sheet = book.add_worksheet("考勤")
        sheet.write_row(0, 0, ["早班", "早班", 1, True])
        sheet.write_row(1, 0, ["早班", "晚班"])
        sheet.write_string(1, 2, "1")
    first, second = read_workbook(tmp_path / "读.xlsx").sheets[0].rows
    assert first[0] is first[1] is second[0]
    assert [type(cell) for cell in (first[2], first[3], second[2])] == [float, bool, str]
