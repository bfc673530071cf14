"""考核结果, 计分明细 and 处理建议: the scores, the lines that they are the sum of, and what follows from them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.excel.workbook import BAD, FAIR, GOOD, WATCH, Chart, Column, Sheet
from pipeline.month.report import MonthReport
from pipeline.reports.draft_sheet import write_report
from pipeline.reports.pay_adjustment import GRADES, people_as_drawn
from pipeline.reports.plots.scores import score_steps

RESULTS = (
    Column("工号", "employee_id", "id"),
    Column("姓名", "name"),
    Column("部门", "department"),
    Column("岗位", "role"),
    Column("基础分", "base", "score"),
    Column("加分", "bonus", "points"),
    Column("扣分", "deduction", "points"),
    Column("组长奖惩", "leader", "points"),
    Column("考核分", "score", "score"),
    Column("等级", "grade"),
    Column("排名", "rank", "whole"),
    Column("绩效浮动", "merit_pay", "money"),
    Column("转化率", "conversion", "share"),
    Column("满意度", "satisfaction", "score"),
    Column("提示", "hint", "note"),
)
LINES = (
    Column("工号", "employee_id", "id"),
    Column("姓名", "name"),
    Column("日期", "date", "date"),
    Column("条款", "clause"),
    Column("事项", "label"),
    Column("分值", "points", "points"),
    Column("金额", "amount", "money"),
    Column("类别", "category"),
    Column("来源文件", "file"),
    Column("工作表", "sheet"),
    Column("行号", "row", "whole"),
    Column("说明", "note", "note"),
)
ACTIONS = (
    Column("工号", "employee_id", "id"),
    Column("姓名", "name"),
    Column("条款", "clause"),
    Column("建议", "action"),
    Column("依据", "basis", "note"),
)

GRADE_COUNTS = (Column("等级", "grade"), Column("人数", "people", "whole"))
SHADES = {GOOD: "#2E7D5B", FAIR: "#3F7FB0", WATCH: "#C98A1B", BAD: "#B42318"}
"""The colours of columns in charts, stronger than those of cells."""
SCORE_STEPS = (Column("分数段", "step"), *GRADE_COUNTS)


def write(path: Path, report: MonthReport) -> dict[str, int]:
    settlement = report.settled
    people = people_as_drawn(settlement.appraisal, RESULTS, report)
    grades = Sheet("等级分布", GRADE_COUNTS, _grade_counts(people), landscape=False, colours=GRADES)
    sheets = [
        Sheet("考核结果", RESULTS, people, frozen=2, colours=GRADES),
        Sheet("计分明细", LINES, settlement.entries, frozen=2),
        Sheet("处理建议", ACTIONS, settlement.actions, frozen=2),
        grades,
    ]
    charts = [Chart("等级分布（人）", "column", grades, "grade", "people", [_shade(grade) for grade in grades.frame["grade"]])]
    if people["score"].notna().any():
        steps = Sheet("分数分布", SCORE_STEPS, _score_counts(people, report), landscape=False, colours=GRADES)
        sheets.append(steps)
        charts.append(Chart("考核分分布（人）", "column", steps, "step", "people", [_shade(grade) for grade in steps.frame["grade"]]))
    return write_report(path, sheets, report, charts)


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
