"""The year of a person: the mean of the months, graded by the same bands (A-3.5), and each month's money as it stands."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from pipeline.base.units import half_up
from pipeline.rulebook.model import Rulebook
from pipeline.settlement.corrections import SPENDING, holder


def annual_scores(scores: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """employee_id, months, mean (hundredths, half up), grade; from a row a month and person: employee_id, score.

    Who has fewer months than the rulebook asks for has neither mean nor grade.
    """
    scored = scores[scores["score"].notna()]
    sums = scored.groupby("employee_id", sort=True)["score"].agg(months="size", total="sum").reset_index()
    enough = sums["months"] >= rulebook.annual.least_months
    means = [half_up(Fraction(int(total), int(months))) for total, months in zip(sums["total"], sums["months"], strict=True)]
    grades = [rulebook.grade(mean) for mean in means]
    return pd.DataFrame({
        "employee_id": sums["employee_id"], "months": sums["months"], "mean": pd.array(means, dtype="Int64"), "grade": pd.Series(grades, dtype="object"),
    }).assign(mean=lambda rows: rows["mean"].where(enough), grade=lambda rows: rows["grade"].where(enough, None))  # fmt: skip


def as_it_stands(paid: pd.DataFrame, corrections: pd.DataFrame) -> pd.DataFrame:
    """month, employee_id, total (fen): what each month came to for a person after all corrections, each at the month that it corrects.

    `paid` is what the months' sheets had (month, employee_id, total), `corrections` what was booked in or for them
    (corrects_month, booked_in, employee_id, category, amount).
    """
    own = paid.assign(employee_id=paid["employee_id"].map(holder))[["month", "employee_id", "total"]]
    lines = corrections[corrections["category"] != SPENDING]
    moved = [
        lines.assign(month=lines[at], total=sign * lines["amount"])[["month", "employee_id", "total"]]
        for at, sign in (("booked_in", -1), ("corrects_month", 1))
    ]
    months = paid["month"].unique()
    rows = pd.concat([own, *(each[each["month"].isin(months)] for each in moved)], ignore_index=True)
    return rows.groupby(["month", "employee_id"])["total"].sum().reset_index()
