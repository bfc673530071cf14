"""service.xlsx: what to dispatch first, which vouchers do not agree, how customers rate people, income and hours (C-6 to C-18)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.excel.workbook import Column, Sheet
from pipeline.month.report import MonthReport
from pipeline.reports.draft_sheet import write_report

if TYPE_CHECKING:
    from pipeline.service.work import ServiceWork

JOB = Column("登记编号", "job_no", "id")
REGISTERED = Column("登记日期", "registered_on", "date")
KIND = Column("服务类别", "kind_label")
TECHNICIAN = (Column("服务人员", "technician_id", "id"), Column("姓名", "name"))
DISPATCH = (
    JOB,
    REGISTERED,
    Column("等待天数", "days_waiting", "whole"),
    Column("状态", "state"),
    Column("派工日期", "dispatched_on", "date"),
    KIND,
    Column("客户名称", "customer"),
    Column("地址", "address"),
    Column("电话", "phone"),
    Column("商品型号", "model"),
    Column("规格", "specification"),
    *TECHNICIAN,
)
VOUCHERS = (
    JOB,
    Column("凭证编号", "voucher_no", "id"),
    KIND,
    REGISTERED,
    Column("派工日期", "dispatched_on", "date"),
    *TECHNICIAN,
    Column("问题", "problem", "prose"),
)
SATISFACTION = (
    Column("工号", "employee_id", "id"),
    Column("姓名", "name"),
    Column("评价事项", "matter"),
    Column("非常满意", "very_satisfied", "whole"),
    Column("满意", "satisfied", "whole"),
    Column("一般", "average", "whole"),
    Column("较差", "poor", "whole"),
    Column("评价数", "ratings", "whole"),
    Column("满意率", "good", "share"),
    Column("平均分", "mean", "score"),
)
FIGURES = (
    Column("登记数", "jobs", "whole"),
    Column("完工数", "finished", "whole"),
    Column("收费收入", "income", "money"),
    Column("差旅成本", "cost", "money"),
    Column("收支结余", "result", "money"),
    Column("工时", "hours", "score"),
)
UNSURVEYED = (JOB, REGISTERED, KIND, Column("客户名称", "customer"), *TECHNICIAN)
COMMENTS = (
    Column("日期", "date", "date"),
    JOB,
    Column("服务人员", "employee_id", "id"),
    Column("姓名", "name"),
    Column("严重程度", "severity_label"),
    Column("客户意见", "comment", "prose"),
    Column("处理", "handling"),
    Column("答复方式", "answer"),
)


def write_service(folder: Path, service: ServiceWork, report: MonthReport) -> dict[str, int]:
    """Write service.xlsx into `folder`; returns each sheet's number of rows. Raises OSError."""
    sheets = [
        Sheet("优先派工", DISPATCH, service.dispatch, frozen=1),
        Sheet("凭证核对", VOUCHERS, service.vouchers, frozen=1),
        Sheet("满意度", SATISFACTION, service.satisfaction, frozen=2),
        Sheet("收支与工时", (KIND, *FIGURES), service.by_kind, frozen=1),
        Sheet("人员工时", (*TECHNICIAN, *FIGURES), service.by_technician, frozen=2),
        Sheet("未附调查表", UNSURVEYED, service.unsurveyed, frozen=1),
        Sheet("客户意见", COMMENTS, service.comments, frozen=1),
    ]
    return write_report(folder / "service.xlsx", sheets, report)
