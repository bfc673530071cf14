"""A sheet's XML in other spellings that say the same: as other programs, and people who wrote their own, have them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree


def respelled(content: bytes, *changes: Callable[[str], str]) -> bytes:
    """The workbook with the changes made to each of its sheets, one after the other."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = part.decode()
                for change in changes:
                    text = change(text)
                part = text.encode()
            new.writestr(name, part)
    return made.getvalue()


def rewritten(path: Path, change: Callable[[str], str]) -> None:
    path.write_bytes(respelled(path.read_bytes(), change))


def strings_of(content: bytes) -> list[str]:
    """The shared strings, each as the XML between <si> and </si>."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "xl/sharedStrings.xml" not in archive.namelist():
            return []
        table = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    escaped = ("".join(item.itertext()).replace("&", "&amp;").replace("<", "&lt;") for item in table)
    return [f'<t xml:space="preserve">{text}</t>' for text in escaped]


def with_inline_strings(strings: list[str]) -> Callable[[str], str]:
    """Each shared string in the cell itself."""
    shared = re.compile(r' t="s"([^>]*)><v>(\d+)</v></c>')
    return lambda xml: shared.sub(lambda found: f' t="inlineStr"{found[1]}><is>{strings[int(found[2])]}</is></c>', xml)


def with_single_quotes(xml: str) -> str:
    return re.sub(r"<[^>]+>", lambda tag: tag[0].replace('"', "'"), xml)


def without_addresses(xml: str) -> str:
    """Cells one after the other; those that were left out stand there empty."""

    def row(found: re.Match[str]) -> str:
        cells = {address: cell for cell, address in re.findall(r'(<c r="([A-Z]+)\d+"(?:[^>]*/>|>.*?</c>|[^>]*[^/]>.*?</c>))', found[2])}
        return found[1] + "".join(re.sub(r' r="[A-Z]+\d+"', "", cells.get(letter, "<c/>")) for letter in "ABCDEFGH") + "</row>"

    return re.sub(r"(<row [^>]*>)(.*?)</row>", row, xml)


def with_a_prefix(xml: str) -> str:
    return re.sub(r"<(/?)(?!\?)(\w+)", r"<\1x:\2", xml).replace('xmlns="', 'xmlns:x="', 1)
