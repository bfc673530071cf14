"""What somebody adopted in the list of findings of a copy that kaohe marked: a suggested value, by 是 beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.workbooks.cells import Unreadable
from pipeline.workbooks.part import shown
from pipeline.workbooks.reading import RawSheet, Workbook
from pipeline.workbooks.sheet_xml import column_number
from pipeline.workbooks.texts import read_text, read_yes_no

LIST_SHEET = "检查结果"
SHEET, CELL, VALUE, SUGGESTED, ADOPT = "工作表", "单元格", "值", "建议值", "采纳"


@dataclass(frozen=True)
class Adopted:
    """A cell whose value was replaced by the one suggested; `editor` is the workbook's last, as the file names them."""

    file: str
    sheet: str
    cell: str
    before: str
    after: str
    editor: str


def adopt(workbook: Workbook) -> tuple[Workbook, tuple[Adopted, ...]]:
    """The workbook with what was adopted in it. A cell that has changed since it was listed stays as it is."""
    listed = next((sheet for sheet in workbook.sheets if sheet.name == LIST_SHEET), None)
    wanted = () if listed is None else tuple(_wanted(listed))
    if not wanted:
        return workbook, ()
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    adopted = []
    for name, cell, before, after in wanted:
        row, column = _place(cell)
        rows = sheets[name].rows if name in sheets else None
        if rows is not None and row < len(rows) and column < rows.width and (shown(rows.cell(row, column)) or "") == before:
            sheets[name] = replace(sheets[name], rows=rows.putting(after, [(row, column)]))
            adopted.append(Adopted(workbook.file, name, cell, before, after, workbook.editor))
    return replace(workbook, sheets=tuple(sheets[sheet.name] for sheet in workbook.sheets)), tuple(adopted)


def _wanted(listed: RawSheet) -> Iterator[tuple[str, str, str, str]]:
    """Sheet, cell, value as it was listed, and value to take, of each row that says 是."""
    header = [shown(cell) or "" for cell in listed.rows[0]] if listed.rows else []
    if not {SHEET, CELL, VALUE, SUGGESTED, ADOPT} <= set(header):
        return
    for row in listed.rows[1:]:
        cells = {name: shown(row[at]) or "" for at, name in enumerate(header) if at < len(row)}
        if _says_yes(cells.get(ADOPT)) and cells[SUGGESTED] and re.fullmatch(r"[A-Z]{1,3}\d+", cells[CELL]):
            yield cells[SHEET], cells[CELL], cells[VALUE], cells[SUGGESTED]


def _says_yes(cell: str | None) -> bool:
    try:
        return read_yes_no(read_text(cell).value).value is True
    except Unreadable:
        return False


def _place(cell: str) -> tuple[int, int]:
    letters, number = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
    return int(number) - 1, column_number(letters.encode()) - 1
