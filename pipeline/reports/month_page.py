"""report.html: the month in one screen for the manager, then where it comes from and who it is; opens without a network and prints on A4."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.base.units import plain, signed
from pipeline.compare.change_by_clause import change_by_clause
from pipeline.findings.said import message_of
from pipeline.language.translation import _
from pipeline.month.figures import changes, cost_by_clause, figures, last_month, moved_since_last, overview
from pipeline.month.groups import groups
from pipeline.month.repeats import repeats
from pipeline.month.report import MonthReport
from pipeline.reports import listing
from pipeline.reports.casework_pages import matters_of_satisfaction
from pipeline.reports.decisions import decisions_list
from pipeline.reports.month_plots import month_plots, month_trends
from pipeline.reports.navigation import write_page
from pipeline.reports.pay_adjustment import paid_as_drawn
from pipeline.reports.people_page import money_list
from pipeline.reports.records import records
from pipeline.reports.review import review_section
from pipeline.reports.slips import file_names
from pipeline.rulebook.pay_columns import MONEY, PARTS, TOTAL

SHOWN_CLAUSES, SHOWN_MOVED, SHOWN_CAUSES, SHOWN_GROUPS, SHOWN_REPEATS = 8, 5, 6, 12, 6
"""Rows of the short lists; the workbooks have all of them."""


def write(path: Path, report: MonthReport) -> None:
    """Write the page to `path`, linked to the slips, pages and workbooks beside it."""
    settlement = report.settled
    slips = file_names(settlement.pay["employee_id"]) if report.slips else {}
    headline, of_groups = overview(report), groups(report)
    causes = _causes(report)
    moved = moved_since_last(report)
    costs = cost_by_clause(report)
    write_page(
        path, report,
        errors=sum(finding.level == "error" for finding in report.findings),
        warnings=sum(finding.level == "warning" for finding in report.findings),
        figures=headline,
        money_columns=((TOTAL, MONEY[TOTAL]), *PARTS.items()),
        changed=changes(figures(headline), last_month(report)),
        causes=causes[:SHOWN_CAUSES],
        causes_total=len(causes),
        decide=decisions_list(report, slips),
        groups=_groups(of_groups),
        help_needed=_help_needed(of_groups),
        costs=records(costs.head(SHOWN_CLAUSES)),
        costs_total=len(costs),
        fell=records(moved[moved["change"] < 0].head(SHOWN_MOVED)),
        rose=records(moved[moved["change"] > 0].iloc[::-1].head(SHOWN_MOVED)),
        repeats=_repeats(report, slips),
        satisfaction=matters_of_satisfaction(report.service),
        paid=[] if report.paid is None else records(paid_as_drawn(report.paid[report.paid["difference"] != 0])),
        people=money_list(report, slips),
        plots=month_plots(report, headline),
        trends=month_trends(report, headline),
        slips=slips,
        review=review_section(report),
        said=message_of,
    )


def _causes(report: MonthReport) -> list[dict[str, Any]]:
    """What moved the month's sums against the month before; nothing where that is not known."""
    if report.before is None:
        return []
    pay, merit = report.settled.pay, (report.regulations.pay.clause, _("绩效浮动（按考核分）"))
    return records(change_by_clause(pay[~pay["held"].astype(bool)], report.settled.entries, *report.before, merit))


def _groups(rows: pd.DataFrame) -> listing.RowList:
    teams = [listing.words(_("组别"), rows["team"], chosen=True)] if rows["team"].ne("").any() else []
    return listing.RowList("groups", _("各部门和组别"), [
        listing.words(_("部门"), rows["department"]), *teams,
        listing.numbers(_("人数"), rows["people"]),
        listing.points(_("平均考核分"), rows["average"]), listing.points(_("较上月"), rows["change"], change=True),
        listing.money(_("罚款"), rows["fines"]),
        listing.money(_("调整合计"), rows["total"]),
        listing.numbers(_("迟到早退（次）"), rows["late"]), listing.numbers(_("迟到率"), rows["late_rate"], "{:.1%}".format),
        listing.numbers(_("投诉（件）"), rows["complaints"]), listing.numbers(_("每百次接待投诉"), rows["per_hundred"], "{:.2f}".format),
    ], shown=SHOWN_GROUPS)  # fmt: skip


def _help_needed(rows: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Of several groups the one that does worst by each measure: what is said, which group, and its figure as the list has it."""
    if len(rows) < 2:
        return []
    named = rows.assign(group=(rows["department"] + " " + rows["team"]).str.strip())
    found = []
    for measure, label, lowest, written in (
        ("average", _("平均考核分最低"), True, plain), ("change", _("较上月下降最多"), True, signed),
        ("late_rate", _("迟到率最高"), False, "{:.1%}".format), ("per_hundred", _("每百次接待投诉最多"), False, "{:.2f}".format),
    ):  # fmt: skip
        ranked = named[named[measure].notna()].sort_values(measure, ascending=lowest, kind="stable")
        nobody_fell = measure == "change" and not (ranked[measure] < 0).any()
        if len(ranked) > 1 and ranked[measure].iloc[0] != ranked[measure].iloc[-1] and not nobody_fell:
            found.append((label, str(ranked["group"].iloc[0]), written(ranked[measure].iloc[0])))
    return found


def _repeats(report: MonthReport, slips: dict[str, str]) -> listing.RowList | None:
    rows = repeats(report)
    if rows.empty:
        return None
    return listing.RowList("repeats", _("屡次发生"), [
        listing.people(_("工号"), rows["employee_id"], slips), listing.words(_("姓名"), rows["name"]),
        listing.words(_("条款"), rows["clause"]), listing.words(_("事项"), rows["label"], chosen=True),
        listing.numbers(_("本月（次）"), rows["times"]), listing.numbers(_("上月（次）"), rows["before"]),
        listing.points(_("分值"), rows["points"], change=True), listing.money(_("金额（元）"), rows["amount"]),
    ], shown=SHOWN_REPEATS)  # fmt: skip
