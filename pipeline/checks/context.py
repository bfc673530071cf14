"""What a check across rows and sheets may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import NamedTuple

import numpy as np
import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.base.period import Month
from pipeline.checks.table import Mark, Table
from pipeline.rulebook.model import Rulebook


class Closed(NamedTuple):
    """A closed month as it is known now: its tables and its rulebook."""

    tables: Mapping[str, pd.DataFrame]
    rulebook: Rulebook


def nothing_closed(month: Month) -> Closed | None:
    return None


@dataclass(frozen=True)
class Context:
    """The month's tables as they were typed, the month itself and the rulebook in force."""

    tables: Mapping[str, Table]
    month: Month
    rulebook: Rulebook
    known: frozenset[str] = frozenset()
    """Who was on the pay sheet of a closed month."""
    closed: Callable[[Month], Closed | None] = nothing_closed
    """A closed month; None where it is not closed, or no more there."""

    def frame(self, name: str) -> pd.DataFrame | None:
        table = self.tables.get(name)
        return None if table is None else table.frame

    def rows(self, name: str) -> pd.DataFrame | None:
        """The sheet's frame where it has rows, for checks that have nothing to say without one."""
        table = self.filled.get(name)
        return None if table is None else table.frame

    @cached_property
    def filled(self) -> Mapping[str, Table]:
        return {name: table for name, table in self.tables.items() if len(table.frame)}

    @cached_property
    def people(self) -> pd.DataFrame:
        """The roster by employee id, the first row of each, without leave dates that cannot be right."""
        roster = self.frame("roster")
        if roster is None:
            return pd.DataFrame()
        people = roster[roster["employee_id"].notna()].drop_duplicates("employee_id").set_index("employee_id")
        return people.assign(leave_date=people["leave_date"].where(~(people["leave_date"] < people["hire_date"])))

    @once_for_each
    def places(self, sheet: str, column: str) -> np.ndarray:
        """For each row of a sheet the place among `people` of whom a column names; -1 for nobody, and for somebody unknown."""
        return self.people.index.get_indexer(pd.Index(self.tables[sheet].frame[column]))

    def of_person(self, sheet: str, column: str, field: str) -> pd.Series:
        """What the roster says in `field` of whom a column of a sheet names, row by row."""
        values = self.people[field].array.take(self.places(sheet, column), allow_fill=True)
        return pd.Series(values, index=self.tables[sheet].frame.index)

    def by_rules(self, frame: pd.DataFrame) -> Iterator[tuple[Rulebook, pd.DataFrame]]:
        """The rows by the rules that hold for their people: those of the own department, or the company's."""
        own = self.rulebook.of_departments
        if not own or self.people.empty:
            yield self.rulebook, frame
            return
        departments = frame["employee_id"].map(self.people["department"])
        yield self.rulebook, frame[~departments.isin(list(own))]
        yield from ((rules, frame[departments == name]) for name, rules in own.items())

    @cached_property
    def employed(self) -> pd.DataFrame:
        """Those of `people` who are employed on at least one day of the month."""
        people = self.people
        if people.empty:
            return people
        return people[self.is_employed]

    @cached_property
    def is_employed(self) -> np.ndarray:
        """Of each of `people`, who has to hold somebody, whether they are in `employed`."""
        return employed_between(self.people, self.month.start, self.month.end).to_numpy(dtype=bool)


Check = Callable[[Context], Iterable[Mark]]


def of_rows(sheet: str) -> Callable[[Callable[[Context, pd.DataFrame], Iterable[Mark]]], Check]:
    """What makes a check out of one of a sheet's rows, which has nothing to say where there are none."""

    def check_of(work: Callable[[Context, pd.DataFrame], Iterable[Mark]]) -> Check:
        @wraps(work)
        def check(context: Context) -> Iterable[Mark]:
            rows = context.rows(sheet)
            return () if rows is None else work(context, rows)

        return check

    return check_of


def employed_between(people: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.Series[bool]:
    """Who is employed on at least one day from `first` to `last`; unreadable dates count as employed."""
    return ~(people["hire_date"] > last) & ~(people["leave_date"] < first)


def marks(code: str, table: str, wrong: pd.Series[bool] | np.ndarray, column: str, **params: object) -> Iterator[Mark]:
    """One mark for each row where `wrong` is True."""
    for position in np.flatnonzero(wrong if isinstance(wrong, np.ndarray) else wrong.fillna(False).to_numpy(dtype=bool)):
        yield Mark(code, table, [int(position)], column, params)


def marks_by_person(code: str, table: str, frame: pd.DataFrame, wrong: pd.Series[bool]) -> Iterator[Mark]:
    """One mark a person, on the first of the rows where `wrong` is True, naming the days."""
    hits = wrong.fillna(False).to_numpy(dtype=bool)
    if not hits.any():
        return
    for employee, rows in frame[["employee_id", "date"]][hits].groupby("employee_id", sort=True):
        days = "、".join(f"{day:%m-%d}" for day in rows["date"].dropna().sort_values())
        yield Mark(code, table, [int(rows.index[0])], "employee_id", {"employee": employee, "days": days})
