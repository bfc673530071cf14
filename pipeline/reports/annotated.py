"""HR's own workbooks with the findings in them: cells coloured, comments, a column 问题 and a first sheet 检查结果."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.text import printable
from pipeline.findings.finding import LEVEL_LABELS, Finding, each_cell
from pipeline.findings.said import advice_of, message_of
from pipeline.workbooks.files import located
from pipeline.workbooks.part import shown
from pipeline.workbooks.reading import read_workbook

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

LIST_SHEET = "检查结果"
PROBLEM_COLUMN = "问题"
MOST_COMMENTS = 2_000
COLOURS = {"error": "FFC7CE", "warning": "FFEB9C"}
HEADERS = ("级别", "工作表", "单元格", "值", "说明", "建议", "代码")
WHY_PLAIN = "原工作簿的格式不能照样保留，这份副本只有内容、颜色和批注；请在原工作簿里改正，或把它另存后再用。"
WIDTHS = (8, 14, 10, 18, 48, 48, 26)


def write(folder: Path, inbox: Path, findings: Sequence[Finding], header_rows: Mapping[tuple[str, str], int]) -> None:
    """Annotated copies of the workbooks in `inbox` that have findings in their sheets, but those left out as too large.

    `header_rows` has the 1-based header row by file and sheet. A copy holds no macros and no outside links.
    """
    findings = each_cell(findings)
    left_out = {finding.file for finding in findings if finding.code == "COPY_LEFT_OUT"}
    placed = [finding for finding in findings if finding.file and finding.sheet and finding.file not in left_out]
    for file, group in groupby(sorted(placed, key=lambda each: each.sort_key), key=lambda each: str(each.file)):
        folder.mkdir(exist_ok=True)
        stem = Path(file).with_suffix("").name
        is_taken = not file.endswith(".xlsx") and (inbox / f"{stem}.xlsx").exists()
        _copy(located(inbox, file), folder / f"{file if is_taken else stem}.xlsx", file, list(group), header_rows)


def _copy(source: Path, target: Path, file: str, findings: Sequence[Finding], header_rows: Mapping[tuple[str, str], int]) -> None:
    """A copy in HR's own formatting; where that cannot be read or written again, one of the values alone."""
    import openpyxl

    try:
        content = _annotated(openpyxl.load_workbook(source, keep_vba=False, keep_links=False), file, findings, header_rows)
    except Exception:
        # Formatting is other people's: whatever openpyxl raises about it, the values have been read and are enough.
        content = _annotated(_of_values(source), file, findings, header_rows, remark=WHY_PLAIN)
    _without_times(content, target)


def _of_values(source: Path) -> Workbook:
    """A workbook with the cells of `source` at their places, as they were read."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for read in read_workbook(source).sheets:
        sheet = book.create_sheet(read.name)
        for number, row in enumerate(read.rows, 1):
            for column, raw in enumerate(row, 1):
                if raw not in ("", None):
                    value = raw if isinstance(raw, int | float | date | time | timedelta) else printable(shown(raw) or "")
                    sheet.cell(number, column, value).data_type = "s" if isinstance(value, str) else sheet.cell(number, column).data_type
    return book


def _annotated(
    book: Workbook, file: str, findings: Sequence[Finding], header_rows: Mapping[tuple[str, str], int], remark: str = ""
) -> io.BytesIO:
    if LIST_SHEET in book.sheetnames:
        del book[LIST_SHEET]
    shown = findings[:MOST_COMMENTS]
    for sheet, group in groupby(shown, key=lambda each: str(each.sheet)):
        if sheet in book.sheetnames:
            _mark(book[sheet], list(group), header_rows.get((file, sheet), 1))
    _list(book, findings, remark)
    content = io.BytesIO()
    book.save(content)
    return content


def _mark(sheet: Worksheet, findings: Sequence[Finding], header_row: int) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    by_cell: dict[str, list[Finding]] = {}
    by_row: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.cell:
            by_cell.setdefault(finding.cell, []).append(finding)
        if finding.row:
            by_row.setdefault(finding.row, []).append(finding)
    for address, group in by_cell.items():
        cell = _anchor(sheet, address)
        cell.fill = PatternFill("solid", fgColor=COLOURS[_worst(group)])
        text = "\n".join(f"【{each.code}】{printable(message_of(each))}\n{printable(advice_of(each))}" for each in group)
        cell.comment = Comment(text[:2_000], "kaohe", height=120, width=320)
    column = _problem_column(sheet, header_row) if by_row else 0
    for row, group in by_row.items():
        beside = sheet.cell(row, column)
        if type(beside).__name__ == "Cell":
            beside.value = printable("；".join(dict.fromkeys(message_of(each) for each in group)))[:2_000]
            beside.data_type = "s"
            beside.fill = PatternFill("solid", fgColor=COLOURS[_worst(group)])


def _problem_column(sheet: Worksheet, header_row: int) -> int:
    """The column 问题 to the right of the table, emptied when an earlier copy has left one."""
    from openpyxl.styles import Font

    headers = [cell.value for cell in sheet[header_row]]
    if PROBLEM_COLUMN in headers:
        column = headers.index(PROBLEM_COLUMN) + 1
        for (cell,) in sheet.iter_rows(header_row + 1, sheet.max_row, column, column):
            if type(cell).__name__ == "Cell":
                cell.value = None
        return column
    free = max((at for at, value in enumerate(headers, 1) if value not in (None, "")), default=0) + 1
    while type(sheet.cell(header_row, free)).__name__ == "MergedCell":
        free += 1
    cell = sheet.cell(header_row, free, PROBLEM_COLUMN)
    cell.font = Font(bold=True)
    sheet.column_dimensions[cell.column_letter].width = 50
    return free


def _list(book: Workbook, findings: Sequence[Finding], remark: str) -> None:
    """The first sheet: every finding, linked to its cell."""
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet = book.create_sheet(LIST_SHEET, 0)
    sheet.append(HEADERS)
    for at, finding in enumerate(findings, 2):
        place = finding.cell or (f"第 {finding.row} 行" if finding.row else "")
        values = (
            LEVEL_LABELS[finding.level], finding.sheet, place, finding.value, message_of(finding), advice_of(finding), finding.code,
        )
        for column, value in enumerate(values, 1):
            cell = sheet.cell(at, column, None if value is None else printable(str(value)))
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(at, 1).fill = PatternFill("solid", fgColor=COLOURS[finding.level])
        target = finding.cell or (f"A{finding.row}" if finding.row else "A1")
        name = str(finding.sheet).replace("'", "''")
        if finding.sheet in book.sheetnames:
            sheet.cell(at, 3).hyperlink = f"#'{name}'!{target}"
            sheet.cell(at, 3).font = Font(color="0563C1", underline="single")
    if remark:
        sheet.cell(len(findings) + 3, 1, remark)
    for cell, width in zip(sheet[1], WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet


def _anchor(sheet: Worksheet, address: str) -> Cell:
    """The cell itself, or the first cell of the merged range that it lies in: only that one takes a comment."""
    cell: Cell | MergedCell = sheet[address]
    if type(cell).__name__ == "MergedCell":
        for area in sheet.merged_cells.ranges:
            if address in area:
                cell = sheet.cell(area.min_row, area.min_col)
    return cell  # type: ignore[return-value]


def _worst(findings: Iterable[Finding]) -> str:
    return "error" if any(finding.level == "error" for finding in findings) else "warning"


def _without_times(content: io.BytesIO, target: Path) -> None:
    """Write the workbook without the time of writing, so that the same findings give the same bytes."""
    with zipfile.ZipFile(content) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as kept:
        for entry in made.infolist():
            data = made.read(entry)
            if entry.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", data)
            kept.writestr(zipfile.ZipInfo(entry.filename), data, zipfile.ZIP_DEFLATED)
