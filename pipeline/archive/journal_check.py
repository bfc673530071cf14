"""Does the journal tell how the archive came to be as it is?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, RowMapping, select

from pipeline.archive import tables
from pipeline.archive.address import START
from pipeline.archive.chain import sha256_of
from pipeline.archive.journal import ADOPTED, CLOSED, KINDS, PURGED, entry_hash, state
from pipeline.language.translation import _


def journal_faults(connection: Connection, months: Sequence[RowMapping]) -> Iterator[str]:
    """Entry after entry against the months, which close and are purged in order; then the last one against what is there."""
    entries = connection.execute(select(tables.journal).order_by(tables.journal.c.number)).mappings().all()
    if months and not entries:
        yield _("档案库的操作记录不见了。")
    if not entries:
        return
    names = [row["month"] for row in months]
    closed_by = {sha256_of([(row["month"], row["hash"]) for row in months[:count]]): count for count in range(len(months) + 1)}
    purged_by = {sha256_of(names[:count]): count for count in range(len(months) + 1)}
    before, closed, purged = START, 0, 0
    for number, entry in enumerate(entries, 1):
        kind = " ".join(filter(None, [_(KINDS.get(entry["kind"], entry["kind"])), entry["month"]]))
        what = _("操作记录第 {number} 条（{kind}）", number=number, kind=kind)
        if entry["number"] != number or entry["previous"] != before or entry_hash(dict(entry)) != entry["hash"]:
            yield _("{what}有改动，或者它前面缺了一条。", what=what)
            return
        if entry["kind"] == ADOPTED and number == 1:
            closed, purged = closed_by.get(entry["closed"], -1), purged_by.get(entry["purged"], -1)
        elif entry["kind"] == CLOSED:
            closed = closed + 1 if names[closed : closed + 1] == [entry["month"]] else -1
        elif entry["kind"] == PURGED:
            purged = sum(month < str(entry["month"]) for month in names[:closed])
        if closed < 0 or closed_by.get(entry["closed"]) != closed:
            yield _("{what}时已结账的月份与现在的不符：有月份改动过，或者不在了。", what=what)
            return
        if purged < 0 or purged_by.get(entry["purged"]) != purged:
            yield _("{what}时已清除的月份与现在的不符。", what=what)
            return
        before = entry["hash"]
    if closed != len(months):
        yield _("{names} 的结账没有操作记录。", names=names[closed])
    if [row["month"] for row in months if row["purged"]] != names[:purged]:
        yield _("标为已清除的月份与操作记录不符。")
    if state(connection)["pending"] != entries[-1]["pending"]:
        yield _("已入账、还没有结账的前期更正有改动，与入账时不同。")
