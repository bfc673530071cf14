"""Forty lines that somebody may object to, one a person: every item of the log, and what attendance, exams and summaries derive."""

from __future__ import annotations

from typing import Any

from pipeline.checks.objections import range_of
from tests.build import BOOK, Rows, day, logged, person, worked

MORE: dict[str, dict[str, Any]] = {
    "A-3.1.4": {"分值": 4}, "A-3.1.8": {"分值": 5, "次数": 2}, "A-3.1.9": {"分值": 2}, "A-3.1.14": {"分值": 3, "记录人": "Z2"}, "A-3.3.4": {"金额": 680},
    "B-2": {"金额": 45}, "B-13": {"情节严重": "是"}, "emergency_overrun": {"超时分钟": 8}, "A-3.1.12": {"次数": 3}, "B-8": {"次数": 2},
}  # fmt: skip
"""What a row of an item needs besides, and some that count several times."""
DERIVED: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("A-3.1.4", "考勤", {"上班时间": "8:08"}, {}), ("A-3.1.4", "考勤", {"上班时间": "8:45"}, {}), ("A-3.1.4", "考勤", {"下班时间": "17:12"}, {}),
    ("A-3.3.1", "考勤", {"上班时间": None, "下班时间": None}, {}), ("A-3.1.3", "考勤", {"卫生值日": "否"}, {}),
    ("handover_missing", "考勤", worked("", 3, "晚班") | {"交接记录": "否"}, worked("", 3, "晚班")),
    ("A-3.2.7", "考试成绩", {"得分": 40}, {"得分": 60}), ("emergency_overrun", "扣分记录", {"超时分钟": 45}, {}),
]  # fmt: skip
"""Item, sheet, what the row has that shows it, and what it has where nothing is to be found."""
LOGGED = [code for code, item in BOOK.items.items() if item.sheet == "deductions"]
PEOPLE = [person(f"{number:02d}") for number in range(1, len(LOGGED) + len(DERIVED) + 1)]
STAFF_TOO = [person("Z2", "主管")]
ITEMS = {each["工号"]: item for each, item in zip(PEOPLE, [*LOGGED, *(item for item, *_ in DERIVED)], strict=True)}


def sheets(*, found: bool, month: str) -> dict[str, Rows]:
    """The month's sheets with all forty lines, or without any of them."""
    made: dict[str, Rows] = {"扣分记录": [], "考勤": [], "考试成绩": []}
    for who, code in zip(ITEMS, LOGGED, strict=False):
        if found:
            made["扣分记录"].append(logged(who, code, **MORE.get(code, {})) | {"日期": day(3, month)})
    for who, (item, sheet, wrong, right) in zip(list(ITEMS)[len(LOGGED) :], DERIVED, strict=True):
        of_person = (wrong if found else right) | {"工号": who, "日期": day(3, month)}
        if sheet == "考勤":
            made[sheet] += [worked(who, 3) | of_person, worked(who, 4) | {"日期": day(4, month)}]
        elif sheet == "考试成绩":
            made[sheet].append(of_person)
        elif found:
            made[sheet].append(logged(who, item) | of_person)
    return made


def objections(decision: str | None, month: str, points: dict[str, float] | None = None) -> Rows:
    """An objection to each line, or to those for which there are new `points`, all decided alike."""
    decided = {"结论": decision, "裁定人": "Z1", "裁定理由": "查实"} if decision else {}
    return [
        {"工号": who, "日期": day(3, month), "事项": item, "理由": "情况不符"} | decided | ({"改后分值": points[who]} if points else {})
        for who, item in ITEMS.items() if points is None or who in points
    ]  # fmt: skip


def new_points() -> dict[str, float]:
    """For whoever's item has points, half of the most it costs a time, at least its least."""
    ranges = {who: range_of(BOOK.items[code]) for who, code in ITEMS.items()}
    return {who: max(low, high // 2) / 100 for who, (low, high) in ranges.items() if high is not None}
