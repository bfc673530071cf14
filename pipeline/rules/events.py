"""Events: what happened, before anybody says what it costs. One row: one item of the rulebook, for one person and day.

Columns: employee_id, date, item, times, points (hundredths a time, given or by a scale), overrun_minutes, amount (fen),
serious, derived, note, and the source file, sheet and row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from pipeline.rules.typed_rows import TypedRows

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
ORDER = ["employee_id", "date", "sheet", "file", "row"]
ROWS = TypedRows(DTYPES, {"times": 1, "serious": False, "derived": True, "note": ""}, ORDER)
no_events, together = ROWS.none, ROWS.together


def events(rows: pd.DataFrame, item: str | None = None, **values: Any) -> pd.DataFrame:
    """`rows` as events of `item`; columns that are not given are empty, derived is True, times is 1."""
    if rows.empty:
        return no_events()
    given = {**({"item": item} if item else {}), **values}
    note = given.get("note", rows.get("note", ""))
    return ROWS.of(rows, given | {"note": note.fillna("") if isinstance(note, pd.Series) else note})


def stands_in_log(derived: pd.DataFrame, log: pd.DataFrame) -> np.ndarray:
    """Which derived events a log row of the same person, day and item stands for: the log is the judgement."""
    if derived.empty or log.empty:
        return np.zeros(len(derived), dtype=bool)
    items = set(derived["item"])
    logged = {key for key in _keys(log) if key[-1] in items}
    return np.array([key in logged for key in _keys(derived)], dtype=bool)


def _keys(rows: pd.DataFrame) -> Iterator[tuple[str, int, str]]:
    return zip(rows["employee_id"].to_numpy(), rows["date"].to_numpy().astype("int64").tolist(), rows["item"].to_numpy(), strict=True)
