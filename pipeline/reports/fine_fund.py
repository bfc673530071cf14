"""基金台账: the department's fund, into which all fines go, line by line with its balance (B-14)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.base.period import Month
from pipeline.excel.workbook import Chart, Column, Sheet, write_workbook
from pipeline.month.report import MonthReport
from pipeline.reports.draft_sheet import draft_sheets

COLUMNS = (
    Column("日期", "date", "date"),
    Column("摘要", "summary", "note", fixed=True),
    Column("条款", "clause"),
    Column("工号", "employee_id", "id"),
    Column("收入", "income", "money"),
    Column("支出", "spending", "money"),
    Column("余额", "balance", "money"),
    Column("来源", "source", "note"),
)


DAYS = (
    Column("日期", "date", "date"),
    Column("收入", "income", "money"),
    Column("支出", "spending", "money"),
    Column("当日余额", "balance", "money"),
)


def write(path: Path, report: MonthReport) -> dict[str, int]:
    ledger = Sheet("基金台账", COLUMNS, report.settled.fund)
    days = Sheet("每日余额", DAYS, days_of(report.settled.fund, Month.parse(report.month)), landscape=False)
    charts = [Chart("基金余额（元）", "line", days, "date", "balance")]
    return write_workbook(path, [*draft_sheets(report), ledger, days], report.month, report.heading, charts)


def days_of(fund: pd.DataFrame, month: Month) -> pd.DataFrame:
    """Each day of the month with what came in, went out and was left at its end, in fen."""
    moved = fund[fund["date"].notna()].groupby("date")
    sums = moved.agg(income=("income", "sum"), spending=("spending", "sum"), balance=("balance", "last"))
    days = sums.reindex(pd.date_range(month.start, month.end, name="date", unit="s"))
    left = days["balance"].ffill().fillna(fund["balance"].iloc[0])
    return days.fillna(0).assign(balance=left).astype("int64").reset_index()
