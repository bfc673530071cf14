"""Closed months as they stand after their corrections: what was paid stays, what was booked since is added."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection, select

from pipeline.archive import tables
from pipeline.archive.ledger import ledger_of
from pipeline.base.period import Month
from pipeline.labour_law.limits import CARRIED
from pipeline.month.difference import LINE, SOURCE
from pipeline.rulebook.pay_columns import CORRECTION
from pipeline.settlement.corrections import MERIT, OPENING, SPENDING
from pipeline.settlement.fund import SPENT


def effective_entries(connection: Connection, months: Sequence[Month]) -> pd.DataFrame:
    """The lines of `months`: month, the columns of LINE and SOURCE, and `count`, which is -1 for a reversed line."""
    names = [str(month) for month in months]
    made, booked = tables.entries, tables.corrections
    kept = connection.execute(select(made).where(made.c.month.in_(names), made.c.category != CORRECTION)).mappings().all()
    not_lines = booked.c.category.in_([MERIT, SPENDING, CARRIED])
    since = connection.execute(select(booked).where(booked.c.corrects_month.in_(names), ~not_lines)).mappings().all()
    rows = [{**row, "amount": row["amount_fen"], "count": 1} for row in kept]
    for row in since:
        sign = -1 if row["reversal"] else 1
        line = {"month": row["corrects_month"], "amount": sign * row["amount_fen"], "count": sign}
        rows.append({**row, **line})
    frame = pd.DataFrame(rows, columns=["month", *LINE, *SOURCE, "count"])
    return frame.astype({"month": "str", "employee_id": "str", "date": "datetime64[s]", "points": "int64", "amount": "int64", "count": "int64"})


def effective_spending(connection: Connection, month: Month) -> pd.DataFrame:
    """The fund's spending of a closed month: date, label, amount (fen, negative), source, and `count` as above."""
    booked = tables.corrections
    rows = [
        {"date": row["date"], "label": row["summary"], "amount": -row["spending_fen"], "note": row["source"], "count": 1}
        for row in ledger_of(connection, str(month)) if row["kind"] == SPENT
    ]
    since = select(booked).where(booked.c.corrects_month == str(month), booked.c.category == SPENDING, booked.c.item != OPENING)
    for row in connection.execute(since).mappings():
        sign = -1 if row["reversal"] else 1
        rows.append({"date": row["date"], "label": row["label"], "amount": sign * row["amount_fen"], "note": row["note"], "count": sign})
    return pd.DataFrame(rows, columns=["date", "label", "amount", "note", "count"]).astype({"date": "datetime64[s]", "label": "str"})


def effective_scores(connection: Connection, month: Month) -> pd.DataFrame:
    """employee_id, score, grade, merit_pay and last_place of a closed month, those corrected since as corrected."""
    scores, since = tables.scores, tables.corrected_scores
    columns = ["employee_id", "score", "grade", "merit_pay_fen", "last_place"]
    rows = {
        row["employee_id"]: {name: row[name] for name in columns}
        for row in connection.execute(select(scores).where(scores.c.month == str(month))).mappings()
    }
    later = select(since).where(since.c.corrects_month == str(month)).order_by(since.c.booked_in)
    for row in connection.execute(later).mappings():
        rows[row["employee_id"]] = {name: row[name] for name in columns}
    frame = pd.DataFrame(list(rows.values()), columns=columns).rename(columns={"merit_pay_fen": "merit_pay"})
    return frame.astype({"employee_id": "str", "score": "Int64", "grade": "str", "merit_pay": "int64", "last_place": "bool"})
