"""A sheet's XML without the cells that say what an earlier one says: equal cells are read once, whatever they are read with.

What a cell holds follows from what is written between its address and its end, from the workbook's styles and its strings,
and not from its place. Cells of which more has to be known than what they hold stay, and so do those written in an unusual way.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise, repeat
from typing import IO

import numpy as np

from pipeline.workbooks.grid import Grid, objects
from pipeline.workbooks.layout import letters
from pipeline.workbooks.sheet_xml import CHUNK, LONGEST_TAG, MOST_CELLS, WIDEST, column_number
from pipeline.workbooks.styles import Strings, Styles

LAST_ROW = 1_048_576
ENOUGH_TO_TELL = 100_000
"""Cells; where half of so many are different ones, it is quicker to read the sheet as it is."""
UNKNOWN = -1
BEFORE, END_OF_ROW = b"<sheetData>", b"</row>"
START_OF_ROW, START_OF_CELL = b'<row r="', b'<c r="'
ATTRIBUTES = rb'(?: [\w:]+="[^"<>]*")*'
EMPTY_ROWS = rb"(?:<row" + ATTRIBUTES + rb" ?/>)*"
END = re.compile(EMPTY_ROWS + rb"</sheetData>(?!.*<row )", re.DOTALL)
ROW = re.compile(rb"(" + EMPTY_ROWS + rb')<row r="([1-9]\d{0,6})"(' + ATTRIBUTES + rb">)")
LETTERS = re.compile(rb"[A-Z]{1,3}")
EMPTY = re.compile(ATTRIBUTES + rb" ?/>")
PLAIN = re.compile(
    rb'(?: s="(\d+)")?(?: t="(s|n|b|str|inlineStr)")?>(?:<v>([^<]+)</v>|<is><t(?: xml:space="preserve")?>[^<]+</t></is>)</c>'
)
OTHER = re.compile(ATTRIBUTES + rb">[^<]*(?:<(?!/?row\b|/?c\b|[!?])[^<]*)*</c>")
SAYS_MORE = re.compile(rb' (?:hidden="(?:1|true)"|ht="0)')
"""What of a row has to be known beside its cells."""


class Unusual(Exception):
    """The sheet is written in a way that is not known here; nothing is said of it."""


class Thinned:
    """`xml` holds of equal cells the first alone; `places` its 0-based row and column by code, of which 0 is that of empty cells.

    `rows`, `columns` and `codes` are those of each cell of the sheet.
    """

    def __init__(self, part: IO[bytes], styles: Styles, strings: Strings) -> None:
        """Raises Unusual."""
        self._styles, self._strings = styles, strings
        self._known: dict[bytes, int] = {}
        self._patterns: dict[bytes | tuple[bytes, ...], list[int]] = {}
        self._dull = {b">"}
        self._numbers, self._counts, self._columns, self._codes = array("I", [0]), array("I", [0]), array("H"), array("I")
        self.places: list[tuple[int, int]] = [(LAST_ROW, WIDEST)]
        self.xml = b"".join(self._kept(part))
        self.rows = np.repeat(np.asarray(self._numbers, dtype=np.int32), self._counts) - 1
        self.columns, self.codes = np.asarray(self._columns, dtype=np.int32), np.asarray(self._codes, dtype=np.int32)

    @property
    def extent(self) -> tuple[int, int]:
        """How many rows and columns it takes to hold what is in the sheet."""
        return self._reach(self.codes > 0)

    def _reach(self, some: np.ndarray) -> tuple[int, int]:
        return (int(self.rows[some].max()) + 1, int(self.columns[some].max()) + 1) if some.any() else (0, 0)

    def filled(self, read: Sequence[Sequence[object]]) -> Grid:
        """The sheet's rows, out of those that were `read` of `xml`."""
        values = ["", *(read[row][column] if row < len(read) and column < len(read[row]) else "" for row, column in self.places[1:])]
        row, column = np.array(self.places, dtype=np.int32).T
        height, width = self._reach((self.codes > 0) & ((row[self.codes] != self.rows) | (column[self.codes] != self.columns)))
        codes = np.zeros((max(len(read), height), max(max(map(len, read), default=0), width)), dtype=np.int32)
        within = (self.rows < codes.shape[0]) & (self.columns < codes.shape[1])
        codes[self.rows[within], self.columns[within]] = self.codes[within]
        return Grid(objects(values), codes)

    def _kept(self, part: IO[bytes]) -> Iterator[bytes]:
        head, found, rest = part.read(CHUNK).partition(BEFORE)
        if not found or b"<!" in head or head.count(b"<?") > 1:
            raise Unusual
        yield head + found
        chunk = b""
        while True:
            *rows, rest = (rest + chunk).split(END_OF_ROW)
            yield from self._rows(rows)
            if len(rest) > LONGEST_TAG:
                raise Unusual
            if not (chunk := part.read(CHUNK)):
                break
        if not END.match(rest) or any(each in rest for each in (b"<!", b"<?", b"<row>", b"<c ", b"<c>")):
            raise Unusual
        yield rest

    def _rows(self, rows: Sequence[bytes]) -> Iterator[bytes]:
        """What stays of the rows, which are given without their ends; where each cell of them stands is noted."""
        numbers, counts, columns_of, codes_of = [], [], [], []
        last = self._numbers[-1]
        for row in rows:
            head, *pieces = row.split(START_OF_CELL)
            above, number, tag = self._head(head)
            numbers.append(int(number))
            if not last < numbers[-1] <= LAST_ROW:
                raise Unusual
            last = numbers[-1]
            columns, sources = self._cells(number, pieces)
            codes = list(map(self._known.get, sources, repeat(UNKNOWN)))
            cells = list(self._unknown(last, columns, sources, codes)) if UNKNOWN in codes else ()
            counts.append(len(codes))
            columns_of += columns
            codes_of += codes
            if cells or tag:
                yield b"".join((above, tag or START_OF_ROW + number + b'">', *cells, END_OF_ROW))
            elif above:
                yield above
        self._numbers.extend(numbers)
        self._counts.extend(counts)
        self._columns.extend(columns_of)
        self._codes.extend(codes_of)
        if len(self._codes) > MOST_CELLS or ENOUGH_TO_TELL < len(self._codes) < 2 * len(self.places):
            raise Unusual

    def _head(self, head: bytes) -> tuple[bytes, bytes, bytes]:
        """What stands above a row, its number, and its beginning where that says more."""
        number, _, attributes = head[len(START_OF_ROW) :].partition(b'"')
        if attributes in self._dull and head.startswith(START_OF_ROW) and number.isdigit():
            return b"", number, b""
        found = ROW.fullmatch(head)
        if found is None:
            raise Unusual
        above, number, attributes = found.groups()
        if SAYS_MORE.search(attributes):
            return above, number, head[len(above) :]
        self._dull.add(attributes)
        return above, number, b""

    def _cells(self, number: bytes, pieces: Sequence[bytes]) -> tuple[list[int], list[bytes]]:
        """The columns of a row's cells, and what is written in each behind its address; nearly always columns have one letter."""
        length = len(number) + 2
        addresses = b"".join([piece[:length] for piece in pieces])
        columns = self._patterns.get(addresses.replace(number + b'"', b""))
        if columns is not None and len(columns) == len(pieces):
            return columns, [piece[length:] for piece in pieces]
        each = [piece[: piece.find(b'"')] for piece in pieces]
        named = tuple(address.removesuffix(number) for address in each)
        columns = self._patterns.get(named) or self._pattern(named)
        return columns, [piece[len(address) + 1 :] for piece, address in zip(pieces, each, strict=True)]

    def _pattern(self, named: tuple[bytes, ...]) -> list[int]:
        if not all(map(LETTERS.fullmatch, named)):
            raise Unusual
        columns = [column_number(each) - 1 for each in named]
        if any(left >= right for left, right in pairwise(columns)) or (columns and columns[-1] >= WIDEST):
            raise Unusual
        self._patterns[named] = columns
        if all(len(each) == 1 for each in named):
            self._patterns[b"".join(named)] = columns
        return columns

    def _unknown(self, row: int, columns: Sequence[int], sources: Sequence[bytes], codes: list[int]) -> Iterator[bytes]:
        """The cells of a row, by its number, that stay, while each of them gets its code."""
        for at, (column, source) in enumerate(zip(columns, sources, strict=True)):
            if codes[at] == UNKNOWN:
                codes[at] = self._known.get(source, UNKNOWN)
            if codes[at] != UNKNOWN:
                continue
            plain = PLAIN.fullmatch(source)
            if plain is None and EMPTY.fullmatch(source):
                codes[at] = self._known[source] = 0
                continue
            if plain is None and not OTHER.fullmatch(source):
                raise Unusual
            codes[at] = len(self.places)
            self.places.append((row - 1, column))
            if plain is not None and not self._is_struck(plain):
                self._known[source] = codes[at]
            yield b'<c r="%s%d"%s' % (letters(column).encode(), row, source)

    def _is_struck(self, plain: re.Match[bytes]) -> bool:
        """Whether where the cell is has to be known, and not only what it holds."""
        style, kind, value = plain.groups()
        of_string = self._strings.struck and kind == b"s" and value.isdigit() and int(value) in self._strings.struck
        return bool(of_string) or (style is not None and style.decode() in self._styles.struck)
