"""What a closed month's hash is made of: a digest of each part of its content, its figures, and the hash before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from pipeline.archive import tables

Row = Mapping[str, Any]
FUND_PERSONAL = ("summary", "employee_id", "source")
MONTH_FIGURES = (
    "month", "previous", "version", "rulebook", "rulebook_from", "rulebook_sha256", "rulebook_text", "department", "as_of",
    "people", "total_fen", "opening_fen", "closing_fen", "statements",
)
LATER_FIGURES = frozenset({"statements"})
"""Figures that months closed by earlier versions do not have."""
FUND_PEOPLE, OUTPUTS = "fund_people", "outputs"
PARTS: dict[str, tuple[Table, tuple[str, ...]]] = {
    "people": (tables.people, ()),
    "scores": (tables.scores, ()),
    "entries": (tables.entries, ()),
    "fund": (tables.fund_ledger, FUND_PERSONAL),
    FUND_PEOPLE: (tables.fund_ledger, ("date", "clause", "income_fen", "spending_fen", "balance_fen", "kind")),
    "complaints": (tables.complaints, ()),
    "inputs": (tables.inputs, ()),
    "signed_findings": (tables.signed_findings, ()),
    OUTPUTS: (tables.outputs, ("content",)),
    "corrections": (tables.corrections, ()),
    "corrected_scores": (tables.corrected_scores, ()),
    "sheets": (tables.sheets, ("content",)),
    "charged": (tables.charged, ()),
}
"""Each part with its table and the columns that it leaves to another part."""
PERSONAL = frozenset(PARTS) - {"fund", "charged"}
"""What is taken out of old months, names of input files too; the digests stay."""
INPUTS = "inputs"


def part_digests(connection: Connection, month: str, content: Mapping[str, Iterable[Row]] | None = None) -> dict[str, tuple[int, str]]:
    """For each part of the month's content, as it stands in the archive, its number of rows and its digest.

    With `content`, what is to be written, by table; only what was booked into the month is in the archive already.
    """
    digests = {}
    for part, (table, left_out) in PARTS.items():
        owner = _owner(table)
        kept = _rows(connection, part, month) if content is None or owner.name == "booked_in" else ()
        written = (row for row in (content or {}).get(table.name, ()) if row[owner.name] == month)
        plain = ({name: value for name, value in row.items() if name not in left_out} for row in written)
        key = table.primary_key.columns.keys()
        digests[part] = digest_of(table, {tuple(row[name] for name in key): row for row in (*kept, *plain)}.values())
    return digests


def month_hash(figures: Row, digests: Mapping[str, tuple[int, str]], previous_hash: str) -> str:
    """The month's link of the chain. A part without rows adds nothing, so that parts may come with later versions."""
    parts = {part: list(digest) for part, digest in sorted(digests.items()) if digest[0]}
    head = {name: figures.get(name) for name in MONTH_FIGURES if name not in LATER_FIGURES or figures.get(name) is not None}
    return sha256_of([previous_hash, head, parts])


def statements_hash(figures: Row, digests: Mapping[str, tuple[int, str]], previous_hash: str) -> str:
    """What the month's statements come to before any file is written, so that the files can have it on them."""
    known = {part: digest for part, digest in digests.items() if part != OUTPUTS}
    return month_hash({**figures, "statements": None}, known, previous_hash)


def digest_of(table: Table, rows: Iterable[Row]) -> tuple[int, str]:
    """The number of rows and their digest, in the order of the table's key; no database's own order has a say in it."""
    key = table.primary_key.columns.keys()
    digest, count = hashlib.sha256(), 0
    for row in sorted(rows, key=lambda row: tuple(row[name] for name in key)):
        digest.update(canonical({name: value for name, value in row.items() if value is not None}) + b"\n")
        count += 1
    return count, digest.hexdigest()


def sha256_of(value: object) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def _rows(connection: Connection, part: str, month: str) -> Iterable[Row]:
    table, left_out = PARTS[part]
    owner = _owner(table)
    columns = [column for column in table.c if column.name not in left_out]
    return (dict(row) for row in connection.execute(select(*columns).where(owner == month)).mappings())


def _owner(table: Table) -> Column[Any]:
    """The column with the month in whose link of the chain a row is."""
    return table.c.month if "month" in table.c else table.c.booked_in


def canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_day).encode("utf-8", "backslashreplace")


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))
