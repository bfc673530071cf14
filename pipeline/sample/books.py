"""Which workbooks lie in the folders of the sample months, named as HR names them."""

from __future__ import annotations

from pathlib import Path

from pipeline.sample import before, complaints, fund, log, november, objections, people, service, work
from pipeline.sample.attendance import attendance, field_attendance
from pipeline.sample.calendar import MONTH, NOVEMBER, folder
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

Books = dict[str, list[Page]]
"""Each workbook's pages by the name of its file."""


def before_october(month: int) -> Books:
    """One workbook holds it all."""
    sheets = (
        (ROSTER, before.roster), (DEDUCTIONS, before.deductions), (BONUSES, before.bonuses), (ATTENDANCE, before.attendance),
        (COMPLAINTS, before.register), (FUND_OPENING, before.fund_opening), (FUND_SPENDING, before.fund_spending),
    )  # fmt: skip
    pages = [Page(sheet, rows) for sheet, rows_of in sheets if (rows := rows_of(month)) or sheet.required]
    return {f"{month}月考核资料.xlsx": pages}


def october() -> Books:
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


def after_october() -> Books:
    return {
        "11月花名册.xlsx": [Page(ROSTER, november.roster(), title="客户服务中心员工花名册（2026年11月）")],
        "11月考核登记.xlsx": [
            Page(DEDUCTIONS, november.deductions()),
            Page(BONUSES, november.bonuses()),
            # nobody looked at it again: it is October's, row for row
            Page(LEADER_ADJUSTMENTS, log.leader_adjustments()),
            Page(EXAMS, november.exams()),
            Page(WORKLOAD, november.workload()),
            Page(WEEKLY_SUMMARIES, november.weekly_summaries()),
        ],
        "11月主管抽查.xlsx": [Page(DEDUCTIONS, november.spot_checks())],
        "考勤202611.xlsx": [Page(ATTENDANCE, [row for each in (people.SERVICE_DESK, people.FIELD_SERVICE) for row in november.attendance(each)])],
        "投诉台账.xlsx": [Page(COMPLAINTS, november.register(), title="客户投诉登记台账")],
        "申诉和签收.xlsx": [Page(OBJECTIONS, november.objections()), Page(RECEIPTS, november.receipts())],
        "部门基金.xlsx": [Page(FUND_SPENDING, november.fund_spending(), summed=("amount",))],
    }


def write_sample(inbox: Path) -> list[Path]:
    """The months' folders in `inbox`, with their workbooks; the same bytes each time. Raises OSError."""
    written = []
    for month, books in (*((month, before_october(month)) for month in before.MONTHS), (MONTH, october()), (NOVEMBER, after_october())):
        into = inbox / folder(month)
        into.mkdir(parents=True, exist_ok=True)
        for file, pages in books.items():
            (into / file).write_bytes(workbook(pages))
        written.append(into)
    return written
