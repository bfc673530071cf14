"""HR's own workbooks with the findings in them: cells coloured, comments, a column 问题 and a first sheet 检查结果."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.base.period import Month
from pipeline.base.text import printable
from pipeline.findings.finding import LEVEL_LABELS, Finding, each_cell
from pipeline.findings.said import advice_of, message_of
from pipeline.findings.suggested import suggested
from pipeline.reports.marks import COLOURS, mark, unmark
from pipeline.reports.stored_values import Stored, stored_values, with_stored_values
from pipeline.workbooks.adopted import ADOPT, CELL, LIST_SHEET, SHEET, SUGGESTED, VALUE, Adopted
from pipeline.workbooks.excerpt import ROWS_SHEET, Excerpt
from pipeline.workbooks.files import located
from pipeline.workbooks.notes import MARKS
from pipeline.workbooks.part import shown
from pipeline.workbooks.reading import read_workbook

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

MOST_COMMENTS = 2_000
HEADERS = ("级别", SHEET, CELL, VALUE, "说明", "建议", "代码", SUGGESTED, ADOPT)
HOW_TO_ADOPT = "“建议值”正确的，在“采纳”一列填 是，把本文件放回收件夹代替原文件，再运行一次即可，不必打开数据表。"
HOW_TO_MEND_ROWS = "这里只有原工作簿里有问题的行。改好后（或在“采纳”一列填 是）把本文件放进收件夹，原工作簿也留着，再运行一次：这些行以本文件为准；清空的行算删除。"
ELSEWHERE = "另有 {count} 处不在这份副本里，见检查报告（validation.xlsx）。"
YES = "是"
UNDATED = datetime(2000, 1, 1)
"""When a copy says that it was written: the same findings give the same bytes."""
SPACES_AT_AN_END = re.compile(rb"<t>(?=[ \t\r\n]|[^<]*[ \t\r\n]</t>)")
"""Of a text of spaces alone openpyxl does not say that they are to be kept."""
WHY_PLAIN = "原工作簿的格式不能照样保留，这份副本只有内容、颜色和批注；请在原工作簿里改正，或把它另存后再用。"
WIDTHS = (8, 14, 10, 18, 48, 48, 26, 18, 8)


def write(
    folder: Path, inbox: Path, findings: Sequence[Finding], header_rows: Mapping[tuple[str, str], int], adopted: Sequence[Adopted],
    month: Month, excerpts: Mapping[str, Excerpt],
) -> None:
    """Annotated copies of the workbooks in `inbox` that have findings in their sheets; of large ones the `excerpts`, by file.

    `header_rows` has the 1-based header row by file and sheet. What was adopted stands in the cells of the copy. It has
    no macros and no outside links. A copy of a copy has the marks of its own findings alone.
    """
    findings = each_cell(findings)
    placed = [finding for finding in findings if finding.file and finding.sheet]
    for file, group in groupby(sorted(placed, key=lambda each: each.sort_key), key=lambda each: str(each.file)):
        folder.mkdir(exist_ok=True)
        stem = Path(file).with_suffix("").name
        if file in excerpts:
            _excerpt(excerpts[file], folder / excerpt_name(file), list(group), header_rows, month)
            continue
        is_taken = not file.endswith(".xlsx") and (inbox / f"{stem}.xlsx").exists()
        _copy(located(inbox, file), folder / f"{file if is_taken else stem}.xlsx", file, list(group), header_rows, [each for each in adopted if each.file == file], month)


def excerpt_name(file: str) -> str:
    return f"{Path(file).stem} 有问题的行.xlsx"


def _excerpt(excerpt: Excerpt, target: Path, findings: Sequence[Finding], header_rows: Mapping[tuple[str, str], int], month: Month) -> None:
    """The rows with findings alone, each at its number; the rows between are out of sight. What is found in other rows is counted."""
    here = [each for each in findings if each.row is None or (each.sheet, each.row) in excerpt.places]
    elsewhere = len(findings) - len(here)
    book = _of_rows(excerpt.sheets)
    for sheet in book.worksheets:
        sheet.sheet_format.zeroHeight = True
    origin = book.create_sheet(ROWS_SHEET)
    origin.sheet_state = "hidden"
    for row in excerpt.origin:
        origin.append(row)
    remark = ELSEWHERE.format(count=elsewhere) if elsewhere else ""
    _write(_annotated(book, excerpt.workbook.file, here, header_rows, (), month, remark, HOW_TO_MEND_ROWS), target, {})


def _copy(
    source: Path, target: Path, file: str, findings: Sequence[Finding], header_rows: Mapping[tuple[str, str], int],
    adopted: Sequence[Adopted], month: Month,
) -> None:
    """A copy in HR's own formatting; where that cannot be read or written again, one of the values alone."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(source, keep_vba=False, keep_links=False)
        unmark(book)
        content = _annotated(book, file, findings, header_rows, adopted, month)
        with zipfile.ZipFile(source) as archive:
            stored = stored_values(archive)
        _write(content, target, {f"xl/worksheets/sheet{at}.xml": stored.get(name, {}) for at, name in enumerate(book.sheetnames, 1)})
    except Exception:
        # Formatting is other people's: whatever openpyxl raises about it, the values have been read and are enough.
        book = _of_rows((sheet.name, enumerate(sheet.rows, 1)) for sheet in read_workbook(source).sheets)
        unmark(book)
        _write(_annotated(book, file, findings, header_rows, adopted, month, remark=WHY_PLAIN), target, {})


def _of_rows(sheets: Iterable[tuple[str, Iterable[tuple[int, Sequence[object]]]]]) -> Workbook:
    """A workbook with the sheets' numbered rows at their places, as they were read."""
    import openpyxl

    book = openpyxl.Workbook()
    book.properties.created = UNDATED
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for number, row in rows:
            for column, raw in enumerate(row, 1):
                if raw not in ("", None):
                    value = raw if isinstance(raw, int | float | date | time | timedelta) else printable(shown(raw) or "")
                    sheet.cell(number, column, value).data_type = "s" if isinstance(value, str) else sheet.cell(number, column).data_type
    return book


def _annotated(
    book: Workbook, file: str, findings: Sequence[Finding], header_rows: Mapping[tuple[str, str], int], adopted: Sequence[Adopted],
    month: Month, remark: str = "", how_to_adopt: str = HOW_TO_ADOPT,
) -> io.BytesIO:
    from openpyxl.writer.excel import ExcelWriter

    if LIST_SHEET in book.sheetnames:
        del book[LIST_SHEET]
    book.properties.creator = book.properties.creator or MARKS
    for each in adopted:
        cell = book[each.sheet][each.cell]
        cell.value, cell.data_type = each.after, "s"
    for sheet, group in groupby(findings[:MOST_COMMENTS], key=lambda each: str(each.sheet)):
        if sheet in book.sheetnames:
            mark(book[sheet], list(group), header_rows.get((file, sheet), 1))
    _list(book, findings, month, remark, how_to_adopt)
    book.properties.modified = UNDATED
    content = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(content, "w")).save()
    return content


def _list(book: Workbook, findings: Sequence[Finding], month: Month, remark: str, how_to_adopt: str) -> None:
    """The first sheet: every finding, linked to its cell."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet = book.create_sheet(LIST_SHEET, 0)
    sheet.append(HEADERS)
    wrapped = Alignment(wrap_text=True, vertical="top")
    looks = {level: _look(sheet, alignment=wrapped, fill=PatternFill("solid", fgColor=colour)) for level, colour in COLOURS.items()}
    plain, link = _look(sheet, alignment=wrapped), _look(sheet, alignment=wrapped, font=Font(color="0563C1", underline="single"))
    suggestions = [suggested(finding, month) for finding in findings]
    for at, (finding, suggestion) in enumerate(zip(findings, suggestions, strict=True), 2):
        place = finding.cell or (f"第 {finding.row} 行" if finding.row else "")
        values = (
            LEVEL_LABELS[finding.level], finding.sheet, place, finding.value, message_of(finding), advice_of(finding), finding.code,
            suggestion or None,
        )
        for column, value in enumerate(values, 1):
            if value not in (None, ""):
                cell: Any = sheet.cell(at, column, printable(str(value)))
                cell.data_type = "s"
                cell._style = looks[finding.level] if column == 1 else plain
        target = finding.cell or (f"A{finding.row}" if finding.row else "A1")
        name = str(finding.sheet).replace("'", "''")
        if finding.sheet in book.sheetnames:
            linked: Any = sheet.cell(at, 3)
            linked.hyperlink = f"#'{name}'!{target}"
            linked._style = link
    says_how = how_to_adopt != HOW_TO_ADOPT or any(suggestions)
    remarks = [remark, how_to_adopt if says_how else ""]
    for at, text in enumerate(filter(None, remarks), len(findings) + 3):
        sheet.cell(at, 1, text)
    yes = DataValidation("list", formula1=f'"{YES}"', allow_blank=True)
    letter = sheet.cell(1, HEADERS.index(ADOPT) + 1).column_letter
    yes.add(f"{letter}2:{letter}{len(findings) + 1}")
    sheet.add_data_validation(yes)
    for cell, width in zip(sheet[1], WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet


def _look(sheet: Worksheet, **parts: object) -> StyleArray:
    """The look of a cell, found once: openpyxl looks each part up in all that the book has, cell by cell."""
    from openpyxl.cell import Cell

    cell: Any = Cell(sheet, row=1, column=1)
    for name, part in parts.items():
        setattr(cell, name, part)
    look: StyleArray = cell._style
    return look


def _write(content: io.BytesIO, target: Path, stored: Mapping[str, Stored]) -> None:
    """Write the workbook without the times of its parts, so that the same findings give the same bytes, and with the values
    that its formulas had, by the part that holds the sheet."""
    with zipfile.ZipFile(content) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as kept:
        for entry in made.infolist():
            data = made.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                data = SPACES_AT_AN_END.sub(b'<t xml:space="preserve">', data)
            data = with_stored_values(data, stored.get(entry.filename, {}))
            kept.writestr(zipfile.ZipInfo(entry.filename), data, zipfile.ZIP_DEFLATED)
