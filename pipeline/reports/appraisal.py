"""考核结果, 计分明细 and 处理建议: the scores, the lines that they are the sum of, and what follows from them."""

from __future__ import annotations

from pathlib import Path

from pipeline.reports.draft_sheet import draft_sheets
from pipeline.reports.month_report import MonthReport
from pipeline.reports.pay_adjustment import people_as_drawn
from pipeline.reports.workbook import Column, Sheet, write_workbook

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


def write(path: Path, report: MonthReport) -> dict[str, int]:
    settlement = report.settled
    sheets = [
        *draft_sheets(report),
        Sheet("考核结果", RESULTS, people_as_drawn(settlement.appraisal, RESULTS, report), frozen=2),
        Sheet("计分明细", LINES, settlement.entries, frozen=2),
        Sheet("处理建议", ACTIONS, settlement.actions, frozen=2),
    ]
    return write_workbook(path, sheets, report.month, report.title)
