"""A sheet for people to fill: empty, with formats, lists and checks for some thousand rows."""

from __future__ import annotations

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.rulebook.model import Rulebook
from pipeline.schemas.sheet import Sheet
from pipeline.templates.allowed import choices
from pipeline.templates.entry_checks import entry_check
from pipeline.templates.kinds import LOOKS
from pipeline.templates.option_lists import OptionLists
from pipeline.templates.page import ROW_HEIGHT, set_up_page, width, write_header

LAST_ROW = 10_000
"""0-based: rows 2 to 10,001 are checked."""
MISSING_FILL = "#FCE4D6"
TAB = "#1F3864"


def add_data_sheet(workbook: Workbook, sheet: Sheet, rulebook: Rulebook, lists: OptionLists) -> None:
    worksheet = workbook.add_worksheet(sheet.title)
    worksheet.set_tab_color(TAB)
    worksheet.set_default_row(ROW_HEIGHT)
    widths = [width(column, choices(column, sheet, rulebook)) for column in sheet.columns]
    for at, column in enumerate(sheet.columns):
        worksheet.set_column(at, at, widths[at], workbook.add_format(LOOKS[column.kind].cell))
        span = xl_range_abs(1, at, LAST_ROW, at)
        check = entry_check(column, sheet, rulebook, lists, xl_rowcol_to_cell(1, at), span)
        if check is not None:
            worksheet.data_validation(1, at, LAST_ROW, at, check)
    write_header(workbook, worksheet, sheet)
    _show_what_is_missing(workbook, worksheet, sheet)
    last = len(sheet.columns) - 1
    worksheet.freeze_panes(1, 0 if sum(widths) < 150 else 1)
    worksheet.autofilter(0, 0, LAST_ROW, last)
    worksheet.hide_gridlines(0)
    set_up_page(worksheet, sheet.title, sum(widths))


def _show_what_is_missing(workbook: Workbook, worksheet: Worksheet, sheet: Sheet) -> None:
    """A required cell that is still empty in a row that has been begun is coloured."""
    missing = workbook.add_format({"bg_color": MISSING_FILL})
    row = f"{xl_rowcol_to_cell(1, 0, col_abs=True)}:{xl_rowcol_to_cell(1, len(sheet.columns) - 1, col_abs=True)}"
    for at, column in enumerate(sheet.columns):
        if column.required and len(sheet.columns) > 1:
            formula = f'=AND({xl_rowcol_to_cell(1, at)}="",COUNTA({row})>0)'
            worksheet.conditional_format(1, at, LAST_ROW, at, {"type": "formula", "criteria": formula, "format": missing})
