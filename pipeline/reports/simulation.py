"""simulate.xlsx and simulate.html: months under another rulebook beside today's, who gains and who loses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pandas as pd

from pipeline.base.units import half_up
from pipeline.compare.simulate import Simulated, a_year, grades, matrix, moved_most
from pipeline.excel.workbook import ReportColumn, ReportSheet, write_workbook
from pipeline.outputs.output import OutputFolder
from pipeline.reports.pages import template
from pipeline.reports.records import records

MOST = 10
MONTHS = (
    ReportColumn("月份", "month"), ReportColumn("依据", "basis"), ReportColumn("现行调整合计", "total_before", "money"), ReportColumn("试算调整合计", "total", "money"),
    ReportColumn("差额", "difference", "money"), ReportColumn("增加人数", "more", "whole"), ReportColumn("减少人数", "less", "whole"),
    ReportColumn("现行基金余额", "fund_before", "money"), ReportColumn("试算基金余额", "fund", "money"),
    ReportColumn("现行处理建议", "actions_before", "note"), ReportColumn("试算处理建议", "actions", "note"),
)  # fmt: skip
PEOPLE = (
    ReportColumn("月份", "month"), ReportColumn("工号", "employee_id", "id"), ReportColumn("姓名", "name"), ReportColumn("部门", "department"), ReportColumn("现行考核分", "score_before", "score"),
    ReportColumn("试算考核分", "score", "score"), ReportColumn("现行等级", "grade_before"), ReportColumn("试算等级", "grade"),
    ReportColumn("现行调整合计", "total_before", "money"), ReportColumn("试算调整合计", "total", "money"), ReportColumn("差额", "difference", "money"),
)  # fmt: skip
MATRIX = (
    ReportColumn("部门", "department"), ReportColumn("现行等级", "was"), ReportColumn("增加人次", "more", "whole"), ReportColumn("减少人次", "less", "whole"),
    ReportColumn("不变人次", "same", "whole"), ReportColumn("等级变动人次", "moved", "whole"), ReportColumn("差额", "difference", "money"),
)  # fmt: skip
MOVED = (ReportColumn("工号", "employee_id", "id"), ReportColumn("姓名", "name"), ReportColumn("各月差额合计", "difference", "money"))
GRADES = (ReportColumn("月份", "month"), ReportColumn("等级", "grade"), ReportColumn("现行人数", "before", "whole"), ReportColumn("试算人数", "after", "whole"))


def write_simulation(folder: Path, results: Sequence[Simulated]) -> Path:
    """Write both files into `folder`, in one step."""
    people = pd.concat([each.people for each in results], ignore_index=True)
    months = pd.DataFrame([_month(each) for each in results])
    by_grade = pd.DataFrame([row for each in results for row in _grades(each)])
    by_place, most = matrix(people), moved_most(people, MOST)
    difference = int(people["difference"].sum())
    what = results[-1].changes
    page = template("simulate.html.j2").render(
        what=what, months=records(months), grades=records(by_grade), matrix=records(by_place), most=records(most), difference=difference,
        a_month=half_up(Fraction(difference, len(results))), a_year=a_year(difference, len(results)),
        gain=int((people["difference"] > 0).sum()), lose=int((people["difference"] < 0).sum()), first=str(results[0].month), last=str(results[-1].month),
    )
    sheets = [
        ReportSheet("汇总", MONTHS, months), ReportSheet("部门等级", MATRIX, by_place), ReportSheet("变动最大", MOVED, most),
        ReportSheet("人员", PEOPLE, people, frozen=3), ReportSheet("等级", GRADES, by_grade),
    ]
    with OutputFolder(folder) as work:
        write_workbook(work / "simulate.xlsx", sheets, str(results[-1].month), f"试算：{'；'.join(what[:1])}")
        (work / "simulate.html").write_bytes(page.encode())
    return folder


def _month(each: Simulated) -> dict[str, object]:
    people = each.people
    return {
        "month": str(each.month),
        "basis": "已结账" if each.is_closed else "未结账",
        "total_before": int(people["total_before"].sum()),
        "total": int(people["total"].sum()),
        "difference": int(people["difference"].sum()),
        "more": int((people["difference"] > 0).sum()),
        "less": int((people["difference"] < 0).sum()),
        "fund_before": each.today.fund,
        "fund": each.then.fund,
        "actions_before": action_words(each.today.actions),
        "actions": action_words(each.then.actions),
    }


def _grades(each: Simulated) -> list[dict[str, object]]:
    before, after = grades(each.today), grades(each.then)
    return [
        {"month": str(each.month), "grade": grade, "before": before[grade], "after": after[grade]}
        for grade in sorted({*before, *after}, key=lambda grade: (grade == "—", grade))
    ]


def action_words(actions: Mapping[str, int]) -> str:
    """How many of each proposed action, in a line."""
    return "、".join(f"{label} {count} 项" for label, count in sorted(actions.items())) or "无"
