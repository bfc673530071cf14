"""One workbook as raw rows, every cell at its place; whatever is wrong with the file is a finding, never an exception."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from pathlib import Path
from posixpath import join, normpath
from typing import IO
from xml.etree import ElementTree

from pipeline.findings.finding import Finding
from pipeline.workbooks.cells import AsShown, PartStruck, Percent
from pipeline.workbooks.files import name_of
from pipeline.workbooks.grid import Grid
from pipeline.workbooks.known_cells import KnownCells, Unusual, Varied
from pipeline.workbooks.safety import Refused, Scan, check_content, read_content, scan
from pipeline.workbooks.sheet_xml import MOST_CELLS, MOST_MERGES, WIDEST, NotASheet, SecondLook, TooLarge, look
from pipeline.workbooks.styles import Zeros, strings_of, styles_of
from pipeline.workbooks.thinned import Thinned

MOST_EXPANDED = 1_500 * 2**20
"""Bytes of shared strings, each as often as it is used."""
MOST_MERGED = 1_000_000
"""Cells under merged ones of a sheet; each would be one more object to those who copy the workbook."""
NO_ROOM = "PyObject pointer is null"
"""What the reader of values panics with where there is no memory for a cell."""
PROPERTIES = "docProps/core.xml"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class RawSheet:
    """`rows` from the sheet's first row on; errors and formulas without a value are marked objects in their cells.

    `formulas` are the 0-based row and column of each cell that holds one, `struck` those of each that is struck through,
    `hidden_rows` rows that are hidden or filtered out, `hidden_columns` first and last of each run of hidden columns.
    """

    name: str
    rows: Grid
    hidden: bool = False
    formulas: Sequence[tuple[int, int]] = ()
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: Sequence[tuple[int, int]] = ()
    struck: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Workbook:
    file: str
    sha256: str
    sheets: Sequence[RawSheet]
    findings: Sequence[Finding]
    editor: str = ""
    mended: frozenset[tuple[str, int]] = frozenset()
    """Sheet and number of the rows that come out of an excerpt (see `excerpt`)."""


def read_workbook(path: Path) -> Workbook:
    """The workbook's worksheets; chart sheets, macros and links are not looked at.

    The file is read once: the digest is that of what was read, whoever saves it meanwhile.
    """
    try:
        content = read_content(path)
    except OSError as error:
        return Workbook(name_of(path), "", (), (Finding("FILE_UNREADABLE", name_of(path), params={"why": error.strerror}),))
    except Refused as refused:
        return Workbook(name_of(path), "", (), (Finding(refused.code, name_of(path), params=refused.params),))
    digest = hashlib.sha256(content).hexdigest()
    try:
        check_content(content)
        return Workbook(name_of(path), digest, tuple(_sheets(content)), (), _last_editor(content))
    except Refused as refused:
        return Workbook(name_of(path), digest, (), (Finding(refused.code, name_of(path), params=refused.params),))


def _last_editor(content: bytes) -> str:
    """Who saved the workbook last, as far as it says."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if PROPERTIES not in archive.namelist():
            return ""
        try:
            properties = ElementTree.fromstring(archive.read(PROPERTIES))
        except (ElementTree.ParseError, zipfile.BadZipFile):
            return ""
    return next((each.text or "" for each in properties if each.tag.endswith("}lastModifiedBy")), "")


def _sheets(content: bytes) -> Iterator[RawSheet]:
    import python_calamine

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = sheet_parts(archive)
            looks = dict(_looks(archive, parts))
        thin = {parts[name]: each.thinned.xml for name, each in looks.items() if each.thinned}
        workbook = python_calamine.CalamineWorkbook.from_filelike(_with_parts(content, thin))
        for meta in workbook.sheets_metadata:
            if meta.typ != python_calamine.SheetTypeEnum.WorkSheet or meta.name not in parts:
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            merged = tuple(sheet.merged_cell_ranges or ())
            if sum((bottom - top + 1) * (right - left + 1) for (top, left), (bottom, right) in merged) > MOST_MERGED:
                raise Refused("SHEET_TOO_LARGE", name=meta.name, limit=MOST_MERGED)
            read: list[list[object]] = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
            thinned, seen = looks[meta.name].thinned, looks[meta.name].seen
            _mark_special(read, seen)
            rows = Grid.of(read) if thinned is None else thinned.filled(read)
            seen = seen if thinned is None else seen.in_rows(thinned.kept)
            hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
            yield RawSheet(
                meta.name, rows, hidden, seen.formulas, merged, frozenset(seen.hidden_rows), tuple(seen.hidden_columns), frozenset(seen.struck)
            )
    except Refused:
        raise
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        if str(error) == NO_ROOM:
            raise MemoryError from None
        # The reader is other people's code over other people's bytes, and its panics are no ordinary exceptions:
        # whatever it raises, the file is damaged, and that is what people need to hear.
        raise Refused("FILE_DAMAGED") from None


def _with_parts(content: bytes, parts: Mapping[str, bytes]) -> IO[bytes]:
    """The workbook with other content in these of its parts."""
    changed = io.BytesIO(content)
    with zipfile.ZipFile(changed, "a") as archive:
        for part, xml in parts.items():
            archive.filelist.remove(archive.NameToInfo.pop(part))
            archive.writestr(part, xml)
    changed.seek(0)
    return changed


@dataclass(frozen=True)
class _Looked:
    """A sheet that is to be read thinned, where it can be, and what the reader of values does not tell of it."""

    thinned: Thinned | None
    seen: SecondLook


def _looks(archive: zipfile.ZipFile, parts: Mapping[str, str]) -> Iterator[tuple[str, _Looked]]:
    """Before the reader of values is asked for memory, for what it would take is bounded here."""
    strings, styles, works_out = strings_of(archive), styles_of(archive), _works_out_on_opening(archive)
    known, has_struck_strings = KnownCells(styles, strings), bool(strings.struck or strings.part_struck)
    expanded = 0
    for name, part in parts.items():
        thinned, at_a_glance = _at_a_glance(archive, part, known)
        too_wide = at_a_glance.rows * at_a_glance.columns > MOST_CELLS
        too_long = max(strings.lengths, default=0) * at_a_glance.cells > MOST_EXPANDED
        if at_a_glance.is_plain and not has_struck_strings and not too_wide and not too_long and at_a_glance.merges <= MOST_MERGES:
            yield name, _Looked(thinned, SecondLook())
            continue
        try:
            with io.BytesIO(thinned.xml) if thinned else archive.open(part) as stream:
                seen = look(stream, styles, strings, works_out_on_opening=works_out)
        except TooLarge:
            raise Refused("SHEET_TOO_LARGE", name=name, limit=MOST_CELLS) from None
        except NotASheet:
            raise Refused("FILE_DAMAGED") from None
        expanded += seen.expanded
        if expanded > MOST_EXPANDED:
            raise Refused("SHEET_TOO_LARGE", name=name, limit=MOST_CELLS)
        yield name, _Looked(thinned, seen)


def _at_a_glance(archive: zipfile.ZipFile, part: str, known: KnownCells) -> tuple[Thinned | None, Scan]:
    """The sheet thinned, unless it is written in another way, and so to be looked at whole, or too large to say so before."""
    before, longest, is_usual = len(known.places), max(known.strings.lengths, default=0), True
    try:
        with archive.open(part) as stream:
            thinned = Thinned(stream, known)
        if prod(thinned.extent) <= MOST_CELLS and len(thinned.codes) * longest <= MOST_EXPANDED:
            return thinned, scan(io.BytesIO(thinned.xml), known.styles.telling)
    except Unusual as unusual:
        is_usual = isinstance(unusual, Varied)
    known.forget(before)
    with archive.open(part) as stream:
        seen = scan(stream, known.styles.telling)
    return None, replace(seen, is_plain=seen.is_plain and is_usual)


def _works_out_on_opening(archive: zipfile.ZipFile) -> bool:
    """Whether the workbook asks to be worked out when it is opened, as one that a program wrote: then a formula's 0 is no result."""
    told = (each for each in ElementTree.fromstring(archive.read(_workbook_part(archive))) if each.tag.rpartition("}")[2] == "calcPr")
    return any(each.get("fullCalcOnLoad") in ("1", "true") for each in told)


def _workbook_part(archive: zipfile.ZipFile) -> str:
    return next(name for name in archive.namelist() if name.endswith("workbook.xml"))


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each worksheet, by sheet name. Raises Refused where either is two sheets'."""
    book = _workbook_part(archive)
    folder = book.rpartition("/")[0]
    relations = ElementTree.fromstring(archive.read(join(folder, "_rels", "workbook.xml.rels")))
    targets = {each.get("Id"): each.get("Target", "") for each in relations if each.get("Type", "").endswith("/worksheet")}
    parts: dict[str, str] = {}
    for sheet in ElementTree.fromstring(archive.read(book)).iter():
        if sheet.tag.rpartition("}")[2] != "sheet":
            continue
        ident = next((value for key, value in sheet.attrib.items() if key == RELATIONSHIP or key.endswith("}id")), None)
        target = targets.get(ident)
        if target is not None:
            name, part = sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            if name in parts or part in parts.values():
                raise Refused("FILE_DAMAGED")
            parts[name] = part
    return parts


def _mark_special(rows: list[list[object]], seen: SecondLook) -> None:
    """Put marks where the reader saw nothing, or no percentage. Raises Refused where it and the look do not agree."""
    for place in seen.stored:
        row, column = divmod(place, WIDEST)
        if row >= len(rows) or column >= len(rows[row]) or rows[row][column] == "":
            raise Refused("FILE_NOT_UNDERSTOOD")
    for (row, column), mark in seen.marks.items():
        value = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if isinstance(mark, Percent) and not isinstance(value, int | float):
            continue
        if isinstance(mark, Zeros):
            if not isinstance(value, int | float) or value < 0 or value != int(value):
                continue
            mark = AsShown(value, mark.of(value))
        if isinstance(mark, PartStruck):
            mark = PartStruck(str(value))
        _put(rows, row, column, mark)


def _put(rows: list[list[object]], row: int, column: int, mark: object) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([""] * (column + 1 - len(rows[row])))
    rows[row][column] = mark
