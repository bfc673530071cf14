"""What a closed month's hash is made of: a digest of each part of its content, its figures, and the hash before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, select

from pipeline.archive import tables

Row = Mapping[str, Any]
FUND_PERSONAL = ("summary", "employee_id", "source")
MONTH_FIGURES = (
    "month", "previous", "version", "rulebook", "rulebook_from", "rulebook_sha256", "rulebook_text", "department", "as_of",
    "people", "total_fen", "opening_fen", "closing_fen",
)
PARTS: dict[str, tuple[Table, tuple[str, ...]]] = {
    "people": (tables.people, ()),
    "scores": (tables.scores, ()),
    "entries": (tables.entries, ()),
    "fund": (tables.fund_ledger, FUND_PERSONAL),
    "fund_people": (tables.fund_ledger, ("date", "clause", "income_fen", "spending_fen", "balance_fen")),
    "complaints": (tables.complaints, ()),
    "inputs": (tables.inputs, ()),
    "signed_findings": (tables.signed_findings, ()),
    "outputs": (tables.outputs, ()),
    "corrections": (tables.corrections, ()),
    "corrected_scores": (tables.corrected_scores, ()),
}
"""Each part with its table and the columns that it leaves to another part."""
PERSONAL = frozenset(PARTS) - {"fund", "inputs"}
"""What is taken out of old months; the digests stay."""


def part_digests(connection: Connection, month: str) -> dict[str, tuple[int, str]]:
    """For each part of the month's content, as it stands in the archive, its number of rows and its digest."""
    return {part: _digest(_rows(connection, part, month)) for part in PARTS}


def month_hash(figures: Row, digests: Mapping[str, tuple[int, str]], previous_hash: str) -> str:
    """The month's link of the chain. A part without rows adds nothing, so that parts may come with later versions."""
    parts = {part: list(digest) for part, digest in sorted(digests.items()) if digest[0]}
    head = {name: figures[name] for name in MONTH_FIGURES}
    return hashlib.sha256(_canonical([previous_hash, head, parts])).hexdigest()


def _rows(connection: Connection, part: str, month: str) -> Iterable[Row]:
    table, left_out = PARTS[part]
    owner = table.c.month if "month" in table.c else table.c.booked_in
    columns = [column for column in table.c if column.name not in left_out]
    found = select(*columns).where(owner == month).order_by(*table.primary_key.columns)
    return (dict(row) for row in connection.execute(found).mappings())


def _digest(rows: Iterable[Row]) -> tuple[int, str]:
    digest, count = hashlib.sha256(), 0
    for row in rows:
        digest.update(_canonical({name: value for name, value in row.items() if value is not None}) + b"\n")
        count += 1
    return count, digest.hexdigest()


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_day).encode("utf-8", "backslashreplace")


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))
