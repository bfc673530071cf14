"""The rows of one sheet of one workbook, each at its place."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.workbooks.cells import UNDER_A_MERGE, AsShown, ErrorValue, PartStruck, UnderAMerge, Unstored
from pipeline.workbooks.grid import Cells, Grid
from pipeline.workbooks.layout import letters
from pipeline.workbooks.reading import RawSheet

Area = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Part:
    """`rows` are the data rows as read and `row_numbers` their numbers in Excel; `positions` are 0-based columns.

    `passed_over` counts title, blank, total and note rows; rows read are `len(rows)` plus those. `stands` has for each row of
    an export the columns that stand elsewhere in it: of several results the one that counts, of several punches the last.
    `origins` have for each row that was put together of several the row and column of the sheet where its columns come from.
    """

    layout: str
    file: str
    sheet: str
    header_row: int
    positions: Mapping[str, int]
    rows: Grid
    row_numbers: Sequence[int]
    passed_over: Mapping[str, int]
    typed: Grid | None = None
    stands: Sequence[Mapping[str, int]] = ()
    origins: Sequence[Mapping[int, tuple[int, int]]] = ()

    @property
    def rows_of_sheet(self) -> int:
        """All rows of the sheet: the header, those passed over and those of data; none is lost on the way."""
        return 1 + sum(self.passed_over.values()) + len(self.rows)

    @property
    def is_export(self) -> bool:
        """Whether `rows` are an export in our words; `typed` are its rows as they stood."""
        return self.typed is not None

    def column(self, name: str) -> Cells:
        """The raw cells of a column, in the order of `rows`."""
        return self.rows.column(self.positions[name])

    def row_number(self, at: int) -> int:
        return self.row_numbers[at]

    def place_of(self, number: int | None) -> int | None:
        """Where among `rows` the row of this number in Excel is, which ascend; None where it is none of them."""
        at = bisect_left(self.row_numbers, number) if number is not None else len(self.row_numbers)
        return at if at < len(self.row_numbers) and self.row_numbers[at] == number else self._put_together.get(number)

    def cell(self, at: int, name: str) -> str | None:
        """The address of a cell, like "D5"; None where the sheet has no such column."""
        place = self._place(at, name)
        return None if place is None else f"{letters(place[1])}{place[0]}"

    def row_of(self, at: int, name: str | None) -> int:
        """The number of the row that a cell stands in: of a row that was put together of several, its own."""
        place = None if name is None else self._place(at, name)
        return self.row_numbers[at] if place is None else place[0]

    @property
    def numbers(self) -> set[int | None]:
        """Those of every row of the sheet that is data."""
        return {*self.row_numbers, *self._put_together}

    @cached_property
    def _put_together(self) -> dict[int | None, int]:
        """Where among `rows` those of the sheet are that were put together with another."""
        return {number: at for at, places in enumerate(self.origins) for number, _column in places.values()}

    def line(self, at: int) -> str:
        """A whole row as HR sees it, cell after cell; of an export only the columns that are used."""
        row = (self.typed or self.rows)[at]
        used = sorted(set(self.positions.values())) if self.is_export else range(len(row))
        return " | ".join(shown(row[column]) or "" for column in used if column < len(row)).rstrip(" |")

    def seen(self, at: int, name: str) -> str | None:
        """A cell as HR sees it; None where it is empty or the sheet has no such column."""
        row, column = (self.typed or self.rows)[at], self._column(at, name)
        return shown(row[column]) if column is not None and column < len(row) else None

    def _place(self, at: int, name: str) -> tuple[int, int] | None:
        column = self._column(at, name)
        if column is None:
            return None
        return self.origins[at].get(column, (self.row_numbers[at], column)) if self.origins else (self.row_numbers[at], column)

    def _column(self, at: int, name: str) -> int | None:
        return self.stands[at][name] if self.stands and name in self.stands[at] else self.positions.get(name)


def merged_over_data(sheet: RawSheet, row_numbers: Sequence[int], positions: Mapping[str, int]) -> list[Area]:
    """Merged areas that cover more than one cell of the table's data."""
    if not sheet.merged or not row_numbers:
        return []
    first, last, known = row_numbers[0], row_numbers[-1], sorted(positions.values())
    return [
        ((top, left), (bottom, right))
        for (top, left), (bottom, right) in sheet.merged
        if (bottom, right) != (top, left) and top + 1 <= last and bottom + 1 >= first
        and bottom + 1 >= first and any(left <= column <= right for column in known)
    ]  # fmt: skip


def covered(part: Part, sheet: RawSheet) -> Part:
    """The part with a mark in every cell that lies under a merged one: it is not empty, nobody can see what it is."""
    areas = merged_over_data(sheet, part.row_numbers, part.positions)
    if not areas:
        return part
    at_number = {number: at for at, number in enumerate(part.row_numbers)}
    under = [
        (at_number[number], column)
        for (top, left), (bottom, right) in areas for number in range(top + 1, bottom + 2) if number in at_number
        for column in range(left, min(right + 1, part.rows.width)) if (number, column) != (top + 1, left)
    ]  # fmt: skip
    return replace(part, rows=part.rows.putting(UNDER_A_MERGE, (place for place in under if part.rows.cell(*place) in (None, ""))))


def shown(raw: object) -> str | None:
    """A raw cell as people see it."""
    if raw is None or raw == "" or isinstance(raw, UnderAMerge):
        return None
    if isinstance(raw, ErrorValue | AsShown | PartStruck):
        return raw.text
    if isinstance(raw, Unstored):
        return f"={raw.formula}"
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, dt.datetime):
        return raw.strftime("%Y-%m-%d %H:%M:%S" if raw.second else "%Y-%m-%d %H:%M")
    if isinstance(raw, dt.time):
        return raw.strftime("%H:%M:%S" if raw.second else "%H:%M")
    return str(raw)
