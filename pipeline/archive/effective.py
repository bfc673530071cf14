"""Closed months as they stand after their corrections: what was paid stays, what was booked since is added."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

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

SCORE = {"score": "Int64", "grade": "str", "merit_pay_fen": "int64", "last_place": "bool"}
"""What the archive keeps of a person's score, with the types that it has here."""


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
    return scores_of(connection, [month]).drop(columns="month")


def scores_of(connection: Connection, months: Sequence[Month]) -> pd.DataFrame:
    """The same of several months in their order, with `month`."""
    names, scores, since = [str(month) for month in months], tables.scores, tables.corrected_scores
    of_scores, of_since = ([table.c[name] for name in ("employee_id", *SCORE)] for table in (scores, since))
    kept = select(scores.c.month, *of_scores).where(scores.c.month.in_(names)).order_by(scores.c.month)
    later = select(since.c.corrects_month, *of_since).where(since.c.corrects_month.in_(names)).order_by(since.c.corrects_month, since.c.booked_in)
    rows = {(row[0], row[1]): tuple(row) for found in (kept, later) for row in connection.execute(found)}
    columns = zip(*sorted(rows.values(), key=itemgetter(0)), strict=True) if rows else [()] * (2 + len(SCORE))
    dtypes = {"month": "str", "employee_id": "str", **SCORE}
    return pd.DataFrame(
        {name.removesuffix("_fen"): pd.array(list(values), dtype=dtype) for (name, dtype), values in zip(dtypes.items(), columns, strict=True)}  # type: ignore[call-overload]
    )
