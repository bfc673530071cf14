"""Taking personal data of old months out of the archive, while sums and chain stay provable."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from pipeline.archive import tables
from pipeline.archive.chain import FUND_PERSONAL, PARTS, PERSONAL
from pipeline.archive.close import last_closed
from pipeline.archive.journal import PURGED, enter
from pipeline.archive.store import changing
from pipeline.base.exits import REFUSED, Stop
from pipeline.base.period import Month
from pipeline.language.translation import _

KEPT_MONTHS = 24
TAKEN_OUT = b""
"""In the place of a purged month's tables that a later month was closed with; the row itself is in that month's digest."""


def purge_before(engine: Engine, month: Month) -> list[str]:
    """Delete what concerns persons in all months before `month`; returns these months.

    Raises Stop when that would leave less than two years before the last closed month.
    """
    with changing(engine) as connection:
        last, _hash = last_closed(connection)
        if last is None or last.months_since(month) + 1 < KEPT_MONTHS:
            until = "" if last is None else _("，现在最早只能写 --before {first}", first=last.shift(1 - KEPT_MONTHS))
            raise Stop(REFUSED, _("至少要保留两年的个人数据{until}。没有清除任何数据。", until=until))
        months = tables.months
        old = list(connection.execute(select(months.c.month).where(months.c.month < str(month)).order_by(months.c.month)).scalars())
        purged = list(connection.execute(select(months.c.month).where(months.c.month.in_(old), months.c.purged.is_(False)).order_by(months.c.month)).scalars())
        for part in sorted(PERSONAL):
            table = PARTS[part][0]
            if table is tables.fund_ledger:
                connection.execute(table.update().where(table.c.month.in_(old)).values(**dict.fromkeys(FUND_PERSONAL)))
            else:
                owner = table.c.month if "month" in table.c else table.c.booked_in
                connection.execute(table.delete().where(owner.in_(old)))
        settled_with = tables.sheets
        connection.execute(settled_with.update().where(settled_with.c.of_month.in_(old)).values(content=TAKEN_OUT))
        connection.execute(months.update().where(months.c.month.in_(purged)).values(purged=True))
        if purged:
            enter(connection, PURGED, str(month))
        return purged


def overwrite_free_space(engine: Engine) -> bool:
    """Have the database forget what was deleted, where its files still have it; False where it may not or cannot."""
    try:
        if engine.dialect.name == "sqlite":
            with closing(engine.raw_connection()) as raw:
                raw.cursor().execute("VACUUM")
            return True
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for name in tables.metadata.tables:
                connection.exec_driver_sql(f"VACUUM (FULL) {name}")
    except (SQLAlchemyError, sqlite3.Error):
        return False
    return True
