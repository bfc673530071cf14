"""Events: what happened, before anybody says what it costs. One row: one item of the rulebook, for one person and day.

Columns: employee_id, date, item, times, points (hundredths a time, given or by a scale), overrun_minutes, amount (fen),
serious, derived, note, and the source file, sheet and row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

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
DEFAULTS: dict[str, Any] = {"times": 1, "serious": False, "derived": True, "note": ""}


def events(rows: pd.DataFrame, item: str | None = None, **values: Any) -> pd.DataFrame:
    """`rows` as events of `item`; columns that are not given are empty, derived is True, times is 1."""
    if rows.empty:
        return no_events()
    given = {**DEFAULTS, **rows, **({"item": item} if item else {}), **values}
    made = {column: typed(given.get(column, pd.NA), rows.index, dtype) for column, dtype in DTYPES.items()}
    return pd.DataFrame(made | {"note": made["note"].fillna("")})


def typed(given: Any, index: pd.Index[Any], dtype: Any) -> pd.Series[Any]:
    """A column of rows: the values that are given, or one value for all of them."""
    column: pd.Series[Any] = given if isinstance(given, pd.Series) else pd.Series(given, index=index, dtype=dtype)
    of_rows = column if column.index.equals(index) else column.reindex(index)
    return of_rows if of_rows.dtype == dtype else of_rows.astype(dtype)


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
    return in_order(pd.concat(filled, ignore_index=True))


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values(
        ["employee_id", "date", "sheet", "file", "row"], kind="stable", na_position="last", ignore_index=True
    )


def stands_in_log(derived: pd.DataFrame, log: pd.DataFrame) -> np.ndarray:
    """Which derived events a log row of the same person, day and item stands for: the log is the judgement."""
    if derived.empty or log.empty:
        return np.zeros(len(derived), dtype=bool)
    logged = set(_keys(log))
    return np.array([key in logged for key in _keys(derived)], dtype=bool)


def _keys(rows: pd.DataFrame) -> Iterator[tuple[str, int, str]]:
    return zip(rows["employee_id"].tolist(), rows["date"].to_numpy().astype("int64").tolist(), rows["item"].tolist(), strict=True)
