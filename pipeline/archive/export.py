"""The archive for other programs: tables as Parquet or CSV, the fund's ledger for Beancount."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Column, Connection, select

from pipeline.archive import tables
from pipeline.archive.ask import fund_ledger
from pipeline.base.text import csv_text
from pipeline.base.units import HUNDREDTHS
from pipeline.settlement.fund import CLOSING, OPENING

EXPORTED = ("months", "people", "scores", "entries", "fund_ledger", "complaints", "inputs", "corrections", "corrected_scores")
FUND = "Assets:Fund"
BEFORE = "Equity:Opening"
FINES = "Income:Fines"
SPENDING = "Expenses:Activities"


def export_tables(connection: Connection, folder: Path, form: str) -> list[Path]:
    """Each table as `folder`/NAME.parquet or .csv; points as numbers, money as integer fen."""
    import polars

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in EXPORTED:
        table = tables.metadata.tables[name]
        rows = [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
        frame = polars.DataFrame(rows, schema={column.name: _type(column) for column in table.c}, orient="row")
        points = [column.name for column in table.c if isinstance(column.type, tables.Points)]
        frame = frame.with_columns(polars.col(each) / HUNDREDTHS for each in points)
        path = folder / f"{name}.{form}"
        if form == "parquet":
            frame.write_parquet(path)
        else:
            texts = polars.selectors.string()
            safe = frame.with_columns(texts.map_elements(csv_text, return_dtype=polars.String))
            safe.write_csv(path, include_bom=True, line_terminator="\r\n")
        written.append(path)
    return written


def _type(column: Column[Any]) -> Any:
    import polars

    if isinstance(column.type, tables.Points):
        return polars.Int64
    return {bool: polars.Boolean, int: polars.Int64, date: polars.Date}.get(column.type.python_type, polars.String)


def beancount(connection: Connection) -> str:
    """The fund's ledger in Beancount's language, with a balance assertion after each closed month."""
    ledger = fund_ledger(connection, None, None)
    if ledger.empty:
        return ""
    start = f"{ledger['month'].iloc[0]}-01"
    lines = ['option "title" "部门基金"', 'option "operating_currency" "CNY"', ""]
    lines += [f"{start} open {account} CNY" for account in (FUND, BEFORE, FINES, SPENDING)] + [""]
    for month, rows in ledger.groupby("month", sort=True):
        for row in rows.to_dict("records"):
            if row["summary"] == OPENING:
                lines += _opening(str(month), int(row["balance"]), start)
            elif row["summary"] == CLOSING:
                after = pd.Period(str(month)).end_time.date() + pd.Timedelta(days=1)
                lines += [f"{after:%Y-%m-%d} balance {FUND}  {_number(int(row['balance']))} ~ 0.00 CNY", ""]
            else:
                lines += _movement(row)
    return "\n".join(lines) + "\n"


def _opening(month: str, balance: int, start: str) -> list[str]:
    if f"{month}-01" != start:
        return []
    return [f'{start} * "期初"', f"  {FUND}  {_number(balance)} CNY", f"  {BEFORE}", ""] if balance else []


def _movement(row: dict[object, object]) -> list[str]:
    income, spending = int(str(row["income"])), int(str(row["spending"]))
    said = " ".join(str(row[name]) for name in ("clause", "employee_id") if isinstance(row[name], str))
    summary = row["summary"] if isinstance(row["summary"], str) else "已清除"
    other = FINES if income else SPENDING
    return [
        f'{row["date"]:%Y-%m-%d} * "{_quoted(said)}" "{_quoted(str(summary))}"',
        f"  {FUND}  {_number(income - spending)} CNY",
        f"  {other}",
        "",
    ]


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def _number(fen: int) -> str:
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // HUNDREDTHS}.{abs(fen) % HUNDREDTHS:02d}"
