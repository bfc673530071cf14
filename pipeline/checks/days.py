"""On which days of the month there is attendance of whom (A-3.3.1, B-1a)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.checks.context import Context


class Days(NamedTuple):
    """People and departments by number, each with the days of `calendar`: who has a row, who is employed, of which departments nobody has one.

    `gaps` are days of departments that have a row on another one, and somebody employed; `counted` the rows that say person and day.
    """

    calendar: np.ndarray
    there: np.ndarray
    employed: np.ndarray
    department: np.ndarray
    names: pd.Index[str]
    gaps: np.ndarray
    counted: np.ndarray


@once_for_each
def days_of(context: Context) -> Days:
    """Those of a month with attendance, and people."""
    people, attendance = context.people, context.tables["attendance"].frame
    calendar = pd.date_range(context.month.start, context.month.end).to_numpy()
    places, dates = context.places("attendance", "employee_id"), attendance["date"].to_numpy()
    counted = (places >= 0) & context.is_employed[places] & (dates >= calendar[0]) & (dates <= calendar[-1])
    there = np.zeros((len(people), len(calendar)), dtype=bool)
    there[places[counted], (dates[counted] - calendar[0]).astype("timedelta64[D]").astype("int64")] = True
    hired, left = (people[column].to_numpy()[:, None] for column in ("hire_date", "leave_date"))
    employed = ~(calendar < hired) & ~(calendar > left)
    department, names = pd.factorize(people["department"], use_na_sentinel=False)
    rows, staff = (_any_of_each(each, department, len(names)) for each in (there, employed))
    return Days(calendar, there, employed, department, names, staff & ~rows & rows.any(axis=1, keepdims=True), counted)


def _any_of_each(of_person: np.ndarray, department: np.ndarray, count: int) -> np.ndarray:
    found = np.zeros((count, of_person.shape[1]), dtype=bool)
    np.logical_or.at(found, department, of_person)
    return found
