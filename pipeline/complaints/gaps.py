"""What has not been filled in, by the headers that people know."""

from __future__ import annotations

from collections.abc import Mapping

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
    lines = pd.Series("", index=cases.index, dtype="str")
    for name, header in needed.items():
        lines = lines.mask(cases[name].isna(), lines + "、" + header)
    return lines.str.removeprefix("、")
