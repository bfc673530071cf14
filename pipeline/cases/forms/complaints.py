"""Complaints: how often, how soon, and who decides (B-6, C-18 to C-28)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from pipeline.base.units import clock, plain
from pipeline.cases.case import (
    CaseOutcome,
    FactForm,
    Invented,
    Seen,
    Values,
    lines,
    of_topic,
    post_of,
    steps,
    the_first,
)
from pipeline.cases.forms.log import day
from pipeline.cases.forms.score import WHEN
from pipeline.complaints.workdays import usual_working_day_after
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.values import Rule

NAME = "complaints"
RECEIVED = date(2026, 8, 3)
"""A Monday."""


def _complaint(**more: Any) -> dict[str, Any]:
    """One that is settled; its number is given where the month is put together."""
    return {
        "投诉日期": f"{RECEIVED}", "受理日期": f"{RECEIVED}", "客户名称": "某客户", "投诉类别": "非质量", "投诉原因": "服务",
        "是否有效": "否", "处理人": "某人", **more,
    }  # fmt: skip


def _one(**more: Any) -> Invented:
    return Invented({"投诉登记": [_complaint(**more)]})


def _after(header: str, **more: Any) -> Callable[[Values, Rulebook], Invented]:
    """So many days after receipt."""
    return lambda values, rulebook: _one(**more, **{header: f"{RECEIVED + timedelta(days=int(values['days']))}"})


def _accepted(values: Values, rulebook: Rulebook) -> Invented:
    on = usual_working_day_after(RECEIVED, int(values["days"]))
    return _one(受理日期=f"{on}")


def _unattended(values: Values, rulebook: Rulebook) -> Invented:
    """Nobody sees to it so many days before the month's end, as of which it is judged."""
    on = f"{WHEN.last - timedelta(days=int(values['days']))}"
    return _one(投诉日期=on, 受理日期=on, 处理人=None)


def _repeated(values: Values, rulebook: Rulebook) -> Invented:
    nth = int(values["nth"])
    rows = [_complaint(投诉日期=day(on), 受理日期=day(on), 是否有效="是") for on in range(3, 3 + nth)]
    return Invented({"投诉登记": rows}, day=day(2 + nth), clauses=(rulebook.complaints.clause,))


def _around_repeated(rulebook: Rulebook) -> Iterator[Values]:
    item = rulebook.items[rulebook.complaints.service_item]
    most = max((len(rulebook.ladders[each.ladder].steps) + 1 for each in item.sets_off if each.ladder), default=1)
    yield from ({"nth": str(nth)} for nth in range(1, most + 1))


def _around_amounts(rulebook: Rulebook) -> Iterator[Values]:
    bounds = [bound for office in rulebook.complaints.authority.offices for bound in (office.below, office.up_to) if bound is not None]
    yield from ({"amount": plain(amount)} for amount in steps(bounds))


def _days(rule: Callable[[Rulebook], Any], figure: str = "days") -> Callable[[Rulebook], Iterator[Values]]:
    def around(rulebook: Rulebook) -> Iterator[Values]:
        topic: Rule | None = rule(rulebook)
        if topic is not None:
            yield from ({"days": str(days)} for days in steps((getattr(topic, figure),)))

    return around


def _says(column: str) -> Callable[[Seen], CaseOutcome]:
    return lambda seen: CaseOutcome(words=(str(seen.complaint[column]),))


def _hints(clause: str) -> Callable[[Seen], CaseOutcome]:
    """What the list says of it by this clause."""
    return lambda seen: CaseOutcome(words=tuple(hint for hint in str(seen.complaint["hint"]).split("；") if f"（{clause}）" in hint))


def _without(values: Values, rulebook: Rulebook) -> Invented:
    """One of those whom the bonus is for, who worked a day; the register is there."""
    rule, shift = rulebook.no_complaint, next(iter(rulebook.shifts.values()))
    role = post_of(the_first(rule.roles), rulebook)
    worked = {"日期": day(3), "班次": shift.label, "上班时间": clock(shift.start), "下班时间": clock(shift.end), "交接记录": "是" if shift.handover else None}
    return Invented({"考勤": [worked], "投诉登记": []}, {"岗位": role}, clauses=(rule.clause,))


def _review(seen: Seen) -> CaseOutcome:
    return CaseOutcome(words=() if seen.casework is None else (f"次月 {seen.casework.review_due.day} 日前审核",))


FORMS = (
    FactForm(NAME, "第 {nth} 次服务被客户投诉", of_topic("complaints"), _repeated, _around_repeated, lines),
    FactForm(NAME, "当月没有有效投诉", of_topic("no_complaint"), _without, lambda rulebook: [{}], lines),
    FactForm(NAME, "投诉金额 {amount} 元", of_topic("complaints.authority"), lambda values, rulebook: _one(投诉金额=values["amount"]), _around_amounts, _says("should_approve")),
    FactForm(NAME, "受理后第 {days} 天结案", of_topic("complaints.closing"), _after("结案日期"), _days(lambda book: book.complaints.closing), _says("close_status")),
    FactForm(NAME, "调查完成后第 {days} 天报告", of_topic("complaints.reporting"), _after("报告日期", 调查完成日期=f"{RECEIVED}"),
         _days(lambda book: book.complaints.reporting), _says("report_status")),
    FactForm(NAME, "收到后第 {days} 个工作日受理", of_topic("complaints.acceptance"), _accepted, _days(lambda book: book.complaints.acceptance, "working_days"), _hints("C-26")),
    FactForm(NAME, "收到 {days} 天还没有处理人", of_topic("complaints.reception"), _unattended, _days(lambda book: book.complaints.reception), _hints("C-20")),
    FactForm(NAME, "特别严重的投诉收到后第 {days} 天报告", of_topic("complaints.serious"), _after("报告日期", 严重程度="特别严重", 调查完成日期=f"{RECEIVED}"),
         _days(lambda book: book.complaints.serious), _hints("C-18")),
    FactForm(NAME, "本月结案的投诉", of_topic("complaints.review"), lambda values, rulebook: _one(结案日期=f"{RECEIVED}"), lambda rulebook: [{}], _review),
)  # fmt: skip
