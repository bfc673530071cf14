"""Sheets that bear no date of their own: nothing but their content tells that they are last month's."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pandas as pd

from pipeline.base.period import Month
from pipeline.checks.table import Table
from pipeline.findings.finding import Finding
from pipeline.schemas.sheet import Sheet

DATED = {"date", "datetime", "moment"}


def undated_digests(tables: Mapping[str, Table]) -> dict[str, str]:
    """The SHA-256 of each undated sheet's rows, whatever their order, by the sheet's name."""
    return {name: _digest(table) for name, table in tables.items() if _is_undated(table.sheet) and len(table.frame)}


def like_earlier(tables: Mapping[str, Table], month: Month, earlier: Mapping[str, Mapping[str, str]]) -> list[Finding]:
    """Undated sheets whose rows are those of the month before, row for row; `earlier` has the digests by month."""
    before = earlier.get(str(month.previous), {})
    return [
        Finding("SHEET_LIKE_LAST_MONTH", tables[name].parts[0].file, tables[name].parts[0].sheet, params={"month": str(month.previous)})
        for name, digest in undated_digests(tables).items()
        if before.get(name) == digest
    ]


def _is_undated(sheet: Sheet) -> bool:
    return sheet.person is not None and not any(column.kind in DATED for column in sheet.columns)


def _digest(table: Table) -> str:
    columns = [column.name for column in table.sheet.columns if column.name != "name"]
    rows = sorted(
        repr([None if pd.isna(value) else str(value) for value in row])
        for row in table.frame[columns].itertuples(index=False, name=None)
    )
    return hashlib.sha256("\n".join(rows).encode("utf-8", "surrogatepass")).hexdigest()
