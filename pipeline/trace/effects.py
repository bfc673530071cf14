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
    """By clause, from the month's entries (with `name`)."""
    found = {}
    for clause, lines in entries.groupby("clause"):
        people = lines["employee_id"].tolist()
        names, counts = dict(zip(people, lines["name"].tolist(), strict=True)), Counter(people)
        each = tuple((who, str(names[who]), counts[who]) for who in sorted(counts))
        found[str(clause)] = Effect(len(lines), each, int(lines["points"].sum()), int(lines["amount"].sum()))
    return found
