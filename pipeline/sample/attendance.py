"""考勤 of the sample month: shifts in rotation, punches a few minutes off, and the days that were different."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from random import Random
from typing import Any

from pipeline.sample.calendar import MONTH, day, days_of
from pipeline.sample.people import FIELD_SERVICE, PEOPLE, SERVICE_DESK, Person

Row = dict[str, Any]
SEED = 202610
ROTATION = ("早班", "早班", "早班", "晚班", "晚班", "晚班", "休息")
DAYTIME = ("早班", "早班", "早班", "早班", "早班", "早班", "休息")
DAYTIME_ROLES = ("主管", "培训专员", "服务人员")


def early(clock_in: str = "7:56", clock_out: str = "17:32", status: str = "正常", **more: Any) -> Row:
    return {"shift": "早班", "clock_in": _time(clock_in), "clock_out": _time(clock_out), "status": status, **more}


def late(clock_in: str = "15:54", clock_out: str = "0:58", status: str = "正常", logged: str | None = "是") -> Row:
    row = {"shift": "晚班", "clock_in": _time(clock_in), "clock_out": _time(clock_out), "status": status}
    return {**row, "handover_logged": logged}


def rest() -> Row:
    return {"shift": "休息", "status": "休息"}


def leave(kind: str) -> Row:
    return {"shift": "早班", "leave_type": kind, "status": "请假"}


def _time(clock: str) -> time | str | None:
    """A real time; what is more than that stays the text that somebody typed."""
    if not clock:
        return None
    return clock if clock.startswith("次日") else time.fromisoformat(clock.zfill(5))


NOT_LOGGED = late(logged="否")
NOT_KNOWN = late(logged=None)
OTHER_DAYS: dict[str, dict[int, Row]] = {
    # the handover ladder up to the month's wage (B-1c)
    "KF009": {2: NOT_LOGGED, 9: NOT_LOGGED, 16: NOT_LOGGED, 23: NOT_LOGGED},
    # the log has this one too: it is charged once
    "KF014": {14: NOT_LOGGED},
    # each step of the scale; the log has its own word on the 27th
    "KF012": {6: early("8:05", status="迟到"), 13: early("8:15", status="迟到"), 20: early("8:45", status="迟到"),
              27: early("8:25", status="迟到")},
    "XJ001": {8: early(clock_out="17:10", status="早退"), 21: leave("病假")},
    # without leave: by its result, and below for FW004 by the missing punches
    "KF010": {18: {"shift": "早班", "status": "旷工"}},
    "FW004": {16: {"shift": "早班"}},
    "KF007": {13: NOT_KNOWN, 14: NOT_KNOWN, 16: leave("年假"), 17: leave("年假")},
    # a whole week off: no weekly summary is owed (B-3)
    "XJ003": {9: early(clock_out="", status="缺卡"), 11: early(cleaning_duty="否"), 18: rest(),
              **{number: leave("婚假") for number in range(19, 24)}, 24: rest()},
    "KF004": {16: leave("调休") | {"leave_asked_on": day(17)}},
    "KF006": {5: early(clock_out="18:40"), 19: early(clock_out="19:05")},
    "FW002": {4: early(), 11: early()},
    "KF005": {17: late("15:50", "次日 00:58"), 31: late("15:52", "次日 01:03")},
}


FORGOTTEN = (("FW006", 20),)
"""Days that nobody entered: a warning."""


def attendance(department: str) -> list[Row]:
    """A row for each day on which somebody of the department is employed."""
    return [row for row in usual_attendance(department, MONTH, OTHER_DAYS) if (row["employee_id"], row["date"].day) not in FORGOTTEN]


def usual_attendance(department: str, month: int, other: Mapping[str, Mapping[int, Row]]) -> list[Row]:
    """The shifts of a month in rotation; `other` days by person and number are as they say."""
    rows = [row for person in PEOPLE if person.department == department for row in _month_of(person, days_of(month), other.get(person.employee_id, {}))]
    if department == SERVICE_DESK:
        _assign_cleaning(rows)
    return rows


def field_attendance() -> list[Row]:
    """The second department's list, kept by hand: days and times as text, and somebody's id in full-width letters."""
    rows = []
    for row in attendance(FIELD_SERVICE):
        on = row["date"]
        typed = {**row, "date": f"{on.year}/{on.month}/{on.day}"}
        for punch in ("clock_in", "clock_out"):
            if typed.get(punch) is not None:
                typed[punch] = f"{typed[punch].hour}:{typed[punch].minute:02d}"
        if row["employee_id"] == "FW006":
            typed["employee_id"] = "ＦＷ００６"
        rows.append(typed)
    return rows


def _month_of(person: Person, days: list[date], other: Mapping[int, Row]) -> Iterator[Row]:
    place = PEOPLE.index(person)
    random = Random(SEED + place)
    rotation = DAYTIME if person.role in DAYTIME_ROLES else ROTATION
    for on in days:
        usual = _usual(rotation[(on.day + 2 * place) % len(rotation)], random)
        if person.is_employed(on):
            yield {"date": on, "employee_id": person.employee_id, "name": person.name, **other.get(on.day, usual)}


def _usual(shift: str, random: Random) -> Row:
    """A few minutes early, a few minutes over."""
    before, after = _pick(random, 2, 14), _pick(random, 0, 7)
    if shift == "早班":
        return early(f"7:{60 - before:02d}", f"17:{30 + after:02d}")
    return late(f"15:{60 - before:02d}", f"0:{50 + after:02d}") if shift == "晚班" else rest()


def _pick(random: Random, low: int, high: int) -> int:
    """Only `random()` is promised to give the same numbers in every version of Python."""
    return low + int(random.random() * (high - low + 1))


def _assign_cleaning(rows: list[Row]) -> None:
    """One of those on the early shift each day, in turn (B-11)."""
    for on in sorted({row["date"] for row in rows}):
        of_day = [row for row in rows if row["date"] == on]
        if not any("cleaning_duty" in row for row in of_day):
            able = [row for row in of_day if row["shift"] == "早班" and row.get("clock_in") and row["employee_id"] > "KF002"]
            able[on.day % len(able)]["cleaning_duty"] = "是"
