"""A backup is the archive and the closed outputs of one moment; it comes back whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.app import backup as copies
from pipeline.base.exits import Stop
from tests.archive.months import FIRST, Books
from tests.archive.shelf import Shelf
from tests.build import Called, logged
from tests.servers import new_database


@pytest.fixture
def closed(shelf: Shelf, kind: str, tmp_path: Path) -> Books:
    """September closed in either kind of database and kept in a backup, to be lost."""
    return shelf.books(september, kind).copied(tmp_path)


def september(books: Books) -> None:
    assert books.close("2026-09", 扣分记录=[logged("1", "B-8") | {"日期": "2026-09-03"}], **FIRST).code == 0
    assert saved(books).code == 0


def saved(books: Books, name: str = "kept.sqlite") -> Called:
    return books._call(lambda: copies.backup(books.folder / name, books.output, books.archive), "")


def restored(books: Books, name: str = "kept.sqlite", archive: str | None = None) -> Called:
    return books._call(lambda: copies.restore_all(books.folder / name, books.output, archive or books.archive), "")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_backup_brings_archive_and_outputs_back_after_both_are_lost(closed: Books, request: pytest.FixtureRequest) -> None:
    before, hashes = files(closed.output / "2026-09"), closed.rows("SELECT month, hash FROM months")
    shutil.rmtree(closed.output)
    if closed.archive.startswith("sqlite"):
        (closed.folder / "a.sqlite").unlink()
        new = closed
    else:
        new = Books(closed.folder, new_database(request.getfixturevalue("postgres")))
    called = restored(new)
    assert called.code == 0 and "恢复 1 个已结账的月份" in called.printed
    assert files(new.output / "2026-09") == before and new.rows("SELECT month, hash FROM months") == hashes
    assert new.verify().code == 0
    assert new.close("2026-10").code == 0 and new.verify().code == 0


def test_a_backup_of_one_database_comes_back_into_the_other(closed: Books, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    other = f"sqlite:///{tmp_path / 'other.sqlite'}" if closed.archive.startswith("postgresql") else new_database(request.getfixturevalue("postgres"))
    there = Books(tmp_path, other)
    assert restored(there).code == 0 and there.verify().code == 0
    assert there.rows("SELECT hash FROM months") == closed.rows("SELECT hash FROM months")


def test_what_was_changed_since_is_put_back_as_it_was_closed(closed: Books) -> None:
    closed.execute("UPDATE scores SET total_fen = 0")
    assert closed.verify().code == 1
    assert restored(closed).code == 0 and closed.verify().code == 0
    assert [kind for (kind,) in closed.rows("SELECT kind FROM journal ORDER BY number")] == ["closed", "backup", "restored"]
    shutil.rmtree(closed.output / "2026-09")
    assert restored(closed).code == 0 and closed.verify().code == 0


def test_an_older_backup_does_not_take_back_what_was_closed_since(closed: Books) -> None:
    assert closed.close("2026-10").code == 0
    called = restored(closed)
    assert called.code == 3 and "备份里没有的" in called.printed
    assert closed.rows("SELECT count(*) FROM months") == [(2,)] and closed.verify().code == 0


def test_a_backup_that_was_changed_or_damaged_is_refused_before_anything_is_touched(closed: Books) -> None:
    path = closed.folder / "kept.sqlite"
    whole, before = path.read_bytes(), closed.rows("SELECT * FROM journal")
    Books(closed.folder, f"sqlite:///{path}").execute("UPDATE entries SET amount_fen = 0")
    assert "备份不能用" in restored(closed).printed
    for damaged in (b"", whole[: len(whole) // 2], whole[:4096] + b"\xff" * 4096 + whole[8192:], b"PK no database"):
        path.write_bytes(damaged)
        called = restored(closed)
        assert called.code in (1, 2) and called.printed.strip()
        assert "backup.sqlite" not in called.printed, "the file is named, not the copy that was tried"
    assert closed.rows("SELECT * FROM journal") == before and closed.verify().code == 0


def test_a_backup_is_never_written_over_and_never_made_of_an_archive_that_does_not_fit(closed: Books) -> None:
    assert saved(closed).code == 3
    closed.execute("UPDATE scores SET total_fen = 0")
    called = saved(closed, "other.sqlite")
    assert called.code == 1 and not (closed.folder / "other.sqlite").exists()
    assert not list(closed.folder.glob(".other*"))


def test_a_restore_asks_for_a_month_or_a_file(closed: Books) -> None:
    from typer.testing import CliRunner

    from pipeline.cli.main import app

    for arguments in (["restore"], ["restore", "2026-09", "--from", "x"]):
        result = CliRunner().invoke(app, arguments)
        assert isinstance(result.exception, Stop)
    with pytest.raises(Stop):
        copies.restore_all(closed.folder / "no.sqlite", closed.output, closed.archive)


def test_an_archive_that_is_past_reading_is_moved_away_first(october: Books) -> None:
    path, closed = october.folder / "a.sqlite", october
    assert saved(closed).code == 0
    path.write_bytes(b"no database at all")
    called = restored(closed)
    assert called.code == 2 and "移到别处" in called.printed and path.read_bytes() == b"no database at all"
    path.rename(closed.folder / "broken.sqlite")
    assert restored(closed).code == 0 and closed.verify().code == 0
