"""A workbook's file out of what XlsxWriter made and the rows of its tables."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter.packager import Packager

LEVEL = 3
"""XlsxWriter packs with 6, which takes as long as all the rest of a large workbook and makes it a sixth smaller."""
PLACE = b"<sheetData>"


class PartsAlone(Packager):  # type: ignore[misc]
    """Leaves the workbook its parts (file, name, whether it is binary): XlsxWriter would pack them, only to be unpacked for the rows."""

    def _create_package(self) -> list[Any]:
        self.workbook.parts = super()._create_package()
        return []


def package(parts: Iterable[tuple[Any, str, bool]], rows_of: Mapping[str, Iterable[bytes]]) -> bytes:
    """The workbook of these parts with the rows, as XML, of each of these sheets' files in their place."""
    content = io.BytesIO()
    with ZipFile(content, "w") as packed:
        for file, name, is_binary in parts:
            made = file.getvalue() if is_binary else file.getvalue().encode()
            before, place, after = made.partition(PLACE)
            packed.writestr(ZipInfo(name), b"".join((before, place, *rows_of.get(name, ()), after)), ZIP_DEFLATED, LEVEL)
    return content.getvalue()
