"""What finance paid for the month before, held against that month's sheet to the fen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pipeline.base.units import yuan
from pipeline.checks.table import Mark, Table
from pipeline.findings.finding import Finding

COLUMNS = ["employee_id", "name", "expected", "paid", "difference"]
NAMED = 20


def held_against(paid: pd.DataFrame | None, last: pd.DataFrame | None) -> pd.DataFrame | None:
    """What came of it (see `compared`); None where finance filled nothing in, or no closed month says what was due."""
    return None if paid is None or paid.empty or last is None else compared(paid, last)


def compared(paid: pd.DataFrame, last: pd.DataFrame) -> pd.DataFrame:
    """Everybody who was to be paid or was paid: COLUMNS, in fen, `difference` being what was paid too much.

    `last` is the closed month's sheet: employee_id, name, total. What is on one side alone is NA on the other.
    """
    given = paid[["employee_id", "name", "paid_adjustment"]].rename(columns={"name": "given_name", "paid_adjustment": "paid"})
    due = last[["employee_id", "name", "total"]].rename(columns={"total": "expected"})
    both = due.merge(given, on="employee_id", how="outer", sort=True)
    both = both[both["paid"].notna() | (both["expected"] != 0)].reset_index(drop=True)
    names, expected, given_fen = both["name"].fillna(both["given_name"]), both["expected"].astype("Int64"), both["paid"].astype("Int64")
    return both.assign(name=names, expected=expected, paid=given_fen, difference=given_fen.fillna(0) - expected.fillna(0))[COLUMNS]


def paid_otherwise(table: Table | None, good: pd.DataFrame | None, last: pd.DataFrame | None) -> list[Finding]:
    """Where finance paid something else than the closed month's sheet says, each at its cell, and whom it left out."""
    if table is None or good is None or table.frame.empty:
        return []
    if last is None:
        return [Finding("PAID_WITHOUT_MONTH", sheet=table.sheet.title)]
    both = compared(good, last)
    return [*(table.finding(mark) for mark in _marks(table.frame, both)), *_left_out(table, both)]


def _marks(frame: pd.DataFrame, both: pd.DataFrame) -> Iterator[Mark]:
    of = both.set_index("employee_id")
    for position in np.flatnonzero(frame["employee_id"].isin(of.index[(of["difference"] != 0) | of["expected"].isna()])):
        row = frame.iloc[position]
        person = of.loc[row["employee_id"]]
        if person["paid"] is pd.NA or row["paid_adjustment"] != person["paid"]:
            continue
        if person["expected"] is pd.NA:
            yield Mark("PAID_UNKNOWN", "paid", [int(position)], "paid_adjustment", {"employee": row["employee_id"]})
        else:
            params = {"employee": row["employee_id"], "expected": yuan(int(person["expected"])), "difference": yuan(int(person["difference"]))}
            yield Mark("PAID_OTHERWISE", "paid", [int(position)], "paid_adjustment", params)


def _left_out(table: Table, both: pd.DataFrame) -> list[Finding]:
    absent = both[both["paid"].isna() & ~both["employee_id"].isin(table.frame["employee_id"])]
    if absent.empty:
        return []
    people = [f"{row.employee_id} {yuan(int(str(row.expected)))}" for row in absent.head(NAMED).itertuples()]
    part = table.parts[0]
    params = {"count": len(absent), "people": "、".join(people) + ("…" if len(absent) > NAMED else "")}
    return [Finding("PAID_LEFT_OUT", part.file, part.sheet, params=params)]
