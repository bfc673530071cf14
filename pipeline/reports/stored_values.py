"""The stored values of formulas, which openpyxl drops: without them a copy put back would have formulas without results."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from html import escape
from xml.etree import ElementTree

from pipeline.workbooks.reading import sheet_parts

FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"((?: [a-z]+="[^"]*")*)>(<f(?:>| [^>]*>).*?</f>)<v ?/>|<c r="([A-Z]+\d+)"((?: [a-z]+="[^"]*")*)>(<f(?:>| [^>]*>).*?</f>)<v></v>', re.DOTALL)
FORMULA_THERE = re.compile(rb"<(?:\w+:)?f[\s/>]")
Stored = Mapping[str, tuple[str | None, str]]
"""Type and value by address."""


def stored_values(archive: zipfile.ZipFile) -> dict[str, Stored]:
    """What each sheet's formulas gave when the workbook was saved, by sheet name."""
    return {name: dict(_of_sheet(archive.read(part))) for name, part in sheet_parts(archive).items()}


def with_stored_values(content: bytes, stored: Stored) -> bytes:
    """The XML of a sheet as openpyxl writes it, its formulas with their values again."""

    def filled(found: re.Match[bytes]) -> bytes:
        address, attributes, formula = (found[1], found[2], found[3]) if found[1] else (found[4], found[5], found[6])
        kind, value = stored.get(address.decode(), (None, ""))
        if not value and kind != "str":
            return found[0]
        plain = re.sub(rb' t="[^"]*"', b"", attributes)
        told = b"" if kind is None else f' t="{kind}"'.encode()
        return b'<c r="%b"%b%b>%b<v>%b</v>' % (address, plain, told, formula, escape(value, quote=False).encode())

    return FORMULA.sub(filled, content) if stored else content


def _of_sheet(content: bytes) -> dict[str, tuple[str | None, str]]:
    found: dict[str, tuple[str | None, str]] = {}
    if FORMULA_THERE.search(content) is None:
        return found
    for cell in ElementTree.fromstring(content).iter():
        if cell.tag.rpartition("}")[2] != "c" or cell.get("r") is None:
            continue
        inside = {each.tag.rpartition("}")[2]: each for each in cell}
        if "f" in inside and "v" in inside:
            found[str(cell.get("r"))] = (cell.get("t"), inside["v"].text or "")
    return found
