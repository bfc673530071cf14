"""The files of closed outputs, as the archive keeps them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator

from sqlalchemy import Connection, select

from pipeline.archive import tables


def kept_files(connection: Connection, month: str) -> Iterator[tuple[str, bytes | None]]:
    """Each file of the closed month with its content, which is None where it is not what was closed."""
    outputs = tables.outputs
    rows = connection.execute(select(outputs).where(outputs.c.month == month).order_by(outputs.c.number)).mappings()
    for row in rows:
        yield row["file"], _content(row["content"], row["sha256"])


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
