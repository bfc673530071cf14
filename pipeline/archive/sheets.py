"""The tables that a closed month was settled with, so that it can be settled again when more is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, ScalarSelect, func, or_, select

from pipeline.archive import tables
from pipeline.archive.close import closed_row
from pipeline.archive.effective import effective_entries, effective_scores, effective_spending
from pipeline.archive.packed import DECIDED, OBJECTED, OF_LATER_MONTHS, REGISTER, empty_register, unpacked
from pipeline.base.period import Month
from pipeline.month.again import with_decided
from pipeline.rulebook.load import rulebook_as_kept
from pipeline.schemas.frames import empty_frame
from pipeline.schemas.objections import OBJECTIONS
from pipeline.settlement.corrections import OPENING, PERSON
from pipeline.settlement.known import ClosedMonth, Effective
from pipeline.settlement.settle import Past


def known_before(connection: Connection, months: list[Month]) -> dict[str, Any]:
    """What `Known` has besides reading, of the closed `months`."""
    names = [str(month) for month in months]
    charged = {number: month for month in names for number in _charged_in(connection, month)}
    everybody = tables.people
    rows = connection.execute(select(*(everybody.c[name] for name in PERSON)).where(everybody.c.month.in_(names)).order_by(everybody.c.month))
    people = pd.DataFrame([tuple(row) for row in rows], columns=PERSON, dtype="str").drop_duplicates("employee_id", keep="last")
    return {"months": tuple(months), "charged": charged, "people": people}


def _charged_in(connection: Connection, month: str) -> list[str]:
    """The complaints whose penalty was charged when the month was settled last; that may be none, of those charged before."""
    charged = tables.charged
    ever = select(func.max(charged.c.booked_in)).where(charged.c.of_month == month).scalar_subquery()
    last = func.coalesce(_settled_last(month), ever)
    return list(connection.execute(select(charged.c.complaint_no).where(charged.c.of_month == month, charged.c.booked_in == last)).scalars())


def _settled_last(month: str) -> ScalarSelect[str]:
    """The month into which the last set of the month's own tables was booked; null where an earlier version kept none."""
    sheets = tables.sheets
    return select(func.max(sheets.c.booked_in)).where(sheets.c.of_month == month, sheets.c.sheet.not_in(OF_LATER_MONTHS)).scalar_subquery()


def register_of(connection: Connection, month: Month) -> pd.DataFrame | None:
    """The month's complaints as later registers know them; no other table is unpacked for it."""
    if closed_row(connection, month)["purged"]:
        return None
    found = latest_tables(connection, month, (REGISTER, DECIDED))
    return with_decided(found, found.get(DECIDED, empty_register())).get(REGISTER)


def latest_tables(connection: Connection, month: Month, names: Sequence[str] | None = None) -> dict[str, pd.DataFrame]:
    """The month's packed tables by name; all of them, or these.

    Its own are those of one set, the last: a sheet that corrected workbooks lack is not there any more.
    """
    sheets = tables.sheets
    holds = or_(sheets.c.sheet.in_(OF_LATER_MONTHS), sheets.c.booked_in == _settled_last(str(month)))
    wanted = select(sheets).where(sheets.c.of_month == str(month), holds).order_by(sheets.c.booked_in)
    rows = connection.execute(wanted if names is None else wanted.where(sheets.c.sheet.in_(names))).mappings()
    contents = {row["sheet"]: row["content"] for row in rows}
    return {name: unpacked(name, content) for name, content in contents.items()}


def closed_month(connection: Connection, month: Month, past_of: Any) -> ClosedMonth | None:
    """The month with its tables, none where an earlier version closed it; None where persons were taken out.

    `past_of` gives what it looked back on under its rules.
    """
    row = closed_row(connection, month)
    if row["purged"] or not row["rulebook_text"]:
        return None
    latest = latest_tables(connection, month)
    decided, objected = latest.pop(DECIDED, None), latest.pop(OBJECTED, None)
    rulebook = rulebook_as_kept(row["rulebook"], row["rulebook_text"])
    past: Past = past_of(connection, month, rulebook)
    return ClosedMonth(
        month, row["version"], rulebook, latest, empty_register() if decided is None else decided,
        empty_frame(OBJECTIONS) if objected is None else objected, past, _effective(connection, month),
    )


def _effective(connection: Connection, month: Month) -> Effective:
    kept = connection.execute(select(tables.people).where(tables.people.c.month == str(month))).mappings()
    people = {str(row["employee_id"]): {name: row[name] for name in PERSON[1:]} for row in kept}
    booked = tables.corrections
    since = select(func.coalesce(func.sum(booked.c.amount_fen), 0)).where(booked.c.corrects_month == str(month), booked.c.item == OPENING)
    opening = closed_row(connection, month)["opening_fen"] + int(connection.execute(since).scalar_one())
    spending = effective_spending(connection, month)
    return Effective(effective_entries(connection, [month]), effective_scores(connection, month), spending, people, opening)
