"""Weekly summaries that were not handed in, late or too short (B-3)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import SECONDS_A_MINUTE, clock
from pipeline.rulebook.model import Rulebook
from pipeline.rules.events import events
from pipeline.rules.punches import day_off

SATURDAY = 5
NOT_SENT = -1
"""The place of a summary that is not there."""
A_WEEK = np.timedelta64(7, "D")


def weekly_summaries(
    summaries: pd.DataFrame, roster: pd.DataFrame, attendance: pd.DataFrame, month: Month, rulebook: Rulebook
) -> pd.DataFrame:
    """An event for each person and Saturday without a summary in time and long enough (B-3).

    Owed by the rulebook's roles on each Saturday on which they are employed, unless every day of that week (Sunday to
    Saturday) for which there is attendance is rest or leave.
    """
    owed = _owed(roster, attendance, month, rulebook)
    good = _good(summaries, rulebook).to_numpy()
    sent, best = list(zip(summaries["employee_id"], summaries["week_ending"], strict=True)), dict[tuple[str, pd.Timestamp], int]()
    for at in np.lexsort((summaries["row"].to_numpy(), ~good)).tolist():
        best.setdefault(sent[at], at)
    places = np.array([best.get(due, NOT_SENT) for due in zip(owed["employee_id"], owed["date"], strict=True)], dtype="intp")
    missed = ~np.append(good, False)[places]
    told = summaries[["file", "sheet", "row"]].assign(note=_why_not(summaries, rulebook)).reset_index(drop=True)
    of_missed = told.reindex(places[missed]).fillna({"note": "没有交周总结", "sheet": "周总结"})
    return events(owed[missed].reset_index(drop=True).join(of_missed.reset_index(drop=True)), rulebook.weekly_summary.item)


def _owed(roster: pd.DataFrame, attendance: pd.DataFrame, month: Month, rulebook: Rulebook) -> pd.DataFrame:
    writers = roster[roster["role"].isin(list(rulebook.weekly_summary.owed_by))]
    hired, left = (writers[name].to_numpy() for name in ("hire_date", "leave_date"))
    dates, off = attendance["date"].to_numpy(), day_off(attendance, rulebook).to_numpy()
    people, ids = pd.factorize(attendance["employee_id"])
    of_writer = ids.get_indexer(pd.Index(writers["employee_id"]))
    days = pd.date_range(month.start, month.end, unit="s")
    saturdays = days[days.day_of_week == SATURDAY].to_numpy()
    owes = np.zeros((len(saturdays), len(writers)), dtype=bool)
    for at, saturday in enumerate(saturdays):
        week = (dates > saturday - A_WEEK) & (dates <= saturday) & (people >= 0)
        at_rest = np.setdiff1d(people[week], people[week & ~off])
        owes[at] = ~(hired > saturday) & ~(left < saturday) & ~np.isin(of_writer, at_rest)
    which, who = np.nonzero(owes)
    return pd.DataFrame({"employee_id": writers["employee_id"].array[who], "date": saturdays[which]})


def _good(summaries: pd.DataFrame, rulebook: Rulebook) -> pd.Series[bool]:
    return (_in_time(summaries, rulebook) & _long_enough(summaries, rulebook)).fillna(False).astype(bool)


def _in_time(summaries: pd.DataFrame, rulebook: Rulebook) -> pd.Series[bool]:
    """Up to and including the due minute."""
    due = summaries["week_ending"] + pd.to_timedelta(rulebook.weekly_summary.due_time + SECONDS_A_MINUTE, unit="s")
    return summaries["submitted_at"] < due


def _long_enough(summaries: pd.DataFrame, rulebook: Rulebook) -> pd.Series[bool]:
    return summaries["characters"] >= rulebook.weekly_summary.min_characters


def _why_not(summaries: pd.DataFrame, rulebook: Rulebook) -> pd.Series[str]:
    rule = rulebook.weekly_summary
    notes = pd.Series("没有交周总结", index=summaries.index, dtype="str")
    sent = summaries["submitted_at"].notna()
    too_short = sent & ~_long_enough(summaries, rulebook).fillna(False).astype(bool)
    notes = notes.where(~too_short, f"周总结不足 {rule.min_characters} 字")
    return notes.where(~sent | _in_time(summaries, rulebook), f"周总结晚于周六 {clock(rule.due_time)} 提交")
