"""A closed month's ledger of the fund, each line with what it is."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection, select

from pipeline.archive import tables
from pipeline.settlement.corrections import CORRECTED
from pipeline.settlement.fund import CLOSING, CORRECTED_LINE, EDGES, FINES, OPENING, SPENT


def ledger_of(connection: Connection, month: str) -> list[dict[str, Any]]:
    """The lines in order, with the columns of the table.

    `kind` stands also where an earlier version did not keep it, the summary of the first and last one also after a purge.
    """
    ledger = tables.fund_ledger
    rows = [dict(row) for row in connection.execute(select(ledger).where(ledger.c.month == month).order_by(ledger.c.number)).mappings()]
    if any(row["kind"] is None for row in rows):
        booked = _booked_summaries(connection, month)
        for row in rows:
            row["kind"] = row["kind"] or _kind(row, booked)
    names = {kind: summary for summary, kind in EDGES.items()}
    return [{**row, "summary": names.get(row["kind"], row["summary"])} for row in rows]


def _kind(row: dict[str, Any], booked: Counter[str]) -> str:
    if row["income_fen"] is None:
        return EDGES[OPENING] if row["number"] == 1 else EDGES[CLOSING]
    if booked[row["summary"]] > 0:
        booked[row["summary"]] -= 1
        return CORRECTED_LINE
    return SPENT if row["spending_fen"] else FINES


def _booked_summaries(connection: Connection, month: str) -> Counter[str]:
    """The summaries of the lines that corrections put into the month's ledger, as often as each can stand there."""
    booked = tables.corrections
    rows = connection.execute(select(booked.c.corrects_month, booked.c.label).where(booked.c.booked_in == month))
    return Counter(f"{CORRECTED}{row.corrects_month} {row.label}" for row in rows)
