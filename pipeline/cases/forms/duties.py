"""Exams, weekly summaries, leaving, objections, ratings (A-1.4, A-2.2, A-3.2.7, A-6, B-3, C-15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pandas as pd

from pipeline.base.units import HUNDREDTHS, clock, plain
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
    told,
)
from pipeline.cases.forms.log import day
from pipeline.cases.forms.score import WHEN
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import WITHHELD
from pipeline.schemas.service import MATTERS, RATINGS

NAME = "duties"
SATURDAYS = [WHEN.first.replace(day=number) for number in range(1, WHEN.last.day + 1) if WHEN.first.replace(day=number).weekday() == 5]
WHOLE = 100 * HUNDREDTHS


def _exam(values: Values, rulebook: Rulebook) -> Invented:
    return Invented({"考试成绩": [{"日期": day(20), "得分": values["score"]}]})


def _around_exams(rulebook: Rulebook) -> Iterator[Values]:
    scores = steps((rulebook.exam.pass_mark.points, rulebook.exam.full_marks.points))
    yield from ({"score": plain(score)} for score in scores if score <= WHOLE)


def _writer(rulebook: Rulebook) -> dict[str, str]:
    owed_by = rulebook.weekly_summary.owed_by
    return {"岗位": post_of(owed_by[0], rulebook)} if owed_by else {}


def _summary(rulebook: Rulebook, time: str, characters: str) -> Invented:
    """One Saturday's; only what that Saturday costs counts."""
    saturday = f"{SATURDAYS[0]:%Y-%m-%d}"
    row = {"周六日期": saturday, "提交时间": f"{saturday} {time}", "字数": characters, "写明改进": "是"}
    return Invented({"周总结": [row]}, _writer(rulebook), day=saturday)


def _good_characters(rulebook: Rulebook) -> str:
    return str(rulebook.weekly_summary.min_characters + 1)


def _missed(values: Values, rulebook: Rulebook) -> Invented:
    return Invented({"周总结": []}, _writer(rulebook), day=f"{SATURDAYS[int(values['nth']) - 1]:%Y-%m-%d}")


def _around_missed(rulebook: Rulebook) -> Iterator[Values]:
    item = rulebook.items[rulebook.weekly_summary.item]
    most = max((len(rulebook.ladders[each.ladder].steps) for each in item.sets_off if each.ladder), default=1)
    yield from ({"nth": str(nth)} for nth in range(1, min(most + 1, len(SATURDAYS)) + 1))


def _leaver(last: str, **more: str) -> Invented:
    return Invented(person={"离职日期": f"{WHEN.last}", "离职原因": "辞职", "提出辞职日期": last, **more})


def _around_training(rulebook: Rulebook) -> Iterator[Values]:
    """The last day that counts is so many calendar months after the training, and the day after it does not."""
    months = rulebook.resignation.wage_withheld.within_months
    for late in range(3):
        ended = (pd.Timestamp(WHEN.last) - pd.DateOffset(months=months)).date() - timedelta(days=late - 1)
        yield {"ended": f"{ended}", "resigned": f"{WHEN.last}"}


def _around_probation(rulebook: Rulebook) -> Iterator[Values]:
    yield from ({"ends": f"{WHEN.last + timedelta(days=more)}", "resigned": f"{WHEN.last}"} for more in (0, 1))


def _withheld_twice(values: Values, rulebook: Rulebook) -> Invented:
    """Every ladder of the log that withholds a wage climbed as far, and a wage withheld for leaving."""
    of_ladders = [
        {"日期": day(on), "事项": item.code}
        for item in rulebook.items_on("deductions")
        for each in item.sets_off if each.ladder and any(step.withhold for step in rulebook.ladders[each.ladder].steps)
        for on, _step in zip(count(3), rulebook.ladders[each.ladder].steps, strict=False)
    ]  # fmt: skip
    leaver = _leaver(f"{WHEN.last}", 培训结束日期=f"{WHEN.last}")
    return Invented({"扣分记录": of_ladders}, leaver.person)


def _withheld(seen: Seen) -> CaseOutcome:
    return CaseOutcome(fen=sum(each["amount"] for each in seen.entries if each["category"] == WITHHELD))


def _objection(values: Values, rulebook: Rulebook) -> Invented:
    item = the_first(item for item in rulebook.items_on("deductions") if item.fixed_points and not item.needs_minutes)
    on, received = day(3), pd.Timestamp(day(10))
    raised = received + pd.offsets.BDay(int(values["days"]))
    return Invented({
        "扣分记录": [{"日期": on, "事项": item.code}], "签收": [{"月份": str(WHEN), "签收日期": f"{received:%Y-%m-%d}", "意见": "有异议"}],
        "申诉": [{"日期": on, "事项": item.code, "理由": "举例", "提出日期": f"{raised:%Y-%m-%d}"}],
    })  # fmt: skip


def _around_objections(rulebook: Rulebook) -> Iterator[Values]:
    if rulebook.objections is not None:
        yield from ({"days": str(days)} for days in steps((rulebook.objections.within_days,), least=1))


def _rating(values: Values, rulebook: Rulebook) -> Invented:
    return Invented({"意见调查": [{"日期": day(12), **dict.fromkeys(MATTERS.values(), values["level"])}]})


def _first(values: Values, rulebook: Rulebook) -> Invented:
    return Invented({"工作量": [{"接待量": 100, "质量分": 100}]}, clauses=(rulebook.best.clause,))


def _rated(seen: Seen) -> CaseOutcome:
    return CaseOutcome(lines(seen).points, words=(f"满意度 {plain(int(seen.appraisal['satisfaction']))}",))


FORMS = (
    FactForm(NAME, "考试 {score} 分", of_topic("exam.pass_mark"), _exam, _around_exams, lines),
    FactForm(NAME, "周六 {time} 交周总结", of_topic("weekly_summary"), lambda values, rulebook: _summary(rulebook, values["time"], _good_characters(rulebook)),
         lambda rulebook: [{"time": clock(time)} for time in steps((rulebook.weekly_summary.due_time,), 60)], lines),
    FactForm(NAME, "周总结 {characters} 字", of_topic("weekly_summary"), lambda values, rulebook: _summary(rulebook, "08:00", values["characters"]),
         lambda rulebook: [{"characters": str(number)} for number in steps((rulebook.weekly_summary.min_characters,))], lines),
    FactForm(NAME, "第 {nth} 次未交周总结", of_topic("weekly_summary"), _missed, _around_missed, lines),
    FactForm(NAME, "培训 {ended} 结束，{resigned} 提出辞职", of_topic("resignation.wage_withheld"),
         lambda values, rulebook: _leaver(values["resigned"], 培训结束日期=values["ended"]), _around_training, lines),
    FactForm(NAME, "试用期到 {ends}，{resigned} 提出辞职", of_topic("resignation.training_charge"),
         lambda values, rulebook: _leaver(values["resigned"], 转正日期=values["ends"]), _around_probation, lines),
    FactForm(NAME, "当月几次扣发工资合计", of_topic("withholding"), _withheld_twice, lambda rulebook: [{}], _withheld),
    FactForm(NAME, "签收后第 {days} 个工作日申诉", of_topic("objections"), _objection, _around_objections, told("OBJECTION_LATE")),
    FactForm(NAME, "接待量和质量分都是第一，没有违规", of_topic("best"), _first, lambda rulebook: [{}], lines),
    FactForm(NAME, "四项评价都是{level}", of_topic("survey"), _rating, lambda rulebook: [{"level": level} for level in RATINGS], _rated),
)  # fmt: skip
