"""基金台账: the department's fund, into which all fines go, line by line with its balance (B-14)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.base.period import Month
from pipeline.excel.workbook import Chart, Column, Sheet
from pipeline.month.report import MonthReport
from pipeline.reports.draft_sheet import write_report
from pipeline.settlement.fund import fund_sums

COLUMNS = (
    Column("日期", "date", "date"),
    Column("摘要", "summary", "note"),
    Column("条款", "clause"),
    Column("工号", "employee_id", "id"),
    Column("收入", "income", "money"),
    Column("支出", "spending", "money"),
    Column("余额", "balance", "money"),
    Column("来源", "source", "note"),
    Column("姓名", "name"),
)
SUMS = (
    Column("收支", "way"),
    Column("条款", "clause"),
    Column("项目", "summary", "note"),
    Column("笔数", "count", "whole"),
    Column("金额", "amount", "money"),
)

DAYS = (
    Column("日期", "date", "date"),
    Column("收入", "income", "money"),
    Column("支出", "spending", "money"),
    Column("当日余额", "balance", "money"),
)


def write(path: Path, report: MonthReport) -> dict[str, int]:
    fund = report.settled.fund
    names = dict(zip(report.settled.pay["employee_id"], report.settled.pay["name"], strict=True))
    ledger = Sheet("基金台账", COLUMNS, fund.assign(name=fund["employee_id"].map(names)))
    sums = Sheet("收支汇总", SUMS, _with_totals(fund_sums(fund)), landscape=False)
    days = Sheet("每日余额", DAYS, days_of(fund, Month.parse(report.month)), landscape=False)
    charts = [Chart("基金余额（元）", "line", days, "date", "balance")]
    return write_report(path, [ledger, sums, days], report, charts)


def _with_totals(sums: pd.DataFrame) -> pd.DataFrame:
    """Income, then spending, each with its total at its end."""
    parts = []
    for way, label in (("income", "收入"), ("spending", "支出")):
        lines = sums[sums["way"] == way].assign(way=label)
        parts += [lines, pd.DataFrame([{"way": label, "clause": "", "summary": f"{label}合计", "count": lines["count"].sum(), "amount": lines["amount"].sum()}])]
    return pd.concat(parts, ignore_index=True).astype({"count": "int64", "amount": "int64"})


def days_of(fund: pd.DataFrame, month: Month) -> pd.DataFrame:
    """Each day of the month with what came in, went out and was left at its end, in fen."""
    moved = fund[fund["date"].notna()].groupby("date")
    sums = moved.agg(income=("income", "sum"), spending=("spending", "sum"), balance=("balance", "last"))
    days = sums.reindex(pd.date_range(month.start, month.end, name="date", unit="s"))
    left = days["balance"].ffill().fillna(fund["balance"].iloc[0])
    return days.fillna(0).assign(balance=left).astype("int64").reset_index()
