"""Digests that somebody kept outside the archive, looked for in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from pipeline.archive import tables
from pipeline.archive.journal import KINDS
from pipeline.base.exits import WRONG_CALL, Stop
from pipeline.language.translation import _
from pipeline.rulebook.pay_columns import MONEY

BETWEEN = re.compile(r"[\s\-–·]+")
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class ClosedPay:
    """A closed month's pay sheet: `people` by id, with name, department, role, score, grade and the amounts in fen."""

    month: str
    total: int
    people: Mapping[str, Mapping[str, Any]]


def typed_digest(text: str) -> str:
    """A digest as it was typed off a sheet of paper. Raises Stop for what is none."""
    digest = BETWEEN.sub("", text).lower()
    if not DIGEST.fullmatch(digest):
        raise Stop(WRONG_CALL, _("校验值应是 64 个字符（0–9、a–f），可以带空格，现为“{text}”。请照封存单重新输入。", text=text))
    return digest


def place_of(connection: Connection, digest: str) -> str | None:
    """What the archive has under this digest, in words; None where it has nothing."""
    months, journal = tables.months, tables.journal
    found = select(months.c.month).where((months.c.statements == digest) | (months.c.hash == digest))
    month = connection.execute(found).scalar()
    if month is not None:
        return _("{month} 的结账，这个月和以前各月的结果", month=month)
    entry = connection.execute(select(journal).where(journal.c.hash == digest)).mappings().first()
    if entry is None:
        return None
    kind = " ".join(filter(None, [_(KINDS.get(entry["kind"], entry["kind"])), entry["month"]]))
    return _("操作记录第 {number} 条（{kind}），到这一步为止的一切", number=entry['number'], kind=kind)


def entries_and_head(connection: Connection) -> tuple[int, str]:
    journal = tables.journal
    count = connection.execute(select(func.count()).select_from(journal)).scalar_one()
    last = connection.execute(select(journal.c.hash).order_by(journal.c.number.desc()).limit(1)).scalar()
    return count, last or ""


def month_of_file(connection: Connection, sha256: str) -> tuple[str, str] | None:
    """The closed month that this very file belongs to, and its name there."""
    outputs = tables.outputs
    row = connection.execute(select(outputs.c.month, outputs.c.file).where(outputs.c.sha256 == sha256)).first()
    return None if row is None else (row.month, row.file)


def pay_under(connection: Connection, seal: str) -> ClosedPay | None:
    """What was closed under this digest; None where nothing was, or it has been purged."""
    months, scores, people = tables.months, tables.scores, tables.people
    row = connection.execute(select(months).where(months.c.statements == seal)).mappings().first()
    if row is None or row["purged"]:
        return None
    found = select(scores, people.c.name, people.c.department, people.c.role).join(people, tables.ONE_PERSON).where(scores.c.month == row["month"])
    listed = {
        each["employee_id"]: {**each, **{name: each[f"{name}_fen"] for name in MONEY}}
        for each in connection.execute(found).mappings()
    }
    return ClosedPay(row["month"], row["total_fen"], listed)
