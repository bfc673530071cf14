"""Every single change of an archive that one can make with SQL: each column of each table, rows gone, come and exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, Integer, LargeBinary, Table, insert, select
from sqlalchemy.exc import SQLAlchemyError

from pipeline.archive import tables
from pipeline.archive.verify import faults


def unseen(connection: Connection, output: Path | None, month: str | None = None, every: int = 1) -> tuple[int, list[str]]:
    """How many changes were made, and those of them that `verify` does not find; each is taken back again.

    With `month` only rows of that month are changed; `every` leaves out all but each so-manieth change.
    """
    count, missed = 0, []
    for what, change in islice(_changes(connection, month), 0, None, every):
        part = connection.begin_nested()
        try:
            change()
            count += 1
            if next(faults(connection, output), None) is None:
                missed.append(what)
        except SQLAlchemyError:  # the database itself refuses it
            pass
        finally:
            part.rollback()
    return count, missed


def _changes(connection: Connection, month: str | None) -> Iterator[tuple[str, Any]]:
    for table in tables.metadata.sorted_tables:
        rows = [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()]
        if month is not None:
            rows = [row for row in rows if row.get("month") == month and table.name != "journal"]
        for row in [*rows[:1], *rows[-1:]][: len(rows)]:
            here = [column == row[column.name] for column in table.primary_key.columns]
            for column in table.c:
                value = _other(column, row[column.name])
                yield f"{table.name}.{column.name} {row[column.name]!r:.40}", _run(connection, table.update().where(*here).values({column: value}))
                if column.nullable and row[column.name] is not None:
                    yield f"{table.name}.{column.name} emptied", _run(connection, table.update().where(*here).values({column: None}))
            yield f"{table.name} row gone", _run(connection, table.delete().where(*here))
            yield f"{table.name} row twice", _run(connection, insert(table).values(**_twin(table, row)))
        if len(rows) > 1 and "number" in table.c:
            yield f"{table.name} exchanged", _exchange(connection, table, rows[0], rows[-1])
        if rows:
            yield f"{table.name} emptied", _run(connection, table.delete())


def _run(connection: Connection, statement: Any) -> Any:
    return lambda: connection.execute(statement)


def _exchange(connection: Connection, table: Table, one: dict[str, Any], other: dict[str, Any]) -> Any:
    """Two rows change places: each gets all but the key of the other."""
    keys = table.primary_key.columns.keys()

    def run() -> None:
        for here, there in ((one, other), (other, one)):
            values = {name: value for name, value in there.items() if name not in keys}
            connection.execute(table.update().where(*(table.c[key] == here[key] for key in keys)).values(values))
        if {name: value for name, value in one.items() if name not in keys} == {name: value for name, value in other.items() if name not in keys}:
            connection.execute(table.delete())  # the same rows: nothing was exchanged

    return run


def _twin(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The row again under a key that is free."""
    name = "month" if table.name == "months" else next(key for key in reversed(table.primary_key.columns.keys()))
    extra = {"previous": "2031-06"} if table.name == "months" else {}
    free = {"month": "2031-07", "number": 9_999, "part": "other"}.get(name, "ZZ99")
    return {**row, **extra, name: free}


def _other(column: Column[Any], value: Any) -> Any:
    kind = column.type
    if isinstance(kind, Boolean):
        return not value
    if isinstance(kind, Integer | tables.Points):
        return (value or 0) + 100
    if isinstance(kind, Date):
        return (value or date(2026, 1, 1)) + timedelta(days=1)
    if isinstance(kind, LargeBinary):
        return (value or b"") + b"x"
    if column.name in ("month", "booked_in", "corrects_month", "previous") and column.table.name != "journal":
        return "2031-07"
    return f"x{value or ''}"[: getattr(kind, "length", None) or None]
