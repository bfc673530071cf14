"""A sheet: its columns, the pandera schema made of them, and its checks on single rows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from pipeline.base.period import Month
from pipeline.schemas.column import Column

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pandera.pandas as pa

MOST_SCHEMAS = 200
"""Kept: those of a few months of all sheets."""
Start = Literal["empty", "roster", "everybody", "leaders", "saturdays", "days", "open", "first month"]


@dataclass(frozen=True)
class RowCheck:
    """`holds` gives True for each row that is right (or cannot be judged); others get `code` at `column`.

    A row is not judged when one of the columns that the check `reads` besides has a finding of its own.
    """

    code: str
    column: str
    holds: Callable[[pd.DataFrame], pd.Series[bool]]
    reads: tuple[str, ...] = ()


def recorded_after_the_event(rows: pd.DataFrame) -> pd.Series[bool]:
    return ~(rows["recorded_on"] < rows["date"])


@dataclass(frozen=True, eq=False)
class Sheet:
    """One object a sheet. `key` are the columns that together may stand only once, `person` the column that names whom a row concerns.

    `day` is the column whose day must lie within that person's employment, `recorder` the one who may write such a row.
    Rows of a sheet `of_closed_months` may be about those months too, and about people who have left since.

    `book` is the workbook that HR finds it in, `place` its place there from the left; a sheet without one comes last.
    `filled_by` are the people who fill it, one workbook each; `starts` says with which rows a month begins (see
    `month.beginning`): none, last month's roster, one for everybody, each leader, each Saturday owed, each day, or last
    month's rows that `open_until` a column is filled, or in which one of `awaited` is empty though the column before it is filled. One that is for the "first month" is not there in later ones.

    To the rules a sheet that nobody handed in is an empty one, unless its `absence_counts`.
    `examples` are filled rows for people to look at: each says where it differs from the columns' own examples.
    Rows may begin with `names_first` that people choose, so that none is taken for a total or a signature.
    """

    name: str
    title: str
    book: str
    help: str
    columns: tuple[Column, ...]
    checks: tuple[RowCheck, ...] = ()
    key: tuple[str, ...] = ()
    place: int = 99
    required: bool = False
    absence_counts: bool = False
    person: str | None = "employee_id"
    day: str | None = "date"
    recorder: str | None = None
    of_closed_months: bool = False
    filled_by: tuple[str, ...] = ("人事",)
    starts: Start = "empty"
    open_until: str | None = None
    awaited: tuple[tuple[str, str], ...] = ()
    examples: tuple[Mapping[str, object], ...] = ({},)
    names_first: bool = False

    @property
    def has_month(self) -> bool:
        """Whether its rows are a month's: the roster may well be the same month after month."""
        return self.starts not in ("roster", "first month")

    @property
    def identifying(self) -> frozenset[str]:
        """The columns that say which row it is; a row with one of them is no total."""
        named = {self.person, self.day, *self.key}
        return frozenset(
            column.name for column in self.columns
            if column.name in named or column.unique or column.kind in ("name", "item") or (column.required and column.kind in ("text", "date"))
        )

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def schema(sheet: Sheet, month: Month, rows: pd.DataFrame) -> pa.DataFrameSchema:
    """What is asked of the cells of the sheet's rows as a pandera schema; each check's `error` is the code of its finding.

    A column that has to be filled and is, or may be empty and is, is asked nothing about that: of a wide sheet these are most.
    The frame's types and choices are its maker's (`frames.values`, `readers`): asking each column again costs more than all that is asked of few rows.
    """
    return _schema_of(sheet, month, tuple(name for name, column in _asked(sheet, month).items() if _has_to_be_asked(column, rows[name].array.isna())))


def _has_to_be_asked(column: pa.Column, missing: np.ndarray) -> bool:
    return bool(column.unique or (not column.nullable and missing.any()) or (column.checks and not missing.all()))


@lru_cache(MOST_SCHEMAS)
def _schema_of(sheet: Sheet, month: Month, names: tuple[str, ...]) -> pa.DataFrameSchema:
    from pandera.pandas import DataFrameSchema

    return DataFrameSchema({name: _asked(sheet, month)[name] for name in names}, name=sheet.title)


@cache
def _asked(sheet: Sheet, month: Month) -> dict[str, pa.Column]:
    """The columns of which something is asked."""
    # pandera looks for both to do what nobody asks for here: the one costs a tenth of a second of each run, the other is looked for on the disk with each sheet
    for unwanted in ("hypothesis", "geopandas"):
        sys.modules.setdefault(unwanted, None)  # type: ignore[arg-type]
    columns = {column.name: _pandera_column(column, month) for column in sheet.columns}
    return {name: column for name, column in columns.items() if column.checks or column.unique or not column.nullable}


def _pandera_column(column: Column, month: Month) -> pa.Column:
    import pandera.pandas as pa

    checks: list[pa.Check] = []
    if column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum, error="VALUE_TOO_LOW"))
    if column.above is not None:
        checks.append(pa.Check.gt(column.above, error="VALUE_TOO_LOW"))
    if column.maximum is not None:
        checks.append(pa.Check.le(column.maximum, error="VALUE_TOO_HIGH"))
    if column.span == "month":
        checks.append(pa.Check.in_range(month.start, month.next.start, include_max=False, error="DATE_OUTSIDE_MONTH"))
    if column.span == "until_month_end":
        checks.append(pa.Check.lt(month.next.start, error="DATE_AFTER_MONTH"))
    if column.span == "until_next_month_end":
        checks.append(pa.Check.lt(month.next.next.start, error="DATE_FAR_AFTER_MONTH"))
    return pa.Column(
        checks=checks, nullable=not column.required, unique=column.unique,
        report_duplicates="exclude_first",
    )
