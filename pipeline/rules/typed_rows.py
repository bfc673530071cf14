"""Frames of one kind of row: the type of each column, and what stands in one that is not given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_list_like

from pipeline.base.order import in_order
from pipeline.schemas.frames import dtype_called


class TypedRows:
    """`defaults` of columns, and the `order` in which rows of several frames are put together."""

    def __init__(self, dtypes: Mapping[str, str], defaults: Mapping[str, Any] | None = None, order: Sequence[str] = ()) -> None:
        self.dtypes = {name: dtype_called(dtype) for name, dtype in dtypes.items()}
        self.defaults, self.order = defaults or {}, order

    def of(self, rows: pd.DataFrame, values: Mapping[str, Any]) -> pd.DataFrame:
        """A row for each of `rows`: a column is what is given, for each or for all, or else theirs, or its default."""
        given = {name: values[name] if name in values else rows[name] if name in rows else self.defaults.get(name, pd.NA) for name in self.dtypes}
        return pd.DataFrame({name: _typed(given[name], rows.index, dtype) for name, dtype in self.dtypes.items()}, index=rows.index)

    def none(self) -> pd.DataFrame:
        """No rows; always the same frame, which nobody changes."""
        return self._none

    def together(self, parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
        """All of them in order, so that the order of rows and files has no effect."""
        filled = [part for part in parts if len(part)]
        if not filled:
            return self.none()
        return in_order(pd.concat(filled, ignore_index=True) if len(filled) > 1 else filled[0], self.order)

    @cached_property
    def _none(self) -> pd.DataFrame:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in self.dtypes.items()})


def _typed(given: Any, index: pd.Index[Any], dtype: Any) -> Any:
    """A column of rows: the values that are given, or one value for all of them."""
    if isinstance(given, pd.Series):
        of_rows = given if given.index.equals(index) else given.reindex(index)
        return (of_rows if of_rows.dtype == dtype else of_rows.astype(dtype)).array
    if is_list_like(given):
        return pd.array(given, dtype=dtype)
    return _one(given, dtype).take(np.zeros(len(index), dtype="intp"))


@lru_cache(1_000, typed=True)
def _one(value: Any, dtype: Any) -> Any:
    """An array of one value: making it takes ten times as long as taking rows of it, and most are the same few."""
    return pd.array([value], dtype=dtype)
