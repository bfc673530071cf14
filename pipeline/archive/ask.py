"""Questions to the archive: one person's months, the fund over any time."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from pipeline.archive import tables
from pipeline.archive.effective import effective_entries, effective_scores
from pipeline.archive.ledger import ledger_of
from pipeline.base.period import Month
from pipeline.rules.entries import ACTION

LEDGER = ["month", "date", "summary", "clause", "employee_id", "income", "spending", "balance", "source", "kind"]


def history_of(connection: Connection, employee_id: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A person's months (as paid, with the corrected score and grade where they were booked since) and the actions that stand, oldest first."""
    scores, people = tables.scores, tables.people
    found = (
        select(scores, people.c.name, people.c.department)
        .join(people, (people.c.month == scores.c.month) & (people.c.employee_id == scores.c.employee_id))
        .where(scores.c.employee_id == employee_id)
        .order_by(scores.c.month)
    )
    months = []
    for row in connection.execute(found).mappings():
        now = effective_scores(connection, Month.parse(row["month"]))
        [own] = now[now["employee_id"] == employee_id].to_dict("records")
        score = None if own["score"] is pd.NA else int(own["score"])
        months.append({**row, "corrected_score": score, "corrected_grade": None if pd.isna(own["grade"]) else own["grade"]})
    return months, _standing(effective_entries(connection, [Month.parse(row["month"]) for row in months]), employee_id)


def _standing(made: pd.DataFrame, employee_id: str) -> list[dict[str, Any]]:
    """The person's actions that were not taken back since."""
    actions = made[(made["employee_id"] == employee_id) & (made["category"] == ACTION)]
    columns = ["month", "clause", "label", "note"]
    stands = actions.groupby(["month", "clause", "item"], sort=False)["count"].transform("sum") > 0
    return [{str(name): value for name, value in row.items()} for row in actions.loc[stands & (actions["count"] > 0), columns].to_dict("records")]


def fund_ledger(connection: Connection, first: str | None, last: str | None) -> pd.DataFrame:
    """The ledger of the closed months from `first` to `last`, in fen, months in order; see LEDGER for the columns."""
    months = tables.months.c.month
    wanted = select(months).where(months >= (first or ""), months <= (last or "9999-12")).order_by(months)
    rows = [row for month in connection.execute(wanted).scalars().all() for row in ledger_of(connection, month)]
    frame = pd.DataFrame(rows, columns=tables.fund_ledger.c.keys())
    renamed = frame.rename(columns={f"{name}_fen": name for name in ("income", "spending", "balance")})[LEDGER]
    return renamed.astype({"income": "Int64", "spending": "Int64", "balance": "int64", "date": "datetime64[s]"})
