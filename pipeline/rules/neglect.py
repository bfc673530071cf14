"""Duties not fulfilled: several different light or medium items in one month (A-3.3.5)."""

from __future__ import annotations

import pandas as pd

from pipeline.rulebook.model import Rulebook
from pipeline.rules.entries import DEDUCTION
from pipeline.rules.events import events, no_events


def neglect(charged: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """One event a person and month, on the day when the number of distinct clauses of a level is reached (A-3.3.5).

    `charged` are the month's entries; derived ones count, times do not.
    """
    reached = []
    deductions = charged[charged["category"] == DEDUCTION]
    for level in rulebook.neglect.levels:
        clauses = deductions[deductions["clause"].str.startswith(level.clause_prefix)]
        distinct = clauses.sort_values(["date", "sheet", "file", "row"], kind="stable").drop_duplicates(["employee_id", "clause"])
        nth = distinct.groupby("employee_id").cumcount() + 1
        at = distinct[nth == level.at_least]
        note = f"不同的{level.label}违规达到 {level.at_least} 项"
        reached.append(at[["employee_id", "date", "file", "sheet", "row"]].assign(note=note))
    found = pd.concat(reached, ignore_index=True)
    if found.empty:
        return no_events()
    first = found.sort_values(["employee_id", "date"], kind="stable").drop_duplicates("employee_id")
    return events(first, rulebook.neglect.item)
