"""申诉, 签收 and 已核实 of the sample month: one objection turned down, two slips signed for, one warning looked into."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipeline.sample.calendar import day
from pipeline.sample.log import SUPERVISOR
from pipeline.sample.people import NAMES

Row = dict[str, Any]


def objections() -> list[Row]:
    return [
        {
            "employee_id": "KF011", "name": NAMES["KF011"], "date": day(5), "item": "A-3.1.12", "reason": "楼栋号是业主报错的",
            "decision": "维持", "decided_by": SUPERVISOR, "raised_on": date(2026, 11, 4), "decided_on": date(2026, 11, 6),
            "decision_reason": "录音里业主报的是 3 栋，登记为 8 栋", "evidence": "录音 1005-12",
        }
    ]  # fmt: skip


def receipts() -> list[Row]:
    return [
        {"employee_id": "KF011", "name": NAMES["KF011"], "month": "2026-10", "received_on": date(2026, 11, 3), "opinion": "有异议"},
        {"employee_id": "KF005", "name": NAMES["KF005"], "month": "2026-10", "received_on": date(2026, 11, 3), "opinion": "无异议"},
    ]


def accepted() -> list[Row]:
    return [
        {
            "code": "ROW_REPEATED", "of_file": "10月扣分(终).xlsx", "of_sheet": "扣分记录", "employee_id": "XJ002",
            "reason": "上午和下午各一次，当面核实", "accepted_by": NAMES["KF001"],
        }
    ]  # fmt: skip
