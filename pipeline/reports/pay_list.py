"""工资单: the month's adjustments as finance prints and signs them, by department (A-4)."""

from __future__ import annotations

import pandas as pd

from pipeline.excel.form import Form, FormColumn
from pipeline.excel.paper import SIGNATURES
from pipeline.month.report import MonthReport
from pipeline.reports.capital_amount import capital_amount
from pipeline.rulebook.pay_columns import MONEY, TOTAL

PAY_LIST = "工资单"
COLUMNS = (
    FormColumn("序号", "number", "whole", 5.5),
    FormColumn("工号", "employee_id", "text", 15),
    FormColumn("姓名", "name", "text", 12),
    FormColumn("岗位", "role", "text", 12),
    FormColumn("月工资", "monthly_wage", "money", 12.5),
    *(FormColumn(header, name, "money", 12.5 if name == TOTAL else 11) for name, header in MONEY.items()),
    FormColumn("占月工资", "share", "share", 9.5, part="total", whole="monthly_wage"),
    FormColumn("签字", "signed", "text", 12),
)


def pay_list(people: pd.DataFrame, report: MonthReport) -> Form:
    """The rows of 工资调整表 numbered through, department after department, each with the wage that it changes.

    Departments stand as they come first on that sheet. Somebody who has left has no wage in this month.
    """
    order = {name: place for place, name in enumerate(people["department"].unique())}
    rows = people.sort_values("department", key=lambda names: names.map(order), kind="stable", ignore_index=True)
    wages = rows["employee_id"].map(dict(report.wages)).astype("Int64")
    frame = rows.assign(number=range(1, len(rows) + 1), monthly_wage=wages, signed=None)
    foot = [*_more_than_the_wage(frame), SIGNATURES + "　　日期：＿＿＿＿＿＿＿"]
    return Form(PAY_LIST, COLUMNS, frame, "department", capital_amount(int(frame["total"].sum())), foot)


def _more_than_the_wage(rows: pd.DataFrame) -> list[str]:
    """Whose wage does not cover what is taken, since nobody can be paid less than nothing."""
    over = rows[(-rows["total"] > rows["monthly_wage"]).fillna(False)]
    if over.empty:
        return []
    people = "、".join(over["employee_id"] + " " + over["name"])
    return [f"扣款超过本月工资，发放前请先确定怎样处理：{people}"]
