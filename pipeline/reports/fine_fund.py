"""基金台账: the department's fund, into which all fines go, line by line with its balance (B-14)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.base.period import Month
from pipeline.excel.workbook import Chart, ReportColumn, ReportSheet
from pipeline.month.report import MonthReport
from pipeline.reports.draft_sheet import write_report
from pipeline.settlement.fund import FundDay, fund_days, fund_sums

COLUMNS = (
    ReportColumn("日期", "date", "date"),
    ReportColumn("摘要", "summary", "note"),
    ReportColumn("条款", "clause"),
    ReportColumn("工号", "employee_id", "id"),
    ReportColumn("收入", "income", "money"),
    ReportColumn("支出", "spending", "money"),
    ReportColumn("余额", "balance", "money"),
    ReportColumn("来源", "source", "note"),
    ReportColumn("姓名", "name"),
)
SUMS = (
    ReportColumn("收支", "way"),
    ReportColumn("条款", "clause"),
    ReportColumn("项目", "summary", "note"),
    ReportColumn("笔数", "count", "whole"),
    ReportColumn("金额", "amount", "money"),
)

WAYS = {"income": "收入", "spending": "支出"}
DAYS = (
    ReportColumn("日期", "date", "date"),
    ReportColumn("收入", "income", "money"),
    ReportColumn("支出", "spending", "money"),
    ReportColumn("当日余额", "balance", "money"),
)


def write(path: Path, report: MonthReport) -> dict[str, int]:
    fund = report.settled.fund
    names = dict(zip(report.settled.pay["employee_id"], report.settled.pay["name"], strict=True))
    ledger = ReportSheet("基金台账", COLUMNS, fund.assign(name=fund["employee_id"].map(names)), closing=1)
    sums = sums_sheet("收支汇总", fund)
    days = ReportSheet("每日余额", DAYS, days_of(fund, Month.parse(report.month)), landscape=False)
    charts = [Chart("基金余额（元）", "line", days, "date", "balance")]
    return write_report(path, [ledger, sums, days], report, charts)


def sums_sheet(name: str, fund: pd.DataFrame) -> ReportSheet:
    """What came in and went out by clause and item, then the totals of both."""
    sums = fund_sums(fund).assign(way=lambda rows: rows["way"].map(WAYS))
    totals = [
        {"way": label, "clause": "", "summary": f"{label}合计", **sums.loc[sums["way"] == label, ["count", "amount"]].sum()} for label in WAYS.values()
    ]
    rows = pd.concat([sums, pd.DataFrame(totals)], ignore_index=True).astype({"count": "int64", "amount": "int64"})
    return ReportSheet(name, SUMS, rows, landscape=False, closing=len(totals))


def days_of(fund: pd.DataFrame, month: Month) -> pd.DataFrame:
    """Each day of the month with what came in, went out and was left at its end, in fen."""
    moved, left = {day.date: day for day in fund_days(fund)}, int(fund["balance"].iloc[0])
    days = []
    for number in range(1, month.last.day + 1):
        day = month.first.replace(day=number)
        _, income, spending, left = moved.get(day, FundDay(day, 0, 0, left))
        days.append((day, income, spending, left))
    return pd.DataFrame(days, columns=[column.field for column in DAYS]).astype({"date": "datetime64[s]"})
