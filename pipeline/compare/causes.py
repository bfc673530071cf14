"""What moved a month's sums against the month before: by clause, in yuan and in points."""

from __future__ import annotations

import pandas as pd

COLUMNS = ["clause", "label", "count", "count_before", "amount", "amount_before", "points", "points_before", "difference", "moved"]
MERIT_PAY = "A-4.2"


def causes_of_change(people: pd.DataFrame, lines: pd.DataFrame, people_before: pd.DataFrame, lines_before: pd.DataFrame, merit_label: str) -> pd.DataFrame:
    """One row a clause, and one for what the scores moved (COLUMNS); amounts in fen, points in hundredths, what moved most first.

    The differences add up to that of both months' 调整合计; `moved` is that of the points.
    """
    now, before = _sums(people, lines, merit_label), _sums(people_before, lines_before, merit_label)
    both = now.join(before.add_suffix("_before"), how="outer")
    sums = [name for name in COLUMNS[2:-2]]
    both[sums] = both[sums].fillna(0).astype("int64")
    both["label"] = both["label"].fillna(both["label_before"])
    both = both.assign(difference=both["amount"] - both["amount_before"], moved=both["points"] - both["points_before"])
    changed = both[(both["difference"] != 0) | (both["moved"] != 0)].reset_index()[COLUMNS]
    order = changed[["difference", "moved"]].abs().assign(clause=changed["clause"])
    return changed.loc[order.sort_values(["difference", "moved", "clause"], ascending=[False, False, True]).index].reset_index(drop=True)


def _sums(people: pd.DataFrame, lines: pd.DataFrame, merit_label: str) -> pd.DataFrame:
    counted = lines[(lines["amount"] != 0) | (lines["points"] != 0)]
    sums = counted.groupby("clause").agg(label=("label", "first"), count=("label", "size"), amount=("amount", "sum"), points=("points", "sum"))
    merit = people.loc[people["merit_pay"] != 0, "merit_pay"]
    moved = pd.DataFrame({"label": merit_label, "count": len(merit), "amount": int(merit.sum()), "points": 0}, index=[MERIT_PAY])
    return pd.concat([sums, moved]).rename_axis("clause")
