"""review.xlsx: 复核清单 before the close, the objections, and the rows to copy to 已核实 once somebody has looked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.excel.workbook import BAD, FAIR, WATCH, ReportColumn, ReportSheet
from pipeline.findings.said import advice_of, message_of
from pipeline.month.objected import COLUMNS, OPEN
from pipeline.month.report import MonthReport
from pipeline.month.review import CONSIDERABLE, ORDINARY, SERIOUS
from pipeline.reports.decisions import LOOKS
from pipeline.reports.draft_sheet import write_report
from pipeline.reports.records import records

NAME = "review.xlsx"
COLOURS = {"gravity": {SERIOUS: BAD, CONSIDERABLE: WATCH, ORDINARY: FAIR}}
MATTERS = (
    ReportColumn("重要程度", "gravity"),
    ReportColumn("类别", "kind"),
    ReportColumn("工号", "employee_id", "id"),
    ReportColumn("姓名", "name"),
    ReportColumn("情况和比较", "message", "prose"),
    ReportColumn("涉及金额", "fen", "money"),
    ReportColumn("建议", "advice", "prose"),
    ReportColumn("文件", "file"),
    ReportColumn("工作表", "sheet"),
    ReportColumn("行号", "row", "whole"),
)
TO_ACCEPT = (
    ReportColumn("代码", "code", "id"),
    ReportColumn("文件", "file"),
    ReportColumn("工作表", "sheet"),
    ReportColumn("工号", "employee_id", "id"),
    ReportColumn("说明", "reason", "note"),
    ReportColumn("核实人", "accepted_by"),
    ReportColumn("有效至", "valid_until", "date"),
)
OBJECTIONS = (
    ReportColumn("工号", "employee_id", "id"),
    ReportColumn("姓名", "name"),
    ReportColumn("日期", "date", "date"),
    ReportColumn("条款", "clause"),
    ReportColumn("事项", "item", "note"),
    ReportColumn("记录人", "recorder", "id"),
    ReportColumn("理由", "reason", "note"),
    ReportColumn("证据", "evidence", "note"),
    ReportColumn("提出日期", "raised_on", "date"),
    ReportColumn("状态", "state"),
    ReportColumn("裁定人", "decided_by", "id"),
    ReportColumn("裁定日期", "decided_on", "date"),
    ReportColumn("裁定理由", "decision_reason", "note"),
)


def write(path: Path, report: MonthReport) -> dict[str, int]:
    """Write the workbook; returns each sheet's number of rows."""
    drawn = matters_drawn(report)
    matters = pd.DataFrame(drawn, columns=[column.field for column in MATTERS]).astype({"row": "Int64", "fen": "int64"})
    sheets = [ReportSheet("复核清单", MATTERS, matters, frozen=4, colours=COLOURS)]
    objections = _objections(report)
    if len(objections):
        sheets.append(ReportSheet("申诉", OBJECTIONS, objections))
    if report.review and not report.draft:
        columns = [column.field for column in TO_ACCEPT]
        rows = pd.DataFrame(drawn).reindex(columns=columns).drop_duplicates(ignore_index=True)
        sheets.append(ReportSheet("可抄入已核实", TO_ACCEPT, rows.astype({"valid_until": "datetime64[s]"})))
    return write_report(path, sheets, report)


def matters_drawn(report: MonthReport) -> list[dict[str, Any]]:
    """The matters as rows."""
    return [
        {
            "gravity": each.gravity, "kind": each.finding.kind.title, "employee_id": each.employee_id or None, "name": each.name or None,
            "message": message_of(each.finding), "fen": each.fen, "advice": advice_of(each.finding), "file": each.finding.file,
            "sheet": each.finding.sheet, "row": each.finding.row, "code": each.finding.code,
        }
        for each in report.review
    ]  # fmt: skip


def review_section(report: MonthReport) -> dict[str, Any]:
    """What the manager's page says of review and objections."""
    objections = _objections(report)
    return {"matters": report.review, "objections": records(objections), "open": int((objections["state"] == OPEN).sum()), "open_word": OPEN, "looks": LOOKS}


def _objections(report: MonthReport) -> pd.DataFrame:
    return pd.DataFrame(columns=COLUMNS) if report.objections is None else report.objections
