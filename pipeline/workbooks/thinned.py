"""A sheet's XML without the cells that say what an earlier one of the workbook says: equal cells are read once, whatever they are read with.

What a cell holds follows from what is written between its address and its end, from the workbook's styles and its strings,
and not from its sheet or place. Cells of which more has to be known than what they hold stay, and so do those written in an unusual way.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import repeat
from typing import IO

import numpy as np

from pipeline.workbooks.grid import Grid, objects
from pipeline.workbooks.known_cells import (
    ATTRIBUTES,
    EMPTY,
    LAST_ROW,
    PLAIN,
    RADIX,
    KnownCells,
    Unusual,
    Varied,
    each_once,
)
from pipeline.workbooks.sheet_xml import CHUNK, LONGEST_TAG, MOST_CELLS, WIDEST, column_number

ENOUGH_TO_TELL = 100_000
"""Cells; where half of so many are different ones, it is quicker to read the sheet as it is."""
UNKNOWN = -1
BEGINS = -2
"""A row's beginning is told as this less the column of its first cell."""
BEFORE, END_OF_ROW, AFTER = b"<sheetData>", b"</row>", b"</sheetData>"
START_OF_ROW, START_OF_CELL = b'<row r="', b'<c r="'
EMPTY_ROWS = rb"(?:<row" + ATTRIBUTES + rb" ?/>)*"
END = re.compile(EMPTY_ROWS + rb"</sheetData>(?!.*<row )", re.DOTALL)
EMPTY_ROW = re.compile(rb'<row r="([1-9]\d{0,6})"(' + ATTRIBUTES + rb") ?/>")
ROW = re.compile(rb"(" + EMPTY_ROWS + rb')<row r="([1-9]\d{0,6})"(' + ATTRIBUTES + rb">)")
LETTERS = re.compile(rb"[A-Z]{1,3}")
LINK = re.compile(rb"(?P<source>" + EMPTY.pattern + rb"|" + PLAIN.pattern + rb')(?:<c r="(?P<next>[A-Z]{1,3}))?')
SAYS_MORE = re.compile(rb' (?:hidden="(?:1|true)"|ht="0)')
"""What of a row has to be known beside its cells."""


class Thinned:
    """`xml` holds of equal cells the first of the workbook alone; `rows`, `columns` and `codes` are those of each cell of the sheet.

    What stays of rows stands one below the other in it, as if nothing were between: `kept` are the 0-based rows of the sheet.
    """

    def __init__(self, part: IO[bytes], known: KnownCells) -> None:
        """Raises Unusual. What the sheet has that is new is `known` from then on."""
        self._known, self._first = known, len(known.places)
        self._numbers, self._counts, self._told = array("q", [0]), array("q", [0]), array("q")
        self.kept: list[int] = []
        self.xml = b"".join(self._thin(part))
        self._last = len(known.places)
        self.rows, self.columns, self.codes = self._cells()

    @property
    def extent(self) -> tuple[int, int]:
        """How many rows and columns it takes to hold what is in the sheet."""
        return self._reach(self.codes > 0)

    def filled(self, read: Sequence[Sequence[object]]) -> Grid:
        """The sheet's rows, out of those that were `read` of `xml`; those before it that are thinned are filled before it."""
        values, own, at = self._known.values, self._known.places[self._first : self._last], dict(zip(self.kept, read, strict=False))
        if len(values) < self._first:
            raise Unusual
        values[self._first : self._last] = [at[row][column] if row in at and column < len(at[row]) else "" for row, column in own]
        row, column = np.array([*repeat((LAST_ROW, WIDEST), self._first), *own], dtype=np.int32).T
        height, width = self._reach((self.codes > 0) & ((row[self.codes] != self.rows) | (column[self.codes] != self.columns)))
        codes = np.zeros((max(*at, -1, height - 1) + 1, max(max(map(len, read), default=0), width)), dtype=np.int32)
        within = (self.rows < codes.shape[0]) & (self.columns < codes.shape[1])
        codes[self.rows[within], self.columns[within]] = self.codes[within]
        used = np.flatnonzero(np.bincount(codes.ravel(), minlength=self._last))
        number = np.zeros(self._last, dtype=np.int32)
        number[used] = np.arange(len(used))
        return Grid(objects([values[code] for code in used]), number[codes])

    def _reach(self, some: np.ndarray) -> tuple[int, int]:
        return (int(self.rows[some].max()) + 1, int(self.columns[some].max()) + 1) if some.any() else (0, 0)

    def _thin(self, part: IO[bytes]) -> Iterator[bytes]:
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
        yield from self._without_cells(rest.partition(AFTER)[0])
        yield rest[rest.find(AFTER) :]

    def _rows(self, rows: Sequence[bytes]) -> Iterator[bytes]:
        """What stays of the rows, which are given without their ends.

        Between the row's number where it stands, in its beginning and in each address, is what most rows have in common:
        what a cell holds, with the letters of the next one. Where all of it is known, nothing stays.
        """
        numbers, counts, told = [], [], []
        link = self._known.links.get
        for row in rows:
            number = row[len(START_OF_ROW) : row.find(b'"', len(START_OF_ROW))]
            start, *links = row.split(number + b'"')
            own = list(map(link, links, repeat(UNKNOWN)))
            if UNKNOWN in own or start != START_OF_ROW:
                kept = self._learned(number, links, own) if start == START_OF_ROW else None
                if kept is None:
                    number, own, kept = self._unusual(row)
                yield kept
            numbers.append(number)
            counts.append(len(own))
            told += own
        if not all(map(bytes.isdigit, numbers)):
            raise Unusual
        self._numbers.fromlist(list(map(int, numbers)))
        self._counts.fromlist(counts)
        self._told.fromlist(told)
        if len(self._told) > 2 * MOST_CELLS or ENOUGH_TO_TELL < len(self._told) <= 2 * (len(self._known.places) - self._first):
            raise Varied

    def _learned(self, number: bytes, links: Sequence[bytes], own: list[int]) -> bytes | None:
        """What stays of a row in which some cells are new, once it is told of them; None where there is more to it."""
        new = [(at, LINK.fullmatch(links[at])) for at, told in enumerate(own) if told == UNKNOWN]
        if own[0] == UNKNOWN or not number.isdigit() or not all(found for _at, found in new):
            return None
        kept: list[tuple[bytes, bytes]] = []
        for at, found in new:
            assert found is not None
            column = own[at - 1] % RADIX if at > 1 else BEGINS - own[0]
            if column == WIDEST:
                return None
            source, place = found["source"], (int(number) - 1, column)
            code = self._known.code(source, place)
            own[at] = code * RADIX + (_column(found["next"]) if found["next"] else WIDEST)
            if self._is_first(code, place):
                kept.append((links[at - 1].rpartition(START_OF_CELL)[2], source))
            if source in self._known.codes:
                self._known.links[links[at]] = own[at]
        return self._row(number, b">", kept) if kept else b""

    def _unusual(self, row: bytes) -> tuple[bytes, list[int], bytes]:
        """The number of a row that is made in another way, what is told of it, and what stays of it."""
        head, *pieces = row.split(START_OF_CELL)
        found = ROW.fullmatch(head)
        if found is None:
            raise Unusual
        above, number, attributes = found.groups()
        each_once(b' r="' + attributes)
        addresses = [piece[: piece.find(b'"')] for piece in pieces]
        columns = [*(_column(address.removesuffix(number)) for address in addresses), WIDEST]
        told, cells = [BEGINS - columns[0]], list[tuple[bytes, bytes]]()
        for address, piece, column, following in zip(addresses, pieces, columns, columns[1:], strict=False):
            place = int(number) - 1, column
            code = self._known.code(piece[len(address) + 1 :], place)
            told.append(code * RADIX + following)
            if self._is_first(code, place):
                cells.append((address.removesuffix(number), piece[len(address) + 1 :]))
        stays = b"".join(self._without_cells(above))
        if SAYS_MORE.search(attributes):
            return number, told, stays + self._row(number, attributes, cells)
        self._known.links[attributes + (START_OF_CELL + addresses[0][: -len(number)] if addresses else b"")] = told[0]
        return number, told, stays + self._row(number, b">", cells) if cells else stays

    def _without_cells(self, rows: bytes) -> Iterator[bytes]:
        """What stays of rows without cells, one after the other."""
        if SAYS_MORE.search(rows):
            for row in rows.split(b"<row ")[1:]:
                found = EMPTY_ROW.fullmatch(b"<row " + row)
                if found is None:
                    raise Unusual
                if SAYS_MORE.search(found[2]):
                    each_once(b' r="' + found[2])
                    yield self._row(found[1], found[2] + b">", ())

    def _row(self, number: bytes, attributes: bytes, cells: Sequence[tuple[bytes, bytes]]) -> bytes:
        """What stays of a row, below what stays of those before it: its cells by letters and what is written behind the address."""
        self.kept.append(int(number) - 1)
        at = b"%d" % len(self.kept)
        return b"".join((START_OF_ROW, at, b'"', attributes, *(START_OF_CELL + letters + at + b'"' + source for letters, source in cells), END_OF_ROW))

    def _is_first(self, code: int, place: tuple[int, int]) -> bool:
        return code >= self._first and self._known.places[code] == place

    def _cells(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows, columns and codes of all cells, if rows and columns ascend and nothing stands where something else belongs."""
        numbers, counts, told = np.asarray(self._numbers), np.asarray(self._counts), np.asarray(self._told)
        row_of = np.repeat(numbers, counts)
        begins = np.zeros(len(told), dtype=bool)
        begins[np.cumsum(counts)[:-1]] = True
        codes, following = np.divmod(told, RADIX)
        following[begins] = BEGINS - told[begins]
        last = np.roll(begins, -1)
        ascend = (np.diff(following) > 0) | last[:-1]
        if (np.diff(numbers) <= 0).any() or (np.diff(self.kept) <= 0).any() or numbers[-1] > LAST_ROW or ((told < 0) != begins).any() or ((following == WIDEST) != last).any() or not ascend.all():
            raise Unusual
        return (row_of[~begins] - 1).astype(np.int32), following[~last].astype(np.int32), codes[~begins].astype(np.int32)


@cache
def _column(letters: bytes) -> int:
    if not LETTERS.fullmatch(letters) or column_number(letters) > WIDEST:
        raise Unusual
    return column_number(letters) - 1
