"""Which lines went and which came between two versions of the same thing."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def line_changes(before: pd.DataFrame, after: pd.DataFrame, identity: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `before` that have no equal in `after`, and the rows of `after` that have none in `before`.

    Rows are equal when they agree in the columns `identity`; of several equal ones each has one counterpart.
    """
    known, now = _keys(before, identity), _keys(after, identity)
    return before[~known.isin(now)], after[~now.isin(known)]


def _keys(rows: pd.DataFrame, identity: Sequence[str]) -> pd.MultiIndex:
    columns = list(identity)
    return pd.MultiIndex.from_frame(rows[columns].assign(nth=rows.groupby(columns, dropna=False).cumcount()))
