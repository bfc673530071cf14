"""Every figure of the rulebook, changed by its smallest step, is seen by a case that is generated for signing (A-5.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from itertools import zip_longest
from typing import Any

import pytest

from pipeline.base.units import clock
from pipeline.cases.around import cases_around
from pipeline.cases.case import Case, CaseOutcome
from pipeline.cases.month import outcomes
from pipeline.rulebook.change import figures_with
from pipeline.rulebook.load import RulebookError, rulebook_from
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.parameters import Parameter, parameters
from pipeline.rulebook.values import seconds
from tests.build import BOOK

pytestmark = pytest.mark.long

KEPT_TO_THE_HUNDREDTH = ("分", "元")
NOT_SEEN = {"pay.max_up"}
"""A limit that the highest score just comes to: one hundredth more of it is nobody's."""

OF_THE_SCORE = ("score", "grades", "pay", "dismissal")
"""Topics whose figures meet in the same cases."""
OWN_MONTHS = "own_months"
Found = Mapping[str, CaseOutcome | None]


def stepped(value: Any, unit: str) -> Iterator[Any]:
    """The value with its smallest step up, or down where that is refused; of two that stand together each by itself."""
    if isinstance(value, list):
        for at, one in enumerate(value):
            yield from ([*value[:at], other, *value[at + 1 :]] for other in stepped(one, unit))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        step = 0.01 if unit in KEPT_TO_THE_HUNDREDTH else 1
        yield from (round(value + step, 2), round(value - step, 2))
    elif isinstance(value, str) and ":" in value:
        yield from (clock(seconds(value) + 60), clock(seconds(value) - 60))
    elif isinstance(value, str) and "/" in value:
        yield from (str(Fraction(value) + Fraction(1, 100)), str(Fraction(value) - Fraction(1, 100)))


def changes() -> Iterator[tuple[Parameter, Any]]:
    """Each figure, changed; a change that the whole checks refuse cannot come into force and needs nobody to see it."""
    for each in parameters(BOOK):
        for value in stepped(each.value, each.unit):
            try:
                made({each.path: value})
            except RulebookError:
                continue
            yield each, value
            break


def made(values: Mapping[tuple[str | int, ...], Any]) -> Rulebook:
    """The shipped rulebook with other figures; raises RulebookError."""
    return rulebook_from(figures_with(BOOK, values), BOOK.source, BOOK.text)


def by_subject(figures: list[tuple[Parameter, Any]]) -> dict[str, list[tuple[Parameter, Any]]]:
    found: dict[str, list[tuple[Parameter, Any]]] = {}
    for each, value in figures:
        found.setdefault(subject(each), []).append((each, value))
    return found


def subject(parameter: Parameter) -> str:
    """What a figure is about, as its cases say it: the item that has it or climbs its ladder, else the clause."""
    topic, name, *_rest = parameter.path
    if topic in OF_THE_SCORE:
        return "score"
    if topic == "annual" or (topic == "review" and str(name).startswith(("own_", "peers_"))):
        return OWN_MONTHS
    if parameter.path[-1] == "break_minutes":
        return BOOK.working_time.clause
    if parameter.clause == BOOK.exam.full_marks.clause:
        return BOOK.exam.pass_mark.clause
    if topic in ("deductions", "bonuses"):
        return BOOK.items[str(name)].label
    climbing = [item.label for item in BOOK.items.values() if item.sheet and topic == "ladders" and any(each.ladder == name for each in item.sets_off)]
    return climbing[0] if climbing else parameter.clause


def subject_of(case: Case) -> str:
    """Under one clause it may be about a person's own months, or about the people of one month."""
    if case.form.month in ("score", OWN_MONTHS):
        return case.form.month
    return case.values.get("item") or case.clause(BOOK)


def of_subjects(subjects: Collection[str], cases: list[Case]) -> list[Case]:
    return [case for case in cases if subject_of(case) in subjects]


@pytest.fixture(scope="module")
def today() -> Found:
    cases = list(cases_around(BOOK))
    return {case.fact: outcome for case, outcome in zip(cases, outcomes(cases, BOOK), strict=True)}


def moved(cases: list[Case], new: Rulebook, today: Found) -> list[Case]:
    """The cases that have another outcome under the changed rules."""
    return [case for case, outcome in zip(cases, outcomes(cases, new), strict=True) if today[case.fact] != outcome]


def test_A_5_2_every_figure_that_moves_by_its_smallest_step_moves_a_case_but_for_these(today: Found) -> None:
    """Figures of different subjects are changed together, one of each at a time."""
    cases, left = list(cases_around(BOOK)), list(changes())
    groups = by_subject([each for each in left if each[0].dotted not in NOT_SEEN])
    seen: set[str] = set()
    for batch in zip_longest(*groups.values()):
        together = {subject(each): (each, value) for each, value in filter(None, batch)}
        found = set(map(subject_of, moved(of_subjects(together, cases), made({each.path: value for each, value in together.values()}), today)))
        seen |= {each.dotted for name, (each, _value) in together.items() if name in found}
    unseen = {each.path: value for each, value in left if each.dotted not in seen}
    assert not moved(cases, made(unseen), today), "one of those that are said not to be seen is seen"
    assert {each.dotted for each, _value in left} - seen == NOT_SEEN
    assert len(NOT_SEEN) <= 0.05 * len(left)
