"""First of the whole customer service in both workload and quality (A-2.1)."""

from __future__ import annotations

import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.base.period import Month
from pipeline.language.translation import N_
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import FINE, WITHHELD
from pipeline.rules.entries import ACTION, DEDUCTION
from pipeline.rules.events import events, no_events

CONDUCT = (DEDUCTION, FINE, WITHHELD, ACTION)


def firsts(
    workload: pd.DataFrame, roster: pd.DataFrame, charged: pd.DataFrame, month: Month, rulebook: Rulebook
) -> pd.DataFrame:
    """An event for each who has both the highest 接待量 and the highest 质量分, and no violation (A-2.1).

    `charged` are the month's entries for conduct; joint firsts all count. Compared among those appraised.
    """
    if workload.empty:
        return no_events()
    standing = places(workload, roster, rulebook)
    first = standing[standing["first_in_contacts"] & standing["first_in_quality"]]
    blamed = charged.loc[charged["category"].isin(CONDUCT), "employee_id"]
    clean = first[~first["employee_id"].isin(blamed)]
    return events(
        clean[["employee_id", "file", "sheet", "row"]], rulebook.best.item, date=month.end, note=f"接待量和质量分均为{compared_in(rulebook)}第一"
    )


def compared_in(rulebook: Rulebook) -> str:
    return N_("全客服") if rulebook.best.within == "whole" else N_("部门")


@once_for_each
def places(workload: pd.DataFrame, roster: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """The workload of those appraised with `first_in_contacts` and `first_in_quality`: of all, or of the department (A-2.1)."""
    appraised = roster.loc[roster["role"] != "supervisor", ["employee_id", "department"]]
    standing = workload.merge(appraised, on="employee_id")
    among = standing["department"] if rulebook.best.within == "department" else pd.Series("", index=standing.index)
    highest = standing.groupby(among)[["contacts", "quality"]].transform("max")
    return standing.assign(
        first_in_contacts=standing["contacts"] == highest["contacts"],
        first_in_quality=standing["quality"] == highest["quality"],
    )
