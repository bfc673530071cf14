"""The month's few headline figures: counts and sums over what settlement has computed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from pipeline.reports.month_report import MonthReport

NO_GRADE = "—"


@dataclass(frozen=True)
class Overview:
    """`average` in hundredths, None when nobody is appraised; money in fen; `grades` as (grade, people, share)."""

    people: int
    appraised: int
    held: int
    average: int | None
    grades: list[tuple[str, int, float]]
    pay_up: int
    pay_down: int
    fines: int
    fund_opening: int
    fund_income: int
    fund_spending: int
    fund_closing: int
    complaints: int | None
    complaints_overdue: int


def overview(report: MonthReport) -> Overview:
    """People held back in a draft count as people, but not in averages and sums of money."""
    settlement = report.settled
    pay, fund = settlement.pay, settlement.fund
    open_pay = pay[~pay["held"].astype(bool)]
    scores = open_pay["score"].dropna()
    merit = open_pay["merit_pay"]
    return Overview(
        people=len(pay),
        appraised=int(open_pay["score"].notna().sum()),
        held=int(pay["held"].sum()),
        average=round(float(scores.mean())) if len(scores) else None,
        grades=_grades(open_pay.loc[open_pay["score"].notna(), "grade"]),
        pay_up=int(merit[merit > 0].sum()),
        pay_down=int(merit[merit < 0].sum()),
        fines=int(open_pay["fines"].sum()),
        fund_opening=int(fund["balance"].iloc[0]),
        fund_income=int(fund["income"].sum()),
        fund_spending=int(fund["spending"].sum()),
        fund_closing=int(fund["balance"].iloc[-1]),
        complaints=None if report.complaints is None else len(report.complaints),
        complaints_overdue=0 if report.complaints is None else _overdue(report.complaints),
    )


def _grades(grades: pd.Series) -> list[tuple[str, int, float]]:
    """A first; those without a grade last."""
    counts = Counter(grades.fillna(NO_GRADE).replace("", NO_GRADE).tolist())
    order = sorted(counts, key=lambda grade: (grade == NO_GRADE, grade))
    return [(grade, counts[grade], counts[grade] / counts.total()) for grade in order]


def _overdue(complaints: pd.DataFrame) -> int:
    return int(complaints["close_status"].isin(["逾期", "逾期未结"]).sum())
