"""What moved a month's sums against the month before: by clause, in yuan and in points."""

from __future__ import annotations

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
    both = now.join(before.add_suffix("_before"), how="outer")
    sums = [name for name in COLUMNS[2:-2]]
    both[sums] = both[sums].fillna(0).astype("int64")
    both["label"] = both["label"].fillna(both["label_before"])
    both = both.assign(difference=both["amount"] - both["amount_before"], moved=both["points"] - both["points_before"])
    changed = both[(both["difference"] != 0) | (both["moved"] != 0)].reset_index()[COLUMNS]
    order = changed[["difference", "moved"]].abs().assign(clause=changed["clause"])
    return changed.loc[order.sort_values(["difference", "moved", "clause"], ascending=[False, False, True]).index].reset_index(drop=True)


def _sums(people: pd.DataFrame, lines: pd.DataFrame, merit: tuple[str, str]) -> pd.DataFrame:
    """By clause and, apart from the month's own, what corrects months before or what the scores moved: both stand at A-4.2."""
    stood = standing(lines)
    counted = stood[(stood["amount"] != 0) | (stood["points"] != 0)]
    apart = counted["category"].where(counted["category"] == CORRECTION, "").rename("apart")
    sums = counted.groupby(["clause", apart]).agg(label=("label", "first"), count=("label", "size"), amount=("amount", "sum"), points=("points", "sum"))
    clause, label = merit
    paid = people.loc[people["merit_pay"] != 0, "merit_pay"]
    scores = pd.MultiIndex.from_tuples([(clause, label)], names=sums.index.names)
    moved = pd.DataFrame({"label": label, "count": len(paid), "amount": int(paid.sum()), "points": 0}, index=scores)
    return pd.concat([sums, moved])
