"""What a person's own last months have to say to this one (A-1.4)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.units import HUNDREDTHS, plain
from pipeline.cases.case import FactForm, Invented, Values, number, of_topic, steps, told
from pipeline.rulebook.model import Rulebook

NAME = "own_months"
FAR = 500_000
"""Fen: what a month came to that is no more looked at."""


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


FORMS = (
    FactForm(NAME, "前 {months} 个月都没有扣款，本月扣 {amount} 元", of_topic("review"), _beyond, _around, told("ADJUSTMENT_UNUSUAL")),
    FactForm(NAME, "{months} 个月以前扣过 5000 元，本月又扣 5000 元", of_topic("review"), _long_ago, _around_long_ago, told("ADJUSTMENT_UNUSUAL")),
)
