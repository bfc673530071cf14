"""fund.html: the department's fund to be posted for everybody to see, without what concerns single persons (B-14)."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.period import Month
from pipeline.month.report import MonthReport
from pipeline.reports.navigation import write_page
from pipeline.reports.plots.fund import fund_balance
from pipeline.reports.records import records
from pipeline.settlement.fund import fund_sums


def write(path: Path, report: MonthReport) -> None:
    """Fines are told by clause, how many and how much; spending line by line."""
    fund = report.settled.fund
    sums = fund_sums(fund)
    write_page(
        path, report,
        opening=int(fund["balance"].iloc[0]),
        closing=int(fund["balance"].iloc[-1]),
        incomes=records(sums[sums["way"] == "income"]),
        spending=records(fund[fund["spending"].fillna(0) > 0]),
        income=int(fund["income"].sum()),
        spent=int(fund["spending"].sum()),
        plot=fund_balance(fund, Month.parse(report.month)),
    )
