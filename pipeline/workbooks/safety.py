"""Is it a workbook, and one that may be opened? Decided before memory is spent on it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

LARGEST_FILE = 200 * 2**20
LARGEST_UNPACKED = 1_500 * 2**20
LARGEST_RATIO = 400
RATIO_COUNTS_FROM = 20 * 2**20
MOST_ENTRIES = 10_000
MOST_CELLS = 10_000_000
CHUNK = 2**20
OVERLAP = 4_096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Refused(Exception):
    """The file is not opened; `code` names the message."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def check_file(path: Path) -> None:
    """Raises Refused for what is no workbook by content, encrypted, damaged or out of all proportion."""
    size = path.stat().st_size
    if size == 0:
        raise Refused("FILE_EMPTY")
    if size > LARGEST_FILE:
        raise Refused("FILE_TOO_LARGE", limit=LARGEST_FILE // 2**20)
    with path.open("rb") as file:
        start = file.read(4_096)
    if start.startswith(OLE):
        encrypted = b"E\0n\0c\0r\0y\0p\0t" in path.read_bytes()
        raise Refused("FILE_ENCRYPTED" if encrypted else "FILE_IS_OLD_XLS")
    if not start.startswith(b"PK"):
        raise Refused("FILE_IS_NOT_A_WORKBOOK")
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(archive, size)
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


ERROR_OR_FORMULA = (b't="e"', b"<f>", b"<f ", b"<f/", b":f>", b":f ")
CELL = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"[^>]*?(?<!/)>')
WIDE_CELL = re.compile(rb' r="([A-Z]{2,3})\d{1,7}"[^>]*?(?<!/)>')


def sheet_extent(archive: zipfile.ZipFile, name: str) -> tuple[int, int, bool]:
    """The last row and column (A to Z count as 26) with something in a cell; whether there are formulas or errors.

    The sheet's XML is read as a stream, and thereby its checksum verified.
    """
    last_row = last_column = 0
    special = False
    tail = b""
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            window = tail + chunk
            special = special or any(mark in window for mark in ERROR_OR_FORMULA)
            last_row = max(last_row, _last_row(window))
            widest = max((column_number(found[1]) for found in WIDE_CELL.finditer(window)), default=26)
            last_column = max(last_column, widest)
            tail = window[-OVERLAP:]
    return last_row, last_column, special


def _last_row(window: bytes) -> int:
    """The row of the last cell that holds something; cells that are only styled close themselves."""
    at = len(window)
    while (at := window.rfind(b' r="', 0, at)) >= 0:
        found = CELL.match(window, at)
        if found:
            return int(found[2])
    return 0


def column_number(letters: bytes) -> int:
    """A column's letters as a 1-based number: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
