"""奖罚通知: penalties that were approved in the month, and those that still wait for it (C-28.2)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.base.once import nothing_of_nothing
from pipeline.base.order import in_order
from pipeline.base.period import Month

APPROVED = "已核准"
WAITING = "待核准"
HELD = "暂缓"
LATER = "核准当月扣发"


def approved_in(cases: pd.DataFrame) -> pd.Series[bool]:
    """Penalties that the month's pay sheet takes."""
    return cases["penalty_due"] & (cases["penalty_amount"] > 0).fillna(False)


@nothing_of_nothing
def penalties(cases: pd.DataFrame, month: Month) -> pd.DataFrame:
    """Penalties approved in the month, by day, then those that wait or are approved later; 暂缓 for a person whom a draft holds back.

    complaint_no, responsible_unit, responsible_id, name, reason_label, penalty_amount, penalty_approved_on, status, and
    charged: the fen taken in this month's pay sheet, 0 for those that wait or are held back.
    """
    approved = approved_in(cases)
    amount = (cases["penalty_amount"] > 0).fillna(False)
    later = (cases["penalty_approved_on"] > month.end) & amount
    waiting = (cases["penalty_approved_on"].isna() & amount) | later
    listed = cases.assign(
        status=pd.array(np.select([approved & cases["held"], approved, later], [HELD, APPROVED, LATER], WAITING), dtype="str"),
        charged=cases["penalty_amount"].where(approved & ~cases["held"], 0).astype("int64"),
    )[[
        "complaint_no", "responsible_unit", "responsible_id", "name", "reason_label", "penalty_amount",
        "penalty_approved_on", "status", "charged",
    ]]  # fmt: skip
    return in_order(listed[approved | waiting], ["penalty_approved_on", "complaint_no"])


