"""Who does the same thing again and again: at least three times in this month and the one before."""

from __future__ import annotations

import pandas as pd

from pipeline.month.report import MonthReport

OFTEN = 3
COLUMNS = ["employee_id", "name", "clause", "label", "times", "before", "points", "amount"]


def repeats(report: MonthReport) -> pd.DataFrame:
    """One row a person and item (COLUMNS), most often first; `before` is how often last month, figures are this month's."""
    lines = _taken(report.settled.entries)
    if lines.empty:
        return pd.DataFrame(columns=COLUMNS)
    now = _times(lines)
    before = _times(_taken(report.before[1])) if report.before is not None else pd.Series(dtype="int64")
    counts = pd.DataFrame({"times": now, "before": before.reindex(now.index).fillna(0).astype("int64")})
    often = counts[counts["times"] + counts["before"] >= OFTEN]
    if often.empty:
        return pd.DataFrame(columns=COLUMNS)
    theirs = lines.merge(often.reset_index()[["employee_id", "item"]]).groupby(["employee_id", "item"], sort=True)
    said = theirs.agg(name=("name", "first"), label=("label", "first"), points=("points", "sum"), amount=("amount", "sum"))
    clauses = ["、".join(each.drop_duplicates()) for _, each in theirs["clause"]]
    found = said.assign(clause=clauses).join(often).reset_index()
    return found.sort_values(["times", "before", "employee_id", "item"], ascending=[False, False, True, True], ignore_index=True)[COLUMNS]


def _taken(lines: pd.DataFrame) -> pd.DataFrame:
    return lines[((lines["points"] < 0) | (lines["amount"] < 0)) & (lines["file"].notna())]


def _times(lines: pd.DataFrame) -> pd.Series:
    """How often, by person and item: an event that sets off two clauses is one."""
    return lines.groupby(["employee_id", "item", "clause"]).size().groupby(["employee_id", "item"]).max()
