"""退货核对: what was approved against what came back; only equal quantities may be posted (C-29.2)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.base.once import nothing_of_nothing
from pipeline.base.order import in_order
from pipeline.complaints.authority import IN_GOODS, NO, YES

EQUAL = "相符"
DIFFERS = "不符"
AWAITED = "待退货"
NOT_APPROVED = "未填核定量"


@nothing_of_nothing
def returns(cases: pd.DataFrame) -> pd.DataFrame:
    """A row for each return or rework, and for whatever has a quantity: difference, result, and whether to post it, what the warehouse got (C-29.3)."""
    wanted = ["complaint_no", "customer", "product", "batch", "resolution_label", "approved_qty", "returned_qty"]
    at_warehouse = ["warehouse_received_on", "warehouse_qty"]
    concerned = cases["resolution"].isin(IN_GOODS) | cases["approved_qty"].notna() | cases["returned_qty"].notna()
    goods = in_order(cases[[*wanted, *at_warehouse]][concerned], ["complaint_no"])
    approved, returned = goods["approved_qty"], goods["returned_qty"]
    states = [approved.isna(), returned.isna(), (approved == returned).fillna(False)]
    result = pd.Series(np.select(states, [NOT_APPROVED, AWAITED, EQUAL], DIFFERS), index=goods.index, dtype="str")
    postable = pd.Series(np.where(result == EQUAL, YES, NO), index=goods.index, dtype="str")
    judged = goods.assign(difference=returned - approved, result=result, postable=postable)
    return judged[[*wanted, "difference", "result", "postable", *at_warehouse]]


def differs(cases: pd.DataFrame) -> pd.Series[bool]:
    """Where both quantities are known and are not the same."""
    return (cases["approved_qty"] != cases["returned_qty"]).fillna(False).astype(bool)
