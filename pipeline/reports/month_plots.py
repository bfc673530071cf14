"""Which plots the month's page has, and what each of them is given."""

from __future__ import annotations

from pipeline.base.period import Month
from pipeline.month.figures import Overview, figures, last_month
from pipeline.month.report import MonthReport
from pipeline.reports.plots.attendance import AttendanceMap, attendance_days, attendance_map
from pipeline.reports.plots.clauses import points_by_clause
from pipeline.reports.plots.complaints import complaint_ageing
from pipeline.reports.plots.drawing import Plot
from pipeline.reports.plots.fund import fund_balance
from pipeline.reports.plots.grades import grade_counts
from pipeline.reports.plots.scores import score_distribution
from pipeline.reports.plots.trends import trends
from pipeline.rules.entries import DEDUCTION


def month_plots(report: MonthReport, overview: Overview) -> list[Plot]:
    """The plots for which there is something to show, in their order on the page."""
    settlement, month = report.settled, Month.parse(report.month)
    known = settlement.appraisal[~settlement.appraisal["held"].astype(bool)]
    before = last_month(report)
    plots = [
        score_distribution([int(score) for score in known["score"].dropna()], report.scales, report.score_cap, overview.average or 0),
        grade_counts(overview.grades, None if before is None else before.get("grades")),
        points_by_clause(settlement.entries, DEDUCTION),
        fund_balance(settlement.fund, month),
    ]
    return [plot for plot in plots if plot is not None]


def month_trends(report: MonthReport, overview: Overview) -> list[Plot]:
    return trends(Month.parse(report.month), figures(overview), report.history)


def complaints_plot(report: MonthReport) -> Plot | None:
    return None if report.casework is None else complaint_ageing(report.casework.tracking, report.casework.as_of)


def attendance_plot(report: MonthReport) -> AttendanceMap | None:
    """Everybody whose attendance is settled, in the order of the pay sheet."""
    if report.attendance is None:
        return None
    people = report.settled.pay[~report.settled.pay["held"].astype(bool)]
    names, departments = (dict(zip(people["employee_id"].tolist(), people[column].tolist(), strict=True)) for column in ("name", "department"))
    days = attendance_days(report.attendance, report.settled.entries, report.scales)
    return attendance_map(days[days["employee_id"].isin(names)], names, departments, Month.parse(report.month))
