"""A table: the typed rows of one sheet, put together from every workbook that has it, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
import pandas as pd

from pipeline.base.units import clock, plain, yuan
from pipeline.findings.finding import Finding
from pipeline.findings.message import Phrase
from pipeline.language.translation import N_
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.column import Column, labels_in
from pipeline.schemas.frames import empty_frame, provenance, values
from pipeline.schemas.readers import reader_for
from pipeline.schemas.sheet import Sheet
from pipeline.workbooks.columns import read_column
from pipeline.workbooks.days import SHORTEST_MOMENT, clock_of
from pipeline.workbooks.grid import Cells
from pipeline.workbooks.part import Part


@dataclass(frozen=True)
class Mark:
    """What a check says: `code` about `table`, shown at `positions[0]`, `column`; an error rejects all `positions`."""

    code: str
    table: str
    positions: Sequence[int]
    column: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """A cell that was tidied on the way in."""

    file: str
    sheet: str
    cell: str
    header: str
    before: str
    after: str

    @property
    def address(self) -> tuple[str, str, str]:
        return self.file, self.sheet, self.cell


@dataclass(frozen=True)
class Table:
    """`frame` has the sheet's columns, then `file`, `sheet` and `row`; its index counts from 0 through all parts."""

    sheet: Sheet
    frame: pd.DataFrame
    parts: tuple[Part, ...]
    unreadable: tuple[Mark, ...]
    changes: tuple[Change, ...]

    @classmethod
    def empty(cls, sheet: Sheet) -> Table:
        """A table of a sheet that nobody handed in."""
        return cls(sheet, empty_frame(sheet), (), (), ())

    @property
    def lacks_days_off(self) -> bool:
        """Whether it was put together of single punches: who did not come on a day has no row."""
        return any(part.origins for part in self.parts)

    @cached_property
    def ends(self) -> list[int]:
        return list(accumulate(len(part.rows) for part in self.parts))

    @cached_property
    def persons(self) -> list[object]:
        """Whom each row is about; of a sheet that is about nobody there are none."""
        return [] if self.sheet.person is None else self.frame[self.sheet.person].tolist()

    def finding(self, mark: Mark) -> Finding:
        """The mark with the place that HR sees."""
        header = self.sheet.column(mark.column).header if mark.column else None
        if not mark.positions:
            return Finding(mark.code, sheet=self.sheet.title, column=header, params=mark.params)
        part, at = self._locate(mark.positions[0])
        column = self._shown_at(part, mark.column)
        cell = part.cell(at, column) if column else None
        value = part.seen(at, column) if column else None
        return Finding(
            mark.code, part.file, part.sheet, part.row_of(at, column), header, cell, value, mark.params,
            self._people(mark.positions),
        )

    def placed(self, finding: Finding) -> Finding:
        """A finding about a row of this table that does not say the cell yet, with it."""
        column = next((each.name for each in self.sheet.columns if each.header == finding.column), None)
        for part in self.parts:
            at = part.place_of(finding.row) if (part.file, part.sheet) == (finding.file, finding.sheet) else None
            if column and at is not None:
                return replace(finding, cell=part.cell(at, self._shown_at(part, column) or column))
        return finding

    def address(self, position: int, column: str) -> tuple[str, str, str]:
        """Where the cell of a row stands: file, sheet, cell."""
        part, at = self._locate(position)
        return part.file, part.sheet, str(part.cell(at, column))

    def place(self, position: int, seen_from: int) -> Phrase:
        """A row as somebody finds it who looks at another one: its sheet and workbook too, where they are not the same."""
        (there, at), (here, _) = self._locate(position), self._locate(seen_from)
        number = there.row_number(at)
        if there.file != here.file:
            return Phrase(N_("{file} 的“{sheet}”第 {number} 行"), file=there.file, sheet=there.sheet, number=number)
        if there.sheet != here.sheet:
            return Phrase(N_("“{sheet}”第 {number} 行"), sheet=there.sheet, number=number)
        return Phrase(N_("第 {number} 行"), number=number)

    @staticmethod
    def _shown_at(part: Part, column: str | None) -> str | None:
        """Where a finding is shown: an export that knows people by name alone has no cell of their id."""
        return "name" if column == "employee_id" and column not in part.positions else column

    def part_numbers(self) -> np.ndarray:
        return np.repeat(np.arange(len(self.parts)), [len(part.rows) for part in self.parts])

    def raw_where(self, column: str, says: Callable[[object], bool]) -> Iterator[tuple[int, object]]:
        """The cells of a column as they were read of which it is said, with their positions."""
        start = 0
        for part in self.parts:
            if column in part.positions:
                cells = part.column(column)
                yield from ((start + at, cells.values[cells.codes[at]]) for at in cells.rows_where(says))
            start += len(part.rows)

    def _locate(self, position: int) -> tuple[Part, int]:
        ends = self.ends
        number = bisect_right(ends, position)
        return self.parts[number], position - (ends[number - 1] if number else 0)

    def _people(self, positions: Sequence[int]) -> tuple[str, ...]:
        found = {self.persons[position] for position in positions} if self.persons else ()
        return tuple(sorted(person for person in found if isinstance(person, str)))


def read_table(sheet: Sheet, parts: Iterable[Part], rulebook: Rulebook) -> Table:
    """The cells of all parts as values; what cannot be read is missing in the frame and marked in `unreadable`."""
    parts = tuple(parts)
    if not any(len(part.rows) for part in parts):
        return Table(sheet, empty_frame(sheet), parts, (), ())
    columns: dict[str, Any] = {}
    unreadable: list[Mark] = []
    changes: list[Change] = []
    for column in sheet.columns:
        read: list[Any] = []
        start = 0
        for part in parts:
            if column.name not in part.positions:
                read.append(values([], np.full(len(part.rows), -1), column))
                if column.headed and len(part.rows):
                    unreadable.append(Mark("HEADER_MISSING", sheet.name, range(start, start + len(part.rows)), column.name, {"hint": ""}))
                start += len(part.rows)
                continue
            reading = read_column(_cells(part, column, sheet), reader_for(column, sheet.name, rulebook))
            read.append(values(reading.distinct, reading.places, column))
            unreadable.extend(
                Mark(problem.code, sheet.name, [start + at], column.name, problem.params)
                for at, problem in reading.problems
            )
            changes.extend(
                Change(part.file, part.sheet, str(part.cell(at, column.name)), column.header, str(part.seen(at, column.name)), written(column, reading.value(at), rulebook))
                for at in reading.changed
            )
            start += len(part.rows)
        columns[column.name] = read[0] if len(read) == 1 else pd.concat([pd.Series(each) for each in read]).array
    frame = pd.DataFrame(columns | provenance(parts), copy=False)
    return Table(sheet, frame, parts, tuple(unreadable), tuple(changes))


def _cells(part: Part, column: Column, sheet: Sheet) -> Cells:
    """The raw cells of a column; those of a clock without the row's own date."""
    raw = part.column(column.name)
    if column.kind != "time" or sheet.day not in part.positions:
        return raw
    if not any(isinstance(cell, datetime) or (type(cell) is str and len(cell) >= SHORTEST_MOMENT) for cell in raw.values[raw.used]):
        return raw
    return Cells.of(clock_of(cell, day) for cell, day in zip(raw.cells, part.column(str(sheet.day)).cells, strict=True))


def written(column: Column, value: Any, rulebook: Rulebook) -> str:
    """A value that was read, as people write it."""
    if value is None:
        return ""
    if column.kind in WRITTEN:
        return WRITTEN[column.kind](value)
    labels = labels_in(column, rulebook)
    return labels.get(value, str(value))


WRITTEN: dict[str, Callable[[Any], str]] = {
    "time": clock,
    "money": yuan,
    "points": plain,
    "yes_no": lambda value: "是" if value else "否",
}


