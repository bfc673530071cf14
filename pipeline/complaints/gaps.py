"""What has not been filled in, by the headers that people know."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress

import pandas as pd

FORM_FIELDS = {
    "order_no": "订单编号",
    "batch": "批号",
    "shipped_on": "交运日期",
    "defective_qty": "不良数量",
    "request": "客户要求",
}
"""Of the complaint form (C-25.1)."""


def gaps(cases: pd.DataFrame, needed: Mapping[str, str]) -> pd.Series[str]:
    """For each case the headers of the `needed` columns that are empty, in a line; "" where none is."""
    empty = zip(*(cases[name].array.isna().tolist() for name in needed), strict=True)
    return pd.Series(["、".join(compress(needed.values(), row)) for row in empty], index=cases.index, dtype="str")
