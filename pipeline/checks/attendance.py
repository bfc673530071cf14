"""考勤 against itself, the shifts and the log (A-1.1, A-3.3.1, B-1a, B-1b, B-7)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.base.units import SECONDS_A_MINUTE
from pipeline.checks.context import Context, marks, marks_by_person
from pipeline.checks.table import Mark
from pipeline.rules.punches import minutes_early, minutes_late, seconds_worked

WORKING_SHIFTS = ("early", "late")


def statuses_agree_with_punches(context: Context) -> Iterator[Mark]:
    """A status says what the punches say, unless it was approved afterwards in an export."""
    frame = context.frame("attendance")
    if frame is None:
        return
    for said, why, wrong in _contradictions(context, frame):
        hit = wrong & ~approved(frame)
        yield from marks("STATUS_CONTRADICTS", "attendance", hit & _readable(context, frame), "status", said=said, why=why)


def _contradictions(context: Context, frame: pd.DataFrame) -> Iterator[tuple[str, str, pd.Series[bool]]]:
    status = frame["status"]
    punched_in, punched_out = frame["clock_in"].notna(), frame["clock_out"].notna()
    working, off = frame["shift"].isin(WORKING_SHIFTS), frame["leave_type"].notna()
    late, early = minutes_late(frame, context.rulebook), minutes_early(frame, context.rulebook)
    a_minute_late, a_minute_early = (late > 0).fillna(False), (early > 0).fillna(False)

    both, neither = punched_in & punched_out, ~punched_in & ~punched_out
    at_work = working & (status == "normal")
    yield "正常", "没有上下班打卡", at_work & neither & ~off
    yield "正常", "有请假类型", (status == "normal") & off
    yield "正常", "缺上班或下班打卡", at_work & (punched_in != punched_out)
    yield "正常", "打卡时间晚于上班时间", at_work & both & a_minute_late
    yield "正常", "打卡时间早于下班时间", at_work & both & a_minute_early & ~a_minute_late
    yield "迟到", "打卡时间不晚于上班时间", (status == "late") & late.isna()
    yield "早退", "打卡时间不早于下班时间", (status == "left_early") & early.isna()
    yield "旷工", "有打卡记录", (status == "absent") & (punched_in | punched_out)
    yield "旷工", "有请假类型", (status == "absent") & ~(punched_in | punched_out) & off
    yield "旷工", "当天排休", (status == "absent") & (frame["shift"] == "rest") & ~off
    yield "缺卡", "上下班打卡并不是只缺一次", (status == "missed_punch") & (punched_in == punched_out)
    yield "休息", "当天排了班", (status == "rest") & working & ~punched_in & ~punched_out & ~off
    yield "休息", "有打卡记录", (status == "rest") & working & (punched_in | punched_out)


def approved(frame: pd.DataFrame) -> pd.Series[bool]:
    """Days whose result was changed or approved afterwards; the result then holds, not the punches."""
    return frame["approved"].fillna(False).astype(bool)


def _readable(context: Context, frame: pd.DataFrame) -> pd.Series[bool]:
    bad = {position for mark in context.tables["attendance"].unreadable for position in mark.positions}
    return ~frame.index.to_series().isin(bad)


def punches_are_complete(context: Context) -> Iterator[Mark]:
    """A shift with one of its two punches missing is a warning, no deduction (A-3.3.1)."""
    frame = context.frame("attendance")
    if frame is None:
        return
    one_missing = (frame["clock_in"].notna() != frame["clock_out"].notna()) & frame["shift"].isin(WORKING_SHIFTS)
    missing_in = one_missing & frame["clock_in"].isna() & ~approved(frame)
    yield from marks("PUNCH_MISSING", "attendance", missing_in & _readable(context, frame), "clock_in")
    missing_out = one_missing & frame["clock_out"].isna() & ~approved(frame)
    yield from marks("PUNCH_MISSING", "attendance", missing_out & _readable(context, frame), "clock_out")


def nobody_works_too_long(context: Context) -> Iterator[Mark]:
    """Over the hours of A-1.1 by more than the tolerance: one warning a person, naming the days."""
    frame = context.frame("attendance")
    if frame is None:
        return
    rule = context.rulebook.working_time
    limit = rule.hours + rule.tolerance_minutes * SECONDS_A_MINUTE
    yield from marks_by_person("WORKED_TOO_LONG", "attendance", frame, seconds_worked(frame, context.rulebook) > limit)


def everybody_rests(context: Context) -> Iterator[Mark]:
    """The rest days of B-1a, for those who are employed the whole month and worked in it."""
    frame, people = context.frame("attendance"), context.employed
    if frame is None or people.empty:
        return
    whole_month = people.index[
        ~(people["hire_date"] > context.month.start) & ~(people["leave_date"] < context.month.end)
    ]
    days = frame[frame["employee_id"].isin(whole_month)]
    worked = set(days.loc[days["shift"].isin(WORKING_SHIFTS) & days["leave_type"].isna(), "employee_id"])
    rests = (days["shift"] == "rest").groupby(days["employee_id"]).sum()
    for employee, count in rests.items():
        if employee in worked and count < context.rulebook.working_time.rest_days:
            first = int(days.index[days["employee_id"] == employee][0])
            params = {"employee": employee, "count": int(count), "wanted": context.rulebook.working_time.rest_days}
            yield Mark("TOO_FEW_REST_DAYS", "attendance", [first], "employee_id", params)


def handovers_are_known(context: Context) -> Iterator[Mark]:
    """A worked late shift says whether the handover log was filled in (B-1c); elsewhere 否 has no effect."""
    frame = context.frame("attendance")
    if frame is None:
        return
    late_shift = (frame["shift"] == "late") & (frame["clock_in"].notna() | frame["clock_out"].notna())
    yield from marks_by_person("HANDOVER_UNKNOWN", "attendance", frame, late_shift & frame["handover_logged"].isna())
    denied = ~frame["handover_logged"].fillna(True).astype(bool)
    yield from marks("VALUE_NOT_USED", "attendance", denied & ~late_shift, "handover_logged", item="没有上晚班的日子")


def log_agrees_with_attendance(context: Context) -> Iterator[Mark]:
    """An absence on a day with punches, a violation on a rest day: a warning, the log holds."""
    log, attendance = context.frame("deductions"), context.frame("attendance")
    if log is None or attendance is None:
        return
    days = attendance.dropna(subset=["employee_id", "date"]).drop_duplicates(["employee_id", "date"])
    days = days.assign(punched=days["clock_in"].notna() | days["clock_out"].notna())
    both = log[["employee_id", "date", "item"]].merge(
        days[["employee_id", "date", "shift", "leave_type", "punched"]], how="left", on=["employee_id", "date"]
    )
    both.index = log.index
    punched = both["punched"].astype("boolean").fillna(False).astype(bool)
    is_absence = both["item"] == context.rulebook.absence.item
    yield from marks("ABSENT_BUT_PUNCHED", "deductions", is_absence & punched, "item")
    off = ((both["shift"] == "rest") | both["leave_type"].notna()) & ~punched
    yield from marks("VIOLATION_ON_DAY_OFF", "deductions", off & both["item"].notna(), "date")
