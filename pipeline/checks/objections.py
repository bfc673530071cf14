"""申诉 against the rulebook's points, against what its month has, and against who may decide it, and when (A-1.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import plain
from pipeline.checks.context import Closed, Context, employed_between, of_rows
from pipeline.checks.table import Mark
from pipeline.complaints.workdays import usual_working_day_after
from pipeline.rulebook.model import Item, Rulebook
from pipeline.rules.month_entries import month_events
from pipeline.rules.objections import EVENT, decided, months_before, of_month, recorders, without_event
from pipeline.schemas.objections import DECISIONS
from pipeline.schemas.registry import with_absent_sheets
from pipeline.workbooks.cells import CAUSED_ELSEWHERE

PLACES = ["file", "sheet", "row"]


@of_rows("objections")
def changes_keep_within_limits(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """Changed points are those of an item that has points, within its range, else up to what it costs."""
    changed = frame[(frame["decision"] == "changed") & frame["item"].notna()]
    for item, at, row in ((rules.items[row["item"]], at, row) for rules, theirs in context.by_rules(changed) for at, row in theirs.iterrows()):
        low, high = range_of(item)
        if high is None:
            yield Mark("OBJECTION_WITHOUT_POINTS", "objections", [int(str(at))], "decision", {"item": item.label})
        elif not pd.isna(row["new_points"]) and row["new_points"] > 0 and not low <= row["new_points"] <= high:
            params = {"item": item.label, "low": plain(low), "high": plain(high)}
            yield Mark("NEW_POINTS_OUT_OF_RANGE", "objections", [int(str(at))], "new_points", params)


def range_of(item: Item) -> tuple[int, int | None]:
    """The least and the most points of the item at a time; an item without a range has no least, one without points no most."""
    figures = [each.points_between[1] if each.points_between else each.points for each in item.sets_off]
    most = max((figure for figure in figures if figure is not None), default=None)
    return item.points_between[0] if item.points_between else 0, most


@of_rows("objections")
def deciders_are_independent(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """Who decides is neither the objector nor the recorder, has the role for it, and is employed that day."""
    people = context.people
    if people.empty:
        return
    logs = [context.rows("deductions"), *(closed.tables.get("deductions") for _, closed in _closed_months(frame, context))]
    recorded_by = recorders(logs)
    for at, row in frame[frame["decided_by"].notna()].iterrows():
        decider = str(row["decided_by"])
        params: dict[str, object] = {"decider": decider, "roles": _role_names(context.rulebook)}
        code = None
        if decider == row["employee_id"]:
            code = "DECIDER_IS_OBJECTOR"
        elif decider in recorded_by.get(tuple(row[name] for name in EVENT), ()):
            code = "DECIDER_RECORDED"
        elif decider not in people.index:
            code = None if decider in context.known else "DECIDER_UNKNOWN"
        elif isinstance(role := people.at[decider, "role"], str) and role not in context.rulebook.deciders:
            code = "DECIDER_MAY_NOT"
        elif decider not in _employed(context, row["decided_on"]):
            code = "DECIDER_NOT_EMPLOYED"
        if code is not None:
            yield Mark(code, "objections", [int(str(at))], "decided_by", params)


def _employed(context: Context, day: pd.Timestamp) -> pd.Index:
    """Who is employed on the day of the decision; where that is not given, at any time of the month."""
    return context.employed.index if pd.isna(day) else context.people.index[employed_between(context.people, day, day)]


def _role_names(rulebook: Rulebook) -> str:
    return "、".join(role.label for code, role in rulebook.every_role.items() if code in rulebook.deciders)


def _closed_months(frame: pd.DataFrame, context: Context) -> Iterator[tuple[Month, Closed]]:
    """The closed months that rows of `frame` are about, as far as the archive has them."""
    for month in months_before(frame, context.month):
        closed = context.closed(month)
        if closed is not None:
            yield month, closed


@of_rows("objections")
def decided_once(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """What a closed month's objection was decided to is not decided otherwise without a word."""
    for month, closed in _closed_months(frame, context):
        before = closed.tables.get("objections")
        if before is None or before.empty:
            continue
        was = before[before["decision"].notna()].drop_duplicates(EVENT, keep="last").set_index(EVENT)
        for at, row in of_month(frame[frame["decision"].notna()], month).iterrows():
            key = tuple(row[name] for name in EVENT)
            if key in was.index and _result(was.loc[key]) != _result(row):
                params = {"month": str(month), "before": _words(was.loc[key]), "now": _words(row)}
                yield Mark("OBJECTION_DECIDED_BEFORE", "objections", [int(str(at))], "decision", params)


def _result(row: pd.Series) -> tuple[object, object]:
    return row["decision"], None if pd.isna(row["new_points"]) else int(row["new_points"])


def _words(row: pd.Series) -> str:
    label = next(label for label, code in DECISIONS.items() if code == row["decision"])
    return label if pd.isna(row["new_points"]) else f"{label}（{plain(int(row['new_points']))} 分）"


@of_rows("objections")
def raised_in_time(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """An objection is raised within so many working days of the day on which the slip was received."""
    rule = context.rulebook.objections
    if rule is None:
        return
    received = _received(frame, context)
    for at, row in frame[frame["raised_on"].notna() & frame["date"].notna()].iterrows():
        day = received.get((row["employee_id"], str(Month.of(row["date"]))))
        last = None if day is None else last_day_to_object(day, rule.within_days)
        if last is not None and row["raised_on"] > last:
            params = {"received": f"{day:%Y-%m-%d}", "last": f"{last:%Y-%m-%d}", "days": rule.within_days}
            yield Mark("OBJECTION_LATE", "objections", [int(str(at))], "raised_on", params)


def last_day_to_object(received_on: pd.Timestamp, days: int) -> pd.Timestamp:
    """The last day on which an objection is in time: so many working days after the slip was received."""
    return pd.Timestamp(usual_working_day_after(received_on.date(), days))


def _received(frame: pd.DataFrame, context: Context) -> dict[tuple[str, str], pd.Timestamp]:
    """The day on which a person received a month's slip, by this month's sheet, else by that month's own."""
    sheets = [*(closed.tables.get("receipts") for _, closed in _closed_months(frame, context)), context.rows("receipts")]
    filled = [sheet for sheet in sheets if sheet is not None and len(sheet)]
    return {
        (who, month): day for sheet in filled
        for who, month, day in sheet[["employee_id", "month", "received_on"]].dropna().itertuples(index=False, name=None)
    }


def lines_are_there(good: Mapping[str, pd.DataFrame], left_out: Sequence[pd.DataFrame], context: Context) -> Iterator[Mark]:
    """Each objection is to something that its month has. `good` are the rows that are right.

    What may be of a row `left_out` for an error of its own waits until that is mended, without a finding.
    """
    objections = good["objections"]
    if "roster" not in good or objections.empty:
        return
    typed = context.tables["objections"].frame
    at = pd.Series(typed.index, index=pd.MultiIndex.from_frame(typed[PLACES]))
    closed = dict(_closed_months(objections, context))
    for month in months_before(objections, context.month.next):
        own = of_month(objections, month)
        if month < context.month and month not in closed:
            wrong, code = own, "OBJECTION_MONTH_NOT_CLOSED"
        else:
            tables, rulebook = closed.get(month, (good, context.rulebook))
            events = month_events(with_absent_sheets(tables), month, rulebook).events
            wrong, code = without_event(own, events), "OBJECTION_WITHOUT_LINE"
            yield from _decide_several(own, events, at, context)
        for row in wrong.to_dict("records"):
            waits = month == context.month and any(_may_be_of(row, rows, context) for rows in left_out)
            params = {"employee": row["employee_id"], "item": context.rulebook.items[str(row["item"])].label, "month": str(month)}
            yield Mark(CAUSED_ELSEWHERE if waits else code, "objections", [_typed_at(row, at)], "date", params)


def _decide_several(objections: pd.DataFrame, events: pd.DataFrame, at: pd.Series, context: Context) -> Iterator[Mark]:
    """Decisions that change more than one event: person, day and item are all that tells what an objection is about."""
    changing = decided(objections)
    happened = Counter(events[EVENT].itertuples(index=False, name=None)) if len(changing) else Counter()
    for row in changing.to_dict("records"):
        count = happened[tuple(row[name] for name in EVENT)]
        if count > 1:
            params = {"employee": row["employee_id"], "item": context.rulebook.items[str(row["item"])].label, "count": count}
            yield Mark("OBJECTION_OF_SEVERAL", "objections", [_typed_at(row, at)], "date", params)


def _typed_at(row: Mapping[Hashable, Any], at: pd.Series) -> int:
    return int(at.loc[tuple(row[name] for name in PLACES)])


def _may_be_of(objection: Mapping[Hashable, Any], rows: pd.DataFrame, context: Context) -> bool:
    """Whether one of these rows is of the same person, day and item as far as these are readable and can be right."""
    same = pd.Series(True, index=rows.index)
    possible = {"employee_id": context.people.index, "date": pd.date_range(context.month.start, context.month.end)}
    for name in (each for each in EVENT if each in rows):
        cannot_be = ~rows[name].isin(possible[name]) if name in possible else rows[name].isna()
        same &= cannot_be | (rows[name] == objection[name]).fillna(False)
    return bool(same.any())
