"""A whole column of cells at once; equal cells are read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.workbooks.cells import Reading, Unreadable

Numbers = np.ndarray[tuple[int], np.dtype[np.intp]]


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


def read_column(raw: Sequence[object], read: Callable[[object], Reading]) -> ColumnReading:
    """Each cell read by `read`; what one value gives, every cell of the same type and value gives."""
    codes, cells = _distinct(raw)
    readings = [_read(cell, read) for cell in cells]
    values = [None if isinstance(each, Unreadable) else each.value for each in readings]
    is_bad = np.array([isinstance(each, Unreadable) for each in readings] + [False])
    is_changed = np.array([isinstance(each, Reading) and each.changed for each in readings] + [False])
    is_empty = np.array([value is None for value in values] + [True])
    problems = [(int(at), readings[codes[at]]) for at in np.flatnonzero(is_bad[codes])]
    return ColumnReading(
        values, np.where(is_empty[codes], -1, codes), problems, np.flatnonzero(is_changed[codes]).tolist()
    )


def _distinct(raw: Sequence[object]) -> tuple[Numbers, list[Any]]:
    """For each cell the place of its value among the distinct ones, -1 for an empty cell; 1, 1.0 and TRUE are three."""
    if set(map(type, raw)) <= {str, type(None)}:
        codes, cells = pd.factorize(np.array(raw, dtype=object))
    else:
        known: dict[tuple[type, object], int] = {}
        codes = np.array([-1 if cell is None else known.setdefault((type(cell), cell), len(known)) for cell in raw], dtype=np.intp)
        cells = np.array([None, *(cell for _, cell in known)], dtype=object)[1:]
    blank = [at for at, cell in enumerate(cells) if isinstance(cell, str) and cell == ""]
    return np.where(np.isin(codes, blank), -1, codes), list(cells)


def _read(cell: object, read: Callable[[object], Reading]) -> Reading | Unreadable:
    try:
        return read(cell)
    except Unreadable as problem:
        return problem
