"""工资导入: the month's adjustments under the names of the company's payroll software, values alone (A-4)."""

from __future__ import annotations

import pandas as pd

from pipeline.excel.cells import Kind
from pipeline.excel.workbook import ReportColumn, ReportSheet
from pipeline.month.report import MonthReport
from pipeline.rulebook.pay_columns import MONEY
from pipeline.rulebook.payroll import PayrollColumn
from pipeline.rulebook.values import WORDS

IMPORT = "工资导入"
KINDS: dict[str, Kind] = {"employee_id": "id", "score": "score", **dict.fromkeys(MONEY, "money")}
"""Our columns that are no text."""


def import_sheets(people: pd.DataFrame, report: MonthReport) -> list[ReportSheet]:
    """The sheet that the rulebook's mapping makes of 工资调整表; none without one."""
    rules = report.regulations.payroll
    if rules is None:
        return []
    columns = [ReportColumn(each.header, f"column_{number}", KINDS.get(each.of or "", "text")) for number, each in enumerate(rules.mapping)]
    rows = people.assign(month=report.month)
    values = {column.field: _values(rows, each) for column, each in zip(columns, rules.mapping, strict=True)}
    remark = f"列名：{WORDS[rules.software]}。请对照所用版本的导入格式核对；只有数值，没有公式和合计行。"
    return [ReportSheet(IMPORT, columns, pd.DataFrame(values, index=people.index), remark=remark)]


def _values(people: pd.DataFrame, column: PayrollColumn) -> pd.Series:
    if column.of is None:
        return pd.Series(column.constant, index=people.index)
    return -people[column.of] if column.opposite else people[column.of]
