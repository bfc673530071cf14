"""A close that is killed leaves the archive with the month wholly or not at all; closes side by side close once."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.archive.months import FIRST, Books
from tests.archive.shelf import MONTHS, Shelf
from tests.build import logged
from tests.often import KILLS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")


def first_of_three(books: Books) -> None:
    """August closed, two more months to close."""
    for month in MONTHS:
        books.write(month, 扣分记录=[logged("1", "B-8") | {"日期": f"{month}-03"}], **(FIRST if month == MONTHS[0] else {}))
    assert books.close(MONTHS[0]).code == 0


@pytest.fixture
def books(shelf: Shelf, kind: str, tmp_path: Path) -> Books:
    return shelf.books(first_of_three, kind).copied(tmp_path)


@pytest.fixture
def in_file(shelf: Shelf, tmp_path: Path) -> Books:
    return shelf.books(first_of_three).copied(tmp_path)


def closing(books: Books, month: str) -> int:
    """A child process that closes the month; everything is imported already, so that the kills hit the work itself."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(books.close(month).code)
        finally:
            os._exit(70)
    return child


def ended(child: int) -> int | None:
    """The exit code; None when it was killed."""
    _, status = os.waitpid(child, 0)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else None


def test_a_close_that_is_killed_anywhere_leaves_nothing_half_done(books: Books, tmp_path: Path) -> None:
    started = time.monotonic()
    assert ended(closing(books, MONTHS[1])) == 0
    whole = time.monotonic() - started
    dice = random.Random(20261123)
    kept, tried = 0, books.copied(tmp_path / "first")
    for number in range(KILLS):
        child = closing(tried, MONTHS[2])
        time.sleep(whole * (number + dice.random()) / KILLS)
        os.kill(child, signal.SIGKILL)
        ended(child)
        counts = {table: tried.rows(f"SELECT count(*) FROM {table} WHERE month = '{MONTHS[2]}'")[0][0] for table in ("months", "people", "digests")}
        assert counts in ({"months": 0, "people": 0, "digests": 0}, {"months": 1, "people": 4, "digests": counts["digests"]}), number
        assert not list(tried.output.glob("*/.*.new"))
        if counts["months"]:
            kept += 1
            assert tried.close(MONTHS[2]).code == 3
        assert tried.verify().code == 0
        if counts["months"]:
            shutil.rmtree(tried.folder)  # a copy of `books` has what lies in its folder
            tried = books.copied(tmp_path / f"after {number}")
    assert tried.close(MONTHS[2]).code == 0 and tried.verify().code == 0
    assert kept < KILLS


def test_closes_side_by_side_close_a_month_once(books: Books, tmp_path: Path) -> None:
    others = [Books(tmp_path / f"{number}", books.archive) for number in range(3)]
    for other in others:
        other.folder.mkdir()
        (other.folder / "inbox").symlink_to(books.inbox)
    codes = sorted(code for code in [ended(child) for child in [closing(other, MONTHS[1]) for other in others]] if code is not None)
    assert codes == [0, 3, 3]
    assert books.rows(f"SELECT count(*) FROM months WHERE month = '{MONTHS[1]}'") == [(1,)]


@pytest.mark.parametrize("size", [4_096, 65_536])
def test_a_full_disk_leaves_the_archive_as_it_was(in_file: Books, size: int) -> None:
    """Files cannot grow beyond `size` in the child, as on a disk that is full."""
    import resource

    books = in_file
    before = books.rows("SELECT * FROM months")
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        try:
            os._exit(books.close(MONTHS[1]).code)
        except OSError:
            os._exit(2)
        finally:
            os._exit(70)
    assert ended(child) == 2
    assert books.rows("SELECT * FROM months") == before and books.verify().code == 0
    assert books.close(MONTHS[1]).code == 0


def test_a_read_only_archive_is_said_in_a_sentence(in_file: Books) -> None:
    books = in_file
    read_only = Books(books.folder, f"sqlite:///file:{books.folder / 'a.sqlite'}?mode=ro&uri=true")
    called = read_only.close(MONTHS[1])
    assert called.code == 2 and "档案库" in called.printed
    assert books.verify().code == 0
