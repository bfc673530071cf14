"""What the archive keeps packed beside its digest: the files of closed outputs, and whatever else has both columns."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator

from sqlalchemy import Connection, select

from pipeline.archive import tables
from pipeline.language.translation import _

AT_A_TIME = 100


def kept_files(connection: Connection, month: str) -> Iterator[tuple[str, bytes | None]]:
    """Each file of the closed month with its content, which is None where it is not what was closed."""
    outputs = tables.outputs
    rows = connection.execute(select(outputs).where(outputs.c.month == month).order_by(outputs.c.number)).mappings()
    for row in rows:
        yield row["file"], _content(row["content"], row["sha256"])


def packed_faults(connection: Connection) -> Iterator[str]:
    """What is packed and is not, or no more, what its digest says; of months that earlier versions closed nothing is packed."""
    months = tables.months
    purged = set(connection.execute(select(months.c.month).where(months.c.purged)).scalars())
    sealed = set(connection.execute(select(months.c.month).where(months.c.statements.is_not(None))).scalars())
    for table in tables.metadata.sorted_tables:
        if not {"sha256", "content"} <= set(table.c.keys()):
            continue
        wanted = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=AT_A_TIME)
        for row in connection.execute(wanted).mappings():
            month = row["month"] if "month" in row else row["booked_in"]
            if row.get("of_month") in purged:
                if row["content"]:
                    yield _("{month} 的个人数据已经清除，{name} 却还在。", month=row["of_month"], name=row["sheet"])
                continue
            if (row["content"] is not None or month in sealed) and _content(row["content"], row["sha256"]) is None:
                name = row["file"] if "file" in row else "、".join(str(row[key]) for key in table.primary_key.columns.keys())  # noqa: SIM118
                yield _("{month} 的档案库里存的 {name} 与存入时不同。", month=month, name=name)


def are_kept(connection: Connection, month: str) -> bool:
    """Whether the archive has the month's files; it has none of months that an earlier version closed, or that are purged."""
    outputs = tables.outputs
    found = select(outputs.c.number).where(outputs.c.month == month, outputs.c.content.is_not(None)).limit(1)
    return connection.execute(found).first() is not None


def _content(compressed: object, sha256: str) -> bytes | None:
    reader = zlib.decompressobj()
    try:
        content = reader.decompress(compressed)  # type: ignore[arg-type]
    except (zlib.error, TypeError):
        return None
    if not reader.eof or reader.unused_data:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None
