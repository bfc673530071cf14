"""A sheet for people to fill: with the rows that are known, and formats, lists and checks for some thousand more."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.base.text import display_width
from pipeline.schemas.sheet import Sheet
from pipeline.templates.allowed import choices
from pipeline.templates.cells import Cell, cells_of, write_cell
from pipeline.templates.entry_checks import entry_check
from pipeline.templates.kinds import LOOKS
from pipeline.templates.known import KnownAhead
from pipeline.templates.option_lists import OptionLists
from pipeline.templates.page import ROW_HEIGHT, set_up_page, width, write_header

LAST_ROW = 10_000
"""0-based: rows 2 to 10,001 are checked."""
ROWS_BELOW = 200
"""Rows below the known ones that are checked as well."""
LINE_HEIGHT, MARGIN, WIDEST = 15, 3, 52
"""Of a line of wrapped text, in points; and in letters what a cell has beside its text, and the widest column."""
WRAPPED = {"text_wrap": True, "valign": "vcenter"}
MISSING_FILL = "#FCE4D6"
TAB = "#1F3864"


def add_data_sheet(workbook: Workbook, sheet: Sheet, known: KnownAhead, lists: OptionLists) -> None:
    worksheet = workbook.add_worksheet(sheet.title)
    worksheet.set_tab_color(TAB)
    worksheet.set_default_row(ROW_HEIGHT)
    rows = cells_of(sheet, known)
    last_row = max(LAST_ROW, len(rows) + ROWS_BELOW)
    usual = [width(column, choices(column, sheet, known.rulebook)) for column in sheet.columns]
    widths = [max(each, _room(rows, at)) if sheet.columns[at].kind == "text" else each for at, each in enumerate(usual)]
    heights = {number: lines for number, row in enumerate(rows, start=1) if (lines := _lines(row, widths)) > 1}
    for number, lines in heights.items():
        worksheet.set_row(number, LINE_HEIGHT * lines + ROW_HEIGHT - LINE_HEIGHT)
    for at, column in enumerate(sheet.columns):
        look = workbook.add_format(LOOKS[column.kind].cell | (WRAPPED if heights else {}))
        worksheet.set_column(at, at, widths[at], look, {"level": _level(sheet, at)})
        span = xl_range_abs(1, at, last_row, at)
        check = entry_check(column, sheet, known, lists, xl_rowcol_to_cell(1, at), span)
        if check is not None:
            worksheet.data_validation(1, at, last_row, at, check)
        for number, row in enumerate(rows, start=1):
            write_cell(worksheet, number, at, row[at], look)
    for (title, number, name), text in known.notes.items():
        if title == sheet.name:
            worksheet.write_comment(number + 1, sheet.columns.index(sheet.column(name)), text)
    _name_the_people(workbook, worksheet, sheet, known, lists)
    write_header(workbook, worksheet, sheet)
    _show_what_is_missing(workbook, worksheet, sheet, last_row)
    worksheet.outline_settings(symbols_right=False)
    last = len(sheet.columns) - 1
    worksheet.freeze_panes(1, 0 if sum(widths) < 150 else 1)
    worksheet.autofilter(0, 0, last_row, last)
    worksheet.hide_gridlines(0)
    set_up_page(worksheet, sheet.title, sum(widths))


def _room(rows: Sequence[Sequence[Cell]], at: int) -> float:
    """As wide as the longest text of a column, up to what is still read line by line."""
    return min(max((display_width(cell) for row in rows if isinstance(cell := row[at], str)), default=0) + MARGIN, WIDEST)


def _lines(row: Sequence[Cell], widths: Sequence[float]) -> int:
    """How many lines the longest cell takes."""
    lines = (sum(ceil(display_width(line) / (room - MARGIN)) for line in cell.split("\n")) for cell, room in zip(row, widths, strict=True) if isinstance(cell, str))
    return max(lines, default=1)


def _level(sheet: Sheet, at: int) -> int:
    """1 for a column that folds away under the first of its part, which stays and shows that there are more."""
    part = sheet.columns[at].part
    return int(at > 0 and part != "" and sheet.columns[at - 1].part == part)


def _name_the_people(workbook: Workbook, worksheet: Worksheet, sheet: Sheet, known: KnownAhead, lists: OptionLists) -> None:
    """姓名 follows 工号 by a formula, in the rows that are known: Excel stores no empty text, so there is none below them."""
    names = [column.name for column in sheet.columns]
    if not known.people or "name" not in names or sheet.person not in names or sheet.column(sheet.person).kind != "person":
        return
    person, name = names.index(sheet.person), names.index("name")
    ids, called = lists.range("ids", tuple(known.people)), lists.range("names", tuple(known.people.values()))
    look = workbook.add_format({**LOOKS["name"].cell, "num_format": "General"})
    for number, row in enumerate(known.rows.get(sheet.name, ()), start=1):
        stored = known.people.get(row.get(sheet.person) or "")
        if stored:
            chosen = xl_rowcol_to_cell(number, person)
            formula = f'=IFERROR(INDEX({called},MATCH(LEFT({chosen},FIND(" ",{chosen}&" ")-1),{ids},0)),"")'
            worksheet.write_formula(number, name, formula, look, stored)


def _show_what_is_missing(workbook: Workbook, worksheet: Worksheet, sheet: Sheet, last_row: int) -> None:
    """A required cell that is still empty in a row that has been begun is coloured."""
    missing = workbook.add_format({"bg_color": MISSING_FILL})
    row = f"{xl_rowcol_to_cell(1, 0, col_abs=True)}:{xl_rowcol_to_cell(1, len(sheet.columns) - 1, col_abs=True)}"
    for at, column in enumerate(sheet.columns):
        if column.required and len(sheet.columns) > 1:
            formula = f'=AND({xl_rowcol_to_cell(1, at)}="",SUMPRODUCT(LEN({row}))>0)'
            worksheet.conditional_format(1, at, last_row, at, {"type": "formula", "criteria": formula, "format": missing})
