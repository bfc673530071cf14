"""The different cells of a workbook, by what is written between a cell's address and its end."""

from __future__ import annotations

import re

from pipeline.workbooks.sheet_xml import WIDEST
from pipeline.workbooks.styles import Strings, Styles

LAST_ROW = 1_048_576
RADIX = 2 * WIDEST
"""A cell is told as its code times RADIX and the column of the next, WIDEST behind the last."""
ATTRIBUTES = rb'(?: [\w:]+="[^"<>]*")*'
NAME = re.compile(rb' ([\w:]+)="')
EMPTY = re.compile(rb'(?: s="\d+")?(?: t="\w+")? ?/>')
PLAIN = re.compile(
    rb'(?: s="(\d+)")?(?: t="(s|n|b|str|inlineStr)")?>(?:<v>([^<]+)</v>|<is><t(?: xml:space="preserve")?>[^<]+</t></is>)</c>'
)
OTHER = re.compile(ATTRIBUTES + rb">(?:<f" + ATTRIBUTES + rb" ?(?:/>|>[^<]*</f>))?(?:<v" + ATTRIBUTES + rb" ?(?:/>|>[^<]*</v>))?(?:<is>[^<]*(?:<(?!/?(?:row|c|v|f|is)\b|[!?])[^<]*)*</is>)?</c>")


class Unusual(Exception):
    """The sheet is written in a way that is not known here; nothing is said of it."""


class Varied(Unusual):
    """It is written as usual, but reading equal cells once is no gain."""


class KnownCells:
    """The different cells of a workbook's sheets so far, by code: 0-based row and column of the first, and once it is read what it holds.

    0 is the code of empty cells. `codes` are by what is written behind the address.
    """

    def __init__(self, styles: Styles, strings: Strings) -> None:
        self.styles, self.strings = styles, strings
        self._some_are_struck = bool(styles.struck or strings.struck)
        self.places: list[tuple[int, int]] = [(LAST_ROW, WIDEST)]
        self.values: list[object] = [""]
        self.codes: dict[bytes, int] = {}
        self.links: dict[bytes, int] = {}
        """What is told of a cell, by what is written behind its row's number and before that of the next."""

    def forget(self, first: int) -> None:
        """All that was learned from this code on."""
        del self.places[first:]
        self.codes = {source: code for source, code in self.codes.items() if code < first}
        self.links = {link: told for link, told in self.links.items() if told < first * RADIX}

    def code(self, source: bytes, place: tuple[int, int]) -> int:
        """What is written behind an address, as a code, which is new where there is none yet."""
        codes, places = self.codes, self.places
        if source in codes:
            return codes[source]
        plain = PLAIN.fullmatch(source)
        if plain is None and EMPTY.fullmatch(source):
            codes[source] = 0
            return 0
        if plain is None:
            if not OTHER.fullmatch(source):
                raise Unusual
            each_once(b' r="' + source.partition(b">")[0])
        elif plain[2] == b"s" and not (plain[3] or b"").isdigit():
            raise Unusual
        places.append(place)
        if plain is not None and not (self._some_are_struck and self._is_struck(plain)):
            codes[source] = len(places) - 1
        return len(places) - 1

    def _is_struck(self, plain: re.Match[bytes]) -> bool:
        """Whether where the cell is has to be known, and not only what it holds."""
        (style, kind, value), struck = plain.groups(), self.strings.struck
        of_string = struck and kind == b"s" and value.isdigit() and int(value) in struck
        return bool(of_string) or (style is not None and style.decode() in self.styles.struck)


def each_once(attributes: bytes) -> None:
    """Raises Unusual where an attribute stands twice."""
    names = NAME.findall(attributes)
    if len(set(names)) < len(names):
        raise Unusual
