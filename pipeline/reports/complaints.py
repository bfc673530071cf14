"""complaints.xlsx: what is late, who decides, what to review, to sign and to post (C-20 to C-29)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.excel.workbook import BAD, WATCH, Column, Sheet
from pipeline.month.report import MonthReport
from pipeline.reports.draft_sheet import write_report

if TYPE_CHECKING:
    from pipeline.complaints.casework import Casework

LATE = {"逾期": WATCH, "逾期未结": BAD}
STATES = {"report_status": LATE, "close_status": LATE, "joint_status": LATE, "unit_status": LATE, "authority_ok": {"否": BAD}}
CASE = Column("投诉编号", "complaint_no", "id")
PERSON = (Column("责任人", "responsible_id", "id"), Column("责任人姓名", "name"))
COLUMNS = (
    CASE,
    Column("受理日期", "accepted_on", "date"),
    Column("报告期限", "report_due", "date"),
    Column("报告状态", "report_status"),
    Column("结案期限", "close_due", "date"),
    Column("结案状态", "close_status"),
    Column("逾期天数", "days_overdue", "whole"),
    Column("应核决人", "should_approve"),
    Column("实际核决人", "did_approve"),
    Column("核决合规", "authority_ok"),
    Column("提示", "hint", "note"),
)
JOINT = (Column("会办时限", "joint_due", "date"), Column("会办状态", "joint_status"))
UNIT = (Column("部门时限", "unit_due", "date"), Column("部门状态", "unit_status"))
FACTS = (
    Column("客户", "customer"),
    Column("投诉类别", "category_label"),
    Column("投诉原因", "reason_label"),
    Column("责任部门", "responsible_unit"),
    *PERSON,
    Column("投诉金额", "amount", "money"),
    Column("处理方式", "resolution_label"),
    Column("结案日期", "closed_on", "date"),
)
TODO = (
    CASE,
    Column("客户", "customer"),
    Column("下一步", "step"),
    Column("由谁办理", "who"),
    Column("期限", "due", "date"),
    Column("已过天数", "days_over", "whole"),
    Column("经理指派", "assigned", "note"),
)
REVIEW = (
    CASE,
    Column("结案日期", "closed_on", "date"),
    Column("客户", "customer"),
    Column("投诉类别", "category_label"),
    Column("投诉原因", "reason_label"),
    Column("严重程度", "severity_label"),
    Column("处理方式", "resolution_label"),
    Column("损失金额", "loss", "money"),
    Column("责任部门", "responsible_unit"),
    *PERSON,
    Column("行政处分", "administrative_penalty"),
    Column("罚扣金额", "penalty_amount", "money"),
    Column("罚扣核准日期", "penalty_approved_on", "date"),
    Column("待补资料", "missing", "note"),
    Column("审核期限", "review_due", "date"),
)
PENALTIES = (
    CASE,
    Column("责任部门", "responsible_unit"),
    *PERSON,
    Column("投诉原因", "reason_label"),
    Column("罚扣金额", "penalty_amount", "money"),
    Column("核准日期", "penalty_approved_on", "date"),
    Column("状态", "status"),
    Column("本月扣发", "charged", "money"),
)
RETURNS = (
    CASE,
    Column("客户", "customer"),
    Column("产品规格", "product"),
    Column("批号", "batch"),
    Column("处理方式", "resolution_label"),
    Column("核定退货量", "approved_qty", "whole"),
    Column("实退量", "returned_qty", "whole"),
    Column("差异", "difference", "whole"),
    Column("核对结果", "result"),
    Column("可入账", "postable"),
    Column("仓库收货日期", "warehouse_received_on", "date"),
    Column("收货数量", "warehouse_qty", "whole"),
)
ANALYSIS = (
    Column("分类", "topic"),
    Column("项目", "value"),
    Column("件数", "count", "whole"),
    Column("本月收到", "received", "whole"),
    Column("有效", "effective", "whole"),
    Column("投诉金额", "amount", "money"),
    Column("已结案", "closed", "whole"),
    Column("报告按时率", "report_on_time", "share"),
    Column("结案按时率", "close_on_time", "share"),
    Column("结案天数中位数", "median_days", "score"),
    Column("结案最长天数", "longest_days", "whole"),
)
REPEATS = (
    Column("分类", "topic"),
    Column("客户或订单", "value"),
    Column("件数", "count", "whole"),
    Column("投诉金额", "amount", "money"),
    Column("投诉编号", "complaints", "note"),
)
FORMS = (
    Column("单据", "title"),
    Column("单据编号", "number", "id"),
    CASE,
    Column("日期", "day", "date"),
    Column("对象", "recipient"),
    Column("份数", "copies", "whole"),
    Column("签字", "signers", "note"),
    Column("文件", "file", "note"),
    Column("暂不出单的原因", "withheld"),
)


def write_complaints(folder: Path, casework: Casework, report: MonthReport) -> dict[str, int]:
    """Write complaints.xlsx into `folder`; returns each sheet's number of rows. Raises OSError."""
    sheets = [
        Sheet("投诉跟踪", tracking_columns(casework.tracking), casework.tracking, frozen=1, pages_wide=2, colours=STATES),
        Sheet("审核清单", REVIEW, casework.review, frozen=1),
        Sheet("奖罚通知", PENALTIES, casework.penalties, frozen=1),
        Sheet("退货核对", RETURNS, casework.returns, frozen=1),
        Sheet("投诉分析", ANALYSIS, casework.analysis, frozen=2),
        Sheet("待办事项", TODO, casework.todo, frozen=1),
        Sheet("重复投诉", REPEATS, casework.repeats, frozen=2),
        Sheet("单据清单", FORMS, casework.forms, frozen=2),
    ]
    return write_report(folder / "complaints.xlsx", sheets, report)


def tracking_columns(tracking: pd.DataFrame) -> Sequence[Column]:
    """The contract's columns, then joint handling, the units' own limits where there are any, and the facts."""
    units = UNIT if tracking["unit_due"].notna().any() else ()
    return (*COLUMNS, *JOINT, *units, *FACTS)
