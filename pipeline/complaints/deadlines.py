"""Deadlines, their status as of a day, and the days over (C-25.2, C-25.3, C-26)."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.complaints.words import UNKNOWN
from pipeline.complaints.workdays import working_day_after, working_days_between

CountedIn = Literal["calendar", "working"]

ON_TIME = "按时"
LATE = "逾期"
NOT_DUE = "未到期"
OVERDUE = "逾期未结"
NO_DEADLINE = UNKNOWN
PAST_DUE = (LATE, OVERDUE)


def due_on(start: pd.Series, days: int, counted_in: CountedIn = "calendar") -> pd.Series:
    """The day that is `days` after each start, which itself is day 0; missing without a start.

    Raises HolidaysUnknown for working days of a year that the holiday package does not have.
    """
    if counted_in == "calendar":
        return (start + pd.Timedelta(days=days)).astype("datetime64[s]")
    ends = {day: pd.Timestamp(working_day_after(day.date(), days)) for day in start.dropna().unique()}
    return start.map(ends).astype("datetime64[s]")


def status(due: pd.Series, done: pd.Series, as_of: pd.Timestamp) -> pd.Series[str]:
    """按时, 逾期, 未到期 or 逾期未结; — where there is no deadline. Done on the last day is on time."""
    cases = [due.isna(), done <= due, done.notna(), due >= as_of]
    words = [NO_DEADLINE, ON_TIME, LATE, NOT_DUE]
    return pd.Series(np.select(cases, words, OVERDUE), index=due.index, dtype="str")


def days_over(due: pd.Series, done: pd.Series, as_of: pd.Timestamp, counted_in: CountedIn = "calendar") -> pd.Series[int]:
    """Days from the deadline to when it was done, or else to `as_of`, counted as the deadline is; 0 when not overdue.

    What is done on a day off after the last working day is one day over.
    """
    end = done.fillna(as_of)
    late = (end > due).fillna(False)
    if counted_in == "calendar":
        over = (end - due).dt.days
    else:
        counts = [
            max(1, working_days_between(first.date(), last.date())) for first, last in zip(due[late], end[late], strict=True)
        ]
        over = pd.Series(counts, index=due.index[late], dtype="int64").reindex(due.index)
    return over.where(late, 0).fillna(0).astype("int64")


NEVER = np.datetime64("NaT", "s")
STEPS = (
    "accepted_on", "joint_told_on", "investigated_on", "reported_on", "approved_on", "closed_on", "notified_on",
    "penalty_approved_on", "reviewed_on", "warehouse_received_on",
)  # fmt: skip


@once_for_each
def as_known_on(complaints: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """The register as it stood on `as_of`: what was done with a case later had not happened yet, nor who decided it."""
    days = {name: complaints[name].to_numpy() for name in STEPS}
    steps = {name: np.where(done <= as_of.to_numpy(), done, NEVER) for name, done in days.items()}
    decided = ~(complaints["approved_on"] > as_of)
    return complaints.assign(**steps, approver_role=complaints["approver_role"].where(decided))
