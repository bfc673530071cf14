"""Frames as the templates take them: a dictionary a row, dates in words, None for what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

Record = dict[str, Any]


def records(frame: pd.DataFrame, written: Callable[[pd.Timestamp], str] = "{:%Y-%m-%d}".format) -> list[Record]:
    """The rows of `frame` in order; `written` says how a date is written, 2026-11-30 if nothing else."""
    if frame.empty:
        return []
    columns = {str(name): _cells(frame[name], written) for name in frame.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _cells(column: pd.Series[Any], written: Callable[[pd.Timestamp], str]) -> list[Any]:
    write = written if column.dtype.kind == "M" else None
    cells = zip(column.tolist(), column.array.isna().tolist(), strict=True)
    return [None if missing else write(value) if write else value for value, missing in cells]
