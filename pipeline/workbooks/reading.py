"""One workbook as raw rows, every cell at its place; whatever is wrong with the file is a problem, never an exception."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree

from pipeline.workbooks.cells import ErrorValue, Unstored
from pipeline.workbooks.problem import Problem
from pipeline.workbooks.safety import MOST_CELLS, Refused, check_file, column_number, sheet_extent

RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
ADDRESS = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
STORED = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)</")
HAS_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)</")


@dataclass(frozen=True)
class RawSheet:
    """`rows` from the sheet's first row on; errors and formulas without a value are marked objects in their cells.

    `formulas` are the 0-based row and column of each cell that holds one.
    """

    name: str
    rows: list[list[object]]
    hidden: bool = False
    formulas: Sequence[tuple[int, int]] = ()
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()


@dataclass(frozen=True)
class Workbook:
    file: str
    sha256: str
    sheets: Sequence[RawSheet]
    problems: Sequence[Problem]


def read_workbook(path: Path) -> Workbook:
    """The workbook's worksheets; chart sheets, macros and links are not looked at."""
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return Workbook(path.name, "", (), (Problem("FILE_UNREADABLE", path.name, params={"why": error.strerror}),))
    try:
        check_file(path)
        return Workbook(path.name, digest, tuple(_sheets(path)), ())
    except Refused as refused:
        return Workbook(path.name, digest, (), (Problem(refused.code, path.name, params=refused.params),))


def _sheets(path: Path) -> Iterator[RawSheet]:
    import python_calamine

    try:
        with zipfile.ZipFile(path) as archive:
            parts = _sheet_parts(archive)
            extents = {name: sheet_extent(archive, part) for name, part in parts.items()}
            for name, (rows, columns, _) in extents.items():
                if rows * columns > MOST_CELLS:
                    raise Refused("SHEET_TOO_LARGE", name=name, limit=MOST_CELLS)
            workbook = python_calamine.CalamineWorkbook.from_path(str(path))
            for meta in workbook.sheets_metadata:
                if meta.typ != python_calamine.SheetTypeEnum.WorkSheet or meta.name not in parts:
                    continue
                sheet = workbook.get_sheet_by_name(meta.name)
                rows_of_sheet: list[list[object]] = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
                special = extents[meta.name][2]
                formulas = _mark_special(rows_of_sheet, archive.read(parts[meta.name])) if special else []
                hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
                yield RawSheet(meta.name, rows_of_sheet, hidden, formulas, tuple(sheet.merged_cell_ranges or ()))
    except Refused:
        raise
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        # The reader is other people's code over other people's bytes, and its panics are no ordinary exceptions:
        # whatever it raises, the file is damaged, and that is what people need to hear.
        raise Refused("FILE_DAMAGED") from None


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each worksheet, by sheet name."""
    book = next(name for name in archive.namelist() if name.endswith("workbook.xml"))
    folder = book.rpartition("/")[0]
    relations = ElementTree.fromstring(archive.read(join(folder, "_rels", "workbook.xml.rels")))
    targets = {each.get("Id"): each.get("Target", "") for each in relations if each.get("Type", "").endswith("/worksheet")}
    parts = {}
    for sheet in ElementTree.fromstring(archive.read(book)).iter():
        if sheet.tag.rpartition("}")[2] != "sheet":
            continue
        ident = next((value for key, value in sheet.attrib.items() if key == RELATIONSHIP or key.endswith("}id")), None)
        target = targets.get(ident)
        if target is not None:
            parts[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
    return parts


def _mark_special(rows: list[list[object]], xml: bytes) -> list[tuple[int, int]]:
    """Where the formulas are; puts a mark where the reader saw nothing but the file has an error or an unstored formula."""
    formulas = []
    for cell in CELL.finditer(xml):
        attributes, content = cell[1], cell[2]
        address = ADDRESS.search(attributes)
        if address is None:
            continue
        row, column = int(address[2]) - 1, column_number(address[1]) - 1
        formula = HAS_FORMULA.search(content)
        if formula:
            formulas.append((row, column))
        stored = STORED.search(content)
        mark: object
        if b't="e"' in attributes:
            mark = ErrorValue(unescape(stored[1].decode("utf-8", "replace")) if stored else "#ERROR!")
        elif stored is None and b't="str"' not in attributes and formula:
            text = FORMULA.search(content, formula.start())
            mark = Unstored(unescape(text[1].decode("utf-8", "replace")) if text else "")
        else:
            continue
        _put(rows, row, column, mark)
    return formulas


def _put(rows: list[list[object]], row: int, column: int, mark: object) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([""] * (column + 1 - len(rows[row])))
    rows[row][column] = mark

