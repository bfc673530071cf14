"""What a cell's format says of its content: a percentage, a number with leading zeros, text struck through."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

PERCENT = dict.fromkeys(("9", "10"), "%")
"""The formats that every program knows by number."""
WORDS = re.compile(r'"([^"]*)"|\\(.)')
WITH_ZEROS = re.compile(r'((?:"[^"]*"|\\.|-)*)(0+)((?:"[^"]*"|\\.|-)*)(?:;.*)?')
NOT_STRUCK = ("0", "false")
"""What a font says that is not struck through, though it names the matter."""


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
            fonts.append(any(each.tag.endswith("}strike") and each.get("val", "1") not in NOT_STRUCK for each in element))
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
    lengths = [len(string) for string in re.split(rb"</(?:\w+:)?si>", content)]
    runs = dict(_struck_runs(content)) if b"strike" in content else {}
    whole = frozenset(at for at, (all_runs, struck) in runs.items() if struck >= all_runs)
    return Strings(lengths, whole, frozenset(runs.keys() - whole))


def _struck_runs(content: bytes) -> Iterator[tuple[int, tuple[int, int]]]:
    """By the number of each shared string that has any: how many runs it has, and how many of them are struck through."""
    root, at, runs, struck = None, 0, 0, 0
    for event, element in ElementTree.iterparse(io.BytesIO(content), events=("start", "end")):
        local = element.tag.rpartition("}")[2]
        if root is None:
            root = element
        elif event == "start":
            runs += local == "r"
            struck += local == "strike" and element.get("val", "1") not in NOT_STRUCK
        elif local == "si":
            if struck:
                yield at, (runs, struck)
            at, runs, struck = at + 1, 0, 0
            root.clear()
