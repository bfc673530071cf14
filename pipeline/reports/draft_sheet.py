"""The month's workbooks as they are signed; a draft's say on each sheet that they are none to sign, and first of all what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from pipeline.excel.form import Form
from pipeline.excel.paper import SIGNATURES
from pipeline.excel.workbook import Chart, ReportColumn, ReportSheet, write_workbook
from pipeline.findings.said import message_of
from pipeline.month.report import MonthReport
from pipeline.reports.seal import seal_line

HELD = "暂缓"
DRAFT = ReportColumn("草稿", "draft")
_COLUMNS = (ReportColumn("草稿", "topic", "text"), ReportColumn("说明", "text", "prose"))
_REASONS_A_PERSON = 3


def write_report(path: Path, sheets: Sequence[ReportSheet | Form], report: MonthReport, charts: Sequence[Chart] = ()) -> dict[str, int]:
    """Write one of the month's workbooks; returns each sheet's number of rows. Raises OSError."""
    foot = SIGNATURES if report.seal is None else f"{SIGNATURES}\n&7{seal_line(report.seal)}"
    if report.draft:
        sheets, foot = [_what_is_open(report), *map(_as_draft, sheets)], "草稿，只供核对，不作签字和发放的依据"
    return write_workbook(path, sheets, report.month, report.heading, charts, foot)


def _as_draft(sheet: ReportSheet | Form) -> ReportSheet | Form:
    """Each row says that it is a draft's, also where it is copied elsewhere."""
    if isinstance(sheet, Form):
        return sheet
    return replace(sheet, columns=(*sheet.columns, DRAFT), frame=sheet.frame.assign(draft=DRAFT.header))


def _what_is_open(report: MonthReport) -> ReportSheet:
    lines = [*_what_it_is(), *_what_is_missing(report), *_who_is_held(report)]
    return ReportSheet("草稿", _COLUMNS, pd.DataFrame(lines, columns=["topic", "text"]), landscape=False)


def _what_it_is() -> list[tuple[str, str]]:
    return [
        ("这是草稿", "本月资料还有错误，本文件只供核对，不能作为发放工资的依据。"),
        ("怎样完成", "请按检查报告 validation.html 改正资料后重新运行，错误清零后才有正式的工资调整表。"),
    ]


def _what_is_missing(report: MonthReport) -> list[tuple[str, str]]:
    """Errors counted by file and sheet; their rows are in no figure."""
    places = Counter((f.file or "", f.sheet or "") for f in report.findings if f.level == "error")
    if not places:
        return [("没有计入", "没有错误行。")]
    return [
        ("没有计入", f"{file or '本月资料'}{f' · {sheet}' if sheet else ''}：{count} 处错误，有错误的行没有计入。")
        for (file, sheet), count in sorted(places.items())
    ]


def _who_is_held(report: MonthReport) -> list[tuple[str, str]]:
    pay = None if report.settlement is None else report.settlement.pay
    names = {} if pay is None else dict(zip(pay["employee_id"], pay["name"], strict=True))
    reasons: dict[str, list[str]] = {}
    for finding in report.findings:
        if finding.level == "error":
            for person in finding.people:
                reasons.setdefault(person, []).append(message_of(finding))
    return [
        (HELD, f"{person} {names.get(person, '')}：结果待定，不列金额。{_some(reasons.get(person, []))}")
        for person in sorted(report.held)
    ]


def _some(reasons: list[str]) -> str:
    rest = len(reasons) - _REASONS_A_PERSON
    return "；".join(reasons[:_REASONS_A_PERSON]) + (f"；另有 {rest} 处。" if rest > 0 else "")
