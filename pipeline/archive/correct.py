"""Booking what a corrected closed month comes to into the month after the last closed one, and taking that back."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import Engine, func, select

from pipeline.archive import tables
from pipeline.archive.close import last_closed
from pipeline.archive.content import corrected_score_rows, correction_rows
from pipeline.archive.journal import BOOKED, WITHDRAWN, enter, head
from pipeline.archive.packed import charged_rows, corrected_rows
from pipeline.archive.store import changing, put
from pipeline.base.exits import REFUSED, Stop
from pipeline.base.period import Month
from pipeline.language.translation import _
from pipeline.month.difference import Difference


def book(engine: Engine, month: Month, found: Mapping[Month, Difference], corrected: Mapping[str, pd.DataFrame], link: str) -> Month:
    """Put the lines into the month after the last closed one, and return that; `link` is the journal's head as when they were computed.

    `found` has what changes in `month` and in those after it, `corrected` the tables that `month` now has.
    """
    with changing(engine) as connection:
        last, _hash = last_closed(connection)
        if last is None or head(connection) != link:
            raise Stop(REFUSED, _("计算期间档案库有了变化，没有入账。请重新运行。"))
        into = last.next
        booked = tables.corrections
        number = connection.execute(select(func.max(booked.c.number)).where(booked.c.booked_in == str(into))).scalar() or 0
        lines = [row for _, each in sorted(found.items()) for row in correction_rows(each.lines)]
        of = {"booked_in": str(into)}
        put(connection, tables.corrections, [{**of, "number": at, **row} for at, row in enumerate(lines, number + 1)])
        put(connection, tables.corrected_scores, [of | row for each in sorted(found) for row in corrected_score_rows(each, found[each])])
        for table in (tables.sheets, tables.charged):
            connection.execute(table.delete().where(table.c.booked_in == str(into), table.c.of_month == str(month)))
        put(connection, tables.sheets, corrected_rows(into, month, corrected))
        put(connection, tables.charged, charged_rows(str(into), str(month), corrected.get("complaints")))
        enter(connection, BOOKED, str(month))
        return into


def withdraw(engine: Engine, month: Month) -> tuple[Month, list[str]]:
    """Take back all that waits in the month after the last closed one; returns that, and the months that were corrected.

    Each booking was computed on those before it, so they go together. Raises Stop where none of them is `month`'s.
    """
    with changing(engine) as connection:
        last, _hash = last_closed(connection)
        into = None if last is None else last.next
        waiting = tables.sheets
        corrected = sorted(connection.execute(select(waiting.c.of_month).where(waiting.c.booked_in == str(into)).distinct()).scalars())
        if into is None or str(month) not in corrected:
            raise Stop(REFUSED, _("{month} 没有已经入账、还没有结账的更正，没有可以撤回的。", month=month))
        for table in (tables.corrections, tables.corrected_scores, tables.sheets, tables.charged):
            connection.execute(table.delete().where(table.c.booked_in == str(into)))
        enter(connection, WITHDRAWN, str(month))
        return into, corrected
