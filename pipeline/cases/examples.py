"""The examples that a rulebook has signed, held against what it makes of them (A-4.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.base.once import once_for_each
from pipeline.cases.case import CaseOutcome, plain_text
from pipeline.cases.month import outcomes
from pipeline.cases.read import case_of, nearest
from pipeline.language.translation import _
from pipeline.rulebook.load import refused
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.topics import Example

NOTHING = ("无", "没有", "没有后果")


@dataclass(frozen=True)
class Untrue:
    """An example that does not come true: its place, what of it (`fact`, `points`, `yuan`, `result`), and what the rules make of it.

    Where the fact itself is not understood there is no `outcome`, and `near` has facts that are.
    """

    at: int
    part: str
    outcome: CaseOutcome | None
    near: Sequence[str] = ()


@once_for_each
def untrue_examples(rulebook: Rulebook) -> list[Untrue]:
    cases = {at: case_of(each.fact, rulebook) for at, each in enumerate(rulebook.examples)}
    said = {at: case for at, case in cases.items() if case is not None}
    found = dict(zip(said, outcomes(list(said.values()), rulebook), strict=True))
    untrue = []
    for at, example in enumerate(rulebook.examples):
        outcome = found.get(at)
        if outcome is None:
            untrue.append(Untrue(at, "fact", None, nearest(example.fact, rulebook)))
        else:
            untrue += [Untrue(at, part, outcome) for part in _differing(example, outcome)]
    return untrue


def untrue_said(rulebook: Rulebook) -> str:
    """What is wrong with the examples of a rulebook's file, each at its place; nothing where all come true."""
    wrong = [(("examples", each.at, each.part), _said(each, rulebook.examples[each.at].fact)) for each in untrue_examples(rulebook)]
    return str(refused(rulebook.source, rulebook.source.read_text(encoding="utf-8"), wrong)) if wrong else ""


def _said(untrue: Untrue, fact: str) -> str:
    if untrue.outcome is None:
        return _("读不懂例子“{fact}”，可以写成 {near}", fact=fact, near="；".join(untrue.near))
    return _("按这份规则，“{fact}”是 {outcome}；请改规则或改例子", fact=fact, outcome=untrue.outcome.said)


def _differing(example: Example, outcome: CaseOutcome) -> list[str]:
    """What of the example is given and is not so; what is left empty is not said."""
    wrong = {
        "points": example.points is not None and example.points != outcome.points,
        "yuan": example.fen is not None and example.fen != outcome.fen,
        "result": example.result is not None and not _words_hold(example.result, outcome.words),
    }
    return [part for part, is_wrong in wrong.items() if is_wrong]


def _words_hold(result: str, words: Sequence[str]) -> bool:
    given = [word for word in re.split("[、;,]", plain_text(result)) if word]
    if given and all(word in NOTHING for word in given):
        return not words
    return set(given) <= set(map(plain_text, words))
