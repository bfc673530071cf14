"""Is the archive as it was closed? The chain, each part of each month, what follows from what, the outputs on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from pipeline import __version__
from pipeline.archive import tables
from pipeline.archive.address import START
from pipeline.archive.chain import (
    FUND_PEOPLE,
    FUND_PERSONAL,
    INPUTS,
    PARTS,
    PERSONAL,
    month_hash,
    part_digests,
    statements_hash,
)
from pipeline.archive.journal_check import journal_faults
from pipeline.archive.kept import packed_faults
from pipeline.archive.on_disk import output_faults, unknown_closes
from pipeline.archive.recompute import differing
from pipeline.archive.sound import unsound
from pipeline.base.period import Month
from pipeline.base.units import yuan
from pipeline.language.translation import N_, _
from pipeline.settlement.fund import EDGES

PART_NAMES = {
    "people": N_("人员"), "scores": N_("考核分"), "entries": N_("计分明细"), "fund": N_("基金台账"), "fund_people": N_("基金台账的工号和来源"),
    "complaints": N_("投诉"), "inputs": N_("输入文件"), "signed_findings": N_("已确认的警告"), "outputs": N_("结果文件清单"),
    "corrections": N_("前期更正"), "corrected_scores": N_("更正后的考核分"), "sheets": N_("结算所用的表"), "charged": N_("扣过的投诉罚扣"),
}  # fmt: skip


IN_GROUPS_OF = 8
"""Digits of a digest, as the sealed page has them."""


def faults(connection: Connection, output: Path | None, branch: str = "") -> Iterator[str]:
    """What does not fit, each in a sentence; nothing when all is as it was closed.

    First what is kept against its digests, in order of months, then the files, and last what follows from what: by then it is known to be
    what was closed, and whoever changed a row is told of the row, not of a sum that came of it.
    """
    damaged = False
    for found in unsound(connection):
        damaged = True
        yield found
    if damaged:
        return
    before: RowMapping | None = None
    rows = connection.execute(select(tables.months).order_by(tables.months.c.month)).mappings().all()
    for row in rows:
        yield from _link(row, before)
        yield from _parts(connection, row)
        yield from _ledger(connection, row)
        before = row
    yield from packed_faults(connection)
    yield from _of_no_month(connection)
    yield from journal_faults(connection, rows)
    with_people = [row for row in rows if not row["purged"]]
    if output is not None:
        for row in with_people:
            yield from output_faults(connection, row, output / str(row["month"]) / branch)
        yield from unknown_closes(connection, output, branch)
    for row in with_people:
        if row["statements"] is not None:
            yield from (_with_version(found, row) for found in differing(connection, row))


def _with_version(found: str, row: RowMapping) -> str:
    """What does not follow from the month's lines, though its digests fit; in another version the rules of settling may be others."""
    if row["version"] == __version__:
        return found
    return found + _(
        "{month} 由 {version} 版结账，现在是 {now} 版；这个月的各项校验值都相符，差别可能出自两版的算法。请对照签过字的封存单，档案里这个月的校验值是 {digest}：与单子上的相同，就是算法不同，档案没有改过；不同，就是改过以后重算的。",
        month=row["month"], version=row["version"], now=__version__, digest=" ".join(wrap(row["statements"], IN_GROUPS_OF)),
    )  # fmt: skip


def _link(row: RowMapping, before: RowMapping | None) -> Iterator[str]:
    month = row["month"]
    if before is None:
        if row["previous"] is not None:
            yield _("{month} 之前应有 {previous}，档案里没有这个月。", month=month, previous=row['previous'])
        elif row["previous_hash"] != START:
            yield _("{month} 记录的上月校验值有改动。", month=month)
        return
    if row["previous"] != before["month"] or Month.parse(before["month"]).next != Month.parse(month):
        yield _("{before} 和 {month} 之间的月份不连续。", before=before['month'], month=month)
    if row["previous_hash"] != before["hash"]:
        yield _("{month} 记录的上月校验值与 {before} 的不符。", month=month, before=before['month'])
    if row["opening_fen"] != before["closing_fen"]:
        yield _("{month} 的基金期初 {opening_fen} 与 {before} 的期末 {closing_fen} 不符。", month=month, opening_fen=yuan(row['opening_fen']), before=before['month'], closing_fen=yuan(before['closing_fen']))


def _parts(connection: Connection, row: RowMapping) -> Iterator[str]:
    """Each part against its digest, then the digests and figures against the month's hash."""
    month = row["month"]
    kept = {each["part"]: (each["rows"], each["digest"]) for each in _digests(connection, month)}
    for part, (count, digest) in part_digests(connection, month).items():
        rows, known = kept.get(part, (0, ""))
        if row["purged"] and part in PERSONAL:
            if part == INPUTS and (count, digest) == (rows, known):
                continue  # purged by an earlier version, which left the names of input files
            if part != FUND_PEOPLE and count:
                yield _("{month} 的{name}已经清除，现有 {count} 行。", month=month, name=_(PART_NAMES[part]), count=count)
            elif part == FUND_PEOPLE and _is_personal(connection, month):
                yield _("{month} 的基金台账已经清除个人数据，现又有摘要、工号或来源。", month=month)
        elif count != rows:
            yield _("{month} 的{name}应有 {rows} 行，现有 {count} 行。", month=month, name=_(PART_NAMES[part]), rows=rows, count=count)
        elif count and digest != known:
            yield _("{month} 的{name}有改动，与结账时不同。", month=month, name=_(PART_NAMES[part]))
    for part in kept.keys() - PARTS.keys():
        yield _("{month} 有不认识的部分 {part}。", month=month, part=part)
    if any(rows < 1 for rows, _ in kept.values()):
        yield _("{month} 的校验值清单有改动。", month=month)
    if month_hash(dict(row), kept, row["previous_hash"]) != row["hash"]:
        yield _("{month} 的校验值不符，这个月的汇总数据有改动。", month=month)
    if row["statements"] is not None and statements_hash(dict(row), kept, row["previous_hash"]) != row["statements"]:
        yield _("{month} 封存单上的校验值与档案不符。", month=month)


def _digests(connection: Connection, month: str) -> Sequence[RowMapping]:
    return connection.execute(select(tables.digests).where(tables.digests.c.month == month)).mappings().all()


def _is_personal(connection: Connection, month: str) -> bool:
    """Whether a purged ledger says more than amounts; earlier versions left 期初 and 期末 where they stood."""
    edges = tuple(dict.fromkeys(FUND_PERSONAL) | {"summary": summary} for summary in EDGES)
    ledger = tables.fund_ledger
    lines = connection.execute(select(ledger).where(ledger.c.month == month)).mappings().all()
    told = [({name: line[name] or None for name in FUND_PERSONAL}, line["income_fen"]) for line in lines]
    return any(any(texts.values()) and not (income is None and texts in edges) for texts, income in told)


def _ledger(connection: Connection, row: RowMapping) -> Iterator[str]:
    ledger = tables.fund_ledger
    lines = connection.execute(select(ledger).where(ledger.c.month == row["month"]).order_by(ledger.c.number)).mappings().all()
    balance = row["opening_fen"]
    for line in lines:
        balance += (line["income_fen"] or 0) - (line["spending_fen"] or 0)
        if line["balance_fen"] != balance:
            found = yuan(line["balance_fen"])
            yield _("{month} 基金台账第 {number} 行余额应为 {balance}，记的是 {found}。", month=row['month'], number=line['number'], balance=yuan(balance), found=found)
            return
    if balance != row["closing_fen"]:
        yield _("{month} 基金期末应为 {balance}，记的是 {closing_fen}。", month=row['month'], balance=yuan(balance), closing_fen=yuan(row['closing_fen']))


def _of_no_month(connection: Connection) -> Iterator[str]:
    """Rows that belong to no closed month are no part of any digest."""
    closed = select(tables.months.c.month)
    for name, table in tables.metadata.tables.items():
        for column in [each for each in table.c if name not in ("months", "journal") and each.name in ("month", "corrects_month", "of_month")]:
            count = connection.execute(select(func.count()).select_from(table).where(column.not_in(closed))).scalar_one()
            if count:
                yield _("档案库的表 {name} 有 {count} 行不属于任何已结账的月份。", name=name, count=count)


def months_of(connection: Connection) -> list[dict[str, Any]]:
    """The closed months, each with its figures and hash."""
    return [dict(row) for row in connection.execute(select(tables.months).order_by(tables.months.c.month)).mappings()]
