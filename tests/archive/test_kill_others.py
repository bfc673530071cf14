"""A correction, a purge, a backup or a restore that is killed anywhere is done wholly or not at all, and can be run again."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.app import closed_months
from pipeline.app.backup import backup, restore_all
from pipeline.archive import purge
from pipeline.archive.copy import address_of
from pipeline.base.exits import Stop
from tests.archive.months import Books
from tests.archive.shelf import MONTHS, Shelf, three_months

TRIES = int(os.environ.get("KAOHE_KILLS", "3"))
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")


@pytest.fixture
def closed(shelf: Shelf) -> Books:
    """Three closed months, a change of the last, a backup."""

    def make(books: Books) -> None:
        shutil.copytree(shelf.books(three_months).folder, books.folder, dirs_exist_ok=True)
        books.write(MONTHS[2], 扣分记录=[])
        assert _code(lambda: backup(books.folder / "kept.sqlite", books.output, books.archive).code) == 0

    return shelf.books(make)


COMMANDS: dict[str, Callable[[Books], int]] = {
    "correct": lambda books: books.correct(MONTHS[2]).code,
    "purge": lambda books: books.call(closed_months.purge, MONTHS[1]).code,
    "backup": lambda books: backup(books.folder / "new.sqlite", books.output, books.archive).code,
    "restore": lambda books: restore_all(books.folder / "kept.sqlite", books.output, books.archive).code,
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_killed_anywhere_leaves_an_archive_that_fits(
    closed: Books, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purge, "KEPT_MONTHS", 2)
    command, dice, killed = COMMANDS[name], random.Random(20261125), 0
    whole = 0.0
    for number in range(TRIES + 1):
        folder = tmp_path / str(number)
        shutil.copytree(closed.folder, folder)
        books = Books(folder, f"sqlite:///{folder}/a.sqlite")
        if name == "restore":
            shutil.rmtree(books.output / MONTHS[1])
            books.execute("UPDATE scores SET total_fen = 0")
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            try:
                os._exit(_code(lambda: command(books)))  # noqa: B023
            finally:
                os._exit(70)
        if number:
            time.sleep(whole * (number - 1 + dice.random()) / TRIES)
            os.kill(child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        whole = whole or time.monotonic() - started
        assert status in (0, -signal.SIGKILL)
        killed += status != 0
        if name == "backup" and (folder / "new.sqlite").exists():
            assert Books(folder, address_of(folder / "new.sqlite")).rows("SELECT count(*) FROM months") == [(3,)]
        if name in ("correct", "backup"):
            assert books.verify().code == 0, number
        assert _code(lambda: command(books)) in (0, 3)  # noqa: B023
        assert books.verify().code == 0, number
        assert not list(folder.glob(".new.sqlite*"))
        shutil.rmtree(folder)
    assert killed or TRIES < 20


def _code(command: Callable[[], int]) -> int:
    try:
        return command()
    except Stop as stop:
        return stop.code
