"""Is the archive as it was closed? The chain, each part of each month, the ledger's balances, the outputs on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from glob import escape
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from pipeline.archive import tables
from pipeline.archive.address import START
from pipeline.archive.chain import PERSONAL, month_hash, part_digests
from pipeline.base.period import Month
from pipeline.base.units import yuan
from pipeline.outputs.mark import MARK, mark_text

PART_NAMES = {
    "people": "人员", "scores": "考核分", "entries": "计分明细", "fund": "基金台账", "fund_people": "基金台账的工号和来源",
    "complaints": "投诉", "inputs": "输入文件", "signed_findings": "已确认的提醒", "outputs": "结果文件清单",
    "corrections": "前期更正", "corrected_scores": "更正后的考核分",
}  # fmt: skip


def faults(connection: Connection, output: Path | None, branch: str = "") -> Iterator[str]:
    """What does not fit, in order of months, each in a sentence; nothing when all is as it was closed."""
    before: RowMapping | None = None
    for row in connection.execute(select(tables.months).order_by(tables.months.c.month)).mappings().all():
        yield from _link(row, before)
        yield from _parts(connection, row)
        yield from _ledger(connection, row)
        if output is not None and not row["purged"]:
            yield from _outputs(connection, row, output / str(row["month"]) / branch)
        before = row
    if output is not None:
        yield from _unknown_marks(connection, output, branch)


def _link(row: RowMapping, before: RowMapping | None) -> Iterator[str]:
    month = row["month"]
    if before is None:
        if row["previous"] is not None:
            yield f"{month} 之前应有 {row['previous']}，档案里没有这个月。"
        return
    if row["previous"] != before["month"] or Month.parse(before["month"]).next != Month.parse(month):
        yield f"{before['month']} 和 {month} 之间的月份不连续。"
    if row["previous_hash"] != before["hash"]:
        yield f"{month} 记录的上月校验值与 {before['month']} 的不符。"
    if row["opening_fen"] != before["closing_fen"]:
        yield f"{month} 的基金期初 {yuan(row['opening_fen'])} 与 {before['month']} 的期末 {yuan(before['closing_fen'])} 不符。"


def _parts(connection: Connection, row: RowMapping) -> Iterator[str]:
    """Each part against its digest, then the digests and figures against the month's hash."""
    month = row["month"]
    kept = connection.execute(select(tables.digests).where(tables.digests.c.month == month)).mappings()
    expected = {each["part"]: (each["rows"], each["digest"]) for each in kept}
    for part, (count, digest) in part_digests(connection, month).items():
        if row["purged"] and part in PERSONAL:
            continue
        rows, known = expected.get(part, (0, ""))
        if count != rows:
            yield f"{month} 的{PART_NAMES[part]}应有 {rows} 行，现有 {count} 行。"
        elif count and digest != known:
            yield f"{month} 的{PART_NAMES[part]}有改动，与结账时不同。"
    previous = row["previous_hash"] if row["previous"] is not None else START
    if month_hash(dict(row), expected, previous) != row["hash"]:
        yield f"{month} 的校验值不符，这个月的汇总数据有改动。"


def _ledger(connection: Connection, row: RowMapping) -> Iterator[str]:
    ledger = tables.fund_ledger
    lines = connection.execute(select(ledger).where(ledger.c.month == row["month"]).order_by(ledger.c.number)).mappings().all()
    balance = row["opening_fen"]
    for line in lines:
        balance += (line["income_fen"] or 0) - (line["spending_fen"] or 0)
        if line["balance_fen"] != balance:
            found = yuan(line["balance_fen"])
            yield f"{row['month']} 基金台账第 {line['number']} 行余额应为 {yuan(balance)}，记的是 {found}。"
            return
    if balance != row["closing_fen"]:
        yield f"{row['month']} 基金期末应为 {yuan(balance)}，记的是 {yuan(row['closing_fen'])}。"


def _outputs(connection: Connection, row: RowMapping, folder: Path) -> Iterator[str]:
    listed = select(tables.outputs).where(tables.outputs.c.month == row["month"]).order_by(tables.outputs.c.number)
    for each in connection.execute(listed).mappings():
        path = folder / each["file"]
        if not path.is_file():
            yield f"结果文件 {path} 不在了。"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != each["sha256"]:
            yield f"结果文件 {path} 在结账后有改动。"
    mark = folder / MARK
    if not mark.is_file() or mark.read_text(encoding="utf-8", errors="replace") != mark_text(row["month"], row["hash"]):
        yield f"{mark} 不在了或有改动；请运行 kaohe close {row['month']} 补上。"


def _unknown_marks(connection: Connection, output: Path, branch: str) -> Iterator[str]:
    """Outputs that say they are closed, of which the archive knows nothing: it is another archive, or not the whole."""
    known = set(connection.execute(select(tables.months.c.month)).scalars())
    for mark in sorted(output.glob(f"*/{escape(branch)}/{MARK}" if branch else f"*/{MARK}")):
        month = mark.relative_to(output).parts[0]
        if month not in known:
            yield f"{mark} 说 {month} 已经结账，档案库里却没有这个月。"


def months_of(connection: Connection) -> list[dict[str, Any]]:
    """The closed months, each with its figures and hash."""
    return [dict(row) for row in connection.execute(select(tables.months).order_by(tables.months.c.month)).mappings()]
