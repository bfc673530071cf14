"""What the service register says of a job: whether it was done, how long it took, when somebody left for it (C-8, C-10)."""

from __future__ import annotations

import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.base.order import said_of_each
from pipeline.base.units import SECONDS_A_DAY

KIND_LABELS = {"A": "A 有偿", "B": "B 合同", "C": "C 无偿", "D": "D 内部"}
PAID, INTERNAL = "A", "D"


@once_for_each
def is_finished(jobs: pd.DataFrame) -> pd.Series[bool]:
    """Jobs of which the register shows that the work was done: an end, content, a signature, a charge, or an archived voucher."""
    traces = jobs["ended_at"].notna() | jobs["content"].notna() | jobs["archived_on"].notna()
    return traces | is_yes(jobs["signed"]) | (jobs["charge"].fillna(0) > 0).astype(bool)


def seconds_worked(jobs: pd.DataFrame) -> pd.Series:
    """From start to end, missing where one of them is."""
    return jobs["ended_at"] - jobs["started_at"]


def left_on(jobs: pd.DataFrame) -> pd.Series:
    """The day of leaving for the job: of its start where that has a date, else of dispatch."""
    dated = jobs["started_at"].where(jobs["started_at"] >= 2 * SECONDS_A_DAY)
    days = pd.to_datetime(dated.astype("Float64"), unit="s").dt.floor("D").astype("datetime64[s]")
    return days.fillna(jobs["dispatched_on"])


def is_yes(answer: pd.Series) -> pd.Series[bool]:
    """Where a yes/no column says yes; missing is not yes."""
    return answer.fillna(False).astype(bool)


def names_of(ids: pd.Series[str], roster: pd.DataFrame) -> pd.Series[str]:
    """The people's names, missing for those who are not on the roster."""
    return ids.map(said_of_each(roster, "employee_id", "name")).astype("str")
