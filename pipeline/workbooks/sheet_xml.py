"""What stands in a sheet's XML that the reader of values does not tell, cell by cell, whatever program wrote it.

Names may have a prefix, attributes either kind of quotes, and cells no address: then they follow one another.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import IO
from xml.parsers import expat

from pipeline.workbooks.cells import ErrorValue, PartStruck, Percent, Unstored
from pipeline.workbooks.styles import Strings, Styles

ADDRESS = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
MOST_CELLS = 10_000_000
MOST_MERGES = 20_000
DEEPEST = 64
WIDEST = 16_384
LONGEST_TAG = 64 * 2**20
CHUNK = 2**20
NO_MEMORY = 1
"""Expat's own number for it."""
TRUE = ("1", "true")
PARENTS = {"sheetData": "worksheet", "row": "sheetData", "c": "row"}
"""In what each stands; outside of it, but within one of these, it would not be read."""
NUMERIC = (None, "n", "b", "d", "str")


class TooLarge(Exception):
    """More cells, or merged areas, than are read."""


class NotASheet(Exception):
    """The XML is not that of a sheet."""


@dataclass
class SecondLook:
    """0-based places: `marks` of errors, formulas without a value, formats that say something, text struck in part;
    `formulas` of every formula, `struck` of what is struck through, `hidden_columns` from the first to the last of a run.

    `stored` are the cells with a value of their own, as row × WIDEST + column; `rows` and `columns` reach to the last one
    that holds anything. `expanded` is the length of all shared strings, each as often as it is used.
    """

    marks: dict[tuple[int, int], object] = field(default_factory=dict)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    stored: array[int] = field(default_factory=lambda: array("Q"))
    struck: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merges: int = 0
    rows: int = 0
    columns: int = 0
    expanded: int = 0

    def in_rows(self, rows: Sequence[int]) -> SecondLook:
        """What is said of each row, of the row that it is in another sheet: formulas, what is struck through, hidden rows."""
        formulas, struck = ([(rows[row], column) for row, column in places] for places in (self.formulas, self.struck))
        return replace(self, formulas=formulas, struck=set(struck), hidden_rows={rows[row] for row in self.hidden_rows})


def look(part: IO[bytes], styles: Styles, strings: Strings, *, works_out_on_opening: bool) -> SecondLook:
    """Read the sheet as a stream. Raises TooLarge, NotASheet; memory grows with what is used alone."""
    reader = _SheetReader(styles, strings, works_out_on_opening)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartCdataSectionHandler = reader.character_data
    try:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if error.code == NO_MEMORY:
            raise MemoryError from None
        raise NotASheet from None
    except ValueError:
        raise NotASheet from None
    return reader.found


class _SheetReader:
    def __init__(self, styles: Styles, strings: Strings, works_out_on_opening: bool) -> None:
        self.found = SecondLook()
        self._styles, self._strings, self._works_out_on_opening = styles, strings, works_out_on_opening
        self._within: list[str] = []
        self._row, self._column = -1, -1
        self._has_data = False
        self._rows: set[int] = set()
        self._own: tuple[int, set[int]] = (-1, set())
        self._in_cell = ""
        self._is_cdata = False
        self._type: str | None = None
        self._style: str | None = None
        self._text: dict[str, list[str]] = {}
        self._runs = self._struck_runs = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if not self._stands_right(local):
            raise NotASheet
        self._within.append(local)
        if local in ("row", "c") and not self._is_in_data():
            return
        if local == "c":
            self._place(attributes.get("r"))
            self._type, self._style, self._text = attributes.get("t"), attributes.get("s"), {}
            self._runs = self._struck_runs = 0
            self._is_cdata = False
        elif local in ("v", "f", "t"):
            if local != "t" and local in self._text and self._within[-2] == "c":
                raise NotASheet
            self._in_cell = local
            self._text.setdefault(local, [])
        elif local == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
            if attributes.get("hidden") in TRUE or attributes.get("ht") in ("0", "0.0"):
                self.found.hidden_rows.add(self._row)
        elif local == "col" and (attributes.get("hidden") in TRUE or attributes.get("width") == "0"):
            self.found.hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))
        elif local == "r":
            self._runs += 1
        elif local == "strike" and attributes.get("val", "1") in TRUE:
            self._struck_runs += 1
        elif local == "mergeCell":
            self.found.merges += 1
            if self.found.merges > MOST_MERGES:
                raise TooLarge

    def text(self, text: str) -> None:
        if self._in_cell:
            self._text[self._in_cell].append(text)

    def character_data(self) -> None:
        self._is_cdata |= self._in_cell == "v"

    def end(self, name: str) -> None:
        self._within.pop()
        local = name.rpartition(":")[2]
        if local in ("v", "f", "t"):
            self._in_cell = ""
        elif local == "c" and self._is_in_data():
            self._cell()

    def _is_in_data(self) -> bool:
        return self._within[1:2] == ["sheetData"]

    def _stands_right(self, local: str) -> bool:
        """Whether an element may begin here: rows and cells only where they are read, the sheet's data once."""
        if len(self._within) >= DEEPEST:
            return False
        if local in PARENTS and self._within and self._within[-1] != PARENTS[local] and self._within[-1] in ("worksheet", *PARENTS):
            return False
        if local == "sheetData":
            self._has_data, had_data = True, self._has_data
            return not had_data
        return True

    def _place(self, address: str | None) -> None:
        if address is None:
            self._column += 1
            return
        found = ADDRESS.fullmatch(address)
        if found is None:
            raise NotASheet
        self._row, self._column = int(found[2]) - 1, column_number(found[1].upper().encode()) - 1

    def _once(self, place: tuple[int, int]) -> None:
        """Raises NotASheet where a cell with something in it stands twice, or in a row that was left already."""
        row, columns = self._own
        if place[0] != row:
            if place[0] in self._rows:
                raise NotASheet
            self._rows.add(place[0])
            columns = set()
            self._own = place[0], columns
        if place[1] in columns:
            raise NotASheet
        columns.add(place[1])

    def _cell(self) -> None:
        found, place = self.found, (self._row, self._column)
        value, formula = "".join(self._text.get("v", ())), self._text.get("f")
        if self._type == "s" and value and not value.isdigit():
            raise NotASheet
        if not (value or formula is not None or self._text.get("t")):
            return
        self._once(place)
        found.rows, found.columns = max(found.rows, place[0] + 1), max(found.columns, place[1] + 1)
        if formula is not None:
            found.formulas.append(place)
        if self._type == "e":
            found.marks[place] = ErrorValue(value or "#ERROR!")
        elif formula is not None and self._type != "str" and (not value or (value == "0" and self._works_out_on_opening)):
            found.marks[place] = Unstored("".join(formula))
        elif value and self._type in NUMERIC:
            found.stored.append(place[0] * WIDEST + place[1])
            if self._type in (None, "n") and self._style in self._styles.percent:
                found.marks[place] = Percent(float(value))
            elif self._type in (None, "n") and (shape := self._styles.zeros.get(self._style or "")):
                found.marks[place] = shape
        elif self._struck_runs and self._struck_runs < self._runs:
            found.marks[place] = PartStruck()
        elif self._type == "s" and value and int(value) < len(self._strings.lengths):
            found.expanded += self._strings.lengths[int(value)]
            if self._is_cdata:
                found.stored.append(place[0] * WIDEST + place[1])
            if int(value) in self._strings.part_struck:
                found.marks[place] = PartStruck()
            elif int(value) in self._strings.struck:
                found.struck.add(place)
        if self._style in self._styles.struck or 0 < self._runs == self._struck_runs:
            found.struck.add(place)
        if len(found.stored) > MOST_CELLS or found.rows * found.columns > MOST_CELLS:
            raise TooLarge


def column_number(letters: bytes) -> int:
    """A column's letters as a 1-based number: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
