"""Questions to the archive: one person's months, the fund over any time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, RowMapping, select

from pipeline.archive import tables
from pipeline.archive.effective import effective_entries, effective_scores
from pipeline.archive.ledger import ledger_of
from pipeline.base.period import Month
from pipeline.rules.entries import ACTION
from pipeline.settlement.corrections import EARLIER, held_in, holder

Row = dict[str, Any]
LEDGER = ["month", "date", "summary", "clause", "employee_id", "income", "spending", "balance", "source", "kind"]


def histories_of(connection: Connection, employee_id: str) -> list[tuple[list[Row], list[Row]]]:
    """For each who had the id, first to last: months (as paid, with the corrected score and grade where they were booked since) and the actions that stand.

    People are known by id and day of joining together: who joined after a month has nothing of it.
    """
    own = holder(employee_id)
    scores, people = tables.scores, tables.people
    found = (
        select(scores, people.c.name, people.c.department, people.c.hire_date)
        .join(people, tables.ONE_PERSON)
        .where((scores.c.employee_id == own) | scores.c.employee_id.startswith(own + EARLIER, autoescape=True))
        .order_by(scores.c.month, scores.c.employee_id)
    )
    rows = [_as_corrected(connection, row) for row in connection.execute(found).mappings()]
    histories = []
    for months in _by_holder(rows):
        on_sheet = [Month.parse(row["month"]) for row in months if row["employee_id"] == own]
        histories.append((months, _standing(effective_entries(connection, on_sheet), own)))
    return histories


def closed_result(connection: Connection, employee_id: str, month: Month) -> RowMapping | None:
    """Score and amounts with which the month was closed for who was on its sheet."""
    scores = tables.scores
    of_month = select(scores).where(scores.c.employee_id == employee_id, scores.c.month == str(month))
    return connection.execute(of_month).mappings().one_or_none()


def _as_corrected(connection: Connection, row: RowMapping) -> Row:
    now = effective_scores(connection, Month.parse(row["month"]))
    [own] = now[now["employee_id"] == row["employee_id"]].to_dict("records")
    score, grade = (None if pd.isna(own[name]) else own[name] for name in ("score", "grade"))
    return {**row, "corrected_score": score, "corrected_grade": grade}


def joined_on(months: Sequence[Row]) -> date | None:
    """The last day of joining that these months of an id know."""
    return max((row["hire_date"] for row in months if row["hire_date"] is not None), default=None)


def _by_holder(rows: list[Row]) -> list[list[Row]]:
    """The rows of an id by who had it, first to last."""
    holders: list[list[Row]] = []
    while rows:
        joined = joined_on(rows)
        theirs = [row for row in rows if joined is None or joined <= Month.parse(held_in(row["employee_id"]) or row["month"]).last]
        holders.insert(0, theirs or rows)
        rows = [row for row in rows if theirs and row not in theirs]
    return holders


def _standing(made: pd.DataFrame, employee_id: str) -> list[dict[str, Any]]:
    """The person's actions that were not taken back since; what takes one back repeats its reason."""
    actions = made[(made["employee_id"] == employee_id) & (made["category"] == ACTION)]
    columns = ["month", "clause", "label", "note"]
    standing: list[dict[str, Any]] = [{str(name): value for name, value in row.items()} for row in actions.loc[actions["count"] > 0, columns].to_dict("records")]
    for row in actions[actions["count"] < 0].to_dict("records"):
        alike = [each for each in standing if (each["month"], each["clause"], each["label"]) == (row["month"], row["clause"], row["label"])]
        if alike:
            standing.remove(max(alike, key=lambda each: str(row["note"]).startswith(str(each["note"]))))
    return standing


def fund_ledger(connection: Connection, first: str | None, last: str | None) -> pd.DataFrame:
    """The ledger of the closed months from `first` to `last`, in fen, months in order; see LEDGER for the columns."""
    months = tables.months.c.month
    wanted = select(months).where(months >= (first or ""), months <= (last or "9999-12")).order_by(months)
    rows = [row for month in connection.execute(wanted).scalars().all() for row in ledger_of(connection, month)]
    frame = pd.DataFrame(rows, columns=tables.fund_ledger.c.keys())
    renamed = frame.rename(columns={f"{name}_fen": name for name in ("income", "spending", "balance")})[LEDGER]
    return renamed.astype({"income": "Int64", "spending": "Int64", "balance": "int64", "date": "datetime64[s]"})
