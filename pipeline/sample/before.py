"""The three months before the sample's October: small and quiet, so that there is something that October can be compared with (A-1.4).

Their register holds what October's workbooks say of September; their fund ends with what October opens with.
"""

from __future__ import annotations

from typing import Any

from pipeline.sample.attendance import usual_attendance
from pipeline.sample.calendar import day, days_of
from pipeline.sample.complaints import SALES, decided, received
from pipeline.sample.log import logged
from pipeline.sample.people import FIELD_SERVICE, PEOPLE, SERVICE_DESK

Row = dict[str, Any]
MONTHS = (7, 8, 9)
FUND_AT_FIRST = 1236.5


def roster(month: int) -> list[Row]:
    """Who was there, without what has happened since."""
    days = days_of(month)
    found = []
    for person in PEOPLE:
        if any(map(person.is_employed, days)):
            gone = person.leave_date is not None and person.leave_date <= days[-1]
            found.append(vars(person) | ({} if gone else dict.fromkeys(("leave_date", "leave_reason", "resigned_on"))))
    return found


def attendance(month: int) -> list[Row]:
    return [row for department in (SERVICE_DESK, FIELD_SERVICE) for row in usual_attendance(department, month, {})]


SLIPS: dict[int, tuple[Row, ...]] = {
    7: (
        logged(6, "KF010", "A-3.1.5", month=7, times=2), logged(20, "KF010", "A-3.2.6", month=7, note="缺席月度例会"),
        logged(14, "KF011", "B-8", month=7, times=3), logged(14, "KF011", "A-3.1.7", month=7), logged(20, "FW003", "A-3.1.10", month=7),
    ),
    8: (
        logged(6, "KF010", "A-3.1.5", month=8), logged(11, "KF010", "A-3.1.7", month=8), logged(11, "KF010", "B-8", month=8),
        logged(14, "XJ003", "B-8", month=8), logged(14, "XJ002", "A-3.1.2", month=8), logged(20, "FW004", "A-3.1.11", month=8),
    ),
    9: (
        logged(7, "KF010", "A-3.1.5", month=9), logged(16, "KF010", "A-3.2.6", month=9, note="缺席月度例会"),
        logged(14, "KF008", "A-3.1.1", month=9), logged(21, "FW003", "A-3.1.10", month=9),
    ),
}  # fmt: skip
"""Some are never quite without, so that their October is like their other months; others had no such month yet."""


def deductions(month: int) -> list[Row]:
    return list(SLIPS[month])


def bonuses(month: int) -> list[Row]:
    return [logged(11, "KF005", "A-2.4", month=month, note="带教新人"), logged(18, "FW002", "A-2.4", month=month)]


def register(month: int) -> list[Row]:
    """September's, as it was known at its end; in July and August nobody complained."""
    if month != MONTHS[-1]:
        return []
    return [
        received(19, 15, "枫林晚 2 栋 803", "其他", month, amount=260, responsible_unit="物业部", responsible_id="FW005", **decided(17, 18, SALES, 20, month)),
        received(27, 18, "云栖里 2 栋 1105", "运输", month, amount=420),
        received(31, 24, "碧波苑 6 栋 301", "其他", month, amount=350),
    ]


def fund_opening(month: int) -> list[Row]:
    return [{"amount": FUND_AT_FIRST}] if month == MONTHS[0] else []


def fund_spending(month: int) -> list[Row]:
    return [] if month == MONTHS[0] else [{"date": day(15, month), "purpose": "生日蛋糕", "amount": 100, "handled_by": "何雅琴", "voucher": f"JJ-{month:02d}01"}]
