"""How much of a finished month nobody had to type: each cell of it beside the workbooks that `kaohe start` wrote for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import openpyxl
import pandas as pd
from openpyxl.workbook import Workbook

from pipeline.checks.table import Table
from pipeline.checks.validate import read_tables
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.column import Column
from pipeline.schemas.registry import SHEETS
from pipeline.schemas.sheet import Sheet
from pipeline.templates.cells import cell_of
from pipeline.workbooks.intake import take_in

How = Literal["there", "chosen", "typed"]
Offered = dict[tuple[str, str], set[str]]
SHOWS_MORE = ("person", "item")
"""Kinds whose list shows a name behind the id or code that counts."""


def spared(finished: Path, started: Path, rulebook: Rulebook) -> float:
    """The share of the finished month's cells outside attendance that were there or stood in the cell's list."""
    ways = Counter(how for _, _, how in cells(finished, started, rulebook))
    return (ways["there"] + ways["chosen"]) / sum(ways.values())


def cells(finished: Path, started: Path, rulebook: Rulebook) -> Iterator[tuple[str, str, How]]:
    """Sheet, column and how it came there, of each filled cell of the finished month but attendance.

    A formula counts by what it gave: 姓名 is there where the row with its id is.
    """
    done, begun, offered = _tables(finished, rulebook), _tables(started, rulebook), _offered(started)
    for name, table in done.items():
        if name == "attendance":
            continue
        there = {_identity(row, table.sheet): row for row in _rows(begun[name])} if name in begun else {}
        lists = {column.name: {_word(each, column) for each in offered.get((table.sheet.title, column.header), ())} for column in table.sheet.columns}
        for row in _rows(table):
            before = there.get(_identity(row, table.sheet), {})
            for column in table.sheet.columns:
                if not pd.isna(row[column.name]):
                    yield name, column.name, _how(column, row, before, lists[column.name], rulebook)


def _how(column: Column, row: dict[str, Any], before: dict[str, Any], offered: set[str], rulebook: Rulebook) -> How:
    if before and before[column.name] == row[column.name]:
        return "there"
    return "chosen" if _word(cell_of(column, row[column.name], rulebook), column) in offered else "typed"


def _word(cell: Any, column: Column) -> str:
    return str(cell).split()[0] if column.kind in SHOWS_MORE else str(cell)


def _tables(folder: Path, rulebook: Rulebook) -> dict[str, Table]:
    return read_tables(take_in(folder, SHEETS).parts, rulebook)


def _rows(table: Table) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.frame.to_dict("records")]


def _identity(row: dict[str, Any], sheet: Sheet) -> tuple[Any, ...]:
    """What says which row it is: its number, its key, or its day and person."""
    unique = [column.name for column in sheet.columns if column.unique]
    days_and_people = [column.name for column in sheet.columns if column.required and column.kind in ("date", "person")]
    return tuple(row[name] for name in unique or sheet.key or days_and_people)


def _offered(folder: Path) -> Offered:
    """The entries of each column's drop-down list, by sheet and header, as the workbooks hold them."""
    found: Offered = {}
    for path in sorted(folder.glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        for sheet in book:
            for check in sheet.data_validations.dataValidation:
                if check.type == "list":
                    [column] = {each.min_col for each in check.sqref.ranges}
                    header = str(sheet.cell(1, column).value).removesuffix("*")
                    found.setdefault((sheet.title, header), set()).update(_entries(check.formula1, book))
    return found


def _entries(source: str, book: Workbook) -> set[str]:
    if source.startswith('"'):
        return set(source.strip('"').split(","))
    [(sheet, place)] = book.defined_names[source].destinations
    return {str(cell.value) for row in book[sheet][place.replace("$", "")] for cell in row}
