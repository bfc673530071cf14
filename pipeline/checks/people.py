"""People on a sheet are known, employed, and named as on the roster; recorders are those of A-1.4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

import numpy as np
import pandas as pd

from pipeline.base.order import said_of_each
from pipeline.checks.context import Context, employed_between, marks
from pipeline.checks.table import Mark, Table
from pipeline.findings.message import Phrase
from pipeline.language.translation import N_
from pipeline.rules.complaints import first_forms, month_of_receipt
from pipeline.schemas.readers import id_and_name
from pipeline.workbooks.cells import CAUSED_ELSEWHERE
from pipeline.workbooks.texts import read_name

FEWEST_TO_OUTWEIGH = 3
"""Rows that say of a roster's id that it is the one mistyped; fewer may be wrong themselves."""
MOST_COMPARED = 1_000
"""People among whom a mistyped id is looked for by likeness; among more of them several are alike."""
AS_READ = str.maketrans("OIL", "011", "-_")
REMARK = r"^[*★☆●▲※#]+|[*★☆●▲※#]+$|[(（][^()（）]*[)）]$"
"""What people put to a name that is no part of it: 胡佳佳（实习）, *胡佳佳. The id beside it says who it is."""


def people_are_known(context: Context) -> Iterator[Mark]:
    """Every employee id stands on the roster; one finding a person and sheet.

    As long as the roster has rows without an id of their own, ids that nobody has may be theirs: the finding is there.
    Without anybody on the roster nobody's rows count.
    """
    people = context.people
    if people.empty:
        yield from (Mark(CAUSED_ELSEWHERE, table.sheet.name, list(ids.dropna().index)) for table, ids in _people_of_sheets(context))
        return
    unknown_on = {table.sheet.name: ids.notna().to_numpy() & (_places(context, table) < 0) for table, ids in _people_of_sheets(context)}
    if not any(unknown.any() for unknown in unknown_on.values()):
        return
    strangers = {each for table, ids in _people_of_sheets(context) for each in ids[unknown_on[table.sheet.name]].unique()}
    roster = context.tables["roster"].frame
    by_name = _known_by_name(context, strangers)
    mistyped = dict(_mistyped_on_roster(context, by_name))
    yield from mistyped.values()
    caused_by_roster = 0 < len(strangers) <= len(roster) - len(people)
    for table, ids in _people_of_sheets(context):
        unknown = ids[unknown_on[table.sheet.name]]
        if table.sheet.of_closed_months:
            unknown = unknown[~unknown.isin(sorted(context.known))]
        if caused_by_roster:
            yield Mark(CAUSED_ELSEWHERE, table.sheet.name, list(unknown.index))
            continue
        for employee, rows in unknown.groupby(unknown, sort=False):
            if employee in mistyped:
                yield Mark(CAUSED_ELSEWHERE, table.sheet.name, list(rows.index), table.sheet.person)
                continue
            params = {"employee": employee, "count": len(rows), "hint": _hint(str(employee), people, by_name.get(employee))}
            yield Mark("EMPLOYEE_UNKNOWN", table.sheet.name, list(rows.index), table.sheet.person, params)


def _known_by_name(context: Context, strangers: set[str]) -> dict[str, str]:
    """Whom the names beside an unknown id mean, where they all mean one person of the roster."""
    unique = context.people.reset_index().drop_duplicates("name", keep=False).set_index("name")["employee_id"]
    meant: dict[str, set[str]] = {}
    for table, ids in _people_of_sheets(context):
        if "name" in table.frame:
            found = ids[ids.isin(strangers) & table.frame["name"].notna()]
            for employee, person in zip(found, table.frame["name"][found.index].map(unique), strict=True):
                meant.setdefault(str(employee), set()).add(str(person))
    return {employee: next(iter(found)) for employee, found in meant.items() if len(found) == 1 and found <= set(unique)}


def _mistyped_on_roster(context: Context, by_name: Mapping[str, str]) -> Iterator[tuple[str, Mark]]:
    """Ids that all other sheets agree on while the roster has that person under one that no sheet uses; not those that lost their zeros there."""
    rows = {employee: sum(int((ids == employee).sum()) for _, ids in _people_of_sheets(context)) for employee in by_name}
    used = {each for _, ids in _people_of_sheets(context) for each in ids.dropna().unique()}
    roster = context.tables["roster"].frame
    for employee, person in by_name.items():
        lost_zeros = person.lstrip("0") == employee.lstrip("0") and len(employee) < len(person)
        if person not in used and rows[employee] >= FEWEST_TO_OUTWEIGH and not lost_zeros:
            position = int(roster.index[roster["employee_id"] == person][0])
            params = {"employee": employee, "name": context.people["name"][person], "count": rows[employee]}
            yield employee, Mark("EMPLOYEE_ID_DIFFERS", "roster", [position], "employee_id", params)


def names_for_ids(tables: Mapping[str, Table]) -> dict[str, Table]:
    """The tables, with the id of whom a name means that stands where an id belongs, as advice."""
    if not any(mark.code == "ID_UNREADABLE" for table in tables.values() for mark in table.unreadable):
        return dict(tables)
    roster = tables["roster"].frame.dropna(subset=["name", "employee_id"])
    unique = roster.drop_duplicates("name", keep=False).set_index("name")["employee_id"]
    return {name: replace(table, unreadable=tuple(_with_id(mark, table, unique) for mark in table.unreadable)) for name, table in tables.items()}


def _with_id(mark: Mark, table: Table, ids: pd.Series[str]) -> Mark:
    typed = str(read_name(table.finding(mark).value).value) if mark.code == "ID_UNREADABLE" else ""
    return replace(mark, params={"hint": Phrase(N_("花名册里“{typed}”的工号是 {suggested}。"), typed=typed, suggested=ids.at[typed])}) if typed in ids.index else mark


def people_belong_to_month(context: Context) -> Iterator[Mark]:
    """Nobody who left before the month or joins after it, but where a row may be about a closed month."""
    people = context.people
    if people.empty:
        return
    for table, ids in _people_of_sheets(context):
        if table.sheet.of_closed_months:
            continue
        places = _places(context, table)
        passed_over = (places >= 0) & ~context.is_employed[places]
        for employee, rows in ids[passed_over].groupby(ids[passed_over], sort=False) if passed_over.any() else ():
            params = {"employee": employee, "count": len(rows)}
            yield Mark("EMPLOYEE_NOT_IN_MONTH", table.sheet.name, list(rows.index), table.sheet.person, params)


def people_are_employed_that_day(context: Context) -> Iterator[Mark]:
    """A row's day lies between the person's first and last day."""
    if context.people.empty:
        return
    roster = context.tables["roster"].frame["employee_id"]
    twice = roster[roster.duplicated()]
    for name, table in context.filled.items():
        person, day = table.sheet.person, table.sheet.day
        if person is None or day not in table.frame:
            continue
        ids, days = table.frame[person], table.frame[day]
        outside = _outside_complaints(context, ids, days) if name == "complaints" else _outside(context, name, ids, days)
        if outside.any():
            yield from marks("NOT_EMPLOYED_THAT_DAY", name, outside & ids.notna() & ~ids.isin(twice), person)


def _outside(context: Context, name: str, ids: pd.Series[str], days: pd.Series) -> pd.Series[bool]:
    """Of the month's days and people; of others it is told elsewhere."""
    outside = _before_or_after(context, name, str(ids.name), days)
    return outside & (days >= context.month.start) & (days <= context.month.end) & ids.isin(context.employed.index) if outside.any() else outside


def _outside_complaints(context: Context, ids: pd.Series[str], days: pd.Series) -> pd.Series[bool]:
    """Of a complaint the day of its first form counts; whoever is known of closed months alone, and off the roster, has none in this one (B-6)."""
    register, person = context.tables["complaints"].frame, str(ids.name)
    first, known = first_forms(register), ids.isin(sorted(context.known))
    received = first.map(dict(zip(register["complaint_no"], days, strict=True)), na_action="ignore").fillna(days)
    outside = _before_or_after(context, "complaints", person, received) | (known & (context.places("complaints", person) < 0))
    return outside & ~(known & _began_earlier(context, register, first)) if (outside & known).any() else outside


def _before_or_after(context: Context, name: str, person: str, days: pd.Series) -> pd.Series[bool]:
    return (days < context.of_person(name, person, "hire_date")) | (days > context.of_person(name, person, "leave_date"))


def _began_earlier(context: Context, register: pd.DataFrame, first: pd.Series[str]) -> pd.Series[bool]:
    """Whether a complaint's first form was received before the month: `first` in this register, or in that of the closed month that its number tells (B-6)."""
    received = first.map(said_of_each(register, "complaint_no", "received_on"), na_action="ignore")
    reopened = first.map(dict(zip(register["complaint_no"], register["reopens"], strict=True)), na_action="ignore")
    of_closed = reopened[~reopened.isin(register["complaint_no"])].dropna().unique()
    return (received < context.month.start) | reopened.isin([number for number in of_closed if _is_of_closed_month(context, number)])


def _is_of_closed_month(context: Context, number: str) -> bool:
    month = month_of_receipt(number, context.rulebook)
    closed = None if month is None else context.closed(month)
    return closed is not None and bool((closed.tables["complaints"]["complaint_no"] == number).any())


def names_agree(context: Context) -> Iterator[Mark]:
    """A name beside an employee id is the roster's."""
    people = context.people
    if people.empty:
        return
    found = [(table, list(_other_names(context, table, ids))) for table, ids in _people_of_sheets(context) if "name" in table.frame and table.frame["name"].notna().any()]
    mistyped = dict(_misnamed_on_roster(context, [(table.frame["name"][at], employee) for table, rows in found for at, employee in rows]))
    yield from mistyped.values()
    for table, rows in found:
        for at, employee in rows:
            if employee in mistyped:
                yield Mark(CAUSED_ELSEWHERE, table.sheet.name, [at], "name")
            else:
                yield Mark("NAME_DISAGREES", table.sheet.name, [at], "name", {"employee": employee, "expected": people.at[employee, "name"]})


def _other_names(context: Context, table: Table, ids: pd.Series[str]) -> Iterator[tuple[int, str]]:
    """The rows whose name is not the roster's, remarks aside, with their ids."""
    expected = context.of_person(table.sheet.name, str(table.sheet.person), "name")
    differs = (table.frame["name"] != expected) & table.frame["name"].notna() & expected.notna()
    without_remark = table.frame.loc[differs, "name"].str.replace(REMARK, "", regex=True)
    yield from ((int(at), ids[at]) for at in without_remark[without_remark != expected[differs]].index)


def _misnamed_on_roster(context: Context, others: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Mark]]:
    """People whom all other rows that name them call alike, and not as the roster does. `others` are names that are not the roster's, with ids."""
    if not others:
        return
    names = Counter(employee for table, ids in _people_of_sheets(context) if "name" in table.frame for employee in ids[table.frame["name"].notna()])
    called: dict[str, Counter[str]] = {}
    for name, employee in others:
        called.setdefault(employee, Counter())[name] += 1
    roster = context.tables["roster"].frame
    for employee, theirs in called.items():
        [(name, count), *more] = theirs.most_common()
        if not more and count == names[employee] >= FEWEST_TO_OUTWEIGH:
            position = int(roster.index[roster["employee_id"] == employee][0])
            yield employee, Mark("EMPLOYEE_NAME_DIFFERS", "roster", [position], "name", {"employee": employee, "name": name, "count": count})


def chosen_names_agree(context: Context) -> Iterator[Mark]:
    """The name that stands behind an id in the same cell, as the lists offer it, is the roster's."""
    people = context.people
    if people.empty:
        return
    for name, table in context.filled.items():
        for column in (each.name for each in table.sheet.columns if each.kind == "person"):
            ids = table.frame[column]
            for position, written in table.raw_where(column, lambda cell: id_and_name(cell) is not None):
                chosen = id_and_name(written)
                expected = people["name"].get(ids[position])
                if chosen is not None and isinstance(expected, str) and read_name(chosen[1]).value != expected:
                    params = {"employee": ids[position], "expected": expected}
                    yield Mark("NAME_DISAGREES", name, [position], column, params)


def recorders_are_allowed(context: Context) -> Iterator[Mark]:
    """The trainer records; for the trainer, and in spot checks, the supervisor does (A-1.4). A warning otherwise.

    Of whom the roster's post cannot be read that is told there, and nothing that follows from it.
    """
    people = context.people
    if people.empty:
        return
    rule = context.rulebook.recorders
    for name, table in context.filled.items():
        frame, column = table.frame, table.sheet.recorder
        if column is None:
            continue
        recorder, subject = frame[column].to_numpy(dtype=object), context.of_person(name, "employee_id", "role").to_numpy(dtype=object)
        by_supervisor = subject == rule.scorer
        if "item" in frame:
            by_supervisor |= frame["item"].isin(list(rule.supervisor_items)).to_numpy()
        given, known = frame[column].notna().to_numpy(), context.places(name, column) >= 0
        yield from marks("RECORDER_UNKNOWN", name, given & ~known, column)
        own = recorder == frame["employee_id"].to_numpy(dtype=object)
        yield from marks("SELF_RECORDED", name, given & own, column)
        role = context.of_person(name, column, "role").to_numpy(dtype=object)
        unread = pd.isna(role) | (pd.isna(subject) & (context.places(name, "employee_id") >= 0))
        wanted = np.where(by_supervisor, rule.of_scorer, rule.scorer).astype(object)
        yield from marks("RECORDER_MAY_NOT", name, given & known & ~own & ~unread & (role != wanted), column)
        if "date" in frame:
            days, first, last = (each.to_numpy() for each in (frame["date"], *(context.of_person(name, column, day) for day in ("hire_date", "leave_date"))))
            away = (days < first) | (days > last)
        else:
            away = ~frame[column].isin(people.index[employed_between(people, context.month.start, context.month.end)]).to_numpy()
        yield from marks("RECORDER_NOT_EMPLOYED", name, given & known & away, column)


def _people_of_sheets(context: Context) -> Iterator[tuple[Table, pd.Series[str]]]:
    for table in context.filled.values():
        if table.sheet.person is not None and table.sheet.name != "roster":
            yield table, table.frame[table.sheet.person]


def _places(context: Context, table: Table) -> np.ndarray:
    return context.places(table.sheet.name, str(table.sheet.person))


def _hint(employee: str, people: pd.DataFrame, named: str | None) -> Phrase | str:
    """A likely meaning: whom the name beside it means, else the one id that reads alike (lost zeros, O for 0), or is the only one near."""
    if named is not None:
        return Phrase(N_("是不是“{suggested}”（{name}）？"), suggested=named, name=people["name"][named])
    alike = [known for known in people.index if _as_read(known) == _as_read(employee)]
    near = alike or (get_close_matches(employee, list(people.index), n=2, cutoff=0.75) if len(people) <= MOST_COMPARED else [])
    return Phrase(N_("是不是“{suggested}”？"), suggested=near[0]) if len(near) == 1 else ""


def _as_read(employee: str) -> str:
    """An id as the eye takes it: without leading zeros and separators, letters like figures as figures."""
    return employee.upper().translate(AS_READ).lstrip("0")
