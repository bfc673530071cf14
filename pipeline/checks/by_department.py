"""Cells whose words are a rulebook's, read by the rules of the department of the person whom the row concerns (B-1a)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from pipeline.checks.table import Mark, Table, read_table
from pipeline.findings.message import Phrase
from pipeline.language.translation import N_
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.column import Column
from pipeline.schemas.readers import reader_for
from pipeline.workbooks.cells import Unreadable

UNKNOWN = ("CHOICE_UNKNOWN", "ITEM_UNKNOWN")


def read_by_department(tables: Mapping[str, Table], rulebook: Rulebook) -> dict[str, Table]:
    """The tables, with shifts, posts and items of each department that has rules of its own read by these."""
    if "roster" not in tables or not rulebook.of_departments:
        return dict(tables)
    people = tables["roster"].frame.dropna(subset=["employee_id", "department"]).drop_duplicates("employee_id")
    of_people = people.set_index("employee_id")["department"]
    return {name: _read(table, of_people, rulebook) for name, table in tables.items()}


def _read(table: Table, of_people: pd.Series[str], rulebook: Rulebook) -> Table:
    """On the roster the department is the row's own."""
    if table.sheet.person is None:
        return table
    departments = table.frame["department"] if "department" in table.frame else table.frame[table.sheet.person].map(of_people)
    for column in table.sheet.columns:
        if column.named_by or column.kind == "item":
            for department, own in rulebook.of_departments.items():
                theirs = (departments == department).fillna(False).astype(bool)
                table = _with_rows(table, column, theirs, own) if theirs.any() else table
            table = replace(table, unreadable=tuple(_with_departments(mark, table, column, rulebook) for mark in table.unreadable))
    return table


def _with_rows(table: Table, column: Column, rows: pd.Series[bool], own: Rulebook) -> Table:
    """The table with these rows of the column as the department's rules read them."""
    other = read_table(replace(table.sheet, columns=(column,)), table.parts, own)
    places = set(rows.index[rows])
    cells = {table.address(at, column.name) for at in places}
    frame = table.frame.assign(**{column.name: table.frame[column.name].where(~rows, other.frame[column.name])})
    marks = [mark for mark in table.unreadable if mark.column != column.name or mark.positions[0] not in places]
    changes = [each for each in table.changes if each.address not in cells]
    return replace(
        table, frame=frame, unreadable=(*marks, *(mark for mark in other.unreadable if mark.positions[0] in places)),
        changes=(*changes, *(each for each in other.changes if each.address in cells)),
    )  # fmt: skip


def _with_departments(mark: Mark, table: Table, column: Column, rulebook: Rulebook) -> Mark:
    """The mark, with the departments that have what the cell names, where others do."""
    if mark.code not in UNKNOWN or mark.column != column.name:
        return mark
    typed = table.finding(mark).value
    having = [name for name, own in rulebook.of_departments.items() if _knows(typed, column, table, own)]
    return replace(mark, params={**mark.params, "hint": Phrase(N_("只有{departments}有这一项。"), departments="、".join(having))}) if having else mark


def _knows(typed: str | None, column: Column, table: Table, own: Rulebook) -> bool:
    try:
        reader_for(column, table.sheet.name, own)(typed)
    except Unreadable:
        return False
    return True
