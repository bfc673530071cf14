"""The cells of a sheet as codes: those that hold the same have one, and what is asked of a cell is asked once of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np

from pipeline.base.once import once_for_each

Numbers = np.ndarray[tuple[int], np.dtype[np.intp]]
AT_ONCE = 1_000
"""Rows that are made together where all are asked for."""


@dataclass(frozen=True)
class Cells:
    """`codes` are the places of what the cells hold among `values`."""

    values: np.ndarray
    codes: np.ndarray

    @classmethod
    def of(cls, cells: Iterable[object]) -> Cells:
        """1, 1.0 and TRUE are three."""
        known: dict[tuple[type, object], int] = {}
        codes = [known.setdefault((type(cell), cell), len(known)) for cell in cells]
        return cls(objects([value for _type, value in known]), np.array(codes, dtype=np.int32))

    @property
    def cells(self) -> list[object]:
        return list(self.values[self.codes])

    @cached_property
    def used(self) -> Numbers:
        """The codes that occur, ascending."""
        return np.flatnonzero(np.bincount(self.codes, minlength=len(self.values)))

    def rows_where(self, says: Callable[[object], bool]) -> list[int]:
        """The places of the cells of which it is said, asked once of each different one."""
        wanted = np.zeros(len(self.values), dtype=bool)
        wanted[self.used] = [says(self.values[code]) for code in self.used]
        return [int(at) for at in np.flatnonzero(wanted[self.codes])]


class Grid(Sequence[list[object]]):
    """Rows of one width. A row is made when it is asked for; an empty cell holds "" or None."""

    def __init__(self, values: np.ndarray, codes: np.ndarray) -> None:
        """`codes`, row by column, are the places of what the cells hold among `values`."""
        self.values, self.codes = values, codes

    def __getstate__(self) -> tuple[np.ndarray, np.ndarray]:
        """With codes of as few bytes as they need."""
        return self.values, self.codes.astype(np.min_scalar_type(len(self.values)))

    def __setstate__(self, state: tuple[np.ndarray, np.ndarray]) -> None:
        self.values, self.codes = state[0], state[1].astype(np.int32)

    @classmethod
    def of(cls, rows: Sequence[Sequence[object]], least: int = 0) -> Grid:
        """The rows, the shorter ones filled up with empty cells; of `least` this width."""
        width = max(least, *map(len, rows)) if rows else least
        cells = Cells.of(cell for row in rows for cell in (*row, *[""] * (width - len(row))))
        return cls(cells.values, cells.codes.reshape(len(rows), width))

    @property
    def width(self) -> int:
        return int(self.codes.shape[1])

    def cell(self, row: int, column: int) -> object:
        return self.values[self.codes[row, column]]

    def column(self, at: int) -> Cells:
        return Cells(self.values, self.codes[:, at])

    def filled(self, columns: Sequence[int] | slice = slice(None)) -> np.ndarray:
        """Whether each cell of these columns holds something."""
        return np.asarray(_are_filled(self.values)[self.codes[:, columns]])

    def taking(self, rows: np.ndarray | slice) -> Grid:
        return Grid(self.values, self.codes[rows])

    def putting(self, value: object, places: Iterable[tuple[int, int]]) -> Grid:
        """The same but for the cells at these rows and columns."""
        codes = self.codes.copy()
        for place in places:
            codes[place] = len(self.values)
        return Grid(objects([*self.values, value]), codes)

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, at: int) -> list[object]: ...
    @overload
    def __getitem__(self, at: slice) -> Grid: ...
    def __getitem__(self, at: int | slice) -> list[object] | Grid:
        return self.taking(at) if isinstance(at, slice) else self.values[self.codes[at]].tolist()

    def __iter__(self) -> Iterator[list[object]]:
        for start in range(0, len(self), AT_ONCE):
            yield from self.values[self.codes[start : start + AT_ONCE]].tolist()


def is_filled(cell: object) -> bool:
    return cell is not None and cell != "" and not (isinstance(cell, str) and not cell.strip())


@once_for_each
def _are_filled(values: np.ndarray) -> np.ndarray:
    return np.fromiter(map(is_filled, values), dtype=bool, count=len(values))


def objects(values: Sequence[object]) -> np.ndarray:
    held = np.empty(len(values), dtype=object)
    held[:] = values
    return held
