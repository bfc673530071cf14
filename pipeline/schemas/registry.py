"""All sheets that the project knows, in the order in which people fill them."""

from __future__ import annotations

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
from pipeline.schemas.weekly_summaries import WEEKLY_SUMMARIES
from pipeline.schemas.workload import WORKLOAD

SHEETS = (
    ROSTER,
    DEDUCTIONS,
    BONUSES,
    LEADER_ADJUSTMENTS,
    EXAMS,
    WORKLOAD,
    WEEKLY_SUMMARIES,
    ATTENDANCE,
    COMPLAINTS,
    SERVICE_JOBS,
    SURVEYS,
    FUND_SPENDING,
    FUND_OPENING,
    OBJECTIONS,
)
