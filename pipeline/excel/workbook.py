"""The one place that lays tables out in a workbook, in the manner of a finance department."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_range_abs

from pipeline.base.text import display_width
from pipeline.excel.cells import STYLES, CellTexts, Kind
from pipeline.excel.form import Form, fill_form
from pipeline.excel.package import PartsAlone, package
from pipeline.excel.paper import FONT, GRID, INK, SHADE, SIGNATURES, on_paper, pages_wide
from pipeline.excel.table_sheet import TableColumn, TableSheet, points, row_xml, table_rows, with_formula

HEADER_HEIGHT = 26
TOTAL_HEIGHT = 22
ROOM_FOR_FILTER = 4
BARS = "#2F75B5"
CHART_FONT = {"name": "微软雅黑", "size": 9, "color": "#404A56"}
CHARTS, CHART_ROWS, CHART_COLUMNS = "图表", 21, 13
Colour = tuple[str, str]
"""Ink and ground."""
GOOD, FAIR, WATCH, BAD = ("#1E5B36", "#E2F0E6"), ("#1F4E79", "#E3EDF7"), ("#7A4B00", "#FFF1D6"), ("#9C1C12", "#FBE3E0")


@dataclass(frozen=True)
class ReportColumn:
    """One column of a sheet: its Chinese header, the frame's column and how its values are shown.

    `sums` names the first and last column that it is the sum of, row by row, which a formula then says.
    """

    header: str
    field: str
    kind: Kind = "text"
    sums: tuple[str, str] | None = None


@dataclass(frozen=True)
class ReportSheet:
    """A table to write. `frozen` leading columns stay in view; `total` adds a row 合计 of sums of the money columns, with
    `total_note` where the rows have their notes.

    `remark` is a comment on its first cell, for who uses the sheet. The last `closing` rows are sums of the others, which
    its filter leaves out.

    A sheet too wide for one page prints on several side by side, each with the frozen columns. `colours` shows words of a
    field in the colours that pages give them.
    """

    name: str
    columns: Sequence[ReportColumn]
    frame: pd.DataFrame
    frozen: int = 0
    total: bool = False
    total_note: str = ""
    remark: str = ""
    closing: int = 0
    landscape: bool = True
    colours: Mapping[str, Mapping[str, Colour]] = field(default_factory=dict)


@dataclass(frozen=True)
class Chart:
    """A native chart of two fields of a sheet, drawn on the sheet 图表; `colours` are those of its points, if not one."""

    title: str
    kind: Literal["line", "column"]
    sheet: ReportSheet
    categories: str
    values: str
    colours: Sequence[str] = ()


class ReportWorkbook(Workbook):  # type: ignore[misc]  # XlsxWriter has no types
    """A workbook that makes each look of its cells once; when it is closed its `parts` are there to be packed."""

    def __init__(self) -> None:
        # a copy, since XlsxWriter adds to what it is given, and the next workbook would look different
        super().__init__(io.BytesIO(), {"in_memory": True, "default_format_properties": dict(FONT)})
        self.looks: dict[tuple[object, ...], int] = {}
        self.parts: list[tuple[Any, str, bool]] = []

    def _get_packager(self) -> PartsAlone:
        return PartsAlone()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """What stopped the writing is told: XlsxWriter would close a workbook with half its sheets, and fail at that instead."""
        if kind is None:
            self.close()


def write_workbook(
    path: Path, sheets: Sequence[ReportSheet | Form], month: str, heading: str, charts: Sequence[Chart] = (), foot: str = SIGNATURES
) -> dict[str, int]:
    """Write `sheets`, each from A1 with its header, and return each one's number of body rows.

    `heading` (department and month) stands with the sheet's name in the header of each printed page, `foot` in its footer.
    The same tables give the same bytes. Raises OSError where the file cannot be written.
    """
    first_day = datetime.strptime(month, "%Y-%m")
    with ReportWorkbook() as workbook:
        workbook.set_properties({"title": "kaohe", "author": "kaohe", "created": first_day})
        for sheet in sheets:
            worksheet = workbook.add_worksheet(sheet.name, worksheet_class=TableSheet)
            if isinstance(sheet, Form):
                fill_form(workbook, worksheet, sheet, heading)
                continue
            widths = _fill(workbook, worksheet, sheet)
            _set_up_page(worksheet, sheet, widths, heading, foot)
            _colour(workbook, worksheet, sheet)
            if sheet.remark:
                worksheet.write_comment(0, 0, sheet.remark, {"author": "kaohe", "x_scale": 2})
            workbook.define_name(sheet.name, f"='{sheet.name}'!{xl_range_abs(0, 0, len(sheet.frame), len(sheet.columns) - 1)}")
        if charts:
            _draw(workbook, charts, heading, foot)
        tables = {sheet.part: sheet.rows for sheet in workbook.worksheets() if isinstance(sheet, TableSheet)}
    path.write_bytes(package(workbook.parts, tables))
    return {sheet.name: len(sheet.frame) for sheet in sheets}


def _fill(workbook: ReportWorkbook, worksheet: TableSheet, sheet: ReportSheet) -> list[float]:
    """Write the table; returns how wide its columns are, in letters."""
    columns = list(_columns(workbook, sheet))
    total = _total_row(workbook, sheet) if sheet.total else None
    widths = [column.width for column in columns]
    worksheet.take(table_rows(_header_row(workbook, sheet), columns, len(sheet.frame), total), len(sheet.frame) + 1 + (total is not None), widths)
    worksheet.freeze_panes(1, sheet.frozen)
    worksheet.autofilter(0, 0, len(sheet.frame) - sheet.closing, len(columns) - 1)
    return widths


def _colour(workbook: ReportWorkbook, worksheet: TableSheet, sheet: ReportSheet) -> None:
    """The words of some columns in colours, as rules of the sheet, so that they hold where somebody changes a cell."""
    for number, column in enumerate(sheet.columns):
        for word, (ink, ground) in sheet.colours.get(column.field, {}).items():
            look = workbook.add_format({"font_color": ink, "bg_color": ground})
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
            worksheet.conditional_format(1, number, max(len(sheet.frame), 1), number, rule)


def _draw(workbook: ReportWorkbook, charts: Sequence[Chart], heading: str, foot: str) -> None:
    """All charts below each other on a sheet of their own, under what they are of."""
    worksheet = workbook.add_worksheet(CHARTS)
    worksheet.hide_gridlines(2)
    worksheet.fit_to_pages(1, 0)
    on_paper(worksheet, f"{heading}　{CHARTS}", foot)
    worksheet.write_string(0, 0, heading, workbook.add_format({**FONT, "bold": True, "font_color": INK}))
    worksheet.print_area(0, 0, CHART_ROWS * len(charts) + 1, CHART_COLUMNS)
    for number, chart in enumerate(charts):
        fields = [column.field for column in chart.sheet.columns]
        last = len(chart.sheet.frame)
        drawn = workbook.add_chart({"type": chart.kind})
        drawn.add_series({
            "name": chart.title,
            "categories": [chart.sheet.name, 1, fields.index(chart.categories), last, fields.index(chart.categories)],
            "values": [chart.sheet.name, 1, fields.index(chart.values), last, fields.index(chart.values)],
            "fill": {"color": BARS}, "line": {"color": BARS, "width": 2}, "data_labels": {"value": chart.kind == "column"},
            "points": [{"fill": {"color": colour}, "line": {"color": colour}} for colour in chart.colours] or None,
            "gap": 60,
        })  # fmt: skip
        drawn.set_title({"name": chart.title, "overlay": False, "name_font": {**CHART_FONT, "size": 14}})
        drawn.set_x_axis({"num_format": "mm-dd", "num_font": CHART_FONT} | ({"interval_unit": 5} if chart.kind == "line" else {}))
        drawn.set_y_axis({"min": 0, "num_font": CHART_FONT, "major_gridlines": {"visible": True, "line": {"color": GRID}}}
                         if _is_positive(chart) else {"num_font": CHART_FONT})
        drawn.set_legend({"none": True})
        drawn.set_size({"width": 860, "height": 380})
        worksheet.insert_chart(number * CHART_ROWS + 2, 0, drawn)


def _is_positive(chart: Chart) -> bool:
    return bool((chart.sheet.frame[chart.values] >= 0).all())


def _columns(workbook: ReportWorkbook, sheet: ReportSheet) -> Iterator[TableColumn]:
    for column in sheet.columns:
        look = _look(workbook, column.kind, border_color=GRID)
        values = sheet.frame[column.field].tolist()
        formula = None if column.sums is None else _sum_of(sheet, *column.sums)
        yield TableColumn(STYLES[column.kind], look, values, display_width(column.header) + ROOM_FOR_FILTER, formula)


def _sum_of(sheet: ReportSheet, first: str, last: str) -> str:
    letters = {column.field: xl_col_to_name(number) for number, column in enumerate(sheet.columns)}
    return f"SUM({letters[first]}{{row}}:{letters[last]}{{row}})"


def _header_row(workbook: ReportWorkbook, sheet: ReportSheet) -> bytes:
    look = _look(workbook, "text", bold=True, font_color=INK, bg_color=SHADE, border_color="#8EA9C8", align="center")
    texts = CellTexts(STYLES["text"], look)
    return row_xml(1, points(HEADER_HEIGHT), [texts[column.header] for column in sheet.columns])


def _total_row(workbook: ReportWorkbook, sheet: ReportSheet) -> bytes:
    """合计 in the first column, formulas of sums under the money columns; what is blank does not count."""
    cells, last = [], len(sheet.frame) + 1
    for number, column in enumerate(sheet.columns):
        kind: Kind = "money" if column.kind == "money" else "text"
        words = "合计" if number == 0 else sheet.total_note if column.kind == "note" else None
        value = int(sheet.frame[column.field].sum()) if kind == "money" else words
        look = _look(workbook, kind, bold=True, bg_color="#F3F6FA", border_color=GRID, top=2, top_color=INK)
        cell, letter = CellTexts(STYLES[kind], look)[value], xl_col_to_name(number)
        cells.append(with_formula(cell, f"SUM({letter}2:{letter}{last})") if kind == "money" and last > 1 else cell)
    return row_xml(last + 1, points(TOTAL_HEIGHT * (2 if sheet.total_note else 1)), cells)


def _look(workbook: ReportWorkbook, kind: Kind, **more: object) -> int:
    """The number under which the workbook knows the look of a cell of this kind."""
    asked = (kind, *more.items())
    if asked not in workbook.looks:
        style = STYLES[kind]
        plain = {"num_format": style.number_format, "align": style.align, "text_wrap": style.wraps, "border": 1}
        indent = {} if "center" in (style.align, more.get("align")) else {"indent": 1}
        workbook.looks[asked] = workbook.add_format({**plain, **indent, **more})._get_xf_index()
    return workbook.looks[asked]


def _set_up_page(worksheet: TableSheet, sheet: ReportSheet, widths: Sequence[float], heading: str, foot: str) -> None:
    """A4, fitted to its width, the header row on each page, title above, signatures and page numbers below."""
    if sheet.landscape:
        worksheet.set_landscape()
    repeated = max(sheet.frozen, 1)
    pages = pages_wide(widths, repeated, landscape=sheet.landscape)
    worksheet.fit_to_pages(pages, 0)
    if pages > 1:
        worksheet.repeat_columns(0, repeated - 1)
    on_paper(worksheet, f"{heading}　{sheet.name}", foot)
