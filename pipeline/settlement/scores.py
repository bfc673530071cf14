"""Scores, grades and ranks from entries (A-1.2, A-1.5, A-3.5)."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from pipeline.base.period import Month
from pipeline.rulebook.model import Rulebook
from pipeline.rules.entries import BONUS, DEDUCTION, LEADER, sums_by_person


def scores(entries: pd.DataFrame, roster: pd.DataFrame, month: Month, rulebook: Rulebook) -> pd.DataFrame:
    """One row a person: base, bonus, deduction, leader, uncapped, score (hundredths), grade and rank, and `stays`:
    whether the person may be in last place (A-1.3).

    Supervisors are not appraised: all of these are missing for them. The score is base plus lines, at most the cap;
    the rank is within the department, ties share the better place.
    """
    people = roster[["employee_id", "name", "department", "role", "hire_date"]].reset_index(drop=True)
    left = (roster["leave_date"] < month.end).to_numpy()
    supervisors = (people["role"] == "supervisor").to_numpy(dtype=bool)
    bonus, deduction, leader = sums_by_person(entries, "points", (BONUS, DEDUCTION, LEADER), people["employee_id"]).T
    base = np.full(len(people), rulebook.score.base.points)
    uncapped = base + bonus + deduction + leader
    score = np.minimum(uncapped, rulebook.score.cap.points)
    figures = {
        "base": base, "bonus": bonus, "deduction": deduction, "leader": leader, "uncapped": uncapped, "score": score,
        "grade": pd.array([None if supervisor else rulebook.grade(int(of)) for of, supervisor in zip(score, supervisors, strict=True)], dtype="str"),
        "rank": _ranks(people["department"], score, supervisors),
    }  # fmt: skip
    appraised = {name: each if name == "grade" else pd.arrays.IntegerArray(each.copy(), supervisors.copy()) for name, each in figures.items()}
    return people.assign(**appraised, stays=rulebook.dismissal.last_place.leavers_ranked | ~left)


def _ranks(departments: pd.Series[str], score: np.ndarray, supervisors: np.ndarray) -> np.ndarray:
    """Each score's place among those of its department who are appraised; of supervisors it says nothing."""
    scored = list(zip(departments.tolist(), score.tolist(), strict=True))
    ahead, places = Counter[str](), dict[tuple[str, int], int]()
    for one in sorted((each for each, supervisor in zip(scored, supervisors, strict=True) if not supervisor), key=lambda each: -each[1]):
        ahead[one[0]] += 1
        places.setdefault(one, ahead[one[0]])
    return np.array([places.get(each, 0) for each in scored], dtype="int64")
