"""Facts as people write them, understood as cases: 考核分 91; 迟到 11 分钟; 第 4 次未登记交接."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from pipeline.cases.around import FORMS, cases_around
from pipeline.cases.case import CannotBeSaid, Case, plain_text
from pipeline.rulebook.model import Rulebook

NEAR = 3
"""Facts that are proposed where one is not understood."""


def case_of(fact: str, rulebook: Rulebook) -> Case | None:
    """What a fact stands for; None where no form says it, or not of this rulebook."""
    said = plain_text(fact)
    department = next((name for name in rulebook.of_departments if said.startswith(f"{plain_text(name)}:")), "")
    for case in _understood(said[len(f"{plain_text(department)}:") :] if department else said, department, rulebook):
        try:
            case.form.invents(case.values, rulebook.of_departments.get(department, rulebook))
        except CannotBeSaid:
            continue
        return case
    return None


def nearest(fact: str, rulebook: Rulebook) -> list[str]:
    """Facts of this rulebook that look most like it."""
    cases = list(cases_around(rulebook))
    of_each_month = [case.fact for case in {case.form.month: case for case in reversed(cases)}.values()]
    return get_close_matches(fact, [case.fact for case in cases], n=NEAR, cutoff=0.4) or of_each_month[:NEAR]


def _understood(fact: str, department: str, rulebook: Rulebook) -> Iterator[Case]:
    for form in FORMS:
        found = form.pattern.fullmatch(fact)
        if found:
            values = {name: _as_called(name, text, rulebook) for name, text in found.groupdict().items()}
            yield Case(form, values, department)


def _as_called(name: str, text: str, rulebook: Rulebook) -> str:
    """Items by their code, their name or a part of it that no other has; all else as it is typed."""
    if name != "item":
        return text
    labels = {plain_text(item.label): item.label for item in rulebook.items.values()} | {plain_text(code): item.label for code, item in rulebook.items.items()}
    having = {label for plain, label in labels.items() if text in plain}
    return labels.get(text) or (having.pop() if len(having) == 1 else text)


