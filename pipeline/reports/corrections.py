"""Workbooks about closed months: what a correction changes, and the fund over several months."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.excel.workbook import Column, Sheet, write_workbook
from pipeline.outputs.output import OutputFolder

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.archive.correct import Difference
    from pipeline.base.period import Month

RESULTS = (
    Column("工号", "employee_id", "id"), Column("姓名", "name"), Column("原考核分", "score_before", "score"),
    Column("更正后考核分", "score", "score"), Column("原等级", "grade_before"), Column("更正后等级", "grade"),
    Column("原绩效浮动", "merit_pay_before", "money"), Column("更正后绩效浮动", "merit_pay", "money"),
)  # fmt: skip
LINES = (
    Column("工号", "employee_id", "id"), Column("姓名", "name"), Column("更正月份", "corrects_month"), Column("变化", "change"),
    Column("日期", "date", "date"), Column("条款", "clause"), Column("事项", "label", "note"), Column("类别", "category"),
    Column("分值", "points", "points"), Column("金额", "amount", "money"), Column("来源文件", "file", "note"),
    Column("工作表", "sheet"), Column("行号", "row", "whole"), Column("说明", "note", "note"),
)  # fmt: skip
LEDGER = (
    Column("月份", "month"), Column("日期", "date", "date"), Column("摘要", "summary", "note"), Column("条款", "clause"),
    Column("工号", "employee_id", "id"), Column("收入", "income", "money"), Column("支出", "spending", "money"),
    Column("余额", "balance", "money"), Column("来源", "source", "note"),
)  # fmt: skip


def write_corrections(folder: Path, month: Month, found: Difference) -> Path:
    """`folder`/corrections.xlsx: whose result changes, and each line that goes or comes, with its source."""
    lines = found.lines.assign(change=found.lines["reversal"].map({True: "冲销", False: "补记"}))
    sheets = [Sheet("更正汇总", RESULTS, found.changed_results), Sheet("更正明细", LINES, lines)]
    with OutputFolder(folder) as work:
        write_workbook(work / "corrections.xlsx", sheets, str(month), f"{month.chinese} 更正")
    return folder


def write_fund(path: Path, ledger: pd.DataFrame) -> None:
    """The ledger of several months as a workbook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_workbook(path, [Sheet("基金台账", LEDGER, ledger)], str(ledger["month"].iloc[-1]), "部门基金")
