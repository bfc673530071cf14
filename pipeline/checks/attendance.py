"""考勤 against itself, the shifts and the log (A-1.1, A-3.3.1, B-1a, B-1b, B-7)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.base.units import SECONDS_A_DAY, SECONDS_A_MINUTE
from pipeline.checks.context import Context, marks, marks_by_person, of_rows
from pipeline.checks.days import days_of
from pipeline.checks.table import Mark
from pipeline.findings.message import Phrase
from pipeline.language.translation import N_
from pipeline.rules.absence import without_a_word
from pipeline.rules.duties import hands_over
from pipeline.rules.punches import (
    approved,
    at_work,
    day_off,
    elsewhere,
    half_a_shift,
    is_rest,
    lacks_punch,
    leave_outside_shift,
    minutes_early,
    minutes_late,
    on_leave,
    on_shift,
    one_punch,
    part_leave,
    punched,
    punched_in,
    punched_out,
    says,
    seconds_worked,
    whole_shift_on_leave,
)

PUNCHES = ("clock_in", "clock_out")


@of_rows("attendance")
def statuses_agree_with_punches(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """A status says what the punches say, unless it was approved afterwards in an export."""
    if frame["status"].isna().all():
        return
    for said, why, wrong in _contradictions(context, frame):
        yield from marks("STATUS_CONTRADICTS", "attendance", wrong & _readable(context, frame), "status", said=said, why=Phrase(why))


def _contradictions(context: Context, frame: pd.DataFrame) -> Iterator[tuple[str, str, pd.Series[bool]]]:
    status, open_yet = frame["status"], ~approved(frame)
    working, off, there, one = on_shift(frame), on_leave(frame), punched(frame), one_punch(frame)
    late, early = minutes_late(frame, context.rulebook), minutes_early(frame, context.rulebook)
    a_minute_late = (late > 0).fillna(False).astype(bool) & ~approved(frame, "in")
    a_minute_early = (early > 0).fillna(False).astype(bool) & ~approved(frame, "out")

    normal = working & (status == "normal") & ~part_leave(frame)
    yield "正常", N_("没有上下班打卡"), normal & ~there & ~off & open_yet
    yield "正常", N_("有请假类型"), (status == "normal") & off & open_yet
    yield "正常", N_("缺上班或下班打卡"), normal & one & open_yet
    yield "正常", N_("打卡时间晚于上班时间"), normal & there & ~one & a_minute_late
    yield "正常", N_("打卡时间早于下班时间"), normal & there & ~one & a_minute_early & ~a_minute_late
    resting = ~working & ~off
    for said, code, minutes, column, missing, why in (
        ("迟到", "late", late, "clock_in", N_("没有上班打卡"), N_("打卡时间不晚于上班时间")),
        ("早退", "left_early", early, "clock_out", N_("没有下班打卡"), N_("打卡时间不早于下班时间")),
    ):
        wrong = (status == code) & minutes.isna() & open_yet
        yield said, N_("当天排休"), wrong & resting
        yield said, missing, wrong & ~resting & frame[column].isna()
        yield said, why, wrong & ~resting & frame[column].notna()
    yield "旷工", N_("有打卡记录"), (status == "absent") & there & open_yet
    yield "旷工", N_("有请假类型"), (status == "absent") & ~there & whole_shift_on_leave(frame, context.rulebook) & open_yet
    yield "旷工", N_("当天排休"), (status == "absent") & ~working & ~off & open_yet
    yield "缺卡", N_("上下班打卡并不是只缺一次"), (status == "missed_punch") & ~one & open_yet
    yield "休息", N_("当天排了班"), (status == "rest") & working & ~there & ~off & open_yet
    yield "休息", N_("有打卡记录"), (status == "rest") & working & there & open_yet


@of_rows("attendance")
def duties_fall_on_working_days(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """Cleaning that was not done on a day off: a warning, as of any violation of such a day; the sheet holds (B-11)."""
    missed = ~frame["cleaning_duty"].fillna(True).astype(bool)
    yield from marks("VIOLATION_ON_DAY_OFF", "attendance", missed & day_off(frame, context.rulebook), "cleaning_duty")


@of_rows("attendance")
def punches_fit_the_shift(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """Late or early by more than half the shift is doubtful: another shift, or a night counted as two days (A-3.1.4)."""
    half = half_a_shift(frame, context.rulebook)
    judged = _readable(context, frame) & ~on_leave(frame) & ~elsewhere(frame)
    for punch, column, minutes, status in (
        ("in", "clock_in", minutes_late(frame, context.rulebook), "late"),
        ("out", "clock_out", minutes_early(frame, context.rulebook), "left_early"),
    ):
        same_day = (frame[column] < SECONDS_A_DAY).fillna(False).astype(bool) | (punch == "out")
        doubtful = same_day & (minutes > half).fillna(False).astype(bool) & judged & ~approved(frame, punch)
        yield from marks("PUNCH_FAR_FROM_SHIFT", "attendance", doubtful & ~says(frame, "status", status, "absent"), column)


@of_rows("attendance")
def leaves_lie_in_the_shift(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """Leave of part of the day that no minute of the shift belongs to, as 2:00 for 14:00, or that ends before it begins."""
    wrong = leave_outside_shift(frame, context.rulebook)
    yield from marks("LEAVE_OUTSIDE_SHIFT", "attendance", wrong & _readable(context, frame), "leave_from")


@of_rows("attendance")
def rest_days_are_rested(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """Punches on a rest day: people are called in, so a warning (A-2.3, B-1a)."""
    called_in = is_rest(frame) & punched(frame) & ~on_leave(frame)
    yield from marks("PUNCH_ON_REST", "attendance", called_in & _readable(context, frame), "shift")


@of_rows("attendance")
def somebody_punched(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """A table without a single punch of people who had to come lacks its punches, they are not all absent; so does one without one of the two columns (A-3.3.1)."""
    parts = context.tables["attendance"].parts
    for number, rows in _punchless(context, frame).items():
        lacking = [column for column in PUNCHES if column not in parts[number].positions]
        if len(lacking) == 1:
            yield Mark("PUNCH_COLUMN_MISSING", "attendance", rows, lacking[0], {"count": len(rows)})
        else:
            people = frame["employee_id"].iloc[rows].nunique()
            yield Mark("NOBODY_PUNCHED", "attendance", rows, params={"people": people, "count": len(rows)})


@once_for_each
def _punchless(context: Context, frame: pd.DataFrame) -> dict[int, list[int]]:
    """By the number of each part that lacks its punches, or those of one side, the rows that miss them.

    Where both columns are there, one person or one day without a punch is an absence like any other.
    """
    table = context.tables["attendance"]
    of_part, there = table.part_numbers(), punched(frame).to_numpy()
    lacking = {}
    for number, part in enumerate(table.parts):
        own, columns = of_part == number, [column for column in PUNCHES if column in part.positions]
        if len(columns) == 2 and there[own].any():
            continue
        missing = lacks_punch(frame) if there[own].any() else without_a_word(frame, context.rulebook) & ~says(frame, "status", "absent")
        rows = np.flatnonzero((missing & _is_read(context, frame)).to_numpy() & own)
        if len(rows) and (len(columns) < 2 or (frame[["employee_id", "date"]].iloc[rows].nunique() > 1).all()):
            lacking[number] = rows.tolist()
    return lacking


@once_for_each
def _is_read(context: Context, frame: pd.DataFrame) -> pd.Series[bool]:
    """Rows of which every cell could be read."""
    read = pd.Series(True, index=frame.index)
    read[[position for mark in context.tables["attendance"].unreadable for position in mark.positions]] = False
    return read


@once_for_each
def _readable(context: Context, frame: pd.DataFrame) -> pd.Series[bool]:
    """Those of them that do not lack a punch with all others of their table."""
    lacking = [position for rows in _punchless(context, frame).values() for position in rows]
    return _is_read(context, frame) & ~frame.index.isin(lacking) if lacking else _is_read(context, frame)


@of_rows("attendance")
def punches_are_complete(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """A shift with one of its two punches missing is a warning, no deduction (A-3.3.1)."""
    one_missing = lacks_punch(frame)
    missing_in = one_missing & ~punched_in(frame)
    yield from marks("PUNCH_MISSING", "attendance", missing_in & _readable(context, frame), "clock_in")
    missing_out = one_missing & ~punched_out(frame)
    yield from marks("PUNCH_MISSING", "attendance", missing_out & _readable(context, frame), "clock_out")


@of_rows("attendance")
def nobody_works_too_long(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """Over the hours of A-1.1 by more than the tolerance: one warning a person, naming the days."""
    rule = context.rulebook.working_time
    limit = rule.hours + rule.tolerance_minutes * SECONDS_A_MINUTE
    yield from marks_by_person("WORKED_TOO_LONG", "attendance", frame, seconds_worked(frame, context.rulebook) > limit)


@of_rows("attendance")
def everybody_rests(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """The rest days of B-1a, for those who are employed the whole month and worked in it.

    Days that nobody has a row for may be those, and as long as rows lack person, day or shift, those that somebody has none for.
    """
    people = context.people
    if people.empty or context.tables["attendance"].lacks_days_off:
        return
    places, wanted = context.places("attendance", "employee_id"), context.rulebook.working_time.rest_days.days

    def days_of_each(which: pd.Series[bool]) -> np.ndarray:
        return np.bincount(places[which.to_numpy() & (places >= 0)], minlength=len(people))

    whole_month = ~(people["hire_date"] > context.month.start) & ~(people["leave_date"] < context.month.end)
    rests = days_of_each(is_rest(frame) & ~punched(frame))
    doubtful = any(frame[column].isna().any() for column in ("employee_id", "date", "shift"))
    days = days_of(context)
    unknown = context.month.last.day - days_of_each(frame["row"].notna()) if doubtful else days.gaps[days.department].sum(axis=1)
    too_few = whole_month.to_numpy() & (days_of_each(at_work(frame, context.rulebook)) > 0) & (rests + unknown < wanted)
    known, firsts = np.unique(places, return_index=True)
    first = dict(zip(known.tolist(), firsts.tolist(), strict=True))
    for at in sorted(np.flatnonzero(too_few).tolist(), key=people.index.__getitem__):
        params = {"employee": people.index[at], "count": int(rests[at]), "wanted": wanted}
        yield Mark("TOO_FEW_REST_DAYS", "attendance", [first[at]], "employee_id", params)


@of_rows("attendance")
def handovers_are_known(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """A worked late shift says whether the handover log was filled in (B-1c); elsewhere 否 has no effect."""
    late_shift = hands_over(frame, context.rulebook)
    yield from marks_by_person("HANDOVER_UNKNOWN", "attendance", frame, late_shift & frame["handover_logged"].isna())
    denied = ~frame["handover_logged"].fillna(True).astype(bool)
    yield from marks("VALUE_NOT_USED", "attendance", denied & ~late_shift, "handover_logged", item="没有上晚班的日子")


@of_rows("attendance")
def leave_is_asked_beforehand(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """Leave that was asked for after its day: a hint (B-7)."""
    yield from marks("LEAVE_ASKED_LATE", "attendance", frame["leave_asked_on"] > frame["date"], "leave_asked_on")


@of_rows("deductions")
def log_agrees_with_attendance(context: Context, log: pd.DataFrame) -> Iterator[Mark]:
    """An absence on a day with punches, a violation on a rest day: a warning, the log holds."""
    attendance = context.rows("attendance")
    if attendance is None:
        return
    first: dict[tuple[str, pd.Timestamp], int] = {}
    concerned = attendance["employee_id"].isin(log["employee_id"].dropna()) & attendance["date"].notna()
    for at, day in zip(np.flatnonzero(concerned).tolist(), _days(attendance[["employee_id", "date"]][concerned]), strict=True):
        first.setdefault(day, at)
    places = np.array([first.get(day, -1) for day in _days(log)], dtype="intp")
    there, off = ((places >= 0) & each.to_numpy(dtype=bool)[places] for each in (punched(attendance), day_off(attendance, context.rulebook)))
    yield from marks("ABSENT_BUT_PUNCHED", "deductions", (log["item"] == context.rulebook.absence.item) & there, "item")
    yield from marks("VIOLATION_ON_DAY_OFF", "deductions", log["item"].notna() & off, "date")


def _days(rows: pd.DataFrame) -> Iterator[tuple[str, pd.Timestamp]]:
    return zip(rows["employee_id"].tolist(), rows["date"].tolist(), strict=True)
