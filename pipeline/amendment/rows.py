"""What the tables of a rulebook share: rows as people change them, and where the figures of a row come from.

A `Row` has values as the intake reads them: points in hundredths, money in fen, times in seconds. `Spots` say for each path in
the figures which row of the sheet, and which column, it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.base.units import HUNDREDTHS
from pipeline.rulebook.values import WORDS

Path = tuple[str | int, ...]
Row = dict[str, Any]
Figures = dict[str, Any]
Spots = dict[Path, tuple[int, str]]
"""By path the row (from 0) and the column."""


def in_hundredths(value: Any) -> int | None:
    return None if value is None else round(value * HUNDREDTHS)


def whole_units(value: int | None) -> int | float | None:
    if value is None:
        return None
    return value // HUNDREDTHS if value % HUNDREDTHS == 0 else value / HUNDREDTHS


def filled(**values: Any) -> Figures:
    """The values that there are."""
    return {key.rstrip("_"): value for key, value in values.items() if value not in (None, "", False)}


def code_of(word: str | None, labels: Mapping[str, str]) -> str | None:
    """The code of a label, or the code itself."""
    return None if word is None else {label: code for code, label in labels.items()}.get(word, word)


def grouped(rows: Sequence[Row], *keys: str) -> Iterator[tuple[tuple[Any, ...], list[tuple[int, Row]]]]:
    """Rows of one key, with their numbers, in the order in which each key is first met."""
    order: dict[tuple[Any, ...], list[tuple[int, Row]]] = {}
    for number, row in enumerate(rows):
        order.setdefault(tuple(row[key] for key in keys), []).append((number, row))
    yield from order.items()


def word_of(code: str | None) -> str | None:
    return None if code is None else WORDS.get(code, code)


def company_and_departments(figures: Figures) -> Iterator[tuple[str | None, Figures]]:
    """The rules of the company, whose department is None, and those of each department."""
    yield None, figures
    yield from figures.get("departments", {}).items()


def place_of(department: str | None, *path: str | int) -> Path:
    return path if department is None else ("departments", department, *path)


def emptied(figures: Figures, topic: str) -> None:
    """No rules of this topic any more, neither of the company nor of departments."""
    figures[topic] = {}
    for rules in figures.get("departments", {}).values():
        rules.pop(topic, None)


def rules_of(figures: Figures, department: str | None) -> Figures:
    """Where the rules of a department stand, or those of the company."""
    if department is None:
        return figures
    own: Figures = figures.setdefault("departments", {}).setdefault(department, {})
    return own
