"""Scores: grades, what pay moves by, last places, the first months (A-1.2, A-1.3, A-1.5, A-3.5, A-4)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.period import Month
from pipeline.base.units import HUNDREDTHS, plain
from pipeline.cases.case import CaseOutcome, FactForm, Invented, Seen, Values, lines, number, of_topic, steps
from pipeline.rulebook.model import Rulebook

WHEN = Month.parse("2026-08")
"""The month of all cases: five Saturdays, no public holiday."""
WAGE = 6000
"""Yuan a month, of everybody in the cases."""
SCORER = "SCORER"
"""The one on the roster who records."""
NAME = "score"
FURTHER = 10 * HUNDREDTHS


def _merit(seen: Seen) -> CaseOutcome:
    return CaseOutcome(fen=int(seen.pay["merit_pay"]), words=(f"等级 {seen.appraisal['grade']}", *lines(seen).words))


def _score(seen: Seen) -> CaseOutcome:
    return CaseOutcome(words=(f"考核分 {plain(int(seen.appraisal['score']))}",))


def _with_score(values: Values, rulebook: Rulebook) -> Invented:
    return Invented(brought=number(values["score"]) - rulebook.score.base.points)


def _around_scores(rulebook: Rulebook) -> Iterator[Values]:
    pay = rulebook.pay
    bounds = {pay.baseline.points, rulebook.score.cap.points, rulebook.dismissal.below, *(band.edge[0] for band in rulebook.grades.bands)}
    if pay.fen_per_point:
        bounds |= {pay.baseline.points + pay.max_up * HUNDREDTHS // pay.fen_per_point, pay.baseline.points - pay.max_down * HUNDREDTHS // pay.fen_per_point}
    scores = {*steps(bounds), pay.baseline.points + FURTHER, pay.baseline.points - FURTHER}
    yield from ({"score": plain(score)} for score in sorted(scores) if 0 <= score <= rulebook.score.cap.points)


def _around_sums(rulebook: Rulebook) -> Iterator[Values]:
    room = rulebook.score.cap.points - rulebook.score.base.points
    yield from ({"points": plain(points)} for points in sorted({0, *steps((room,))}))


def _joined(values: Values, rulebook: Rulebook) -> Invented:
    first = WHEN.shift(1 - int(values["month"])).first.replace(day=15)
    return Invented(person={"入职日期": f"{first:%Y-%m-%d}"}, brought=rulebook.pay.baseline.points + FURTHER - rulebook.score.base.points)


def _last(values: Values, rulebook: Rulebook) -> Invented:
    score = number(values["score"]) - rulebook.score.base.points
    again = int(values["months"]) >= rulebook.dismissal.last_place.months
    return Invented(brought=score, is_last=True, last_before=again)


def _around_last(rulebook: Rulebook) -> Iterator[Values]:
    last = rulebook.dismissal.last_place
    for months in (last.months - 1, last.months):
        yield from ({"months": str(months), "score": plain(score)} for score in (last.below - 1, last.below))


def _words(seen: Seen) -> CaseOutcome:
    return CaseOutcome(words=lines(seen).words)


FORMS = (
    FactForm(NAME, "考核分 {score}", of_topic("pay"), _with_score, _around_scores, _merit),
    FactForm(NAME, "全月共加 {points} 分", of_topic("score.cap"), lambda values, rulebook: Invented(brought=number(values["points"])), _around_sums, _score),
    FactForm(NAME, "入职第 {month} 个月，高出基准 10 分", of_topic("pay.from_month"), _joined,
         lambda rulebook: [{"month": str(month)} for month in steps((rulebook.pay.from_month.month,), least=1)],
         lambda seen: CaseOutcome(fen=int(seen.pay["merit_pay"]))),
    FactForm(NAME, "连续 {months} 个月部门末位，各月 {score} 分", of_topic("dismissal"), _last, _around_last, _words),
)  # fmt: skip
