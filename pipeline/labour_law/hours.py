"""Working time of the month against the law: the day, the week, overtime."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import numpy as np
import pandas as pd

from pipeline.base.order import in_order
from pipeline.base.units import SECONDS_A_MINUTE
from pipeline.labour_law.law import Law
from pipeline.labour_law.wages import Notice
from pipeline.rulebook.model import Rulebook
from pipeline.rules.entries import summed
from pipeline.rules.punches import at_work, seconds_worked

SECONDS_AN_HOUR = 3_600
DAYS_NAMED = 3
A_DAY = np.timedelta64(1, "D")


def hours_notices(attendance: pd.DataFrame, rulebook: Rulebook, law: Law) -> Iterator[Notice]:
    """Time worked, and the minutes at the clock that are no overtime yet, are those of A-1.1.

    Days off are not overtime here, since nobody has punches on them.
    """
    if attendance.empty:
        return
    over = seconds_worked(attendance, rulebook).fillna(0).to_numpy(dtype="int64") - law.daily_hours.value * SECONDS_AN_HOUR
    long = over > rulebook.working_time.tolerance_minutes * SECONDS_A_MINUTE
    days = in_order(attendance[["employee_id", "date"]][long].assign(seconds=over[long]), ["employee_id", "date"])
    yield from _long_days(days, law)
    for who, seconds in summed(days, "seconds").items():
        if seconds > law.overtime_hours.value * SECONDS_AN_HOUR:
            text = f"当月加班 {seconds / SECONDS_AN_HOUR:.1f} 小时，超过 {law.overtime_hours.value} 小时"
            yield who, f"加班超过 {law.overtime_hours.value} 小时", text, law.overtime_hours.basis
    yield from _no_rest(attendance, rulebook, law)


def _long_days(days: pd.DataFrame, law: Law) -> Iterator[Notice]:
    for who, own in groupby(zip(days["employee_id"].tolist(), days["date"].tolist(), strict=True), key=itemgetter(0)):
        dates = [day for _, day in own]
        named = "、".join(f"{day:%m-%d}" for day in dates[:DAYS_NAMED]) + (" 等" if len(dates) > DAYS_NAMED else "")
        text = f"{len(dates)} 天工作超过 {law.daily_hours.value} 小时：{named}"
        yield who, f"超过 {law.daily_hours.value} 小时", text, law.daily_hours.basis


def _no_rest(attendance: pd.DataFrame, rulebook: Rulebook, law: Law) -> Iterator[Notice]:
    """Runs of working days, without rest or leave, that fill a whole week."""
    days = attendance[["employee_id", "date"]][at_work(attendance, rulebook)]
    who, people = pd.factorize(days["employee_id"], sort=True)
    dates = days["date"].to_numpy().astype("datetime64[D]")
    order = np.lexsort((dates, who))
    who, dates = who[order], dates[order]
    begins = np.ones(len(who), dtype=bool)
    begins[1:] = (np.diff(who) != 0) | (np.diff(dates) != A_DAY)
    firsts = np.flatnonzero(begins)
    lengths = np.diff(firsts, append=len(who))
    for first, length in zip(firsts.tolist(), lengths.tolist(), strict=True):
        if length >= law.rest_in_days.value:
            since, until = (pd.Timestamp(dates[at]) for at in (first, first + length - 1))
            text = f"{since:%m-%d} 至 {until:%m-%d} 连续工作 {length} 天，没有休息"
            yield str(people[who[first]]), "每周没有休息一天", text, law.rest_in_days.basis
