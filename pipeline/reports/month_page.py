"""report.html: the month on a page for the manager; opens without a network and prints on A4."""

from __future__ import annotations

from pathlib import Path

from pipeline.findings.said import message_of
from pipeline.month.figures import changes, cost_by_clause, departments, figures, last_month, moved_since_last, overview
from pipeline.month.report import SHOWN_A_SHEET, MonthReport
from pipeline.reports.appraisal import RESULTS
from pipeline.reports.casework_section import complaints_section, service_section
from pipeline.reports.decisions import decisions
from pipeline.reports.month_plots import month_plots, month_trends
from pipeline.reports.pages import template
from pipeline.reports.pay_adjustment import paid_as_drawn, people_as_drawn
from pipeline.reports.records import records
from pipeline.reports.review import review_section
from pipeline.reports.slips import file_names
from pipeline.reports.validation import ordered
from pipeline.rulebook.pay_columns import MONEY, PARTS, TOTAL

SHOWN_CLAUSES, SHOWN_MOVED = 5, 5
"""Rows of the short lists; the workbooks have all of them."""


def write(path: Path, report: MonthReport) -> None:
    """Write the page to `path`, linked to the slips and workbooks beside it."""
    settlement = report.settled
    people = settlement.appraisal.merge(settlement.pay[["employee_id", "total"]], on="employee_id", how="left", validate="one_to_one")
    moved = moved_since_last(report)
    costs = cost_by_clause(report)
    rows = ordered(report.findings)
    headline = overview(report)
    page = template("report.html.j2").render(
        report=report,
        home="../../index.html" if report.branch else "../index.html",
        figures=headline,
        money_columns=((TOTAL, MONEY[TOTAL]), *PARTS.items()),
        changed=changes(figures(headline), last_month(report)),
        decide=decisions(report),
        plots=month_plots(report, headline),
        trends=month_trends(report, headline),
        people=records(people_as_drawn(people, RESULTS, report)),
        departments=records(departments(report)),
        costs=records(costs.head(SHOWN_CLAUSES)),
        costs_total=len(costs),
        fell=records(moved[moved["change"] < 0].head(SHOWN_MOVED)),
        rose=records(moved[moved["change"] > 0].iloc[::-1].head(SHOWN_MOVED)),
        paid=[] if report.paid is None else records(paid_as_drawn(report.paid[report.paid["difference"] != 0])),
        grade_places={grade: place for place, (grade, _, _) in enumerate(report.scales.grades)},
        slips=file_names(settlement.pay["employee_id"]) if report.slips else {},
        review=review_section(report),
        said=message_of,
        complaints=complaints_section(report.casework),
        service=service_section(report.service),
        findings=rows[:SHOWN_A_SHEET],
        findings_total=len(rows),
    )
    path.write_bytes(page.encode("utf-8"))
