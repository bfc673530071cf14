"""Which workbooks HR fills, and which sheets each of them has."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.schemas.attendance import ATTENDANCE
from pipeline.schemas.bonuses import BONUSES
from pipeline.schemas.complaints import COMPLAINTS
from pipeline.schemas.deductions import DEDUCTIONS
from pipeline.schemas.exams import EXAMS
from pipeline.schemas.fund import FUND_OPENING, FUND_SPENDING
from pipeline.schemas.leader_adjustments import LEADER_ADJUSTMENTS
from pipeline.schemas.objections import OBJECTIONS
from pipeline.schemas.roster import ROSTER
from pipeline.schemas.service import SERVICE_JOBS, SURVEYS
from pipeline.schemas.sheet import Sheet
from pipeline.schemas.weekly_summaries import WEEKLY_SUMMARIES
from pipeline.schemas.workload import WORKLOAD


@dataclass(frozen=True)
class Book:
    """A workbook by its file's name, with its sheets from left to right."""

    file: str
    sheets: tuple[Sheet, ...]


BOOKS = (
    Book("花名册.xlsx", (ROSTER,)),
    Book("扣分记录.xlsx", (DEDUCTIONS, BONUSES, LEADER_ADJUSTMENTS, EXAMS, WORKLOAD, WEEKLY_SUMMARIES)),
    Book("考勤.xlsx", (ATTENDANCE,)),
    Book("投诉登记.xlsx", (COMPLAINTS,)),
    Book("服务登记.xlsx", (SERVICE_JOBS, SURVEYS)),
    Book("基金.xlsx", (FUND_SPENDING, FUND_OPENING)),
    Book("申诉.xlsx", (OBJECTIONS,)),
)
