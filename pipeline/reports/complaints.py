"""投诉跟踪: each complaint with its deadlines, their state as of a day, and who decided (C-25 to C-27)."""

from __future__ import annotations

from pathlib import Path

from pipeline.reports.draft_sheet import draft_sheets
from pipeline.reports.month_report import MonthReport
from pipeline.reports.workbook import Column, Sheet, write_workbook

COLUMNS = (
    Column("投诉编号", "complaint_no", "id"),
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


def write(path: Path, report: MonthReport) -> dict[str, int]:
    if report.complaints is None:
        raise ValueError("the month has no complaint register")
    sheets = [*draft_sheets(report), Sheet("投诉跟踪", COLUMNS, report.complaints, frozen=1)]
    return write_workbook(path, sheets, report.month, report.title)
