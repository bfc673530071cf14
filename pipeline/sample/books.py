"""Which workbooks lie in the sample month's folder, named as HR names them."""

from __future__ import annotations

from pathlib import Path

from pipeline.sample import complaints, fund, log, objections, people, service, work
from pipeline.sample.attendance import attendance, field_attendance
from pipeline.sample.calendar import FOLDER
from pipeline.sample.workbook import Page, workbook
from pipeline.schemas.accepted import ACCEPTED
from pipeline.schemas.attendance import ATTENDANCE
from pipeline.schemas.bonuses import BONUSES
from pipeline.schemas.complaints import COMPLAINTS
from pipeline.schemas.deductions import DEDUCTIONS
from pipeline.schemas.exams import EXAMS
from pipeline.schemas.fund import FUND_OPENING, FUND_SPENDING
from pipeline.schemas.leader_adjustments import LEADER_ADJUSTMENTS
from pipeline.schemas.objections import OBJECTIONS, RECEIPTS
from pipeline.schemas.product_training import PRODUCT_TRAINING
from pipeline.schemas.roster import ROSTER
from pipeline.schemas.service import SERVICE_JOBS, SURVEYS
from pipeline.schemas.weekly_summaries import WEEKLY_SUMMARIES
from pipeline.schemas.workload import WORKLOAD


def books() -> dict[str, list[Page]]:
    """Each workbook's pages by the name of its file."""
    return {
        "10月花名册.xlsx": [Page(ROSTER, people.roster(), title="客户服务中心员工花名册（2026年10月）")],
        "10月扣分(终).xlsx": [
            Page(DEDUCTIONS, log.deductions(), title="2026年10月扣分登记（培训专员）"),
            Page(BONUSES, log.bonuses()),
            Page(LEADER_ADJUSTMENTS, log.leader_adjustments()),
        ],
        "10月主管抽查.xlsx": [Page(DEDUCTIONS, log.spot_checks())],
        "10月考试和工作量.xlsx": [
            Page(EXAMS, work.exams()),
            Page(WORKLOAD, work.workload(), summed=("contacts", "orders")),
            Page(PRODUCT_TRAINING, work.product_training()),
        ],
        "10月周总结.xlsx": [Page(WEEKLY_SUMMARIES, work.weekly_summaries())],
        "考勤202610.xlsx": [Page(ATTENDANCE, attendance(people.SERVICE_DESK), title="客户服务部考勤表 2026年10月")],
        "考勤202610-售后.xlsx": [Page(ATTENDANCE, field_attendance())],
        "投诉台账.xlsx": [Page(COMPLAINTS, complaints.complaints(), title="客户投诉登记台账")],
        "服务登记簿10月.xlsx": [Page(SERVICE_JOBS, service.service_jobs()), Page(SURVEYS, service.surveys())],
        "申诉和签收.xlsx": [
            Page(OBJECTIONS, objections.objections()), Page(RECEIPTS, objections.receipts()), Page(ACCEPTED, objections.accepted()),
        ],
        "部门基金.xlsx": [Page(FUND_SPENDING, fund.fund_spending(), summed=("amount",)), Page(FUND_OPENING, fund.fund_opening())],
    }


def write_sample(inbox: Path) -> Path:
    """The month's folder in `inbox`, with its workbooks; the same bytes each time. Raises OSError."""
    folder = inbox / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for file, pages in books().items():
        (folder / file).write_bytes(workbook(pages))
    return folder
