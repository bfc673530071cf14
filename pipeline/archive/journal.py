"""The journal: what was done to the archive, when and by whom, each entry chained to the one before.

An entry has digests of the archive as it stood after it: which months are closed and under which hashes, which are
purged, and what is booked into months that are not closed yet. So nothing that moves money waits outside the chain.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from pipeline import __version__
from pipeline.archive import tables
from pipeline.archive.address import START
from pipeline.archive.chain import digest_of, sha256_of
from pipeline.base.text import printable
from pipeline.base.who import who
from pipeline.language.translation import N_

ADOPTED, CLOSED, BOOKED, WITHDRAWN, PURGED, SAVED, RESTORED = "adopted", "closed", "booked", "withdrawn", "purged", "backup", "restored"
KINDS = {ADOPTED: N_("接管旧档案"), CLOSED: N_("结账"), BOOKED: N_("更正入账"), WITHDRAWN: N_("撤回更正"), PURGED: N_("清除个人数据"), SAVED: N_("备份"), RESTORED: N_("恢复")}
"""`month` is the month closed, corrected or restored, or before which persons were taken out."""


def head(connection: Connection) -> str:
    """The hash of the last entry, which covers everything before it."""
    journal = tables.journal
    found = connection.execute(select(journal.c.hash).order_by(journal.c.number.desc()).limit(1)).scalar()
    return START if found is None else str(found)


def enter(connection: Connection, kind: str, month: str | None, note: str | None = None) -> str:
    """Enter what this transaction has done, as its last step, and return the new head."""
    journal = tables.journal
    number = (connection.execute(select(func.max(journal.c.number))).scalar() or 0) + 1
    entry = {
        "number": number, "kind": kind, "month": month, "done_at": datetime.now(UTC).isoformat(timespec="seconds"), "done_by": who(),
        "version": __version__, "note": None if note is None else printable(note), **state(connection), "previous": head(connection),
    }  # fmt: skip
    own = entry_hash(entry)
    connection.execute(insert(journal), {**entry, "hash": own})
    return own


def adopt(connection: Connection) -> None:
    """Enter what an archive of an earlier version has, which kept no journal."""
    if connection.execute(select(func.count()).select_from(tables.months)).scalar_one():
        enter(connection, ADOPTED, None)


def entry_hash(entry: Mapping[str, Any]) -> str:
    return sha256_of({name: value for name, value in entry.items() if name != "hash"})


def state(connection: Connection) -> dict[str, str]:
    """The digests of what is closed, what is purged and what is booked into open months."""
    months = tables.months
    rows = connection.execute(select(months.c.month, months.c.hash, months.c.purged).order_by(months.c.month)).all()
    return {
        "closed": sha256_of([(row.month, row.hash) for row in rows]),
        "purged": sha256_of([row.month for row in rows if row.purged]),
        "pending": _pending(connection),
    }


def _pending(connection: Connection) -> str:
    parts = {}
    for table in (tables.corrections, tables.corrected_scores, tables.sheets, tables.charged):
        open_ = table.c.booked_in.not_in(select(tables.months.c.month))
        columns = [column for column in table.c if column.name != "content"]
        rows = [dict(row) for row in connection.execute(select(*columns).where(open_)).mappings()]
        parts[table.name] = digest_of(table, rows)
    return sha256_of(parts)
