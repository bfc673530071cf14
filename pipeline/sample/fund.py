"""基金支出 and 基金期初 of the sample month."""

from __future__ import annotations

from typing import Any

from pipeline.sample.calendar import day

Row = dict[str, Any]


def fund_spending() -> list[Row]:
    return [
        {"date": day(10), "purpose": "九月、十月生日蛋糕", "amount": 268, "handled_by": "何雅琴", "voucher": "JJ-1001"},
        {"date": day(24), "purpose": "部门秋游午餐", "amount": 456.5, "handled_by": "林浩然", "voucher": "JJ-1002"},
        {"date": day(30), "purpose": "办公室应急药箱", "amount": 89.9, "handled_by": "陈思远", "voucher": "JJ-1003"},
    ]


def fund_opening() -> list[Row]:
    return [{"amount": "¥1,286.50"}]
