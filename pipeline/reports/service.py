"""service.xlsx: what to dispatch first, which vouchers do not agree, how customers rate people, income and hours (C-6 to C-18)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.excel.workbook import ReportColumn, ReportSheet
from pipeline.month.report import MonthReport
from pipeline.reports.draft_sheet import write_report

if TYPE_CHECKING:
    from pipeline.service.work import ServiceWork

JOB = ReportColumn("登记编号", "job_no", "id")
REGISTERED = ReportColumn("登记日期", "registered_on", "date")
KIND = ReportColumn("服务类别", "kind_label")
TECHNICIAN = (ReportColumn("服务人员", "technician_id", "id"), ReportColumn("姓名", "name"))
DISPATCH = (
    JOB,
    REGISTERED,
    ReportColumn("等待天数", "days_waiting", "whole"),
    ReportColumn("状态", "state"),
    ReportColumn("派工日期", "dispatched_on", "date"),
    KIND,
    ReportColumn("客户名称", "customer"),
    ReportColumn("地址", "address"),
    ReportColumn("电话", "phone"),
    ReportColumn("商品型号", "model"),
    ReportColumn("规格", "specification"),
    *TECHNICIAN,
)
VOUCHERS = (
    JOB,
    ReportColumn("凭证编号", "voucher_no", "id"),
    KIND,
    REGISTERED,
    ReportColumn("派工日期", "dispatched_on", "date"),
    *TECHNICIAN,
    ReportColumn("问题", "problem", "prose"),
)
SATISFACTION = (
    ReportColumn("工号", "employee_id", "id"),
    ReportColumn("姓名", "name"),
    ReportColumn("评价事项", "matter"),
    ReportColumn("非常满意", "very_satisfied", "whole"),
    ReportColumn("满意", "satisfied", "whole"),
    ReportColumn("一般", "average", "whole"),
    ReportColumn("较差", "poor", "whole"),
    ReportColumn("评价数", "ratings", "whole"),
    ReportColumn("满意率", "good", "share"),
    ReportColumn("平均分", "mean", "score"),
)
FIGURES = (
    ReportColumn("登记数", "jobs", "whole"),
    ReportColumn("完工数", "finished", "whole"),
    ReportColumn("收费收入", "income", "money"),
    ReportColumn("差旅成本", "cost", "money"),
    ReportColumn("收支结余", "result", "money"),
    ReportColumn("工时", "hours", "score"),
)
UNSURVEYED = (JOB, REGISTERED, KIND, ReportColumn("客户名称", "customer"), *TECHNICIAN)
COMMENTS = (
    ReportColumn("日期", "date", "date"),
    JOB,
    ReportColumn("服务人员", "employee_id", "id"),
    ReportColumn("姓名", "name"),
    ReportColumn("严重程度", "severity_label"),
    ReportColumn("客户意见", "comment", "prose"),
    ReportColumn("处理", "handling"),
    ReportColumn("答复方式", "answer"),
)


def write_service(folder: Path, service: ServiceWork, report: MonthReport) -> dict[str, int]:
    """Write service.xlsx into `folder`; returns each sheet's number of rows. Raises OSError."""
    sheets = [
        ReportSheet("优先派工", DISPATCH, service.dispatch, frozen=1),
        ReportSheet("凭证核对", VOUCHERS, service.vouchers, frozen=1),
        ReportSheet("满意度", SATISFACTION, service.satisfaction, frozen=2),
        ReportSheet("收支与工时", (KIND, *FIGURES), service.by_kind, frozen=1),
        ReportSheet("人员工时", (*TECHNICIAN, *FIGURES), service.by_technician, frozen=2),
        ReportSheet("未附调查表", UNSURVEYED, service.unsurveyed, frozen=1),
        ReportSheet("客户意见", COMMENTS, service.comments, frozen=1),
    ]
    return write_report(folder / "service.xlsx", sheets, report)
