"""What a cell's format says of its content: a percentage, a number with leading zeros, text struck through."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

PERCENT = dict.fromkeys(("9", "10"), "%")
"""The formats that every program knows by number."""
WORDS = re.compile(r'"([^"]*)"|\\(.)')
WITH_ZEROS = re.compile(r'((?:"[^"]*"|\\.|-)*)(0+)((?:"[^"]*"|\\.|-)*)(?:;.*)?')
STRUCK_RUN = re.compile(rb"<(?:\w+:)?strike(?![^>]*val=[\"'](?:0|false)[\"'])[^>]*>")
RUN = re.compile(rb"<(?:\w+:)?r>.*?</(?:\w+:)?r>", re.DOTALL)


@dataclass(frozen=True)
class Zeros:
    """A format that shows a whole number with leading zeros or words around it: 00000, "KF"000."""

    before: str
    width: int
    behind: str

    def of(self, number: float) -> str:
        return f"{self.before}{int(number):0{self.width}d}{self.behind}"


@dataclass(frozen=True)
class Styles:
    """Numbers of cell styles, as cells name them."""

    percent: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()
    zeros: Mapping[str, Zeros] = field(default_factory=dict)

    @property
    def telling(self) -> frozenset[str]:
        """Those that a reader of values alone does not tell."""
        return self.percent | self.struck | self.zeros.keys()


def styles_of(archive: zipfile.ZipFile) -> Styles:
    """The workbook's cell styles that say something."""
    name = next((each for each in archive.namelist() if each.lower().endswith("styles.xml")), None)
    if name is None:
        return Styles()
    formats, fonts, cells, part = dict(PERCENT), [], [], ""
    for event, element in ElementTree.iterparse(io.BytesIO(archive.read(name)), events=("start", "end")):
        local = element.tag.rpartition("}")[2]
        if local in ("fonts", "cellXfs"):
            part = local if event == "start" else ""
        elif event == "start" and local == "numFmt":
            formats[element.get("numFmtId", "")] = element.get("formatCode", "")
        elif event == "end" and local == "font" and part == "fonts":
            fonts.append(any(each.tag.endswith("}strike") and each.get("val", "1") not in ("0", "false") for each in element))
        elif event == "start" and local == "xf" and part == "cellXfs":
            cells.append((element.get("numFmtId", "0"), element.get("fontId", "0")))
    percent = {str(at) for at, (number, _font) in enumerate(cells) if "%" in WORDS.sub("", formats.get(number, ""))}
    struck = {str(at) for at, (_number, font) in enumerate(cells) if font.isdigit() and int(font) < len(fonts) and fonts[int(font)]}
    zeros = {str(at): shape for at, (number, _font) in enumerate(cells) if (shape := _zeros(formats.get(number, "")))}
    return Styles(frozenset(percent), frozenset(struck), zeros)


def _zeros(code: str) -> Zeros | None:
    found = WITH_ZEROS.fullmatch(code)
    if found is None or (found[2] == "0" and not found[1]):
        return None
    before, behind = (WORDS.sub(lambda word: word[1] or word[2] or "", each) for each in (found[1], found[3]))
    return Zeros(before, len(found[2]), behind)


@dataclass(frozen=True)
class Strings:
    """The shared strings: how long each is as it is written, and which are struck through, as a whole or in part."""

    lengths: list[int] = field(default_factory=list)
    struck: frozenset[int] = frozenset()
    part_struck: frozenset[int] = frozenset()


def strings_of(archive: zipfile.ZipFile) -> Strings:
    name = next((each for each in archive.namelist() if each.lower().endswith("sharedstrings.xml")), None)
    if name is None:
        return Strings()
    content = archive.read(name)
    each = re.split(rb"</(?:\w+:)?si>", content)
    marked = [at for at, string in enumerate(each) if STRUCK_RUN.search(string)] if b"strike" in content else []
    whole = {at for at in marked if all(STRUCK_RUN.search(run) for run in RUN.findall(each[at]))}
    return Strings([len(string) for string in each], frozenset(whole), frozenset(marked) - whole)
