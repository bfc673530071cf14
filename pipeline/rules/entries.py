"""Entries: one consequence for one person, by clause. Every figure of the project is a sum of entries.

Columns: employee_id, date, clause, item, label, points (hundredths, signed), amount (fen, signed), category, note,
and the source file, sheet and row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from pipeline.rules.typed_rows import TypedRows

DTYPES = {
    "employee_id": "str",
    "date": "datetime64[s]",
    "clause": "str",
    "item": "str",
    "label": "str",
    "points": "int64",
    "amount": "int64",
    "category": "str",
    "note": "str",
    "file": "str",
    "sheet": "str",
    "row": "Int64",
}
ROWS = TypedRows(DTYPES, {"points": 0, "amount": 0, "note": ""}, ["employee_id", "date", "sheet", "file", "row", "clause"])
no_entries, together = ROWS.none, ROWS.together

BONUS = "加分"
DEDUCTION = "扣分"
LEADER = "组长奖惩"
ACTION = "处理"

POINT_CATEGORIES = (BONUS, DEDUCTION, LEADER)

def entries(rows: pd.DataFrame, **values: Any) -> pd.DataFrame:
    """`rows` as entries; columns that are not given are empty, points and amount 0."""
    if rows.empty:
        return no_entries()
    return ROWS.of(rows, values)


def sums_by_person(entries: pd.DataFrame, figure: str, categories: Sequence[str], people: pd.Series[str]) -> np.ndarray:
    """One row for each of `people`, each once, in their order, and a column for each of the categories: the sum of points or
    amount, 0 where there is none."""
    rows = pd.Index(people).get_indexer(pd.Index(entries["employee_id"]))
    columns = pd.Index(categories).get_indexer(pd.Index(entries["category"]))
    wanted = (rows >= 0) & (columns >= 0)
    sums = np.zeros((len(people), len(categories)), dtype="int64")
    np.add.at(sums, (rows[wanted], columns[wanted]), entries[figure].to_numpy()[wanted])
    return sums


def summed(lines: pd.DataFrame, figure: str, hit: pd.Series[bool] | None = None) -> dict[str, int]:
    """The sum of points or amount by person, of those who have lines; of the lines that are `hit`, if not of all."""
    people, values = lines["employee_id"], lines[figure]
    if hit is not None:
        people, values = people[hit], values[hit]
    sums: dict[str, int] = {}
    for who, value in zip(people.tolist(), values.tolist(), strict=True):
        sums[who] = sums.get(who, 0) + value
    return sums


def source(file: object, sheet: object, row: object) -> str:
    """Where a line comes from, as people say it: file, sheet and row, as far as there are any."""
    parts = [str(part) for part in (file, sheet) if not pd.isna(part)]  # type: ignore[call-overload]
    if not pd.isna(row):  # type: ignore[call-overload]
        parts.append(f"第 {row} 行")
    return " · ".join(parts)
