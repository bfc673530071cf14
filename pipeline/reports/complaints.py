"""complaints.xlsx: what is late, who decides, what to review, to sign and to post (C-20 to C-29)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.excel.workbook import BAD, WATCH, ReportColumn, ReportSheet
from pipeline.month.report import MonthReport
from pipeline.reports.draft_sheet import write_report

if TYPE_CHECKING:
    from pipeline.complaints.casework import Casework

LATE = {"逾期": WATCH, "逾期未结": BAD}
STATES = {"report_status": LATE, "close_status": LATE, "joint_status": LATE, "unit_status": LATE, "authority_ok": {"否": BAD}}
CASE = ReportColumn("投诉编号", "complaint_no", "id")
PERSON = (ReportColumn("责任人", "responsible_id", "id"), ReportColumn("责任人姓名", "name"))
COLUMNS = (
    CASE,
    ReportColumn("受理日期", "accepted_on", "date"),
    ReportColumn("报告期限", "report_due", "date"),
    ReportColumn("报告状态", "report_status"),
    ReportColumn("结案期限", "close_due", "date"),
    ReportColumn("结案状态", "close_status"),
    ReportColumn("逾期天数", "days_overdue", "whole"),
    ReportColumn("应核决人", "should_approve"),
    ReportColumn("实际核决人", "did_approve"),
    ReportColumn("核决合规", "authority_ok"),
    ReportColumn("提示", "hint", "note"),
)
JOINT = (ReportColumn("会办时限", "joint_due", "date"), ReportColumn("会办状态", "joint_status"))
UNIT = (ReportColumn("部门时限", "unit_due", "date"), ReportColumn("部门状态", "unit_status"))
FACTS = (
    ReportColumn("客户", "customer"),
    ReportColumn("投诉类别", "category_label"),
    ReportColumn("投诉原因", "reason_label"),
    ReportColumn("责任部门", "responsible_unit"),
    *PERSON,
    ReportColumn("投诉金额", "amount", "money"),
    ReportColumn("处理方式", "resolution_label"),
    ReportColumn("结案日期", "closed_on", "date"),
)
TODO = (
    CASE,
    ReportColumn("客户", "customer"),
    ReportColumn("下一步", "step"),
    ReportColumn("由谁办理", "who"),
    ReportColumn("期限", "due", "date"),
    ReportColumn("已过天数", "days_over", "whole"),
    ReportColumn("经理指派", "assigned", "note"),
)
REVIEW = (
    CASE,
    ReportColumn("结案日期", "closed_on", "date"),
    ReportColumn("客户", "customer"),
    ReportColumn("投诉类别", "category_label"),
    ReportColumn("投诉原因", "reason_label"),
    ReportColumn("严重程度", "severity_label"),
    ReportColumn("处理方式", "resolution_label"),
    ReportColumn("损失金额", "loss", "money"),
    ReportColumn("责任部门", "responsible_unit"),
    *PERSON,
    ReportColumn("行政处分", "administrative_penalty"),
    ReportColumn("罚扣金额", "penalty_amount", "money"),
    ReportColumn("罚扣核准日期", "penalty_approved_on", "date"),
    ReportColumn("待补资料", "missing", "note"),
    ReportColumn("审核期限", "review_due", "date"),
)
PENALTIES = (
    CASE,
    ReportColumn("责任部门", "responsible_unit"),
    *PERSON,
    ReportColumn("投诉原因", "reason_label"),
    ReportColumn("罚扣金额", "penalty_amount", "money"),
    ReportColumn("核准日期", "penalty_approved_on", "date"),
    ReportColumn("状态", "status"),
    ReportColumn("投诉罚扣", "charged", "money"),
)
RETURNS = (
    CASE,
    ReportColumn("客户", "customer"),
    ReportColumn("产品规格", "product"),
    ReportColumn("批号", "batch"),
    ReportColumn("处理方式", "resolution_label"),
    ReportColumn("核定退货量", "approved_qty", "whole"),
    ReportColumn("实退量", "returned_qty", "whole"),
    ReportColumn("差异", "difference", "whole"),
    ReportColumn("核对结果", "result"),
    ReportColumn("可入账", "postable"),
    ReportColumn("仓库收货日期", "warehouse_received_on", "date"),
    ReportColumn("收货数量", "warehouse_qty", "whole"),
)
ANALYSIS = (
    ReportColumn("分类", "topic"),
    ReportColumn("项目", "value"),
    ReportColumn("件数", "count", "whole"),
    ReportColumn("本月收到", "received", "whole"),
    ReportColumn("有效", "effective", "whole"),
    ReportColumn("投诉金额", "amount", "money"),
    ReportColumn("已结案", "closed", "whole"),
    ReportColumn("报告按时率", "report_on_time", "share"),
    ReportColumn("结案按时率", "close_on_time", "share"),
    ReportColumn("结案天数中位数", "median_days", "score"),
    ReportColumn("结案最长天数", "longest_days", "whole"),
)
REPEATS = (
    ReportColumn("分类", "topic"),
    ReportColumn("客户或订单", "value"),
    ReportColumn("件数", "count", "whole"),
    ReportColumn("投诉金额", "amount", "money"),
    ReportColumn("投诉编号", "complaints", "note"),
)
FORMS = (
    ReportColumn("单据", "title"),
    ReportColumn("单据编号", "number", "id"),
    CASE,
    ReportColumn("日期", "day", "date"),
    ReportColumn("对象", "recipient"),
    ReportColumn("份数", "copies", "whole"),
    ReportColumn("签字", "signers", "note"),
    ReportColumn("文件", "file", "note"),
    ReportColumn("暂不出单的原因", "withheld"),
)


def write_complaints(folder: Path, casework: Casework, report: MonthReport) -> dict[str, int]:
    """Write complaints.xlsx into `folder`; returns each sheet's number of rows. Raises OSError."""
    sheets = [
        ReportSheet("投诉跟踪", tracking_columns(casework.tracking), casework.tracking, frozen=1, colours=STATES),
        ReportSheet("审核清单", REVIEW, casework.review, frozen=1),
        ReportSheet("奖罚通知", PENALTIES, casework.penalties.assign(charged=-casework.penalties["charged"]), frozen=1),
        ReportSheet("退货核对", RETURNS, casework.returns, frozen=1),
        ReportSheet("投诉分析", ANALYSIS, casework.analysis, frozen=2),
        ReportSheet("待办事项", TODO, casework.todo, frozen=1),
        ReportSheet("重复投诉", REPEATS, casework.repeats, frozen=2),
        ReportSheet("单据清单", FORMS, casework.forms, frozen=2),
    ]
    return write_report(folder / "complaints.xlsx", sheets, report)


def tracking_columns(tracking: pd.DataFrame) -> Sequence[ReportColumn]:
    """The contract's columns, then joint handling, the units' own limits where there are any, and the facts."""
    units = UNIT if tracking["unit_due"].notna().any() else ()
    return (*COLUMNS, *JOINT, *units, *FACTS)
