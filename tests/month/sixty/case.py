"""One person of the month of sixty: what HR typed about them, and what comes of it, worked out by hand.

Unless a case says otherwise everybody worked the early shift of the 2nd in full, sent all four weekly summaries and
passed the exam with 80. Agents, receptionists and team leaders without an effective complaint so have 80 + 5 = 85.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.build import Rows, day, worked

SATURDAYS = (7, 14, 21, 28)


@dataclass(frozen=True)
class Case:
    """Money in yuan as it stands on the pay sheet (deductions negative); `why` is the reasoning."""

    employee: str
    why: str
    score: float | None
    grade: str | None
    merit: float = 0
    fines: float = 0
    withheld: float = 0
    penalties: float = 0
    compensation: float = 0
    actions: tuple[str, ...] = ()
    role: str = "客服"
    department: str = "客服部"
    wage: float = 5000
    roster: dict[str, Any] = field(default_factory=dict)
    log: tuple[tuple[Any, ...], ...] = ()
    bonuses: tuple[tuple[str, int], ...] = ()
    leader: float | None = None
    exam: float | None = 80
    work: tuple[float, ...] | None = None
    sent: tuple[int, ...] = SATURDAYS
    summaries: Rows = field(default_factory=list)
    attendance: Rows | None = None
    complaints: Rows = field(default_factory=list)

    @property
    def total(self) -> float:
        return round(self.merit + self.fines + self.withheld + self.penalties + self.compensation, 2)

    def add_to(self, sheets: dict[str, Rows]) -> None:
        """Put the person's rows onto the month's sheets."""
        sheets["花名册"].append(
            {
                "工号": self.employee, "姓名": f"员工{self.employee}", "部门": self.department, "岗位": self.role,
                "入职日期": "2024-01-08", "月工资": self.wage,
            } | self.roster
        )
        for item, on, more in ((*entry, {})[:3] for entry in self.log):
            sheets["扣分记录"].append({"日期": day(on), "工号": self.employee, "事项": item, "记录人": "T1"} | more)
        for item, times in self.bonuses:
            sheets["加分记录"].append({"日期": day(4), "工号": self.employee, "事项": item, "次数": times, "记录人": "T1"})
        if self.leader is not None:
            sheets["组长奖惩"].append({"工号": self.employee, "分值": self.leader, "理由": "月度评议", "评定人": "T1"})
        if self.exam is not None:
            sheets["考试成绩"].append({"日期": day(10), "工号": self.employee, "得分": self.exam})
        if self.work is not None:
            contacts, quality, orders = self.work
            sheets["工作量"].append({"工号": self.employee, "接待量": contacts, "质量分": quality, "成交量": orders})
        for saturday in self.sent:
            sheets["周总结"].append(summary(self.employee, saturday))
        sheets["周总结"].extend({"工号": self.employee} | row for row in self.summaries)
        sheets["考勤"].extend([worked(self.employee, 2)] if self.attendance is None else self.attendance)
        sheets["投诉登记"].extend({"责任人": self.employee} | row for row in self.complaints)


def summary(employee: str, saturday: int, at: str = "17:00", characters: int = 200) -> dict[str, Any]:
    return {"工号": employee, "周六日期": day(saturday), "提交时间": f"{day(saturday)} {at}", "字数": characters}


def case_no(number: int, **more: Any) -> dict[str, Any]:
    """An effective complaint about service, received on the 3rd, for the case's person."""
    row = {
        "投诉编号": f"KS-202611-{number:04d}", "投诉日期": day(3), "受理日期": day(3), "客户名称": "某客户",
        "投诉类别": "非质量", "投诉原因": "服务", "是否有效": "是",
    }
    return row | more
