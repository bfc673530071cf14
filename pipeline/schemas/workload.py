"""工作量: contacts, quality and orders of the month (A-2.1, B-4)."""

from __future__ import annotations

import pandas as pd

from pipeline.schemas.column import EMPLOYEE, NAME, Column
from pipeline.schemas.sheet import RowCheck, Sheet


def _orders_within_contacts(workload: pd.DataFrame) -> pd.Series[bool]:
    return (workload["orders"] <= workload["contacts"]).fillna(True)


WORKLOAD = Sheet(
    name="workload",
    title="工作量",
    book="扣分记录.xlsx",
    place=5,
    help="每人当月的接待量、质量分和成交量，每人一行。",
    key=("employee_id",),
    filled_by=("培训专员",),
    starts="everybody",
    columns=(
        EMPLOYEE,
        NAME,
        Column("contacts", "接待量", "whole", "当月接待的客户数，整数。", 320, required=True, minimum=0),
        Column("quality", "质量分", "points", "当月服务质量分，0 到 100。", 96.5, required=True, minimum=0, maximum=100_00),
        Column("orders", "成交量", "whole", "当月成交数，不大于接待量；用来计算转化率。", 48, minimum=0),
    ),
    checks=(RowCheck("ORDERS_OVER_CONTACTS", "orders", _orders_within_contacts, reads=("contacts",)),),
)
