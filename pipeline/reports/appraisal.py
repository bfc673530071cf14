"""考核结果, 计分明细 and 处理建议: the scores, the lines that they are the sum of, and what follows from them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.excel.workbook import BAD, FAIR, GOOD, WATCH, Chart, ReportColumn, ReportSheet
from pipeline.month.report import MonthReport
from pipeline.reports.draft_sheet import write_report
from pipeline.reports.pay_adjustment import GRADES, people_as_drawn
from pipeline.reports.plots.scores import score_steps

RESULTS = (
    ReportColumn("工号", "employee_id", "id"),
    ReportColumn("姓名", "name"),
    ReportColumn("部门", "department"),
    ReportColumn("岗位", "role"),
    ReportColumn("基础分", "base", "score"),
    ReportColumn("加分", "bonus", "points"),
    ReportColumn("扣分", "deduction", "points"),
    ReportColumn("组长奖惩", "leader", "points"),
    ReportColumn("考核分", "score", "score"),
    ReportColumn("等级", "grade"),
    ReportColumn("排名", "rank", "whole"),
    ReportColumn("绩效浮动", "merit_pay", "money"),
    ReportColumn("转化率", "conversion", "share"),
    ReportColumn("满意度", "satisfaction", "score"),
    ReportColumn("提示", "hint", "note"),
    ReportColumn("适用规则", "rules"),
)
LINES = (
    ReportColumn("工号", "employee_id", "id"),
    ReportColumn("姓名", "name"),
    ReportColumn("日期", "date", "date"),
    ReportColumn("条款", "clause"),
    ReportColumn("事项", "label"),
    ReportColumn("分值", "points", "points"),
    ReportColumn("金额", "amount", "money"),
    ReportColumn("类别", "category"),
    ReportColumn("来源文件", "file"),
    ReportColumn("工作表", "sheet"),
    ReportColumn("行号", "row", "whole"),
    ReportColumn("说明", "note", "note"),
)
ACTIONS = (
    ReportColumn("工号", "employee_id", "id"),
    ReportColumn("姓名", "name"),
    ReportColumn("条款", "clause"),
    ReportColumn("建议", "action"),
    ReportColumn("依据", "basis", "note"),
)

GRADE_COUNTS = (ReportColumn("等级", "grade"), ReportColumn("人数", "people", "whole"))
SHADES = {GOOD: "#2E7D5B", FAIR: "#3F7FB0", WATCH: "#C98A1B", BAD: "#B42318"}
"""The colours of columns in charts, stronger than those of cells."""
SCORE_STEPS = (ReportColumn("分数段", "step"), *GRADE_COUNTS)


def write(path: Path, report: MonthReport) -> dict[str, int]:
    settlement = report.settled
    appraisal = settlement.appraisal
    people = results_as_drawn(report).assign(rules=appraisal["department"].map(report.rulebook.of))
    grades = ReportSheet("等级分布", GRADE_COUNTS, _grade_counts(people), landscape=False, colours=GRADES)
    sheets = [
        ReportSheet("考核结果", RESULTS, people, frozen=2, colours=GRADES),
        ReportSheet("计分明细", LINES, settlement.entries, frozen=2),
        ReportSheet("处理建议", ACTIONS, settlement.actions, frozen=2),
        grades,
    ]
    charts = [Chart("等级分布（人）", "column", grades, "grade", "people", [_shade(grade) for grade in grades.frame["grade"]])]
    if people["score"].notna().any():
        steps = ReportSheet("分数分布", SCORE_STEPS, _score_counts(people, report), landscape=False, colours=GRADES)
        sheets.append(steps)
        charts.append(Chart("考核分分布（人）", "column", steps, "step", "people", [_shade(grade) for grade in steps.frame["grade"]]))
    return write_report(path, sheets, report, charts)


@once_for_each
def results_as_drawn(report: MonthReport) -> pd.DataFrame:
    """Everybody appraised, as `people_as_drawn` has them."""
    return people_as_drawn(report.settled.appraisal, RESULTS, report)


def _score_counts(people: pd.DataFrame, report: MonthReport) -> pd.DataFrame:
    """People by steps of five points, as the month's page has them."""
    words = [*(grade for grade, _, _ in report.scales.grades), report.scales.below]
    steps = score_steps([int(score) for score in people["score"].dropna()], report.scales, report.score_cap)
    return pd.DataFrame([(step.label, words[step.grade], step.people) for step in steps], columns=["step", "grade", "people"])


def _shade(grade: str) -> str:
    return SHADES[GRADES["grade"].get(grade, FAIR)]


def _grade_counts(people: pd.DataFrame) -> pd.DataFrame:
    """People by grade, A first, those without one last; whoever is held back is not counted."""
    graded = people.loc[people["score"].notna(), "grade"]
    counts = graded.value_counts().sort_index(key=lambda grades: grades.map(lambda grade: (grade == "—", grade)))
    return pd.DataFrame({"grade": counts.index, "people": counts.to_numpy()})
