"""扣分记录, 加分记录 and 组长奖惩 against the rulebook's items and limits (A-2, A-3, A-3.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from pipeline.base.units import plain
from pipeline.checks.context import Context, marks, of_rows
from pipeline.checks.table import Mark
from pipeline.rulebook.model import Item

NEEDED = ["item", "points", "overrun_minutes", "amount", "serious"]


@of_rows("deductions")
def items_have_what_they_need(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """Points for items with a range, minutes for an overrun, the price for equipment; nothing that is not used."""
    unreadable = {
        (mark.positions[0], mark.column) for mark in context.tables["deductions"].unreadable
    }
    of_items = ((rules.items[str(code)], rows) for rules, theirs in context.by_rules(frame) for code, rows in theirs[NEEDED].groupby("item"))
    for item, rows in of_items:
        for mark in (*_points(item, rows), *_minutes(item, rows), *_price(item, rows), *_seriousness(item, rows)):
            if (mark.positions[0], mark.column) not in unreadable:
                yield mark


def _points(item: Item, rows: pd.DataFrame) -> Iterator[Mark]:
    given = rows["points"]
    if item.points_between is not None:
        low, high = item.points_between
        limits = {"low": plain(low), "high": plain(high), "item": item.label}
        yield from _at(rows, given.isna(), "POINTS_MISSING", "points", limits)
        yield from _at(rows, (given < low) | (given > high), "POINTS_OUT_OF_RANGE", "points", limits)
        return
    fixed = item.fixed_points
    if fixed is None:
        yield from _at(rows, given.notna(), "VALUE_NOT_USED", "points", {"item": item.label})
    else:
        params = {"points": plain(fixed), "item": item.label}
        yield from _at(rows, given.notna() & (given != fixed), "POINTS_ARE_FIXED", "points", params)


def _minutes(item: Item, rows: pd.DataFrame) -> Iterator[Mark]:
    code, wrong = _needed(item.needs_minutes, rows["overrun_minutes"], "MINUTES_MISSING")
    yield from _at(rows, wrong, code, "overrun_minutes", {"item": item.label})


def _price(item: Item, rows: pd.DataFrame) -> Iterator[Mark]:
    code, wrong = _needed(item.needs_price, rows["amount"], "PRICE_MISSING")
    yield from _at(rows, wrong, code, "amount", {"item": item.label})


def _seriousness(item: Item, rows: pd.DataFrame) -> Iterator[Mark]:
    if not any(consequence.when == "serious" for consequence in item.sets_off):
        yield from _at(rows, rows["serious"].fillna(False).astype(bool), "VALUE_NOT_USED", "serious", {"item": item.label})


def _needed(needed: bool, values: pd.Series[int], missing: str) -> tuple[str, pd.Series[bool]]:
    return (missing, values.isna()) if needed else ("VALUE_NOT_USED", values.notna())


def _at(
    rows: pd.DataFrame, wrong: pd.Series[bool], code: str, column: str, params: Mapping[str, object]
) -> Iterator[Mark]:
    for position in rows.index[wrong.fillna(False).to_numpy(dtype=bool)]:
        yield Mark(code, "deductions", [int(position)], column, params)


def rows_are_recorded_in_time(context: Context) -> Iterator[Mark]:
    """A row that was recorded long after the event is worth a question (A-1.4)."""
    rule = context.rulebook.review
    for name in ("deductions", "bonuses"):
        frame = context.rows(name)
        if frame is None or rule is None:
            continue
        waited = (frame["recorded_on"] - frame["date"]).dt.days
        for position in np.flatnonzero((waited > rule.recorded_within_days).to_numpy()):
            params = {"day": f"{frame['date'].iloc[position]:%m-%d}", "days": int(waited.iloc[position]), "limit": rule.recorded_within_days}
            yield Mark("RECORDED_LATE", name, [int(position)], "recorded_on", params)


def rows_are_not_repeated(context: Context) -> Iterator[Mark]:
    """Rows alike in every column: a warning, both count."""
    for name in ("deductions", "bonuses"):
        frame = context.rows(name)
        if frame is None:
            continue
        typed = [column for column in frame if column not in ("file", "sheet", "row")]
        if not frame.duplicated(typed).any():
            continue
        group = frame.groupby(typed, dropna=False, sort=False).ngroup()
        first = frame.index.to_series().groupby(group).transform("first")
        for position in map(int, np.flatnonzero(group.duplicated().to_numpy())):
            yield Mark("ROW_REPEATED", name, [position], "item", {"earlier": context.tables[name].place(int(first.iloc[position]), position)})


@of_rows("leader_adjustments")
def leaders_are_adjusted_within_limits(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """Team leaders only, within the limit to either side (A-3.4)."""
    people = context.people
    rule = context.rulebook.leader_adjustment
    limits = {"low": plain(-rule.limit), "high": plain(rule.limit), "item": "组长奖惩"}
    yield from marks("POINTS_OUT_OF_RANGE", "leader_adjustments", frame["points"].abs() > rule.limit, "points", **limits)
    if not people.empty:
        role = frame["employee_id"].map(people["role"])
        yield from marks("NOT_A_TEAM_LEADER", "leader_adjustments", role.notna() & ~role.isin(list(rule.roles)), "employee_id")
