"""奖罚通知: penalties that were approved in the month, and those that still wait for it (C-28.2)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.period import Month
from pipeline.rules.entries import PENALTY
from pipeline.settlement.balance import Unbalanced
from pipeline.units import yuan

APPROVED = "已核准"
WAITING = "待核准"
HELD = "暂缓"


def approved_in(cases: pd.DataFrame, month: Month) -> pd.Series[bool]:
    """Penalties that the month's pay sheet takes."""
    approved = cases["penalty_approved_on"]
    return (approved >= month.start) & (approved <= month.end) & (cases["penalty_amount"] > 0).fillna(False)


def penalties(cases: pd.DataFrame, month: Month) -> pd.DataFrame:
    """Penalties approved in the month, by day, then those that wait; 暂缓 for a person whom a draft holds back.

    complaint_no, responsible_unit, responsible_id, name, reason_label, penalty_amount, penalty_approved_on, status, and
    charged: the fen taken in this month's pay sheet, 0 for those that wait or are held back.
    """
    approved = approved_in(cases, month)
    waiting = cases["penalty_approved_on"].isna() & (cases["penalty_amount"] > 0).fillna(False)
    listed = cases.assign(
        status=np.select([approved & cases["held"], approved], [HELD, APPROVED], WAITING),
        charged=cases["penalty_amount"].where(approved & ~cases["held"], 0),
    )[approved | waiting]
    wanted = [
        "complaint_no", "responsible_unit", "responsible_id", "name", "reason_label", "penalty_amount",
        "penalty_approved_on", "status", "charged",
    ]  # fmt: skip
    by_day = listed.sort_values(["penalty_approved_on", "complaint_no"], na_position="last", ignore_index=True)
    return by_day[wanted].astype({"status": "str", "charged": "int64"})


def assert_charged(listed: pd.DataFrame, entries: pd.DataFrame) -> None:
    """The notices and the pay sheet's 投诉罚扣 name the same people and amounts; raises Unbalanced."""
    charged = listed[listed["charged"] > 0]
    expected = charged.groupby("responsible_id")["charged"].sum()
    of_pay_sheet = entries[entries["category"] == PENALTY]
    found = -of_pay_sheet.groupby("employee_id")["amount"].sum()
    difference = found[found != 0].sub(expected, fill_value=0)
    for person, amount in difference[difference != 0].items():
        told = int(expected.get(person, 0))
        raise Unbalanced(f"{person} 的奖罚通知共 {yuan(told)} 元，工资调整表扣 {yuan(told + int(amount))} 元")
