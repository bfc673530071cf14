"""What a person's own last months, and others of the same post, have to say to this one (A-1.4); and a year of months (A-3.5)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.base.units import HUNDREDTHS, plain
from pipeline.cases.case import CaseOutcome, FactForm, Invented, Seen, Values, number, of_topic, steps, told
from pipeline.rulebook.model import Rulebook
from pipeline.settlement.annual import annual_scores

NAME = "own_months"
FAR = 200_000
"""Fen: what a month came to that is no more looked at; not so much of the wage that this alone is told."""


def _beyond(values: Values, rulebook: Rulebook) -> Invented:
    return Invented(paid=number(values["amount"]), own_months=[0] * int(values["months"]))


def _long_ago(values: Values, rulebook: Rulebook) -> Invented:
    months = int(values["months"])
    return Invented(paid=FAR, own_months=[-FAR, *[0] * (months - 1)])


def _around(rulebook: Rulebook) -> Iterator[Values]:
    rule = rulebook.review
    if rule is not None:
        yield from ({"months": str(rule.own_fewest), "amount": plain(amount)} for amount in steps((rule.own_beyond,), least=1))
        yield from ({"months": str(months), "amount": plain(rule.own_beyond + HUNDREDTHS)} for months in steps((rule.own_fewest,), least=1))


def _around_long_ago(rulebook: Rulebook) -> Iterator[Values]:
    if rulebook.review is not None:
        yield from ({"months": str(months)} for months in steps((rulebook.review.own_months,), least=rulebook.review.own_fewest))


def _beside_others(values: Values, rulebook: Rulebook) -> Invented:
    return Invented(paid=number(values["amount"]), peers=[0] * int(values["count"]))


def _around_others(rulebook: Rulebook) -> Iterator[Values]:
    rule = rulebook.review
    if rule is not None:
        yield from ({"count": str(rule.peers_fewest), "amount": plain(amount)} for amount in steps((rule.peers_beyond,), least=1))
        yield from ({"count": str(count), "amount": plain(rule.peers_beyond + HUNDREDTHS)} for count in steps((rule.peers_fewest,), least=1))


def _beside_two_halves(values: Values, rulebook: Rulebook) -> Invented:
    half = int(values["count"]) // 2
    return Invented(paid=number(values["amount"]), peers=[0] * half + [number(values["points"])] * half)


def _around_two_halves(rulebook: Rulebook) -> Iterator[Values]:
    """So far apart that it is their distance that counts, and no longer the least amount."""
    rule = rulebook.review
    if rule is not None:
        apart = rule.peers_beyond // rule.peers_times // HUNDREDTHS * HUNDREDTHS + 10 * HUNDREDTHS
        count = rule.peers_fewest + rule.peers_fewest % 2
        yield from ({"count": str(count), "points": plain(apart), "amount": plain(amount)} for amount in steps((apart + rule.peers_times * apart,)))


def _year(seen: Seen) -> CaseOutcome:
    made = annual_scores(pd.DataFrame({"employee_id": "", "score": [int(seen.appraisal["score"])] * seen.scored_months}), seen.rulebook)
    grades = [grade for grade in made["grade"] if grade is not None]
    return CaseOutcome(words=(f"年度等级 {grades[0]}" if grades else "没有年度等级",))


FORMS = (
    FactForm(NAME, "前 {months} 个月都没有扣款，本月扣 {amount} 元", of_topic("review"), _beyond, _around, told("ADJUSTMENT_UNUSUAL")),
    FactForm(NAME, "{months} 个月以前扣过 2000 元，本月又扣 2000 元", of_topic("review"), _long_ago, _around_long_ago, told("ADJUSTMENT_UNUSUAL")),
    FactForm(NAME, "同岗位另有 {count} 人都没有扣款，本人扣 {amount} 元", of_topic("review"), _beside_others, _around_others, told("FAR_FROM_PEERS")),
    FactForm(NAME, "同岗位另有 {count} 人，一半没有扣款，一半各扣 {points} 元，本人扣 {amount} 元", of_topic("review"), _beside_two_halves, _around_two_halves,
             told("FAR_FROM_PEERS")),
    FactForm(NAME, "全年有 {months} 个月的考核分", of_topic("annual"), lambda values, rulebook: Invented(scored_months=int(values["months"])),
             lambda rulebook: [{"months": str(months)} for months in steps((rulebook.annual.least_months,))], _year),
)
