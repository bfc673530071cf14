"""Lists of any length as a page carries them: of each column the different cells once, and for each row which of them it has.

The first rows are written out, for the eye and for whoever runs no script; tables.js draws the others as they are asked
for, so that search, filters and sorting act on all of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from pipeline.base.text import printable
from pipeline.base.units import plain, signed, yuan

FIRST = 20
"""Rows that are written out."""
BASE = 36
"""Of the numbers in a page's data, as JavaScript's parseInt reads them."""


@dataclass(frozen=True)
class ListColumn:
    """One column's cells as they are read. `chosen` columns are filters; `looks` are classes and `files` links, by cell.

    `kind` is the class of its cells: n for figures, k for what stands in one line, t for words, w for sentences.
    """

    label: str
    cells: Sequence[str]
    kind: str = "t"
    chosen: bool = False
    looks: Mapping[str, str] = field(default_factory=dict)
    folder: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    def link(self, cell: str) -> str:
        """Where a cell leads; nothing where it leads nowhere."""
        return self.folder + self.files[cell] if cell in self.files else ""

    def packed(self) -> dict[str, Any]:
        """What tables.js reads: `rows` are places in `cells`, `digits` each; `files` only those that are not called after their cell, `plain` what leads nowhere."""
        different = list(dict.fromkeys(self.cells))
        digits = len(_in_base(max(len(different) - 1, 0)))
        place = {cell: _in_base(number).rjust(digits, "0") for number, cell in enumerate(different)}
        own = {cell: file for cell, file in self.files.items() if file != f"{cell}.html"}
        return {
            "label": self.label, "cells": different, "rows": "".join(place[cell] for cell in self.cells), "digits": digits, "kind": self.kind, "chosen": self.chosen,
            "looks": dict(self.looks), "folder": self.folder if self.files else "", "files": own,
            "plain": [cell for cell in different if cell not in self.files] if self.files else [],
        }  # fmt: skip


@dataclass(frozen=True)
class RowList:
    """`name` is its anchor on the page, `file` the workbook that has the rows as well; a `stacked` one shows each row as a card on a telephone."""

    name: str
    title: str
    columns: Sequence[ListColumn]
    file: str = ""
    shown: int = FIRST
    stacked: bool = False

    @property
    def total(self) -> int:
        return len(self.columns[0].cells)

    @property
    def first(self) -> list[list[tuple[ListColumn, str]]]:
        return [[(column, column.cells[row]) for column in self.columns] for row in range(min(self.total, self.shown))]

    @cached_property
    def data(self) -> Markup:
        text = json.dumps([column.packed() for column in self.columns], ensure_ascii=False, separators=(",", ":"))
        return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


@cache
def _in_base(number: int) -> str:
    return np.base_repr(number, BASE)


def cells(values: Iterable[Any], written: Callable[[Any], str] = str) -> list[str]:
    """Each value as it is read; nothing where it is missing. A name that reads like a missing value is a name."""
    held = values.to_numpy(dtype=object).tolist() if isinstance(values, pd.Series) else list(values)
    texts = {value: _cell(value, written) for value in dict.fromkeys(held)}
    return [texts[value] for value in held]


def _cell(value: Any, written: Callable[[Any], str]) -> str:
    missing = value is None or (not isinstance(value, str) and pd.isna(value))
    return "" if missing else printable(written(value))


def money(label: str, values: Iterable[Any]) -> ListColumn:
    return _figures(label, cells(values, lambda fen: yuan(int(fen))))


def points(label: str, values: Iterable[Any], *, change: bool = False) -> ListColumn:
    return _figures(label, cells(values, lambda value: signed(int(value)) if change else plain(int(value))))


def numbers(label: str, values: Iterable[Any], written: Callable[[Any], str] = str) -> ListColumn:
    return _figures(label, cells(values, written))


def days(label: str, values: Iterable[Any]) -> ListColumn:
    return ListColumn(label, cells(values, "{:%Y-%m-%d}".format), "k")


def late(label: str, values: Iterable[Any]) -> ListColumn:
    """Days past a limit; none is 0."""
    written = cells(values)
    return ListColumn(label, written, "n", looks={cell: "tag bad" for cell in dict.fromkeys(written) if cell not in ("", "0")})


def words(label: str, values: Iterable[Any], *, chosen: bool = False, is_long: bool = False, looks: Mapping[str, str] | None = None) -> ListColumn:
    return ListColumn(label, cells(values), "w" if is_long else "t", chosen, looks or {})


def ids(label: str, values: Iterable[Any]) -> ListColumn:
    return ListColumn(label, cells(values), "k")


def people(label: str, values: Iterable[Any], slips: Mapping[str, str]) -> ListColumn:
    """Ids, each linked to the person's slip where there is one."""
    return ListColumn(label, cells(values), "k", folder="slips/", files=slips)


def _figures(label: str, written: list[str]) -> ListColumn:
    return ListColumn(label, written, "n", looks={cell: "minus" for cell in dict.fromkeys(written) if cell.startswith("-")})
