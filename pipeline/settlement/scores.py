"""Scores, grades and ranks from entries (A-1.2, A-1.5, A-3.5)."""

from __future__ import annotations

import pandas as pd

from pipeline.base.period import Month
from pipeline.rulebook.model import Rulebook
from pipeline.rules.entries import BONUS, DEDUCTION, LEADER, POINT_CATEGORIES, sums_by_person


def scores(entries: pd.DataFrame, roster: pd.DataFrame, month: Month, rulebook: Rulebook) -> pd.DataFrame:
    """One row a person: base, bonus, deduction, leader, uncapped, score (hundredths), grade and rank, and `stays`:
    whether the person may be in last place (A-1.3).

    Supervisors are not appraised: all of these are missing for them. The score is base plus lines, at most the cap;
    the rank is within the department, ties share the better place.
    """
    people = roster[["employee_id", "name", "department", "role", "hire_date"]].reset_index(drop=True)
    left = (roster["leave_date"] < month.end).fillna(False).to_numpy(dtype=bool)
    appraised = people["role"] != "supervisor"
    lines = sums_by_person(entries, "points", POINT_CATEGORIES, people["employee_id"]).astype("Int64")
    bonus, deduction, leader = (lines[category].where(appraised) for category in (BONUS, DEDUCTION, LEADER))
    base = pd.Series(rulebook.score.base.points, index=people.index, dtype="Int64").where(appraised)
    uncapped = base + bonus + deduction + leader
    result = people.assign(
        base=base, bonus=bonus, deduction=deduction, leader=leader, uncapped=uncapped, score=uncapped.clip(upper=rulebook.score.cap.points),
    )
    result["grade"] = pd.Series(
        [None if score is pd.NA else rulebook.grade(int(score)) for score in result["score"]], dtype="str"
    )
    result["rank"] = result.groupby("department")["score"].rank(method="min", ascending=False).astype("Int64")
    return result.assign(stays=rulebook.dismissal.last_place.leavers_ranked | ~left)
