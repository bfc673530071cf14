"""复核清单: what a careful manager would look at before the close, each told beside what it was compared with (A-1.4).

Counts and quartiles that can be checked by hand. The figures are the rulebook's; without them nothing is reviewed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.base.units import yuan
from pipeline.findings.finding import Finding
from pipeline.language.translation import N_
from pipeline.month.scorers import Logs, scorers_that_differ
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.topics import PairOfEyes
from pipeline.rules.entries import ACTION, DEDUCTION
from pipeline.settlement.settle import Settlement

Tables = Mapping[str, pd.DataFrame]
Totals = Mapping[str, Sequence[tuple[str, int]]]
SERIOUS, CONSIDERABLE, ORDINARY = N_("重大"), N_("较重"), N_("一般")
GRAVITY = {
    "DISMISSAL_ON_ONE_ROW": SERIOUS, "SELF_RECORDED": SERIOUS, "LOSES_MOST_OF_WAGE": SERIOUS,
    "ADJUSTMENT_UNUSUAL": CONSIDERABLE, "FAR_FROM_PEERS": CONSIDERABLE, "SCORER_DIFFERS": CONSIDERABLE, "SCORER_RECORDS_MORE": ORDINARY,
    "PERHAPS_TWICE": CONSIDERABLE, "ROW_REPEATED": CONSIDERABLE, "RECORDED_LATE": ORDINARY,
}  # fmt: skip
"""The kinds of the list and no others, with how grave each is: a list that cries wolf is not read."""
DISMISSALS = ("dismissal", "instant_dismissal", "resignation")
PLACE = ["file", "sheet", "row"]
Place = tuple[str, str, int]


@dataclass(frozen=True)
class Matter:
    """One row of the list. `fen` is what hangs on it, never negative; `employee_id` whom it concerns."""

    gravity: str
    finding: Finding
    employee_id: str
    name: str
    fen: int


def oddities(settlement: Settlement, tables: Tables, totals: Totals, logs: Logs, rulebook: Rulebook) -> list[Finding]:
    """What shows in the settled month.

    `totals` are each person's adjustments (fen) in closed months, oldest first, `logs` gives the deductions of the last of them.
    """
    rule = rulebook.review
    if rule is None:
        return []
    pay = settlement.pay[~settlement.pay["held"].astype(bool)]
    return [
        *_dismissals_on_one_row(settlement, rulebook), *_amounts(pay, tables["roster"], totals, rulebook, rule),
        *scorers_that_differ(tables.get("deductions"), logs, rulebook, rule),
    ]  # fmt: skip


def matters(findings: Sequence[Finding], settlement: Settlement, rulebook: Rulebook) -> list[Matter]:
    """The findings that are to be reviewed, one row a matter, by gravity and money."""
    findings = [finding for finding in findings if finding.code in GRAVITY]
    if not findings or rulebook.review is None:
        return []
    names = dict(zip(settlement.pay["employee_id"], settlement.pay["name"], strict=True))
    of_person = settlement.pay["total"].abs().groupby(settlement.pay["employee_id"]).sum().to_dict()
    of_row = _moved_by_row(settlement.entries, rulebook)
    found = []
    for finding in findings:
        who = finding.people[0] if finding.people else ""
        fen = of_person.get(who, 0) if finding.row is None else of_row.get((finding.file, finding.sheet, finding.row), 0)
        found.append(Matter(GRAVITY[finding.code], finding, who, str(names.get(who, "")), int(fen)))
    order = (SERIOUS, CONSIDERABLE, ORDINARY)
    return sorted(found, key=lambda each: (order.index(each.gravity), -each.fen, each.finding.code, each.employee_id, each.finding.sort_key))


def _moved_by_row(made: pd.DataFrame, rulebook: Rulebook) -> dict[Any, int]:
    """What each row (file, sheet, number) moves in fen, its points at what a point is worth."""
    moved = made[["points", "amount"]].abs().groupby([made[name] for name in PLACE], observed=True).sum()
    return dict(zip(moved.index, moved["amount"] + moved["points"] * rulebook.pay.fen_per_point // 100, strict=True))


def _amounts(pay: pd.DataFrame, roster: pd.DataFrame, totals: Totals, rulebook: Rulebook, rule: PairOfEyes) -> list[Finding]:
    """What is odd in an amount is one matter, told by what is gravest in it."""
    told: dict[str, Finding] = {}
    for finding in (*_loses_most_of_wage(pay, roster, rule), *_far_from_own_months(pay, roster, totals, rule), *_far_from_peers(pay, rulebook, rule)):
        told.setdefault(finding.people[0], finding)
    return list(told.values())


def _far_from_own_months(pay: pd.DataFrame, roster: pd.DataFrame, totals: Totals, rule: PairOfEyes) -> Iterator[Finding]:
    """Outside what the person's own last months had, by more than these lie apart, and by so much at least."""
    joined = dict(zip(roster["employee_id"], roster["hire_date"], strict=True))
    for who, total in zip(pay["employee_id"], pay["total"], strict=True):
        since = joined.get(who)
        own = [each for month, each in totals.get(who, ()) if since is not None and month >= f"{since:%Y-%m}"][-rule.own_months :]
        if len(own) < rule.own_fewest:
            continue
        low, high = min(own), max(own)
        beyond = max(rule.own_beyond, high - low)
        if total < low - beyond or total > high + beyond:
            params = {"employee": who, "amount": yuan(int(total)), "count": len(own), "months": "、".join(map(yuan, own)), "beyond": yuan(beyond)}
            yield Finding("ADJUSTMENT_UNUSUAL", params=params, people=(who,))


def _far_from_peers(pay: pd.DataFrame, rulebook: Rulebook, rule: PairOfEyes) -> Iterator[Finding]:
    """Outside the quartiles of the others in the same role by more than three times their distance, and by so much at least."""
    for role, people in pay.groupby("role"):
        if len(people) <= rule.peers_fewest:
            continue
        for (who, total), quartiles in zip(people[["employee_id", "total"]].to_numpy(), quartiles_of_others(people["total"]), strict=True):
            low, middle, high = map(int, quartiles)
            beyond = max(rule.peers_beyond, rule.peers_times * (high - low))
            if total < low - beyond or total > high + beyond:
                params = {
                    "employee": who, "amount": yuan(int(total)), "role": rulebook.every_role[str(role)].label, "count": len(people) - 1,
                    "middle": yuan(middle), "low": yuan(low), "high": yuan(high),
                }
                yield Finding("FAR_FROM_PEERS", params=params, people=(str(who),))


def quartiles_of_others(values: pd.Series) -> np.ndarray:
    """Of each of at least two values the quartiles of all the others, nearest ranks: a row a value, lower, median, upper."""
    ordered: np.ndarray = np.sort(values.to_numpy())
    ranks = values.to_numpy().argsort(kind="stable").argsort()
    quarters = np.quantile(np.arange(len(values) - 1), (0.25, 0.5, 0.75), method="nearest")
    places = quarters + (quarters >= ranks[:, None])
    quartiles: np.ndarray = ordered[places]
    return quartiles


def _loses_most_of_wage(pay: pd.DataFrame, roster: pd.DataFrame, rule: PairOfEyes) -> Iterator[Finding]:
    wages = dict(zip(roster["employee_id"].tolist(), roster["monthly_wage"].tolist(), strict=True))
    for who, total in zip(pay["employee_id"].tolist(), pay["total"].tolist(), strict=True):
        wage = wages.get(who)
        if wage is not None and total < 0 and -int(total) > int(wage) * rule.share_of_wage:
            params = {"employee": who, "amount": yuan(-int(total)), "wage": yuan(int(wage)), "percent": f"{-int(total) / int(wage):.0%}"}
            yield Finding("LOSES_MOST_OF_WAGE", params=params, people=(who,))


def _dismissals_on_one_row(settlement: Settlement, rulebook: Rulebook) -> Iterator[Finding]:
    """A proposed dismissal that would not stand without one single row."""
    made = settlement.entries
    acts = made[(made["category"] == ACTION) & made["item"].isin(DISMISSALS)].drop_duplicates(["employee_id", "clause"])
    if acts.empty:
        return
    theirs = made[made["row"].notna() & made["employee_id"].isin(acts["employee_id"])]
    places: dict[tuple[str, str], set[Place]] = {}
    taken: dict[str, Counter[Place]] = {}
    for who, clause, category, points, file, sheet, row in theirs[["employee_id", "clause", "category", "points", *PLACE]].itertuples(index=False, name=None):
        place = (str(file), str(sheet), int(row))
        places.setdefault((who, clause), set()).add(place)
        if category == DEDUCTION:
            taken.setdefault(who, Counter())[place] += points
    appraised = settlement.appraisal.drop_duplicates("employee_id").dropna(subset="score")
    scores = dict(zip(appraised["employee_id"], appraised["score"], strict=True))
    for who, item, clause in acts[["employee_id", "item", "clause"]].itertuples(index=False):
        if clause == rulebook.dismissal.clause:
            only = _row_below(taken.get(who, {}), scores.get(who), rulebook.dismissal.below)
        else:
            rows = places.get((who, clause), set())
            only = next(iter(rows)) if len(rows) == 1 else None
        if only is not None:
            params = {"employee": who, "action": rulebook.actions[str(item)].label, "clause": clause}
            yield Finding("DISMISSAL_ON_ONE_ROW", *only, params=params, people=(who,))


def _row_below(taken: Mapping[Place, int], score: int | None, limit: int) -> Place | None:
    """The row without which the score would not be below the limit, where there is such a one; `taken` has what each row takes."""
    if score is None or not taken:
        return None
    heaviest = min(taken, key=lambda place: taken[place])
    return heaviest if score < limit <= score - taken[heaviest] else None
