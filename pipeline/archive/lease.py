"""A month that one coordinator computes is leased to it, in the archive, so that no second one works on it meanwhile.

On shared storage nothing else keeps two of them apart. A lease ends by itself, so that a coordinator that died holds up
nobody for long. It is no part of what is closed: no digest covers it and no backup has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, MetaData, String, Table, Text, func, insert, select

from pipeline.archive.store import engine_at, said_plainly, writing

SECONDS = 120
leases = Table(
    "leases",
    MetaData(),
    Column("month", String(7), primary_key=True),
    Column("token", String(32), nullable=False),
    Column("holder", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
)
"""`until` is in seconds since 1970 by the clock of the database, the one that all coordinators see."""


@dataclass(frozen=True)
class Lease:
    """`token` is the holder's alone; `holder` is for people to read."""

    month: str
    token: str
    holder: str


@dataclass(frozen=True)
class Taken:
    """By whom, and how many seconds at most are left of it."""

    holder: str
    seconds: int


def take(url: str, lease: Lease) -> Taken | None:
    """Take the lease for SECONDS from now, or renew it; what stands against it where somebody else has it.

    Raises Stop where the archive cannot be used.
    """
    with said_plainly(url), _table(url) as connection:
        now = _now(connection)
        found = connection.execute(select(leases).where(leases.c.month == lease.month)).mappings().one_or_none()
        if found is not None and found["token"] != lease.token and found["until"] > now:
            return Taken(found["holder"], found["until"] - now)
        connection.execute(leases.delete().where(leases.c.month == lease.month))
        connection.execute(insert(leases), {"month": lease.month, "token": lease.token, "holder": lease.holder, "until": now + SECONDS})
    return None


def give_back(url: str, lease: Lease) -> None:
    """The lease is over, if it is still this one. Raises Stop where the archive cannot be used."""
    with said_plainly(url), _table(url) as connection:
        connection.execute(leases.delete().where(leases.c.month == lease.month, leases.c.token == lease.token))


@contextmanager
def _table(url: str) -> Iterator[Connection]:
    """No other table is needed for it: those are made by whoever computes the branch."""
    with writing(engine_at(url), beside="kaohe lease") as connection:
        leases.metadata.create_all(connection)
        yield connection


def _now(connection: Connection) -> int:
    seconds: Any = func.extract("epoch", func.now()) if connection.dialect.name == "postgresql" else func.strftime("%s", "now")
    return int(connection.execute(select(seconds)).scalar_one())
