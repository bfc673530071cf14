"""The year's score: the mean of a person's months, graded by the same bands (A-3.5)."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from pipeline.base.units import half_up
from pipeline.rulebook.model import Rulebook


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
