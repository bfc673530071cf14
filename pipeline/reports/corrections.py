"""Workbooks about closed months: what a correction changes, and the fund over several months."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.excel.workbook import ReportColumn, ReportSheet, write_workbook
from pipeline.outputs.output import OutputFolder
from pipeline.settlement.corrections import no_corrections

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.base.period import Month
    from pipeline.month.difference import Difference

RESULTS = (
    ReportColumn("更正月份", "corrects_month"), ReportColumn("工号", "employee_id", "id"), ReportColumn("姓名", "name"), ReportColumn("原考核分", "score_before", "score"),
    ReportColumn("更正后考核分", "score", "score"), ReportColumn("原等级", "grade_before"), ReportColumn("更正后等级", "grade"),
    ReportColumn("原绩效浮动", "merit_pay_before", "money"), ReportColumn("更正后绩效浮动", "merit_pay", "money"),
)  # fmt: skip
LINES = (
    ReportColumn("工号", "employee_id", "id"), ReportColumn("姓名", "name"), ReportColumn("更正月份", "corrects_month"), ReportColumn("变化", "change"),
    ReportColumn("日期", "date", "date"), ReportColumn("条款", "clause"), ReportColumn("事项", "label", "note"), ReportColumn("类别", "category"),
    ReportColumn("分值", "points", "points"), ReportColumn("金额", "amount", "money"), ReportColumn("来源文件", "file", "note"),
    ReportColumn("工作表", "sheet"), ReportColumn("行号", "row", "whole"), ReportColumn("说明", "note", "note"),
)  # fmt: skip
NO_RESULTS = pd.DataFrame(columns=[column.field for column in RESULTS])
SHOWN = "shown.txt"
LEDGER = (
    ReportColumn("月份", "month"), ReportColumn("日期", "date", "date"), ReportColumn("摘要", "summary", "note"), ReportColumn("条款", "clause"),
    ReportColumn("工号", "employee_id", "id"), ReportColumn("收入", "income", "money"), ReportColumn("支出", "spending", "money"),
    ReportColumn("余额", "balance", "money"), ReportColumn("来源", "source", "note"),
)  # fmt: skip


def write_corrections(folder: Path, month: Month, found: Mapping[Month, Difference]) -> str:
    """`folder`/corrections.xlsx: whose result changes, and each line that goes or comes, with its source.

    Returns the digest of the lines, which the folder keeps for `shown_before`.
    """
    lines = pd.concat([found[each].lines for each in sorted(found)] or [no_corrections()])
    results = pd.concat([found[each].changed_results.assign(corrects_month=str(each)) for each in sorted(found)] or [NO_RESULTS])
    digest = hashlib.sha256(lines.to_csv(index=False).encode()).hexdigest()
    listed = lines.assign(change=lines["reversal"].map({True: "冲销", False: "补记"}))
    with OutputFolder(folder) as work:
        write_workbook(work / "corrections.xlsx", [ReportSheet("更正汇总", RESULTS, results), ReportSheet("更正明细", LINES, listed)], str(month), f"{month.chinese} 更正")
        (work / SHOWN).write_text(digest, encoding="utf-8")
    return digest


def shown_before(folder: Path) -> str | None:
    """The digest of the lines that were shown last; None where nothing was."""
    return (folder / SHOWN).read_text(encoding="utf-8") if (folder / SHOWN).exists() else None


def forget_shown(folder: Path) -> None:
    """What was shown has been booked."""
    (folder / SHOWN).unlink(missing_ok=True)


def write_fund(path: Path, ledger: pd.DataFrame) -> None:
    """The ledger of several months as a workbook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_workbook(path, [ReportSheet("基金台账", LEDGER, ledger)], str(ledger["month"].iloc[-1]), "部门基金")
