"""工资调整表: what is added to and taken from each person's wage (A-4, B-14, C-28.2)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.excel.form import Form
from pipeline.excel.workbook import BAD, FAIR, GOOD, WATCH, ReportColumn, ReportSheet
from pipeline.month.report import MonthReport
from pipeline.reports.draft_sheet import HELD, write_report
from pipeline.reports.pay_list import pay_list
from pipeline.reports.payroll import import_sheets
from pipeline.rulebook.pay_columns import MONEY, PARTS, TOTAL

PAY_SHEET = "工资调整表"
PAID = "上月发放核对"
PAID_COLUMNS = (
    ReportColumn("工号", "employee_id", "id"),
    ReportColumn("姓名", "name"),
    ReportColumn("上月应调整", "expected", "money"),
    ReportColumn("上月实发调整", "paid", "money"),
    ReportColumn("多发（少发为负）", "difference", "money"),
    ReportColumn("核对结果", "state"),
)
FIRST, *_, LAST = PARTS
AMOUNTS = (
    *(ReportColumn(header, name, "money") for name, header in PARTS.items()),
    ReportColumn(MONEY[TOTAL], TOTAL, "money", sums=(FIRST, LAST)),
)
NAMED = 8
"""People held back whom the total names."""
COLUMNS = (
    ReportColumn("工号", "employee_id", "id"),
    ReportColumn("姓名", "name"),
    ReportColumn("部门", "department"),
    ReportColumn("岗位", "role"),
    ReportColumn("考核分", "score", "score"),
    ReportColumn("等级", "grade"),
    *AMOUNTS,
    ReportColumn("提示", "hint", "note"),
)

GRADES = {"grade": {"A": GOOD, "B": FAIR, "C": FAIR, "D": WATCH, "E": BAD, "—": BAD}}
"""Colours of the grades, as far as a rulebook uses these words."""


def write(path: Path, report: MonthReport) -> dict[str, int]:
    pay = pay_as_drawn(report)
    table = ReportSheet(PAY_SHEET, COLUMNS, pay, frozen=2, total=True, total_note=missing_from_total(report), colours=GRADES)
    to_sign: list[ReportSheet | Form] = [] if report.draft else [pay_list(pay, report), *import_sheets(pay, report)]
    paid = [] if report.paid is None else [ReportSheet(PAID, PAID_COLUMNS, paid_as_drawn(report.paid), frozen=2, total=True)]
    return write_report(path, [table, *to_sign, *paid], report)


def paid_as_drawn(paid: pd.DataFrame) -> pd.DataFrame:
    """Each line with what came of holding it against the sheet."""
    states = [
        "上月工资表里没有" if expected is pd.NA else "没有发放记录" if given is pd.NA else "相符" if not difference else "多发" if difference > 0 else "少发"
        for expected, given, difference in zip(paid["expected"], paid["paid"], paid["difference"], strict=True)
    ]
    return paid.assign(state=states)


def missing_from_total(report: MonthReport) -> str:
    """Whom the total of a draft leaves out."""
    named = "、".join(sorted(report.held)[:NAMED]) + ("等" if len(report.held) > NAMED else "")
    return f"草稿：合计不含{HELD}的 {len(report.held)} 人（{named}）" if report.held else ""


@once_for_each
def pay_as_drawn(report: MonthReport) -> pd.DataFrame:
    """Everybody on the pay sheet, as `people_as_drawn` has them."""
    return people_as_drawn(report.settled.pay, COLUMNS, report)


def people_as_drawn(people: pd.DataFrame, columns: Sequence[ReportColumn], report: MonthReport) -> pd.DataFrame:
    """`people` with roles in Chinese, why an amount is what it is, and for those whom a draft holds back no figures but the word 暂缓."""
    held = people["held"].astype(bool)
    figures = [column.field for column in columns if column.kind not in ("id", "text", "note")] + ["grade"]
    drawn = {field: people[field].astype(object).mask(held, None) for field in figures} if held.any() else {}
    hints = []
    for who, hint, is_held in zip(people["employee_id"].tolist(), people["hint"].fillna("").tolist(), held.tolist(), strict=True):
        said = "；".join(filter(None, [*(reason.chinese for reason in report.reasons.get(who, ())), hint]))
        hints.append(said if not is_held or said.startswith(HELD) else "；".join(filter(None, [HELD, said])))
    return people.assign(role=people["role"].map(report.role_labels), hint=pd.Series(hints, index=people.index, dtype=object), **drawn)
