"""The archive for other programs: tables as Parquet or CSV, the fund's ledger for Beancount."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Table, select

from pipeline.archive import tables
from pipeline.archive.ask import fund_ledger
from pipeline.base.extras import needs
from pipeline.base.text import csv_text
from pipeline.base.units import HUNDREDTHS
from pipeline.settlement.fund import CLOSING, EDGES, OPENING

Rows = Sequence[tuple[Any, ...]]
EXPORTED = ("months", "people", "scores", "entries", "fund_ledger", "complaints", "inputs", "corrections", "corrected_scores", "journal")
FUND = "Assets:Fund"
BEFORE = "Equity:Opening"
FINES = "Income:Fines"
SPENDING = "Expenses:Activities"


def export_tables(connection: Connection, folder: Path, form: str) -> list[Path]:
    """Each table as `folder`/NAME.parquet or .csv; points as numbers, money as integer fen.

    Raises Stop for Parquet where its library is not installed.
    """
    write = _parquet() if form == "parquet" else _csv
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in EXPORTED:
        table = tables.metadata.tables[name]
        points = {at for at, column in enumerate(table.c) if isinstance(column.type, tables.Points)}
        found = connection.execute(select(table).order_by(*table.primary_key.columns))
        rows = [tuple(cell / HUNDREDTHS if at in points and cell is not None else cell for at, cell in enumerate(row)) for row in found]
        path = folder / f"{name}.{form}"
        write(path, table, rows)
        written.append(path)
    return written


def _csv(path: Path, table: Table, rows: Rows) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.c.keys())
        writer.writerows([_csv_cell(cell) for cell in row] for row in rows)


def _csv_cell(cell: Any) -> Any:
    if isinstance(cell, bool):
        return str(cell).lower()
    return csv_text(cell) if isinstance(cell, str) else cell


def _parquet() -> Callable[[Path, Table, Rows], None]:
    """What writes a table as Parquet, each column of its type also where it is empty."""
    try:
        import polars
    except ModuleNotFoundError:
        raise needs("--format parquet", "parquet") from None
    types: dict[type, Any] = {bool: polars.Boolean, int: polars.Int64, float: polars.Float64, date: polars.Date}

    def write(path: Path, table: Table, rows: Rows) -> None:
        kinds = {column.name: float if isinstance(column.type, tables.Points) else column.type.python_type for column in table.c}
        schema = {name: types.get(kind, polars.String) for name, kind in kinds.items()}
        polars.DataFrame(rows, schema=schema, orient="row").write_parquet(path)

    return write


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
            if row["kind"] == EDGES[OPENING]:
                lines += _opening(str(month), int(row["balance"]), start)
            elif row["kind"] == EDGES[CLOSING]:
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
