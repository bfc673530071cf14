"""A whole column of cells at once; equal cells are read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.workbooks.cells import EMPTY, Reading, Unreadable
from pipeline.workbooks.grid import Cells, Numbers


@dataclass(frozen=True)
class ColumnReading:
    """`distinct` values, and for each cell the `place` of its own among them, -1 where it is empty or unreadable."""

    distinct: list[Any]
    places: Numbers
    problems: list[tuple[int, Unreadable]]
    changed: list[int]

    def value(self, at: int) -> Any:
        place = self.places[at]
        return None if place < 0 else self.distinct[place]


def read_column(column: Cells, read: Callable[[object], Reading]) -> ColumnReading:
    """Each cell read by `read`; what one value gives, every cell of the same type and value gives."""
    cells = column.values[column.used]
    codes = np.empty(len(column.values), dtype=np.intp)
    codes[column.used] = np.arange(len(cells))
    places = codes[column.codes]
    readings = [EMPTY if cell is None or (type(cell) is str and cell == "") else _read(cell, read) for cell in cells]
    values = [None if isinstance(each, Unreadable) else each.value for each in readings]
    is_bad = np.array([isinstance(each, Unreadable) for each in readings], dtype=bool)
    is_changed = np.array([isinstance(each, Reading) and each.changed for each in readings], dtype=bool)
    is_empty = np.array([value is None for value in values], dtype=bool)
    problems = [(at, problem) for at in np.flatnonzero(is_bad[places]).tolist() if isinstance(problem := readings[places[at]], Unreadable)]
    return ColumnReading(values, np.where(is_empty[places], -1, places), problems, np.flatnonzero(is_changed[places]).tolist())


def _read(cell: object, read: Callable[[object], Reading]) -> Reading | Unreadable:
    try:
        return read(cell)
    except Unreadable as problem:
        return problem
