"""People on a sheet are known, employed, and named as on the roster; recorders are those of A-1.4."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

import pandas as pd

from pipeline.checks.context import Context, employed_between, marks
from pipeline.checks.table import Mark, Table
from pipeline.schemas.readers import id_and_name
from pipeline.workbooks import cells
from pipeline.workbooks.cells import CAUSED_ELSEWHERE


def people_are_known(context: Context) -> Iterator[Mark]:
    """Every employee id stands on the roster; one finding a person and sheet.

    As long as the roster has rows without an id of their own, ids that nobody has may be theirs: the finding is there.
    """
    people = context.people
    if people.empty:
        return
    strangers = {each for _, ids in _people_of_sheets(context) for each in ids.dropna().unique()} - set(people.index)
    roster = context.tables["roster"].frame
    caused_by_roster = 0 < len(strangers) <= len(roster) - len(people)
    for table, ids in _people_of_sheets(context):
        unknown = ids[ids.notna() & ~ids.isin(people.index)]
        if caused_by_roster:
            yield Mark(CAUSED_ELSEWHERE, table.sheet.name, list(unknown.index))
            continue
        for employee, rows in unknown.groupby(unknown, sort=False):
            params = {"employee": employee, "count": len(rows), "hint": _hint(str(employee), people)}
            yield Mark("EMPLOYEE_UNKNOWN", table.sheet.name, list(rows.index), table.sheet.person, params)


def people_belong_to_month(context: Context) -> Iterator[Mark]:
    """Nobody who left before the month or joins after it; a complaint's person is judged by its day of receipt."""
    people = context.people
    if people.empty:
        return
    outside = people.index.difference(context.employed.index)
    for table, ids in _people_of_sheets(context):
        if table.sheet.name == "complaints":
            continue
        passed_over = ids[ids.isin(outside)]
        for employee, rows in passed_over.groupby(passed_over, sort=False):
            params = {"employee": employee, "count": len(rows)}
            yield Mark("EMPLOYEE_NOT_IN_MONTH", table.sheet.name, list(rows.index), table.sheet.person, params)


def people_are_employed_that_day(context: Context) -> Iterator[Mark]:
    """A row's day lies between the person's first and last day."""
    people, employed = context.people, context.employed
    if people.empty:
        return
    roster = context.tables["roster"].frame["employee_id"]
    twice = roster[roster.duplicated()]
    for name, table in context.tables.items():
        if table.sheet.person is None or table.sheet.day not in table.frame:
            continue
        ids, days = table.frame[table.sheet.person], table.frame[table.sheet.day]
        early, late = days < ids.map(people["hire_date"]), days > ids.map(people["leave_date"])
        within = (days >= context.month.start) & (days <= context.month.end) & ids.isin(employed.index)
        judged = ids.notna() if name == "complaints" else within
        yield from marks("NOT_EMPLOYED_THAT_DAY", name, (early | late) & judged & ~ids.isin(twice), table.sheet.person)


def names_agree(context: Context) -> Iterator[Mark]:
    """A name beside an employee id is the roster's."""
    people = context.people
    if people.empty:
        return
    for table, ids in _people_of_sheets(context):
        if "name" not in table.frame:
            continue
        expected = ids.map(people["name"])
        differs = table.frame["name"].notna() & expected.notna() & (table.frame["name"] != expected)
        for position in differs[differs].index:
            params = {"employee": ids[position], "expected": expected[position]}
            yield Mark("NAME_DISAGREES", table.sheet.name, [int(position)], "name", params)


def chosen_names_agree(context: Context) -> Iterator[Mark]:
    """The name that stands behind an id in the same cell, as the lists offer it, is the roster's."""
    people = context.people
    if people.empty:
        return
    for name, table in context.tables.items():
        for column in (each.name for each in table.sheet.columns if each.kind == "person"):
            ids = table.frame[column]
            for position, written in table.raw(column):
                chosen = id_and_name(written)
                expected = None if chosen is None else people["name"].get(ids[position])
                if chosen is not None and isinstance(expected, str) and cells.read_name(chosen[1]).value != expected:
                    params = {"employee": ids[position], "expected": expected}
                    yield Mark("NAME_DISAGREES", name, [position], column, params)


def recorders_are_allowed(context: Context) -> Iterator[Mark]:
    """The trainer records; for the trainer, and in spot checks, the supervisor does (A-1.4). A warning otherwise."""
    people = context.people
    if people.empty:
        return
    rule = context.rulebook.recorders
    for name, table in context.tables.items():
        frame, column = table.frame, table.sheet.recorder
        if column is None:
            continue
        recorder, subject = frame[column], frame["employee_id"].map(people["role"])
        wanted = pd.Series(rule.scorer, index=frame.index, dtype="str").where(subject != rule.scorer, rule.of_scorer)
        if "item" in frame:
            wanted = wanted.where(~frame["item"].isin(list(rule.supervisor_items)), rule.of_scorer)
        given = recorder.notna()
        known = recorder.isin(people.index)
        yield from marks("RECORDER_UNKNOWN", name, given & ~known, column)
        yield from marks("RECORDER_MAY_NOT", name, given & known & (recorder.map(people["role"]) != wanted), column)
        if "date" in frame:
            days = frame["date"]
            away = (days < recorder.map(people["hire_date"])) | (days > recorder.map(people["leave_date"]))
        else:
            away = ~recorder.isin(people.index[employed_between(people, context.month.start, context.month.end)])
        yield from marks("RECORDER_NOT_EMPLOYED", name, given & known & away, column)


def _people_of_sheets(context: Context) -> Iterator[tuple[Table, pd.Series[str]]]:
    for table in context.tables.values():
        if table.sheet.person is not None and table.sheet.name != "roster":
            yield table, table.frame[table.sheet.person]


def _hint(employee: str, people: pd.DataFrame) -> str:
    """A likely meaning: the same number with its lost zeros, or an id that differs by a character."""
    padded = [known for known in people.index if known.lstrip("0") == employee.lstrip("0")]
    near = padded or get_close_matches(employee, list(people.index), n=1, cutoff=0.75)
    return f"是不是“{near[0]}”？" if near else ""
