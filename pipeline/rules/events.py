"""Events: what happened, before anybody says what it costs. One row: one item of the rulebook, for one person and day.

Columns: employee_id, date, item, times, points (hundredths a time, given or by a scale), overrun_minutes, amount (fen),
serious, derived, note, and the source file, sheet and row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_list_like

from pipeline.base.order import in_order

DTYPES = {
    "employee_id": "str",
    "date": "datetime64[s]",
    "item": "str",
    "times": "Int64",
    "points": "Int64",
    "overrun_minutes": "Int64",
    "amount": "Int64",
    "serious": "boolean",
    "derived": "bool",
    "note": "str",
    "file": "str",
    "sheet": "str",
    "row": "Int64",
}
COLUMNS = list(DTYPES)
ORDER = ["employee_id", "date", "sheet", "file", "row"]
DEFAULTS: dict[str, Any] = {"times": 1, "serious": False, "derived": True, "note": ""}


def events(rows: pd.DataFrame, item: str | None = None, **values: Any) -> pd.DataFrame:
    """`rows` as events of `item`; columns that are not given are empty, derived is True, times is 1."""
    if rows.empty:
        return no_events()
    given = {**({"item": item} if item else {}), **values}
    note = given.get("note", rows.get("note", ""))
    return frame_of(rows, DTYPES, DEFAULTS, given | {"note": note.fillna("") if isinstance(note, pd.Series) else note})


def frame_of(rows: pd.DataFrame, dtypes: Mapping[str, str], defaults: Mapping[str, Any], values: Mapping[str, Any]) -> pd.DataFrame:
    """A frame of these types with a row for each of `rows`: a column is what is given, for each or for all, or else theirs, or its default."""
    given = {column: values[column] if column in values else rows[column] if column in rows else defaults.get(column, pd.NA) for column in dtypes}
    return pd.DataFrame({column: _typed(given[column], rows.index, dtype) for column, dtype in dtypes.items()}, index=rows.index)


def _typed(given: Any, index: pd.Index[Any], dtype: Any) -> Any:
    """A column of rows: the values that are given, or one value for all of them."""
    if isinstance(given, pd.Series):
        of_rows = given if given.index.equals(index) else given.reindex(index)
        return (of_rows if of_rows.dtype == dtype else of_rows.astype(dtype)).array
    if is_list_like(given):
        return pd.array(given, dtype=dtype)
    return pd.array([given], dtype=dtype).take(np.zeros(len(index), dtype="intp"))


def no_events() -> pd.DataFrame:
    return _none().copy(deep=False)


@cache
def _none() -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype=dtype) for column, dtype in DTYPES.items()})


def together(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """All events in order of date, then of place, so that the order of rows and files has no effect."""
    filled = [part for part in parts if len(part)]
    if not filled:
        return no_events()
    return in_order(pd.concat(filled, ignore_index=True) if len(filled) > 1 else filled[0], ORDER)


def stands_in_log(derived: pd.DataFrame, log: pd.DataFrame) -> np.ndarray:
    """Which derived events a log row of the same person, day and item stands for: the log is the judgement."""
    if derived.empty or log.empty:
        return np.zeros(len(derived), dtype=bool)
    items = set(derived["item"])
    logged = {key for key in _keys(log) if key[-1] in items}
    return np.array([key in logged for key in _keys(derived)], dtype=bool)


def _keys(rows: pd.DataFrame) -> Iterator[tuple[str, int, str]]:
    return zip(rows["employee_id"].to_numpy(), rows["date"].to_numpy().astype("int64").tolist(), rows["item"].to_numpy(), strict=True)
