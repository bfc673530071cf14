"""Writing a month into the archive: wholly, once, and after the month before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, insert, select
from sqlalchemy.exc import IntegrityError

from pipeline.archive import tables
from pipeline.archive.address import START
from pipeline.archive.chain import month_hash, part_digests, statements_hash
from pipeline.archive.content import Rows
from pipeline.archive.journal import CLOSED, enter, head
from pipeline.archive.store import changing, put
from pipeline.base.exits import REFUSED, Stop
from pipeline.base.period import Month
from pipeline.language.translation import _

ROWS_AT_A_TIME = 5_000


def last_closed(connection: Connection) -> tuple[Month | None, str]:
    """The latest closed month and its hash."""
    months = tables.months
    row = connection.execute(select(months.c.month, months.c.hash).order_by(months.c.month.desc()).limit(1)).first()
    return (None, START) if row is None else (Month.parse(row.month), str(row.hash))


def refuse_unless_next(month: Month, last: Month | None) -> None:
    """Raises Stop unless `month` follows the last closed one; the first may be any."""
    if last is None or month == last.next:
        return
    if month <= last:
        raise Stop(REFUSED, _("{month} 已经结账或早于最后结账的 {last}，不能再结账。要更正请用 kaohe correct {month}。", month=month, last=last))
    raise Stop(REFUSED, _("{month} 之前还有没结账的月份：上次结账到 {last}，请先结 {next}。", month=month, last=last, next=last.next))


def sealed(connection: Connection, figures: Mapping[str, Any], content: Mapping[str, Rows]) -> dict[str, Any]:
    """The month's figures with its place in the chain, and the digest of its statements, known before any file is written."""
    last, hash_before = last_closed(connection)
    placed = {**figures, "previous": None if last is None else str(last), "previous_hash": hash_before}
    return {**placed, "statements": statements_hash(placed, part_digests(connection, figures["month"], content), hash_before)}


def keep_month(engine: Engine, figures: Mapping[str, Any], content: Mapping[str, Rows], link: str) -> str:
    """Write all of a month in one transaction and return its hash.

    `figures` are sealed; `link` is the journal's head as it was when the month was computed. Raises Stop when anything
    was closed, booked or purged since, the fund does not open with the last balance, or what the archive now has is
    not what was to be written.
    """
    month = Month.parse(figures["month"])
    try:
        with changing(engine) as connection:
            last, hash_before = last_closed(connection)
            refuse_unless_next(month, last)
            if head(connection) != link:
                raise Stop(REFUSED, _("计算期间档案库有了变化，没有结账。请重新运行。"))
            _fund_follows(connection, last, figures)
            connection.execute(insert(tables.months), {**figures, "hash": START})
            for name, rows in content.items():
                table = tables.metadata.tables[name]
                if table is tables.corrected_scores:
                    put(connection, table, rows)
                    continue
                for start in range(0, len(rows), ROWS_AT_A_TIME):
                    connection.execute(insert(table), rows[start : start + ROWS_AT_A_TIME])
            digests = part_digests(connection, str(month))
            if statements_hash(figures, digests, hash_before) != figures["statements"]:
                raise Stop(REFUSED, _("档案库存下的内容与要写入的不同，没有结账。请运行 kaohe verify 查看档案库。"))
            kept = [
                {"month": str(month), "part": part, "rows": count, "digest": digest}
                for part, (count, digest) in digests.items() if count
            ]
            connection.execute(insert(tables.digests), kept)
            own = month_hash(figures, digests, hash_before)
            connection.execute(tables.months.update().where(tables.months.c.month == str(month)).values(hash=own))
            enter(connection, CLOSED, str(month))
            return own
    except IntegrityError:
        raise Stop(REFUSED, _("{month} 已由另一次运行结账。", month=month)) from None


def _fund_follows(connection: Connection, last: Month | None, figures: Mapping[str, Any]) -> None:
    if last is None:
        return
    if closed_row(connection, last)["closing_fen"] != figures["opening_fen"]:
        raise Stop(REFUSED, _("基金期初与 {last} 的期末余额不符，没有结账。请重新运行。", last=last))


def is_closed(connection: Connection, month: Month | str) -> bool:
    return connection.execute(select(tables.months.c.month).where(tables.months.c.month == str(month))).first() is not None


def closed_row(connection: Connection, month: Month | str) -> RowMapping:
    """What `months` has of a closed month."""
    return connection.execute(select(tables.months).where(tables.months.c.month == str(month))).mappings().one()
