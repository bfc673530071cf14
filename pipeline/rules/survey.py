"""Points for customers' ratings, where the rulebook gives any (C-15)."""

from __future__ import annotations

import pandas as pd

from pipeline.rulebook.model import Rulebook
from pipeline.rules.entries import BONUS, DEDUCTION, entries, no_entries, together
from pipeline.schemas.service import MATTERS, RATINGS


def survey(surveys: pd.DataFrame, roster: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """An entry for each rating whose level has points; none by default, and none for supervisors (C-15)."""
    rule = rulebook.survey
    points = {str(level): value for level, value in rule.points_per_rating.items() if value}
    if not points:
        return no_entries()
    labels = {code: label for label, code in RATINGS.items()}
    appraised = roster.loc[roster["role"] != "supervisor", "employee_id"]
    rated = surveys[surveys["employee_id"].isin(appraised)]
    made = []
    for matter, name in MATTERS.items():
        hit = rated[rated[matter].isin(list(points))]
        value = hit[matter].map(points)
        made.append(
            entries(
                hit, clause=rule.clause, item=rule.clause, label="客户评价：" + name, points=value,
                category=pd.Series(BONUS, index=hit.index, dtype="str").where(value > 0, DEDUCTION),
                note=name + " " + hit[matter].map(labels).astype("str"),
            )
        )
    return together(made)
