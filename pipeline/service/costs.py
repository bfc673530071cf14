"""收支与工时: what service brought in and cost, by kind; jobs and hours by technician (C-6, C-9, C-12)."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from pipeline.base.units import HUNDREDTHS, half_up
from pipeline.service.jobs import KIND_LABELS, is_finished, names_of, seconds_worked

SECONDS_AN_HOUR = 3600
TOTAL = "合计"
FIGURES = ["jobs", "finished", "income", "cost", "result", "hours"]


def by_kind(jobs: pd.DataFrame) -> pd.DataFrame:
    """kind_label, jobs, finished, income, cost (travel), result (fen), hours (hundredths); all four kinds, then 合计."""
    facts = _facts(jobs)
    kinds = facts.groupby(jobs["kind"]).sum().reindex(list(KIND_LABELS), fill_value=0)
    kinds.index = kinds.index.map(KIND_LABELS)
    whole = pd.DataFrame([facts.sum()], index=[TOTAL]).astype("int64")
    return _figures(pd.concat([kinds, whole])).rename_axis("kind_label").reset_index()


def by_technician(jobs: pd.DataFrame, roster: pd.DataFrame) -> pd.DataFrame:
    """technician_id, name, jobs (dispatched), finished, income, cost, result, hours; whoever has a job, by id."""
    people = _figures(_facts(jobs).groupby(jobs["technician_id"]).sum()).rename_axis("technician_id").reset_index()
    people.insert(1, "name", names_of(people["technician_id"], roster))
    return people


def _facts(jobs: pd.DataFrame) -> pd.DataFrame:
    income, cost = jobs["charge"].fillna(0), jobs["travel_cost"].fillna(0)
    return pd.DataFrame(
        {
            "jobs": 1,
            "finished": is_finished(jobs),
            "income": income,
            "cost": cost,
            "result": income - cost,
            "seconds": seconds_worked(jobs).fillna(0),
        },
        index=jobs.index,
    ).astype("int64")


def _figures(sums: pd.DataFrame) -> pd.DataFrame:
    hours = [half_up(Fraction(int(seconds) * HUNDREDTHS, SECONDS_AN_HOUR)) for seconds in sums["seconds"]]
    return sums.assign(hours=hours).astype({"hours": "int64"})[FIGURES]
