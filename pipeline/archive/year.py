"""A year of closed months, as they were paid and as they stand after their corrections."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, select

from pipeline.archive import tables
from pipeline.archive.ask import fund_ledger
from pipeline.archive.effective import effective_entries, effective_scores
from pipeline.archive.objections import objections_by_recorder
from pipeline.base.period import Month
from pipeline.rulebook.load import rulebook_as_kept
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import MONEY


@dataclass(frozen=True)
class Year:
    """`rulebook` is the last month's. Money in fen, scores in hundredths.

    months: month, people, total, opening, closing, income, spending, purged
    paid: month, employee_id, name, department, MONEY: as each month's sheet had it
    scores: month, employee_id, score: as corrected since
    corrections: corrects_month, booked_in, employee_id, name, clause, label, category, amount
    entries: the lines of all months with what was booked since (see `effective_entries`)
    objections: by clause and recorder (see `objections_by_recorder`)
    """

    rulebook: Rulebook
    months: pd.DataFrame
    paid: pd.DataFrame
    scores: pd.DataFrame
    corrections: pd.DataFrame
    entries: pd.DataFrame
    objections: pd.DataFrame


def year_of(connection: Connection, year: int) -> Year | None:
    """What the archive has of the year; None without a closed month in it."""
    closed = connection.execute(select(tables.months).where(tables.months.c.month.like(f"{year:04d}-%")).order_by(tables.months.c.month)).mappings().all()
    if not closed:
        return None
    names = [row["month"] for row in closed]
    months = [Month.parse(name) for name in names]
    scores = [effective_scores(connection, month).assign(month=str(month)) for month in months]
    last = closed[-1]
    return Year(
        rulebook_as_kept(last["rulebook"], last["rulebook_text"]),
        _months(connection, [dict(row) for row in closed]),
        _paid(connection, names),
        pd.concat(scores, ignore_index=True)[["month", "employee_id", "score"]],
        _corrections(connection, names),
        effective_entries(connection, months),
        objections_by_recorder(connection, f"{year:04d}-%"),
    )


def _months(connection: Connection, closed: list[dict[str, object]]) -> pd.DataFrame:
    ledger = fund_ledger(connection, str(closed[0]["month"]), str(closed[-1]["month"]))
    moved = ledger.groupby("month")[["income", "spending"]].sum()
    frame = pd.DataFrame(closed).rename(columns={"total_fen": "total", "opening_fen": "opening", "closing_fen": "closing"})
    sums = {name: frame["month"].map(moved[name]).fillna(0).astype("int64") for name in ("income", "spending")}
    return frame.assign(**sums)[["month", "people", "total", "opening", "income", "spending", "closing", "purged"]]


def _paid(connection: Connection, names: list[str]) -> pd.DataFrame:
    scores, people = tables.scores, tables.people
    same = (people.c.month == scores.c.month) & (people.c.employee_id == scores.c.employee_id)
    amounts = [scores.c[f"{name}_fen"].label(name) for name in MONEY]
    found = select(scores.c.month, scores.c.employee_id, people.c.name, people.c.department, *amounts).join(people, same, isouter=True)
    rows = connection.execute(found.where(scores.c.month.in_(names)).order_by(scores.c.month, scores.c.employee_id)).mappings()
    columns = ["month", "employee_id", "name", "department", *MONEY]
    return pd.DataFrame([dict(row) for row in rows], columns=columns).astype({"employee_id": "str", **dict.fromkeys(MONEY, "int64")})


def _corrections(connection: Connection, names: list[str]) -> pd.DataFrame:
    """What was booked for the year's months, whenever that was, as it was booked: what came back to a person is positive."""
    booked = tables.corrections
    columns = ["corrects_month", "booked_in", "employee_id", "name", "clause", "label", "category", "amount"]
    found = select(booked).where(booked.c.corrects_month.in_(names)).order_by(booked.c.corrects_month, booked.c.booked_in, booked.c.number)
    rows = [{**row, "amount": row["amount_fen"]} for row in connection.execute(found).mappings()]
    return pd.DataFrame(rows, columns=columns).astype({"amount": "int64"})
