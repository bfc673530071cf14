"""基金台账: the department's fund, into which all fines go, line by line with its balance (B-14)."""

from __future__ import annotations

from pathlib import Path

from pipeline.reports.draft_sheet import draft_sheets
from pipeline.reports.month_report import MonthReport
from pipeline.reports.workbook import Chart, Column, Sheet, write_workbook

COLUMNS = (
    Column("日期", "date", "date"),
    Column("摘要", "summary", "note"),
    Column("条款", "clause"),
    Column("工号", "employee_id", "id"),
    Column("收入", "income", "money"),
    Column("支出", "spending", "money"),
    Column("余额", "balance", "money"),
    Column("来源", "source", "note"),
)


def write(path: Path, report: MonthReport) -> dict[str, int]:
    ledger = Sheet("基金台账", COLUMNS, report.settled.fund)
    charts = [Chart("基金余额（元）", "line", ledger, "date", "balance")]
    return write_workbook(path, [*draft_sheets(report), ledger], report.month, report.title, charts)
