"""Is it a workbook, and one that may be opened? Decided before memory is spent on it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipeline.workbooks.sheet_xml import CHUNK, LONGEST_TAG, column_number

LARGEST_FILE = 200 * 2**20
LARGEST_UNPACKED = 1_500 * 2**20
LARGEST_RATIO = 400
RATIO_COUNTS_FROM = 20 * 2**20
MOST_ENTRIES = 10_000
OVERLAP = 4_096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Refused(Exception):
    """The file is not opened; `code` names the message."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def read_content(path: Path) -> bytes:
    """The file's bytes. Raises OSError, and Refused for more than memory should be spent on."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise Refused("FILE_TOO_LARGE", limit=LARGEST_FILE // 2**20)
    return content


def check_content(content: bytes) -> None:
    """Raises Refused for what is no workbook by content, encrypted, damaged or out of all proportion."""
    if not content:
        raise Refused("FILE_EMPTY")
    if content.startswith(OLE):
        encrypted = b"E\0n\0c\0r\0y\0p\0t" in content
        raise Refused("FILE_ENCRYPTED" if encrypted else "FILE_IS_OLD_XLS")
    if not content.startswith(b"PK"):
        raise Refused("FILE_IS_NOT_A_WORKBOOK")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_directory(archive, len(content))
            for name in archive.namelist():
                if name.lower().endswith((".xml", ".rels")):
                    _check_entities(archive, name)
    except Refused:
        raise
    except Exception:
        # The archive is other people's bytes: whatever its reader raises, the file is damaged.
        raise Refused("FILE_DAMAGED") from None


def _check_directory(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    too_dense = unpacked > RATIO_COUNTS_FROM and unpacked > LARGEST_RATIO * size
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or too_dense:
        raise Refused("FILE_TOO_LARGE_UNPACKED", limit=LARGEST_UNPACKED // 2**20)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("FILE_ENCRYPTED")
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise Refused("FILE_DAMAGED")
    if "[Content_Types].xml" not in names or not any(name.endswith("workbook.xml") for name in names):
        raise Refused("FILE_IS_NOT_A_WORKBOOK")


def _check_entities(archive: zipfile.ZipFile, name: str) -> None:
    """A workbook has no document type; entities are declared in one, at the head of a part."""
    with archive.open(name) as part:
        head = part.read(OVERLAP).replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Refused("FILE_HAS_ENTITIES")


FORMULAS = {b"<f": (b"<f>", b"<f ", b"<f/"), b":f": (b":f>", b":f ", b":f/")}
"""What stands at the beginning of a formula, by what none is without: a sheet of 100 megabytes is searched for that alone."""
ERROR_OR_HIDDEN = (b't="e"', b'hidden="', b' ht="0', b' width="0"', b"strike")
WIDE_CELL = re.compile(rb' r="([A-Z]{2,3})\d{1,7}"[^>]*?(?<!/)>')
CELL = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"[^>]*?(?<!/)>')
CELLS = (b"<c ", b"<c>", b"<c/", b"<c\t", b"<c\n", b"<c\r", b":c ", b":c>", b":c/", b":c\t", b":c\n", b":c\r")
PLAIN_CELL = b'<c r="'
UNUSUAL = (b"'", b"&#", b' ="', b'= "')


@dataclass(frozen=True)
class Scan:
    """A sheet's XML at a glance: the last row and column (A to Z count as 26) that hold something, how many cells.

    `is_plain`: written as Excel writes it, without formulas, errors, what is hidden and formats that say something, so that the glance tells all.
    """

    rows: int
    columns: int
    cells: int
    merges: int
    is_plain: bool


def scan(part: IO[bytes], telling_styles: frozenset[str]) -> Scan:
    """The sheet's XML is read as a stream, tag by whole tag, and thereby its checksum verified."""
    last_row = last_column = cells = merges = 0
    is_plain = True
    marks = (*ERROR_OR_HIDDEN, *UNUSUAL, *(f' s="{style}"'.encode() for style in telling_styles))
    tail = b""
    while chunk := part.read(CHUNK):
        whole = tail + chunk
        cut = whole.rfind(b"<")
        window, tail = (whole[:cut], whole[cut:]) if cut > 0 else (b"", whole)
        if len(tail) > LONGEST_TAG:
            raise Refused("FILE_DAMAGED")
        here, plain = _cells(window)
        cells += here
        merges += window.count(b"mergeCell ")
        is_plain = is_plain and here == plain and not _has_formulas(window) and not any(mark in window for mark in marks)
        last_row = max(last_row, _last_row(window))
        widest = max((column_number(found[1]) for found in WIDE_CELL.finditer(window)), default=26)
        last_column = max(last_column, widest)
    return Scan(last_row, last_column, cells, merges, is_plain)


def _cells(window: bytes) -> tuple[int, int]:
    """How many cells, and how many of them are written as Excel writes them; told in three passes where that is all that begins with c."""
    plain = window.count(PLAIN_CELL)
    if plain == window.count(b"<c") and b":c" not in window:
        return plain, plain
    return sum(map(window.count, CELLS)), plain


def _has_formulas(window: bytes) -> bool:
    return any(needed in window and any(mark in window for mark in marks) for needed, marks in FORMULAS.items())


def _last_row(window: bytes) -> int:
    """The row of the last cell that holds something; cells that are only styled close themselves."""
    at = len(window)
    while (at := window.rfind(b' r="', 0, at)) >= 0:
        found = CELL.match(window, at)
        if found:
            return int(found[2])
    return 0
