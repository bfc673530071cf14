"""A whole column of cells at once; equal cells are read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.workbooks.cells import Reading, Unreadable


@dataclass(frozen=True)
class ColumnReading:
    """`values` in order, None where a cell is empty or unreadable; problems and changes by position."""

    values: list[Any]
    problems: list[tuple[int, Unreadable]]
    changed: list[int]


def read_column(raw: Sequence[object], read: Callable[[object], Reading]) -> ColumnReading:
    """Each cell read by `read`; what one value gives, every cell of the same type and value gives."""
    known: dict[tuple[type, object], Reading | Unreadable] = {}
    values: list[Any] = []
    problems: list[tuple[int, Unreadable]] = []
    changed: list[int] = []
    for at, cell in enumerate(raw):
        if cell is None or cell == "":
            values.append(None)
            continue
        key = (type(cell), cell)
        reading = known.get(key)
        if reading is None:
            reading = known[key] = _read(cell, read)
        if isinstance(reading, Unreadable):
            values.append(None)
            problems.append((at, reading))
            continue
        values.append(reading.value)
        if reading.changed:
            changed.append(at)
    return ColumnReading(values, problems, changed)


def _read(cell: object, read: Callable[[object], Reading]) -> Reading | Unreadable:
    try:
        return read(cell)
    except Unreadable as problem:
        return problem
