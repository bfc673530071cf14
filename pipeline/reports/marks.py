"""kaohe's marks in HR's own sheets: cells coloured, with a comment, and a column 问题; put in, and taken out again.

What a mark covers (a cell's own fill and comment) is kept on a hidden sheet, so that a copy of a copy has the marks of
its own findings alone, and gives back what was there before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from pipeline.base.text import printable
from pipeline.findings.finding import Finding
from pipeline.findings.said import advice_of, message_of
from pipeline.language.translation import N_, _
from pipeline.workbooks.notes import KEPT_SHEET, MARKS

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

PROBLEM_COLUMN = "问题"
ABOUT_THE_COLUMN = N_("这一列由 kaohe 填写，下次检查时会重写。")
COLOURS = {"error": "FFC7CE", "warning": "FFEB9C"}
LONGEST = 2_000
WIDTH = 50
Looks = dict[tuple[object, ...], Any]
"""openpyxl's numbers of a cell's look in a colour, by the colour and the numbers that it had."""


def mark(sheet: Worksheet, findings: Sequence[Finding], header_row: int) -> None:
    """Colour and comment the findings' cells; beside their rows say what is wrong."""
    by_cell: dict[str, list[Finding]] = {}
    by_row: dict[int, list[Finding]] = {}
    looks: Looks = {}
    for finding in findings:
        if finding.cell:
            by_cell.setdefault(finding.cell, []).append(finding)
        if finding.row and finding.row != header_row:
            by_row.setdefault(finding.row, []).append(finding)
    for address, group in by_cell.items():
        text = "\n".join(f"【{each.code}】{printable(message_of(each))}\n{printable(advice_of(each))}" for each in group)
        _cover(_anchor(sheet, address), text, COLOURS[_worst(group)], looks)
    column = _problem_column(sheet, header_row) if by_row else 0
    for row, group in by_row.items():
        beside = sheet.cell(row, column)
        if type(beside).__name__ == "Cell":
            beside.value = printable("；".join(dict.fromkeys(message_of(each) for each in group)))[:LONGEST]
            beside.data_type = "s"
            _fill(beside, COLOURS[_worst(group)], looks)


def unmark(book: Workbook) -> None:
    """Take every mark out of the workbook, and put back what it covered."""
    kept = dict(_kept(book))
    for sheet in book.worksheets:
        ours = [cell for cell in _cells(sheet) if cell.comment is not None and cell.comment.author == MARKS]
        for cell in ours:
            _uncover(cell, *kept.get((sheet.title, cell.coordinate), (None, None, None)))
        for header in (cell for cell in ours if cell.value == PROBLEM_COLUMN):
            for (beside,) in sheet.iter_rows(header.row, sheet.max_row, header.column, header.column):
                if type(beside).__name__ == "Cell":
                    beside.value = None
                    beside.style = "Normal"
            sheet.column_dimensions.pop(header.column_letter, None)
    if KEPT_SHEET in book.sheetnames:
        del book[KEPT_SHEET]


def _cover(cell: Cell, text: str, colour: str, looks: Looks) -> None:
    from openpyxl.comments import Comment

    if cell.comment is not None or cell.fill.fill_type is not None:
        _keep(cell)
    _fill(cell, colour, looks)
    cell.comment = Comment(text[:LONGEST], MARKS, height=120, width=320)


def _uncover(cell: Cell, fill: str | None, text: str | None, author: str | None) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill
    from openpyxl.styles.fills import Fill

    before: Any = Fill.from_tree(ElementTree.fromstring(fill)) if fill else PatternFill()  # type: ignore[arg-type]
    cell.fill = before
    cell.comment = Comment(text, author or "") if text else None


def _keep(cell: Cell) -> None:
    """Write down on the hidden sheet what a mark is about to cover."""
    book: Any = cell.parent.parent
    if KEPT_SHEET not in book.sheetnames:
        book.create_sheet(KEPT_SHEET).sheet_state = "hidden"
    fill = ElementTree.tostring(cell.fill.to_tree("fill"), encoding="unicode") if cell.fill.fill_type else None
    comment = cell.comment
    place = (cell.parent.title, cell.coordinate)
    book[KEPT_SHEET].append((*place, fill, None if comment is None else comment.text, None if comment is None else comment.author))


def _kept(book: Workbook) -> Iterator[tuple[tuple[str, str], tuple[Any, Any, Any]]]:
    """Fill, comment and its author by sheet and cell."""
    for sheet, place, fill, text, author in book[KEPT_SHEET].iter_rows(max_col=5, values_only=True) if KEPT_SHEET in book.sheetnames else ():
        yield (str(sheet), str(place)), (fill, text, author)


def _problem_column(sheet: Worksheet, header_row: int) -> int:
    """A column 问题 to the right of the table."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    free = max((at for at, cell in enumerate(sheet[header_row], 1) if cell.value not in (None, "")), default=0) + 1
    while type(sheet.cell(header_row, free)).__name__ == "MergedCell":
        free += 1
    cell = sheet.cell(header_row, free, PROBLEM_COLUMN)
    cell.font = Font(bold=True)
    cell.comment = Comment(_(ABOUT_THE_COLUMN), MARKS, height=60, width=200)
    sheet.column_dimensions[cell.column_letter].width = WIDTH
    return free


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if type(cell).__name__ == "Cell")  # type: ignore[misc]


def _anchor(sheet: Worksheet, address: str) -> Cell:
    """The cell itself, or the first cell of the merged range that it lies in: only that one takes a comment."""
    cell: Cell | MergedCell = sheet[address]
    if type(cell).__name__ == "MergedCell":
        for area in sheet.merged_cells.ranges:
            if address in area:
                cell = sheet.cell(area.min_row, area.min_col)
    return cell  # type: ignore[return-value]


def _fill(cell: Cell | MergedCell, colour: str, looks: Looks) -> None:
    """In a look that cells have got before, where one has: openpyxl compares a new one with all that the book has."""
    from openpyxl.styles import PatternFill

    styled: Any = cell
    before = (colour, *(styled._style or ()))
    if before in looks:
        styled._style = copy(looks[before])
    else:
        cell.fill = PatternFill("solid", fgColor=colour)
        looks[before] = copy(styled._style)


def _worst(findings: Iterable[Finding]) -> str:
    return "error" if any(finding.level == "error" for finding in findings) else "warning"
