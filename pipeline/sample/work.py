"""考试成绩, 工作量 and 周总结 of the sample month."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import datetime, timedelta
from typing import Any

from pipeline.sample.calendar import MONTH, at, day, saturdays
from pipeline.sample.people import NAMES, PEOPLE

Row = dict[str, Any]
EXAM_DAY = 24
# KF012 was not examined: a warning. 100 is full marks, 60 passes, 55 does not.
SCORES: dict[str, object] = {
    "KF002": 96, "KF003": 91, "KF004": 88, "KF005": 100, "KF006": 100, "KF007": "９２", "KF008": 76, "KF009": 81,
    "KF010": 55, "KF011": 84, "KF013": 100, "KF014": 79.5, "KF016": 83, "XJ001": 60, "XJ002": 72, "XJ003": 87,
    "FW002": 100, "FW003": 82, "FW005": 90, "FW006": "85分",
}  # fmt: skip
# KF005 is first in both; FW005 has nobody beside her in her department, but violations.
CONTACTS_QUALITY_ORDERS: dict[str, tuple[int, float, int]] = {
    "KF003": (286, 96.5, 61), "KF004": (271, 95, 55), "KF005": (412, 99.5, 118), "KF006": (388, 98, 101),
    "KF007": (305, 97, 74), "KF008": (298, 88.5, 52), "KF009": (312, 92, 66), "KF010": (204, 81, 25),
    "KF011": (325, 93.5, 71), "KF012": (281, 90, 58), "KF013": (367, 97.5, 95), "KF014": (240, 91, 44),
    "KF015": (158, 89, 27), "KF016": (133, 90.5, 19), "XJ001": (264, 96, 40), "XJ002": (251, 86, 31),
    "XJ003": (219, 94.5, 36), "FW005": (142, 93, 0),
}  # fmt: skip
WRITERS = ("客服", "现场接待", "客服组长")
NOT_SENT = {("KF011", 24), ("XJ003", 24)}
# Late, short, and just right: at 17:00 to the minute, with 200 characters to the letter (B-3).
OTHERWISE: dict[tuple[str, int], tuple[datetime, int]] = {
    ("KF011", 3): (at(3, "17:30"), 263),
    ("KF011", 10): (at(9, "18:05"), 150),
    ("XJ001", 10): (at(10, "17:00"), 248),
    ("KF012", 17): (at(16, "20:11"), 200),
}


def exams() -> list[Row]:
    return [
        {"date": day(EXAM_DAY), "employee_id": employee, "name": NAMES[employee], "score": score}
        for employee, score in SCORES.items()
    ]


def workload() -> list[Row]:
    return [
        {"employee_id": employee, "name": NAMES[employee], "contacts": contacts, "quality": quality, "orders": orders}
        for employee, (contacts, quality, orders) in CONTACTS_QUALITY_ORDERS.items()
    ]


WITHOUT_IMPROVEMENT = ("KF012", 17)
NEW_PRODUCT = {"KF003": day(16), "KF004": day(16), "KF005": day(17), "KF006": day(20), "KF007": None}


def product_training() -> list[Row]:
    """A product on sale from the 20th: learned in time, on the day itself, and not at all (B-5)."""
    return [
        {"product": "智能门锁 M3", "on_sale_from": day(20), "employee_id": employee, "name": NAMES[employee], "learned_on": learned}
        for employee, learned in NEW_PRODUCT.items()
    ]


def weekly_summaries() -> list[Row]:
    return summaries_of(MONTH, NOT_SENT, OTHERWISE)


def summaries_of(month: int, not_sent: Container[tuple[str, int]], otherwise: Mapping[tuple[str, int], tuple[datetime, int]]) -> list[Row]:
    """Everybody's, week by week; most on Friday evening, typed as text by those who number odd."""
    rows = []
    for saturday in saturdays(month):
        for place, person in enumerate(PEOPLE):
            key = (person.employee_id, saturday.day)
            if person.role not in WRITERS or not person.is_employed(saturday) or key in not_sent:
                continue
            usual = datetime.combine(saturday, datetime.min.time()) - timedelta(hours=6, minutes=7 * place)
            sent, characters = otherwise.get(key, (usual, 214 + (saturday.day * 37 + place * 53) % 260))
            typed = f"{sent:%Y/%m/%d %H:%M}" if place % 2 else sent
            rows.append(
                {"week_ending": saturday, "employee_id": person.employee_id, "name": person.name, "submitted_at": typed,
                 "characters": characters, "improvements": "否" if key == WITHOUT_IMPROVEMENT else "是"}
            )
    return rows
