"""A sheet with filled rows for people to look at; the intake passes it over."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter import Workbook

from pipeline.base.period import Month
from pipeline.excel.paper import GRID
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.column import Column
from pipeline.schemas.readers import reader_for
from pipeline.schemas.sheet import Sheet
from pipeline.templates.cells import Cell, cell_of, write_cell
from pipeline.templates.kinds import LOOKS
from pipeline.templates.page import ROW_HEIGHT, set_up_page, width, write_header

EXAMPLE_MONTH = Month(2026, 10)
PREFIX = "示例-"
SATURDAY = 5
TAB = "#A6A6A6"


def add_example_sheet(workbook: Workbook, sheet: Sheet, rulebook: Rulebook) -> None:
    rows = example_rows(sheet, rulebook)
    worksheet = workbook.add_worksheet(PREFIX + sheet.title)
    worksheet.set_tab_color(TAB)
    worksheet.set_default_row(ROW_HEIGHT)
    widths = []
    for at, column in enumerate(sheet.columns):
        shown = tuple(str(row[column.name]) for row in rows if isinstance(row[column.name], str))
        widths.append(width(column, shown))
        worksheet.set_column(at, at, widths[at])
        cell = workbook.add_format({**LOOKS[column.kind].cell, "border": 1, "border_color": GRID})
        for number, row in enumerate(rows, start=1):
            write_cell(worksheet, number, at, row[column.name], cell)
    write_header(workbook, worksheet, sheet)
    worksheet.freeze_panes(1, 0)
    set_up_page(worksheet, f"{sheet.title}（示例，不会读取）", sum(widths))


def example_rows(sheet: Sheet, rulebook: Rulebook) -> list[dict[str, Cell]]:
    """The sheet's examples as cell values by column name: text, numbers, and date-times for days and moments."""
    rows = [{column.name: example.get(column.name, column.example) for column in sheet.columns} for example in sheet.examples]
    return [
        {column.name: _cell(column, row[column.name], sheet, rulebook) for column in sheet.columns}
        for row in rows
        if _item_is_known(row, sheet, rulebook)
    ]


def _item_is_known(row: Mapping[str, object], sheet: Sheet, rulebook: Rulebook) -> bool:
    return "item" not in row or rulebook.find_item(str(row["item"]), sheet.name) is not None


def _cell(column: Column, example: object, sheet: Sheet, rulebook: Rulebook) -> Cell:
    """An example read as the intake would read it, and turned into what Excel would hold."""
    if example is None:
        return None
    return cell_of(column, reader_for(column, sheet.name, rulebook)(_filled(example)).value, rulebook)


def _filled(example: object) -> object:
    """With the month put in where the schema leaves it open."""
    if not isinstance(example, str):
        return example
    month = EXAMPLE_MONTH
    saturday = next(day for day in range(1, 8) if month.first.replace(day=day).weekday() == SATURDAY)
    return example.format(month=month, yyyymm=str(month).replace("-", ""), saturday=f"{month}-{saturday:02d}")
