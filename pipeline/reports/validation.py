"""The validation report: every finding with its place, as a table for programs and a workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from pipeline.base.text import csv_text
from pipeline.excel.workbook import ReportColumn, ReportSheet
from pipeline.findings.finding import LEVEL_LABELS, Finding, each_cell
from pipeline.findings.said import advice_of, message_of
from pipeline.month.report import MonthReport
from pipeline.reports.draft_sheet import write_report

COLUMNS = (
    ReportColumn("文件", "file"),
    ReportColumn("工作表", "sheet"),
    ReportColumn("行号", "row", "whole"),
    ReportColumn("列", "column"),
    ReportColumn("单元格", "cell"),
    ReportColumn("值", "value"),
    ReportColumn("级别", "level"),
    ReportColumn("代码", "code", "id"),
    ReportColumn("说明", "message", "note"),
    ReportColumn("建议", "advice", "note"),
)

ADOPTED = (
    ReportColumn("文件", "file"), ReportColumn("工作表", "sheet"), ReportColumn("单元格", "cell"), ReportColumn("原来的值", "before"),
    ReportColumn("采纳的值", "after"), ReportColumn("工作簿最后保存人", "editor"),
)


ACCEPTED = (
    *COLUMNS, ReportColumn("核实的说明", "reason", "note"), ReportColumn("核实人", "accepted_by"), ReportColumn("有效至", "valid_until"),
)


class Row(NamedTuple):
    """A finding as it is shown; missing places are None."""

    file: str | None
    sheet: str | None
    row: int | None
    column: str | None
    cell: str | None
    value: str | None
    level: str
    code: str
    message: str
    advice: str

    @property
    def is_error(self) -> bool:
        return self.level == LEVEL_LABELS["error"]


def write(folder: Path, report: MonthReport) -> dict[str, int]:
    """Write validation.csv and .xlsx into `folder`; returns the workbook's rows a sheet."""
    rows = ordered(report.findings)
    _write_csv(folder / "validation.csv", ordered(each_cell(report.findings)))
    frame = pd.DataFrame(rows, columns=Row._fields, dtype=object)
    sheets = [ReportSheet("检查结果", COLUMNS, frame)]
    if report.adopted:
        sheets.append(ReportSheet("采纳的建议", ADOPTED, pd.DataFrame(report.adopted, dtype=object)))
    if report.accepted:
        sheets.append(ReportSheet("已核实", ACCEPTED, pd.DataFrame(accepted_rows(report), dtype=object)))
    return write_report(folder / "validation.xlsx", sheets, report)


def accepted_rows(report: MonthReport) -> list[dict[str, object]]:
    """The warnings that somebody has looked into, with what they said."""
    return [
        {**ordered([each.finding])[0]._asdict(), "reason": each.reason, "accepted_by": each.accepted_by, "valid_until": each.valid_until and each.valid_until.isoformat()}
        for each in report.accepted
    ]


def ordered(findings: Iterable[Finding]) -> list[Row]:
    """By file and sheet, errors before warnings, then by row and column; the same set gives the same order."""

    def key(finding: Finding) -> tuple[object, ...]:
        file, sheet, *place = finding.sort_key
        return (file, sheet, finding.level != "error", *place)

    return [
        Row(f.file, f.sheet, f.row, f.column, f.cell, f.value, LEVEL_LABELS[f.level], f.code, message_of(f), advice_of(f))
        for f in sorted(findings, key=key)
    ]


@dataclass(frozen=True)
class SinceLast:
    """What became of the last run's findings."""

    fixed: int
    still: int
    new: frozenset[Row]


def since_last(rows: Sequence[Row], last: frozenset[tuple[str, ...]] | None) -> SinceLast | None:
    """The findings against those of the last run, which are told by their text; None without a last run."""
    if last is None:
        return None
    now = {tuple(_csv_cells(row)): row for row in rows}
    new = frozenset(row for key, row in now.items() if key not in last)
    return SinceLast(len(last - now.keys()), len(last & now.keys()), new)


def _csv_cells(row: Row) -> list[str]:
    return [csv_text(cell) if isinstance(cell, str) else "" if cell is None else str(cell) for cell in row]


def _write_csv(path: Path, rows: Sequence[Row]) -> None:
    """UTF-8 with a mark by which Excel knows it; text that looks like a formula begins with an apostrophe."""
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        table = csv.writer(file)
        table.writerow([column.header for column in COLUMNS])
        table.writerows(map(_csv_cells, rows))
