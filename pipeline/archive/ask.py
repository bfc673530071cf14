"""Questions to the archive: one person's months, the fund over any time."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from pipeline.archive import tables
from pipeline.archive.effective import effective_scores
from pipeline.archive.ledger import ledger_of
from pipeline.base.period import Month
from pipeline.rules.entries import ACTION

LEDGER = ["month", "date", "summary", "clause", "employee_id", "income", "spending", "balance", "source", "kind"]


def history_of(connection: Connection, employee_id: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A person's months (as paid, with `corrected_score` where one was booked since) and actions, oldest first."""
    scores, people, made = tables.scores, tables.people, tables.entries
    found = (
        select(scores, people.c.name, people.c.department)
        .join(people, (people.c.month == scores.c.month) & (people.c.employee_id == scores.c.employee_id))
        .where(scores.c.employee_id == employee_id)
        .order_by(scores.c.month)
    )
    months = []
    for row in connection.execute(found).mappings():
        now = effective_scores(connection, Month.parse(row["month"]))
        score = now.loc[now["employee_id"] == employee_id, "score"].iloc[0]
        months.append({**row, "corrected_score": None if score is pd.NA else int(score)})
    actions = (
        select(made.c.month, made.c.clause, made.c.label, made.c.note)
        .where(made.c.employee_id == employee_id, made.c.category == ACTION)
        .order_by(made.c.month, made.c.number)
    )
    return months, [dict(row) for row in connection.execute(actions).mappings()]


def fund_ledger(connection: Connection, first: str | None, last: str | None) -> pd.DataFrame:
    """The ledger of the closed months from `first` to `last`, in fen, months in order; see LEDGER for the columns."""
    months = tables.months.c.month
    wanted = select(months).where(months >= (first or ""), months <= (last or "9999-12")).order_by(months)
    rows = [row for month in connection.execute(wanted).scalars().all() for row in ledger_of(connection, month)]
    frame = pd.DataFrame(rows, columns=tables.fund_ledger.c.keys())
    renamed = frame.rename(columns={f"{name}_fen": name for name in ("income", "spending", "balance")})[LEDGER]
    return renamed.astype({"income": "Int64", "spending": "Int64", "balance": "int64", "date": "datetime64[s]"})
