"""Registers of complaints over months that are closed one after the other, and what a month books of them."""

from __future__ import annotations

from typing import Any

from tests.build import Called, Read, Rows, worked


def received(month: str, number: int, employee: str | None = "1", day: int = 3, **more: Any) -> dict[str, Any]:
    """A row of the register: an effective complaint about service, received and accepted on a day of `month`."""
    on = f"{month}-{day:02d}"
    row = {
        "投诉编号": f"KS-{month.replace('-', '')}-{number:04d}", "投诉日期": on, "受理日期": on, "客户名称": "某客户",
        "投诉类别": "非质量", "投诉原因": "服务", "是否有效": "是", "责任人": employee,
    }
    return row | more


def at_work(month: str, people: Rows) -> Rows:
    """Each of them at work on the second."""
    return [worked(each["工号"], 2) | {"日期": f"{month}-02"} for each in people]


def corrected(month: Called | Read, employee: str = "1") -> float:
    return float(next(row["前期更正"] for row in month.pay if row["工号"] == employee))


def charged(month: Called | Read, employee: str = "1") -> float:
    return float(next(row["投诉罚扣"] for row in month.pay if row["工号"] == employee))


def codes(month: Called | Read) -> list[str]:
    return [finding["代码"] for finding in month.findings]
