"""Attendance: late and early by minutes and by the clock, long days, rest days (A-1.1, A-3.1.4, B-1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.base.units import clock
from pipeline.cases.case import FactForm, Invented, Rows, Values, lines, of_topic, steps, the_first, told
from pipeline.cases.forms.log import day
from pipeline.cases.forms.score import WHEN
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.topics import Shift
from pipeline.rulebook.values import seconds

NAME = "attendance"
MINUTE = 60


def _usual(rulebook: Rulebook) -> Shift:
    """The shift of facts that name none: the first without a handover."""
    return next((shift for shift in rulebook.shifts.values() if not shift.handover), next(iter(rulebook.shifts.values())))


def _named(values: Values, rulebook: Rulebook) -> Shift:
    return the_first(shift for shift in rulebook.shifts.values() if shift.label == values["shift"])


def _row(shift: Shift, on: int = 3, came: int | None = None, left: int | None = None) -> dict[str, Any]:
    came, left = shift.start if came is None else came, shift.end if left is None else left
    return {"日期": day(on), "班次": shift.label, "上班时间": clock(came), "下班时间": clock(left)} | ({"交接记录": "是"} if shift.handover else {})


def _one(*rows: dict[str, Any]) -> Invented:
    return Invented({"考勤": list(rows)})


def _late(values: Values, rulebook: Rulebook) -> Invented:
    shift = _usual(rulebook)
    return _one(_row(shift, came=shift.start + int(values["minutes"]) * MINUTE))


def _early(values: Values, rulebook: Rulebook) -> Invented:
    shift = _usual(rulebook)
    return _one(_row(shift, left=shift.leave_from - int(values["minutes"]) * MINUTE))


def _around_scale(rulebook: Rulebook) -> Iterator[Values]:
    yield from ({"minutes": str(minutes)} for minutes in sorted({1, *steps([step.up_to for step in rulebook.lateness.steps], least=1)}))


def _by_clock(edge: str) -> Callable[[Values, Rulebook], Invented]:
    def invents(values: Values, rulebook: Rulebook) -> Invented:
        return _one(_row(_named(values, rulebook), **{edge: seconds(values["time"])}))

    return invents


def _around_coming(rulebook: Rulebook) -> Iterator[Values]:
    """When the shift begins, and half of it later, from when on a punch is doubtful."""
    for shift in rulebook.shifts.values():
        half = shift.start + (shift.end - shift.start) // 2
        for time in steps((shift.start, half // MINUTE * MINUTE), MINUTE):
            yield {"shift": shift.label, "time": clock(time)}


def _around_leaving(rulebook: Rulebook) -> Iterator[Values]:
    for shift in rulebook.shifts.values():
        yield from ({"shift": shift.label, "time": clock(time)} for time in (shift.leave_from - MINUTE, shift.leave_from))


def _around_long_days(rulebook: Rulebook) -> Iterator[Values]:
    rule = rulebook.working_time
    for shift in rulebook.shifts.values():
        last = shift.start + shift.break_minutes * MINUTE + rule.hours + rule.tolerance_minutes * MINUTE
        yield from ({"shift": shift.label, "time": clock(time)} for time in (last, last + MINUTE))


def _away(values: Values, rulebook: Rulebook) -> Invented:
    """Leave from the shift's start, and no punch: absent from what the leave does not cover."""
    shift = _named(values, rulebook)
    row = _row(shift) | {"上班时间": None, "下班时间": None, "请假类型": "事假", "请假开始": clock(shift.start), "请假结束": values["time"]}
    return _one(row)


def _around_leave(rulebook: Rulebook) -> Iterator[Values]:
    for shift in rulebook.shifts.values():
        yield from ({"shift": shift.label, "time": clock(time)} for time in (shift.end - MINUTE, shift.end))


def _rests(values: Values, rulebook: Rulebook) -> Invented:
    rests, shift = int(values["days"]), _usual(rulebook)
    rows: Rows = [{"日期": day(on), "班次": "休息"} if on <= rests else _row(shift, on) for on in range(1, WHEN.last.day + 1)]
    return Invented({"考勤": rows})


FORMS = (
    FactForm(NAME, "迟到 {minutes} 分钟", of_topic("lateness"), _late, _around_scale, lines),
    FactForm(NAME, "早退 {minutes} 分钟", of_topic("lateness"), _early, lambda rulebook: [{"minutes": "1"}], lines),
    FactForm(NAME, "{shift} {time} 到岗", lambda values, rulebook: _named(values, rulebook).clause, _by_clock("came"), _around_coming, lines),
    FactForm(NAME, "{shift} {time} 离岗", lambda values, rulebook: _named(values, rulebook).clause, _by_clock("left"), _around_leaving, lines),
    FactForm(NAME, "{shift}请假到 {time}，没有打卡", lambda values, rulebook: _named(values, rulebook).clause, _away, _around_leave, lines),
    FactForm(NAME, "{shift}一直工作到 {time}", of_topic("working_time"), _by_clock("left"), _around_long_days, told("WORKED_TOO_LONG")),
    FactForm(NAME, "全月休息 {days} 天", of_topic("working_time.rest_days"), _rests,
         lambda rulebook: [{"days": str(days)} for days in steps((rulebook.working_time.rest_days.days,))], told("TOO_FEW_REST_DAYS")),
)  # fmt: skip
