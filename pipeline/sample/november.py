"""The month after the sample's October: what was decided, approved, found out or taken back since October was closed.

Where nothing is said its days are October's in rotation. Closed after October, it books each kind of 前期更正 once.
"""

from __future__ import annotations

from datetime import time
from typing import Any

from pipeline.sample import work
from pipeline.sample.attendance import early, usual_attendance
from pipeline.sample.calendar import MONTH, NOVEMBER, at, day
from pipeline.sample.complaints import GENERAL, SALES, complaints, decided, received
from pipeline.sample.log import SUPERVISOR, logged
from pipeline.sample.people import NAMES, PEOPLE, Person

Row = dict[str, Any]
FIELD_SUPERVISOR = "FW001"
LEFT, FOLLOWER = "FW004", "江一帆"


def roster() -> list[Row]:
    """Who left in October is gone from HR's list, and the id of one of them is somebody else's now."""
    staying = [person for person in PEOPLE if person.leave_date is None]
    follower = Person(LEFT, FOLLOWER, "售后服务部", None, "服务人员", day(9, NOVEMBER), 4600, training_end=day(20, NOVEMBER), probation_end=day(8, 2, 2027))
    return [dict(vars(person)) for person in [*staying, follower]]


def attendance(department: str) -> list[Row]:
    """One is late, one absent, one covers on a rest day; the rest is as usual."""
    other = {
        "KF012": {6: early("8:12", status="迟到")},
        "KF010": {11: {"shift": "早班", "status": "旷工"}},
        "KF006": {13: {"shift": "休息", "clock_in": time(8, 0), "clock_out": time(17, 30), "status": "休息"}},
    }
    rows = usual_attendance(department, NOVEMBER, other)
    if department != "售后服务部":
        return rows
    return [*rows, *(row | {"employee_id": LEFT, "name": FOLLOWER} for row in rows if row["employee_id"] == "FW006" and row["date"].day >= 9)]


def deductions() -> list[Row]:
    return [
        logged(5, "KF010", "A-3.1.7", month=NOVEMBER, note="离岗二十分钟"),
        logged(18, "KF008", "A-3.1.2", month=NOVEMBER),
        logged(20, "XJ001", "B-8", month=NOVEMBER),
        # far from what anybody else in the role pays this month, and the first month of a newcomer: on the review list
        logged(11, "KF018", "B-2", month=NOVEMBER, amount=1260, note="领用的平板电脑遗失"),
    ]


def spot_checks() -> list[Row]:
    """Two supervisors: one gives far more points for the same slips than the other did in both months, which is on the review list."""
    mild = [logged(number, who, "A-3.1.14", SUPERVISOR, month=NOVEMBER, points=2, note="抽查录音：未报工号") for number, who in ((4, "KF005"), (12, "KF007"))]
    hard = [
        logged(number, who, "A-3.1.14", FIELD_SUPERVISOR, month=NOVEMBER, points=points, note="抽查派工单：缺时间")
        for number, who, points in ((3, "FW002", 5), (6, "FW003", 4), (10, "FW005", 5), (17, "FW006", 5), (24, "FW002", 5))
    ]  # fmt: skip
    return [*mild, *hard]


def bonuses() -> list[Row]:
    return [logged(13, "KF006", "A-2.3", month=NOVEMBER, note="临时顶班")]


def exams() -> list[Row]:
    """As in October, but for KF010, who fails again, and KF012, who was absent then."""
    scores = work.SCORES | {"KF010": 58, "KF012": 84, "KF018": 82, LEFT: 80}
    names = NAMES | {LEFT: FOLLOWER}
    staying = {person.employee_id for person in PEOPLE if person.leave_date is None} | {LEFT}
    return [
        {"date": day(25, NOVEMBER), "employee_id": who, "name": names[who], "score": "缺考" if who == "KF014" else score}
        for who, score in scores.items() if who in staying
    ]  # fmt: skip


def workload() -> list[Row]:
    return [row | {"contacts": row["contacts"] - 9} for row in work.workload() if row["employee_id"] not in ("KF015", LEFT)]


def weekly_summaries() -> list[Row]:
    late = {("KF011", 14): (at(14, "19:20", NOVEMBER), 241)}
    return work.summaries_of(NOVEMBER, {("KF018", 7)}, late)


def register() -> list[Row]:
    """October's cases as they are known now, and what came in since. One that is still open (19) was forgotten."""
    october = {row["complaint_no"][-4:]: row for row in complaints() if row["received_on"].month == MONTH}
    desk: Row = {"responsible_unit": "客户服务部"}
    return [
        # undecided at the close, found right since: the fine, and no bonus for a month without complaints any more (B-6, A-2.5)
        october["0023"] | decided(5, 6, SALES, 9, NOVEMBER, responsible_id="XJ001") | desk,
        # right in October, and nobody's: it was somebody who has left since
        october["0004"] | {"responsible_id": LEFT, "note": "11 月 5 日查明当班人"},
        # the penalty was approved on 30 October, and the paper came afterwards (C-28.2)
        october["0001"] | {"penalty_approved_on": day(30), "note": "核准单 11 月 3 日才送到"},
        # charged in October; whoever copied the row typed the date anew
        october["0002"] | {"penalty_approved_on": day(3, NOVEMBER), "reviewed_on": day(6, NOVEMBER)},
        # the customer came back, and it was somebody else: one complaint, as its last form says
        october["0003"] | {"accepted_by_customer": "否"},
        received(1, 3, "阳光里小区 7 栋 1202", "服务", NOVEMBER, reopens="KS-202610-0003", amount=80, responsible_id="KF012", **desk)
        | decided(4, 5, SALES, 6, NOVEMBER),
        # came in on the 27th, accepted a week later
        october["0026"] | {"accepted_on": day(3, NOVEMBER), "handled_by": "林浩然"} | decided(4, 5, SALES, 6, NOVEMBER, responsible_unit="物业部"),
        october["0020"] | {"reported_on": day(2, NOVEMBER)} | decided(2, 3, SALES, 5, NOVEMBER, investigated_on=day(21), responsible_unit="物流部"),
        october["0021"] | decided(2, 3, SALES, 4, NOVEMBER, investigated_on=day(29), reported_on=day(30), responsible_unit="物流部"),
        october["0022"] | decided(2, 3, GENERAL, 4, NOVEMBER, responsible_unit="工程部", notified_by="书信"),
        october["0027"],
        # a month's own
        received(2, 12, "翠湖花园 1 栋 702", "服务", NOVEMBER, amount=60, responsible_id="KF009", **desk) | decided(13, 14, SALES, 16, NOVEMBER),
        received(3, 24, "云栖里 3 栋 401", "其他", NOVEMBER, amount=150),
    ]


def objections() -> list[Row]:
    """To something of October, decided in November: the month is corrected by itself (A-1.4)."""
    return [
        {
            "employee_id": "XJ002", "name": NAMES["XJ002"], "date": day(16), "item": "A-3.1.8", "reason": "系统当天停机，第二天才能回访",
            "decision": "改分", "new_points": 2, "decided_by": SUPERVISOR, "raised_on": day(5, NOVEMBER), "decided_on": day(10, NOVEMBER),
            "decision_reason": "停机属实，但没有补做登记", "evidence": "机房停机通知 10-16",
        }
    ]  # fmt: skip


def receipts() -> list[Row]:
    return [{"employee_id": "XJ002", "name": NAMES["XJ002"], "month": "2026-10", "received_on": day(4, NOVEMBER), "opinion": "有异议"}]


def fund_spending() -> list[Row]:
    return [{"date": day(20, NOVEMBER), "purpose": "十一月生日蛋糕", "amount": 136, "handled_by": "何雅琴", "voucher": "JJ-1101"}]
