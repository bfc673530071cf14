"""people.html: everybody's result with all that it is made of, and who was there when; and the list of money on the month's page."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.language.translation import _
from pipeline.month.groups import scores_before, totals_before
from pipeline.month.report import MonthReport
from pipeline.reports import listing
from pipeline.reports.appraisal import results_as_drawn
from pipeline.reports.draft_sheet import HELD
from pipeline.reports.month_plots import attendance_plot
from pipeline.reports.navigation import write_page
from pipeline.reports.pay_adjustment import COLUMNS, pay_as_drawn
from pipeline.reports.plots.grades import grade_colour
from pipeline.reports.slips import file_names


def write(path: Path, report: MonthReport) -> None:
    """Write the page to `path`, linked to the slips beside it."""
    slips = file_names(report.settled.pay["employee_id"]) if report.slips else {}
    write_page(
        path, report, people=results_list(report, slips), attendance=attendance_plot(report),
    )  # fmt: skip


def money_list(report: MonthReport, slips: dict[str, str]) -> listing.RowList:
    """Everybody on the pay sheet with each column of money, what moved since last month, and why an amount is not what one expects."""
    people = pay_as_drawn(report)
    who, held = people["employee_id"], people["held"].astype(bool)
    reasons, before, scored = report.reasons, totals_before(report), scores_before(report)
    change = (people["total"].astype("Float64") - who.map(before).astype("Float64")).mask(held)
    moved = people["score"].astype("Float64") - who.map(scored).astype("Float64")
    said = [HELD if on_hold else "；".join(map(str, reasons.get(each, ()))) for each, on_hold in zip(who, held, strict=True)]
    amounts = [column for column in COLUMNS if column.kind == "money"]
    return listing.RowList("people", _("工资调整"), [
        listing.people(_("工号"), who, slips), listing.words(_("姓名"), people["name"]), *_places(people, report),
        listing.words(_("等级"), people["grade"], chosen=True, looks=_grade_looks(report)),
        listing.points(_("考核分"), people["score"]), listing.points(_("较上月（分）"), moved, change=True),
        *(listing.money(_(column.header), people[column.field]) for column in amounts),
        listing.money(_("较上月（元）"), change), listing.words(_("金额说明"), said, is_long=True),
    ], file="pay_adjustment.xlsx")  # fmt: skip


def results_list(report: MonthReport, slips: dict[str, str]) -> listing.RowList:
    """Everybody appraised with what the score is made of, and what stands beside it."""
    people = results_as_drawn(report)
    acts = report.settled.actions.groupby("employee_id")["action"].agg(lambda actions: "、".join(dict.fromkeys(actions)))
    return listing.RowList("people", _("考核结果"), [
        listing.people(_("工号"), people["employee_id"], slips), listing.words(_("姓名"), people["name"]), *_places(people, report),
        listing.words(_("等级"), people["grade"], chosen=True, looks=_grade_looks(report)),
        listing.points(_("考核分"), people["score"]), listing.numbers(_("排名"), people["rank"]),
        listing.points(_("基础分"), people["base"]), listing.points(_("加分"), people["bonus"], change=True),
        listing.points(_("扣分"), people["deduction"], change=True), listing.points(_("组长奖惩"), people["leader"], change=True),
        listing.numbers(_("转化率"), people["conversion"], "{:.1%}".format), listing.points(_("满意度"), people["satisfaction"]),
        listing.words(_("处理建议"), people["employee_id"].map(acts), is_long=True), listing.words(_("提示"), people["hint"], is_long=True),
    ], file="appraisal.xlsx", shown=100)  # fmt: skip


def _places(people: pd.DataFrame, report: MonthReport) -> list[listing.ListColumn]:
    """Department and 组别, where there is more than one, and role."""
    teams = pd.Series([report.teams.get(who, "") for who in people["employee_id"]], dtype="str")
    several = [(_("部门"), people["department"]), (_("组别"), teams)]
    return [
        *(listing.words(label, values, chosen=True) for label, values in several if values.nunique() > 1),
        listing.words(_("岗位"), people["role"], chosen=True),
    ]


def _grade_looks(report: MonthReport) -> dict[str, str]:
    grades = [grade for grade, _bound, _excluded in report.scales.grades]
    return {grade: f"grade {grade_colour(place)}" for place, grade in enumerate([*grades, report.scales.below])}
