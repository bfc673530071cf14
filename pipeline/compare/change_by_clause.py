"""What moved a month's sums against the month before: by clause, in yuan and in points."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.rulebook.pay_columns import CORRECTION
from pipeline.rules.objections import standing

COLUMNS = ["clause", "label", "count", "count_before", "amount", "amount_before", "points", "points_before", "difference", "moved"]


def change_by_clause(
    people: pd.DataFrame, lines: pd.DataFrame, people_before: pd.DataFrame, lines_before: pd.DataFrame, merit: tuple[str, str],
) -> pd.DataFrame:
    """One row a clause, one for its corrections of months before, and one for what the scores moved (COLUMNS); amounts in fen, points in hundredths, what moved most first.

    The differences add up to that of both months' 调整合计; `moved` is that of the points. `merit` is the clause and the
    name of what the scores move, of which there are no lines.
    """
    now, before = _sums(people, lines, merit), _sums(people_before, lines_before, merit)
    nothing = {of: (label, 0, 0, 0) for of, (label, *_) in (before | now).items()}
    rows: list[tuple[Any, ...]] = []
    for of in sorted(nothing):
        (label, count, amount, points), (_, count_before, amount_before, points_before) = (sums.get(of, nothing[of]) for sums in (now, before))
        rows.append((of[0], label, count, count_before, amount, amount_before, points, points_before, amount - amount_before, points - points_before))
    changed = sorted((row for row in rows if row[-2] or row[-1]), key=lambda row: (-abs(row[-2]), -abs(row[-1]), row[0]))
    return pd.DataFrame(changed, columns=COLUMNS)


def _sums(people: pd.DataFrame, lines: pd.DataFrame, merit: tuple[str, str]) -> dict[tuple[str, str], tuple[str, int, int, int]]:
    """Name, number, amount and points by clause and, apart from the month's own, what corrects months before or what the scores moved: both stand at A-4.2."""
    stood = standing(lines)
    counted = stood[(stood["amount"] != 0) | (stood["points"] != 0)]
    sums: dict[tuple[str, str], tuple[str, int, int, int]] = {}
    for clause, label, category, amount, points in zip(*(counted[name].tolist() for name in ("clause", "label", "category", "amount", "points")), strict=True):
        of = (clause, category if category == CORRECTION else "")
        name, count, of_amount, of_points = sums.get(of, (label, 0, 0, 0))
        sums[of] = name, count + 1, of_amount + amount, of_points + points
    paid = people.loc[people["merit_pay"] != 0, "merit_pay"]
    return {**sums, merit: (merit[1], len(paid), int(paid.sum()), 0)}
