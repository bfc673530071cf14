"""Months under another rulebook beside today's; nothing of archive or outputs is touched."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import half_up
from pipeline.settlement.settle import Settlement

PERSON = ["employee_id", "name", "department", "score", "grade", "merit_pay", "total"]


@dataclass(frozen=True)
class Side:
    """One side of a month: a row a person (PERSON, in hundredths and fen), the fund's last balance, actions by label."""

    people: pd.DataFrame
    fund: int
    actions: Counter[str]


@dataclass(frozen=True)
class Simulated:
    month: Month
    today: Side
    then: Side
    is_closed: bool
    changes: tuple[str, ...] = ()
    """What the other rulebook says differently, in words."""

    @property
    def people(self) -> pd.DataFrame:
        """A row a person with `…_before` and after, and `difference` (fen); who is on one side only has nothing on the other."""
        both = self.today.people.merge(self.then.people, on="employee_id", how="outer", suffixes=("_before", ""))
        for name in ("merit_pay", "total", "merit_pay_before", "total_before"):
            both[name] = both[name].fillna(0).astype("int64")
        return both.assign(
            month=str(self.month), name=both["name"].fillna(both["name_before"]),
            department=both["department"].fillna(both["department_before"]), difference=both["total"] - both["total_before"]
        )


def side(settlement: Settlement) -> Side:
    return Side(settlement.pay[PERSON], int(settlement.fund["balance"].iloc[-1]), Counter(settlement.actions["action"]))


def grades(which: Side) -> Counter[str]:
    return Counter(which.people.loc[which.people["score"].notna(), "grade"])


def matrix(people: pd.DataFrame) -> pd.DataFrame:
    """By department and today's grade: how many gain and lose, how many change grade, and the sum of differences (fen)."""
    grade = people["grade_before"].fillna("")
    rows = people.assign(
        was=grade, more=people["difference"] > 0, less=people["difference"] < 0, same=people["difference"] == 0,
        moved=people["grade"].fillna("") != grade,
    )
    found = rows.groupby(["department", "was"])[["more", "less", "same", "moved", "difference"]].sum().reset_index()
    return found.sort_values(["department", "was"], key=lambda values: values.replace({"—": "Z", "": "ZZ"}), kind="stable", ignore_index=True)


def moved_most(people: pd.DataFrame, most: int) -> pd.DataFrame:
    """The people with the largest differences over all months, whichever way."""
    whole = people.groupby(["employee_id", "name"])["difference"].sum().reset_index()
    order = whole["difference"].abs().sort_values(ascending=False, kind="stable").index
    return whole.loc[order].query("difference != 0").head(most)


def a_year(difference: int, months: int) -> int:
    """What a difference over some months comes to in twelve of them, in fen, half up."""
    return half_up(Fraction(difference * 12, months))
