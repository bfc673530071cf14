"""What each clause did in a month: how often, to whom, how many points and how much money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.rulebook.model import Rulebook


@dataclass(frozen=True)
class Effect:
    """`people` are those concerned with how often each was; points in hundredths, amount in fen."""

    times: int
    people: tuple[tuple[str, str, int], ...]
    points: int
    amount: int


def may_concern_somebody(rulebook: Rulebook) -> frozenset[str]:
    """The clauses that set something off for single people; others, like the base score, hold for all."""
    of_items = {consequence.clause for item in rulebook.items.values() for consequence in item.sets_off}
    rule = rulebook.resignation
    others = (rulebook.dismissal, rulebook.leader_adjustment, rule.wage_withheld, rule.training_charge, rule.early_confirmation)
    return frozenset(of_items | {each.clause for each in others})


def effects(entries: pd.DataFrame) -> Mapping[str, Effect]:
    """By clause, from the month's entries that stand (with `name`)."""
    of_clause: dict[str, list[tuple[str, str, int, int]]] = {}
    for clause, *line in zip(*(entries[name].tolist() for name in ("clause", "employee_id", "name", "points", "amount")), strict=True):
        of_clause.setdefault(clause, []).append(tuple(line))
    found = {}
    for clause, lines in sorted(of_clause.items()):
        people, names, points, amounts = zip(*lines, strict=True)
        counts, name_of = Counter(people), dict(zip(people, names, strict=True))
        found[clause] = Effect(len(lines), tuple((who, str(name_of[who]), counts[who]) for who in sorted(counts)), sum(points), sum(amounts))
    return found
