"""A table as HR keeps it: with a title of its own, some of the columns, a sum below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pipeline.base.text import display_width
from pipeline.sample.calendar import day
from pipeline.schemas.sheet import Sheet

FORMATS = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd", time: "hh:mm", str: "@"}
NARROWEST, WIDEST = 9, 44


@dataclass(frozen=True)
class Page:
    """A sheet of a workbook.

    `rows` are keyed by the schema's column names; a key that the schema does not have is a header of HR's own. `title`
    stands above the header, over all columns; a row 合计 below sums the columns in `summed`.
    """

    sheet: Sheet
    rows: Sequence[dict[str, Any]]
    title: str | None = None
    summed: Sequence[str] = ()

    @property
    def columns(self) -> list[str]:
        """Those that have something in them, or must be there, then HR's own."""
        used = {name for row in self.rows for name, value in row.items() if value is not None}
        known = [column.name for column in self.sheet.columns if column.required or column.name in used]
        return known + sorted(used - {column.name for column in self.sheet.columns})

    def header(self, name: str) -> str:
        return next((column.header for column in self.sheet.columns if column.name == name), name)


def workbook(pages: Sequence[Page]) -> bytes:
    """The pages as one workbook; the same pages give the same bytes."""
    content = BytesIO()
    font = {"font_name": "宋体", "font_size": 11}
    with Workbook(content, {"in_memory": True, "default_format_properties": font, "strings_to_urls": False}) as book:
        book.set_properties({"author": "kaohe", "created": datetime.combine(day(31), time())})
        for page in pages:
            _write(book, book.add_worksheet(page.sheet.title), page)
    return content.getvalue()


def _write(book: Workbook, worksheet: Worksheet, page: Page) -> None:
    columns, top = page.columns, 0
    if page.title:
        heading = book.add_format({"bold": True, "font_size": 14, "align": "center"})
        worksheet.merge_range(0, 0, 0, len(columns) - 1, page.title, heading)
        top = 1
    headings = book.add_format({"bold": True, "align": "center", "bg_color": "#E7E6E6", "border": 1})
    formats = {
        kind: book.add_format({"num_format": number_format, "align": "left" if kind is str else "center"})
        for kind, number_format in FORMATS.items()
    }
    for at, name in enumerate(columns):
        worksheet.write_string(top, at, page.header(name), headings)
        values = [row.get(name) for row in page.rows]
        widest = max((display_width(_shown(value)) for value in [page.header(name), *values]), default=0)
        worksheet.set_column(at, at, max(NARROWEST, min(WIDEST, widest + 2)))
        for number, value in enumerate(values, start=top + 1):
            _write_cell(worksheet, number, at, value, formats)
    if page.summed:
        _write_sums(book, worksheet, page, top + 1)
    worksheet.freeze_panes(top + 1, 0)
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)


def _write_cell(worksheet: Worksheet, row: int, column: int, value: object, formats: dict[type, Format]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        worksheet.write_string(row, column, value, formats[str])
    elif isinstance(value, date | time):
        worksheet.write_datetime(row, column, value, formats[type(value)])
    else:
        worksheet.write_number(row, column, value)


def _write_sums(book: Workbook, worksheet: Worksheet, page: Page, first: int) -> None:
    """As a formula with its value, as Excel leaves it."""
    bold = book.add_format({"bold": True, "top": 1})
    last = first + len(page.rows)
    worksheet.write_string(last, 0, "合计", bold)
    for name in page.summed:
        at = page.columns.index(name)
        letter, total = xl_col_to_name(at), round(sum(row.get(name) or 0 for row in page.rows), 2)
        worksheet.write_formula(last, at, f"=SUM({letter}{first + 1}:{letter}{last})", bold, total)


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else str(value)
