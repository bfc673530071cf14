"""The whole archive from one database into another: for a backup, and back from one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, insert, select

from pipeline.archive import tables
from pipeline.archive.close import ROWS_AT_A_TIME
from pipeline.archive.journal import RESTORED, SAVED, enter
from pipeline.archive.store import changing, open_archive, reading, writing
from pipeline.archive.verify import faults
from pipeline.base.exits import INPUT_ERRORS, REFUSED, Stop
from pipeline.language.translation import _


class WouldLose(Stop):
    """The archive has steps that the backup does not know."""


def save_to(source: Connection, file: Path) -> None:
    """A new SQLite archive in `file` with all that `source` has, tried whole. Raises Stop where it is not as it was closed."""
    engine = open_archive(address_of(file))
    try:
        with writing(engine) as target:
            _copy(source, target)
        with reading(engine) as target:
            for found in faults(target, None):
                raise Stop(INPUT_ERRORS, _("档案库不符，没有备份：{found}", found=found))
    finally:
        engine.dispose()


def try_backup(backup: Connection) -> None:
    """Raises Stop unless the backup is whole and as it was closed."""
    for found in faults(backup, None):
        raise Stop(INPUT_ERRORS, _("备份不能用：{found}没有改动任何数据。", found=found))
    if not _steps(backup):
        raise Stop(INPUT_ERRORS, _("备份里没有结账的月份。没有改动任何数据。"))


def restore_from(backup: Connection, url: str, name: str) -> None:
    """All of the backup in place of what the archive has, in one transaction.

    Raises WouldLose where the archive has steps that the backup does not know and that would be lost: more than copies, and
    restores that were cut off.
    """
    engine = open_archive(url)
    with changing(engine) as target:
        here, there = _steps(target), _steps(backup)
        shared = next((at for at, (one, other) in enumerate(zip(here, there, strict=False)) if one != other), min(len(here), len(there)))
        later = here[shared:]
        if any(kind not in (SAVED, RESTORED) for kind, _, _ in later):
            raise WouldLose(
                REFUSED, _("现在的档案库有 {later} 步是备份里没有的，恢复会丢掉它们，没有改动任何数据。确实要退回到备份时，请先把现在的档案库移到别处，再运行一次。", later=len(later))
            )  # fmt: skip
        for table in reversed(tables.metadata.sorted_tables):
            target.execute(table.delete())
        _copy(backup, target)
        for kind, _hash, note in later:
            enter(target, kind, None, note)
        enter(target, RESTORED, None, name)


def saved_copies(connection: Connection) -> list[str]:
    """The backups that were made of the archive, as far as its journal knows."""
    journal = tables.journal
    found = connection.execute(select(journal.c.note).where(journal.c.kind == SAVED).order_by(journal.c.number)).scalars()
    return list(dict.fromkeys(str(note) for note in found))


def address_of(file: Path) -> str:
    return f"sqlite:///{file.as_posix()}"


def _copy(source: Connection, target: Connection) -> None:
    for table in tables.metadata.sorted_tables:
        wanted = select(table).execution_options(yield_per=ROWS_AT_A_TIME)
        for rows in source.execute(wanted).mappings().partitions():
            target.execute(insert(table), [dict(row) for row in rows])


def _steps(connection: Connection) -> list[tuple[str, str, str | None]]:
    journal = tables.journal
    return [(row.kind, row.hash, row.note) for row in connection.execute(select(journal).order_by(journal.c.number))]
