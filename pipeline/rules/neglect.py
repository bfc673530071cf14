"""Duties not fulfilled: several light or medium items in one month (A-3.3.5)."""

from __future__ import annotations

import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.base.order import in_order
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.topics import NeglectLevel
from pipeline.rules.entries import DEDUCTION
from pipeline.rules.events import events, no_events

PLACE = ["employee_id", "date", "file", "sheet", "row"]
EVENT = [*PLACE, "item"]


def neglect(charged: pd.DataFrame, happened: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """One event a person and month, on the day when a level is reached, or the last of all levels (A-3.3.5).

    `charged` are the month's entries, `happened` the events that they follow from; derived ones count.
    """
    if charged.empty:
        return no_events()
    rule = rulebook.neglect
    reached = [_reached(rows, level) for level in rule.levels if len(rows := counted(charged, happened, level, rulebook)) >= level.at_least]
    if not reached:
        return no_events()
    found = pd.concat(reached, ignore_index=True)
    if rule.needed == "both":
        found = found[found.groupby("employee_id")["note"].transform("size") == len(rule.levels)]
    if found.empty:
        return no_events()
    decisive = in_order(found, ["employee_id", "date"]).drop_duplicates("employee_id", keep="last" if rule.needed == "both" else "first")
    return events(decisive, rule.item)


def counted(charged: pd.DataFrame, happened: pd.DataFrame, level: NeglectLevel, rulebook: Rulebook) -> pd.DataFrame:
    """What counts for the level, one row each, in order of time: its different clauses, or every occurrence."""
    deductions = _deductions(charged)
    found = deductions[deductions["clause"].str.startswith(level.clause_prefix)]
    if rulebook.neglect.counted == "clauses":
        return found.drop_duplicates(["employee_id", "clause"])
    if found.empty or not (happened["times"] != 1).any():
        return found
    times = found.merge(happened[[*EVENT, "times"]].drop_duplicates(EVENT), how="left", on=EVENT)["times"].fillna(1)
    return found.loc[found.index.repeat(times.to_numpy(dtype="int64"))].reset_index(drop=True)


@once_for_each
def _deductions(charged: pd.DataFrame) -> pd.DataFrame:
    """In order of time; each level has its own among them."""
    deductions = charged[(charged["category"] == DEDUCTION) & (charged["points"] < 0)]
    return in_order(deductions, ["date", "sheet", "file", "row"])


def _reached(rows: pd.DataFrame, level: NeglectLevel) -> pd.DataFrame:
    nth = rows.groupby("employee_id").cumcount() + 1
    at = rows[nth == level.at_least]
    return at[PLACE].assign(note=f"{level.label}违规达到 {level.at_least} 项")
