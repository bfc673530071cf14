"""First in the department in both workload and quality (A-2.1)."""

from __future__ import annotations

import pandas as pd

from pipeline.base.period import Month
from pipeline.rulebook.model import Rulebook
from pipeline.rules.entries import ACTION, DEDUCTION, FINE, WITHHELD
from pipeline.rules.events import events

CONDUCT = (DEDUCTION, FINE, WITHHELD, ACTION)


def firsts(
    workload: pd.DataFrame, roster: pd.DataFrame, charged: pd.DataFrame, month: Month, rulebook: Rulebook
) -> pd.DataFrame:
    """An event for each who has both the highest 接待量 and the highest 质量分, and no violation (A-2.1).

    `charged` are the month's entries for conduct; joint firsts all count. Compared among those appraised.
    """
    standing = places(workload, roster)
    first = standing[standing["first_in_contacts"] & standing["first_in_quality"]]
    blamed = charged.loc[charged["category"].isin(CONDUCT), "employee_id"]
    clean = first[~first["employee_id"].isin(blamed)]
    return events(
        clean[["employee_id", "file", "sheet", "row"]], rulebook.best.item, date=month.end, note="接待量和质量分均为部门第一"
    )


def places(workload: pd.DataFrame, roster: pd.DataFrame) -> pd.DataFrame:
    """The workload of those appraised with `first_in_contacts` and `first_in_quality` within the department."""
    appraised = roster.loc[roster["role"] != "supervisor", ["employee_id", "department"]]
    standing = workload.merge(appraised, on="employee_id")
    department = standing.groupby("department")
    return standing.assign(
        first_in_contacts=standing["contacts"] == department["contacts"].transform("max"),
        first_in_quality=standing["quality"] == department["quality"].transform("max"),
    )
