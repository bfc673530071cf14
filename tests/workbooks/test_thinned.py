"""Equal cells of a workbook are read once, and it says the same as when each is read: whatever the cells hold, whoever wrote them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font

from pipeline.workbooks.known_cells import KnownCells, Unusual
from pipeline.workbooks.reading import read_workbook
from pipeline.workbooks.styles import Strings, Styles
from pipeline.workbooks.thinned import ENOUGH_TO_TELL, Thinned
from tests.often import examples
from tests.workbooks.spellings import respelled, with_single_quotes

FORMATS = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm", time: "hh:mm"}
VALUES = st.one_of(
    st.sampled_from(["", "早班", "晚班", "P001", "2026-11-01", "a&b<c>\"d'", " 两边 ", "上\n下", "_x000D_", "1", "TRUE", "#N/A", "=1"]),
    st.sampled_from([0, 1, 1.0, True, False, -3, 0.1, 1e20, 88]),
    st.sampled_from([date(2026, 11, 3), datetime(2026, 11, 3, 8, 30), time(8, 30), time(17, 0)]),
)
STYLES = st.sampled_from([None, None, None, "0.0%", "00000", "struck"])
CELLS = st.dictionaries(
    st.tuples(st.integers(0, 12), st.sampled_from([0, 1, 2, 3, 25, 26, 27])), st.tuples(VALUES, STYLES) | st.just(("=", None)), max_size=40
)
Cells = dict[tuple[int, int], tuple[Any, str | None]]


def by_xlsxwriter(sheets: Sequence[Cells], hidden: Sequence[int] = (), *, in_line: bool = True) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"constant_memory": in_line, "in_memory": True}) as book:
        for cells in sheets:
            sheet = book.add_worksheet()
            for row in hidden:
                sheet.set_row(row, None, None, {"hidden": True})
            for (row, column), (value, style) in sorted(cells.items()):
                look = {"font_strikeout": True} if style == "struck" else {"num_format": style or FORMATS.get(type(value), "General")}
                if value == "=":
                    sheet.write_formula(row, column, "=1+1", None, 2)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value, book.add_format(look))
                else:
                    sheet.write(row, column, value, book.add_format(look))
    return held.getvalue()


def by_openpyxl(sheets: Sequence[Cells], hidden: Sequence[int] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for cells in sheets:
        sheet = book.create_sheet()
        for row in hidden:
            sheet.row_dimensions[row + 1].hidden = True
        for (row, column), (value, style) in cells.items():
            cell = sheet.cell(row + 1, column + 1, "=1+1" if value == "=" else value)
            if isinstance(value, str) and value != "=":
                cell.data_type = "s"
            if style == "struck":
                cell.font = Font(strike=True)
            elif style or type(value) in FORMATS:
                cell.number_format = style or FORMATS[type(value)]
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


WRITERS: dict[str, Callable[..., bytes]] = {
    "xlsxwriter": partial(by_xlsxwriter, in_line=False), "xlsxwriter in constant memory": by_xlsxwriter, "openpyxl": by_openpyxl,
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("thinned")


Rows = list[list[tuple[type, object]]]


def read(folder: Path, content: bytes) -> list[tuple[Rows, dict[str, Any]]]:
    """Of each sheet the rows by type and value, and all else that is said of it."""
    path = folder / "a.xlsx"
    path.write_bytes(content)
    workbook = read_workbook(path)
    assert not workbook.findings
    others = [{name: value for name, value in vars(sheet).items() if name != "rows"} for sheet in workbook.sheets]
    return [([[(type(cell), cell) for cell in row] for row in sheet.rows], more) for sheet, more in zip(workbook.sheets, others, strict=True)]


def thinned(content: bytes, known: KnownCells | None = None, sheet: int = 1) -> Thinned:
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(f"xl/worksheets/sheet{sheet}.xml") as part:
        return Thinned(part, known or KnownCells(Styles(), Strings()))


@examples(40)
@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
@given(sheets=st.lists(CELLS, min_size=1, max_size=3), hidden=st.lists(st.integers(0, 12), unique=True, max_size=2))
def test_a_sheet_says_the_same_as_in_a_spelling_in_which_every_cell_is_read(
    folder: Path, writer: Callable[..., bytes], sheets: list[Cells], hidden: list[int]
) -> None:
    content = writer(sheets, hidden)
    whole = respelled(content, with_single_quotes)
    if sheets[0]:
        thinned(content)
        with pytest.raises(Unusual):
            thinned(whole)
    assert read(folder, content) == read(folder, whole)


def a_month(rows: int) -> Cells:
    words = ("2026-11-01", "P001", "早班", 1.5, time(8, 30))
    return {(row, column): (value, None) for row in range(rows) for column, value in enumerate(words)}


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_a_cell_that_comes_again_is_not_read_again_in_its_sheet_or_another(writer: Callable[..., bytes]) -> None:
    content, known = writer([a_month(200), {**a_month(100), (99, 5): ("晚班", None)}]), KnownCells(Styles(), Strings())
    few, fewer = thinned(content, known, 1), thinned(content, known, 2)
    assert len(few.codes) == 1_000 and few.xml.count(b"<c ") == 5
    assert len(fewer.codes) == 501 and fewer.xml.count(b"<c ") == 1 and len(known.places) == 1 + 5 + 1


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("spoiled", [1, 2, 3])
def test_a_sheet_in_another_spelling_takes_nothing_from_those_before_and_gives_nothing_to_those_behind(
    folder: Path, writer: Callable[..., bytes], spoiled: int
) -> None:
    """It is unusual in its last row, when all of its other cells are known already."""
    content = writer([{(row, 0): (f"{sheet}号", None) for row in range(20)} | a_month(sheet * 3) for sheet in (1, 2, 3)])
    seen = iter((1, 2, 3))

    def spoil(xml: str) -> str:
        head, row, last = xml.rpartition("<row ")
        return head + row + with_single_quotes(last) if next(seen) == spoiled else xml

    partly = respelled(content, spoil)
    with pytest.raises(Unusual):
        thinned(partly, sheet=spoiled)
    assert read(folder, partly) == read(folder, content)


def in_a_comment(xml: str) -> str:
    return xml.replace("</row>", '<!-- <c r="H1"><v>9</v></c> --></row>', 1)


def on_lines_of_their_own(xml: str) -> str:
    return xml.replace("<c ", "\n  <c ").replace("<row ", "\n<row ")


def with_breaks_behind(xml: str) -> str:
    return xml.replace("</worksheet>", '<rowBreaks count="1"><brk id="3"/></rowBreaks></worksheet>')


def with_styled_empty_cells(xml: str) -> str:
    return re.sub(r'(<row r="(\d+)".*?)</row>', r'\1<c r="Z\2" s="0"/></row>', xml)


def with_heights(xml: str) -> str:
    return xml.replace('<row r="', '<row ht="18" customHeight="1" r="')


def with_heights_behind(xml: str) -> str:
    return re.sub(r'<row r="(\d+)"', r'<row r="\1" ht="18" customHeight="1" x14ac:dyDescent="0.2"', xml).replace("<worksheet ", '<worksheet xmlns:x14ac="x" ')


def a_row_that_is_empty(xml: str) -> str:
    return re.sub(r'(<row r="2"[^>]*>).*?</row>', r'<row r="2" ht="9"/>', xml, count=1)


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize(
    "change",
    [in_a_comment, on_lines_of_their_own, with_breaks_behind, with_styled_empty_cells, with_heights, with_heights_behind, a_row_that_is_empty],
)
def test_other_spellings_say_what_the_reader_of_values_says(
    folder: Path, writer: Callable[..., bytes], change: Callable[[str], str]
) -> None:
    content = respelled(writer([a_month(20)]), change)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    expected = [[(type(cell), cell) for cell in row] for row in book.get_sheet_by_index(0).to_python(skip_empty_area=False)]
    assert len(expected) == 20 and read(folder, content)[0][0] == expected


CELL = '<c r="{}" s="1"><v>5</v></c>'


@pytest.mark.parametrize("row", [
    '<row r="3"><c r="A3">' + CELL.format("B3") + "</row>",
    '<row r="3" s="1"><v>5</v></c>' + CELL.format("B3") + "</row>",
    '<row r="3">' + CELL.format("B3") + CELL.format("A3") + "</row>",
    '<row r="3">' + CELL.format("A3") + CELL.format("A3") + "</row>",
    '<row r="3">' + CELL.format("A3") + '<row r="3">' + CELL.format("B3") + "</row>",
    '<row r="3">' + CELL.format("A4") + CELL.format("B4") + "</row>",
    '<row r="3">' + CELL.format("A3") + "5" + CELL.format("B3") + "</row>",
    '<row r="1">' + CELL.format("A1") + CELL.format("B1") + "</row>",
    '<row r="1048577">' + CELL.format("A1048577") + "</row>",
    '<row r="">' + CELL.format("A") + "</row>",
    '<row r=" 3">' + CELL.format("A 3") + "</row>",
    '<row r="3" spans="1:2" spans="1:2">' + CELL.format("A3") + "</row>",
    '<row r="3" r="3">' + CELL.format("A3") + "</row>",
    '<row r="3"><c r="A3" s="1" s="1"/></row>',
    "<row>" + CELL.format("A3") + "</row>",
])  # fmt: skip
def test_a_row_that_is_not_made_as_rows_are_leaves_the_sheet_as_it_is(row: str) -> None:
    good = f'<row r="1">{CELL.format("A1")}{CELL.format("B1")}</row><row r="2">{CELL.format("B2")}</row>'

    def of(rows: str) -> Thinned:
        return Thinned(io.BytesIO(f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()), KnownCells(Styles(), Strings()))

    assert of(good).extent == (2, 2)
    with pytest.raises(Unusual):
        of(good + row)


def test_a_sheet_of_different_cells_is_not_held_twice() -> None:
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>' for at in range(1, ENOUGH_TO_TELL * 2))
    with pytest.raises(Unusual):
        Thinned(io.BytesIO(f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()), KnownCells(Styles(), Strings()))


def test_a_cell_far_to_the_right_of_rows_far_below_is_refused_before_memory_is_asked_for(folder: Path) -> None:
    content = by_xlsxwriter([{(0, 0): ("早班", None), (1, 0): ("早班", None)}])
    cell = re.compile(r'<row r="2".*?</row>')
    far = '<row r="2"><c r="XFD2" t="inlineStr"><is><t>x</t></is></c></row><row r="900000"><c r="A900000" t="inlineStr"><is><t>早班</t></is></c></row>'
    path = folder / "far.xlsx"
    path.write_bytes(respelled(content, lambda xml: cell.sub(far, xml)))
    assert [each.code for each in read_workbook(path).findings] == ["SHEET_TOO_LARGE"]


def test_equal_texts_are_one_object_and_a_text_is_never_a_number(folder: Path) -> None:
    content = by_xlsxwriter([{(0, 0): ("早班", None), (0, 1): ("早班", None), (0, 2): (1, None), (1, 0): ("早班", None), (1, 2): ("1", None)}])
    (folder / "读.xlsx").write_bytes(content)
    [sheet] = read_workbook(folder / "读.xlsx").sheets
    first, second = sheet.rows
    assert first[0] is first[1] is second[0] and [type(first[2]), type(second[2])] == [float, str]
