"""A month that was closed stays as it was closed, whoever began before and writes after."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.app import closed_months
from pipeline.app import request as requests
from pipeline.app.backup import backup, restore_all
from pipeline.app.close import close_month
from pipeline.app.month import check_month
from pipeline.app.restore import restore_month
from pipeline.archive import purge
from pipeline.base.exits import REFUSED, Stop
from pipeline.base.period import Month
from tests.archive.months import FIRST, Books
from tests.build import Called, logged

PAIRS = int(os.environ.get("KAOHE_PAIRS", "8"))
MONTH = "2026-10"


@pytest.fixture
def books(tmp_path: Path, archive: str) -> Books:
    books = Books(tmp_path, archive)
    books.write(MONTH, 扣分记录=[logged("1", "B-8") | {"日期": f"{MONTH}-03"}], **FIRST)
    return books


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_run_that_began_before_the_close_does_not_write_over_it(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    """The close happens while the run computes; what the run would have written has no seal."""
    whole, closed = requests.write_run, dict[str, bytes]()

    def after_a_close(*arguments: object, **more: object) -> Path:
        monkeypatch.setattr(requests, "write_run", whole)
        assert books.close(MONTH).code == 0
        closed.update(files(books.output / MONTH))
        return whole(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(requests, "write_run", after_a_close)
    called = books.run(MONTH)
    assert called.code == REFUSED and "已经结账" in called.printed
    assert files(books.output / MONTH) == closed and books.verify().code == 0


def test_a_closed_folder_is_not_written_over_from_an_archive_that_does_not_have_the_month(books: Books) -> None:
    assert books.close(MONTH).code == 0
    closed = files(books.output / MONTH)
    other = Books(books.folder, f"sqlite:///{books.folder / 'other.sqlite'}")
    for done in (other.run(MONTH), other.close(MONTH)):
        assert done.code == REFUSED and "现在用的档案库里却没有" in done.printed
    assert files(books.output / MONTH) == closed and books.verify().code == 0
    (books.output / MONTH).rename(books.output / "旧")
    assert other.run(MONTH).code == 0, "what the sentence advises"


def test_a_close_that_dies_between_archive_and_folder_is_made_good_by_the_next_command(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.outputs.output import OutputFolder

    assert books.run(MONTH).code == 0
    before = files(books.output / MONTH)

    def full(self: OutputFolder) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(OutputFolder, "_put_in_place", full)
        called = books.close(MONTH)
    assert called.code == 2 and f"{MONTH} 已结账并存入档案库" in called.printed and f"kaohe restore {MONTH}" in called.printed
    assert files(books.output / MONTH) == before and books.verify().code == 1
    assert books.close(MONTH).code == REFUSED
    assert books.verify().code == 0


@pytest.mark.parametrize("ahead", [0, 1, 40])
def test_a_month_that_has_not_ended_is_closed_on_purpose_alone(books: Books, ahead: int) -> None:
    month = str(Month.of(date.today()).shift(ahead))
    books.write(month, **FIRST)
    with pytest.raises(Stop, match=r"还没有结束.*--early"):
        close_month(month, books.inbox, books.output, None, books.archive)
    assert not (books.output / month).exists()
    if ahead == 0:
        assert books.close(month).code == 0


def test_a_month_that_ended_yesterday_is_closed_without_ado(books: Books) -> None:
    ended = str(Month.of(date.today().replace(day=1) - timedelta(days=1)))
    books.write(ended, **FIRST)
    assert close_month(ended, books.inbox, books.output, None, books.archive).code == 0


COMMANDS: dict[str, Callable[[Books], Called]] = {
    "close": lambda books: books.close(MONTH),
    "month": lambda books: books.run(MONTH),
    "check": lambda books: books._call(lambda: check_month(MONTH, books.inbox, books.output, None, books.archive), MONTH),
    "correct": lambda books: books.correct("2026-09"),
    "withdraw": lambda books: books.withdraw("2026-09"),
    "purge": lambda books: books.call(closed_months.purge, "2026-09"),
    "backup": lambda books: books._call(lambda: backup(books.folder / "kept.sqlite", books.output, books.archive), ""),
    "restore": lambda books: books._call(lambda: restore_month("2026-09", books.output, books.archive), ""),
    "restore all": lambda books: books._call(lambda: restore_all(books.folder / "before.sqlite", books.output, books.archive), ""),
}
"""Those that write."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_two_commands_at_random_moments_leave_an_archive_that_fits_and_a_month_closed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each pair of commands, begun one after the other: what was closed stays closed, one wins, the other says so."""
    monkeypatch.setattr(purge, "KEPT_MONTHS", 1)
    pairs = list(itertools.combinations_with_replacement(COMMANDS, 2))
    dice, base = random.Random(20261125), Books(tmp_path / "base", f"sqlite:///{tmp_path / 'base'}/a.sqlite")
    if len(pairs) > PAIRS:
        pairs = dice.sample(pairs, PAIRS)
    base.folder.mkdir()
    for month in ("2026-08", "2026-09"):
        assert base.close(month, 扣分记录=[logged("1", "B-8") | {"日期": f"{month}-03"}], **(FIRST if month == "2026-08" else {})).code == 0
    assert base._call(lambda: backup(base.folder / "before.sqlite", base.output, base.archive), "").code == 0
    before = files(base.output / "2026-09")
    base.write("2026-09")
    base.write(MONTH, 扣分记录=[logged("1", "B-8") | {"日期": f"{MONTH}-03"}])
    for number in range(PAIRS):
        folder = tmp_path / str(number)
        shutil.copytree(base.folder, folder)
        books, pair = Books(folder, f"sqlite:///{folder}/a.sqlite"), pairs[number % len(pairs)]
        children = [_child(lambda: COMMANDS[name](books), dice.random() / 2) for name in pair]  # noqa: B023
        codes = [_ended(child) for child in children]
        told = (number, pair, codes)
        assert all(code in (0, 2, 3) for code in codes), told
        closes = [code for name, code in zip(pair, codes, strict=True) if name == "close"]
        closed = books.rows(f"SELECT count(*) FROM months WHERE month = '{MONTH}'")[0][0]
        assert closed == closes.count(0) and closes.count(0) <= 1, told
        called = books.verify()
        assert called.code == 0, (*told, called.printed)
        assert files(books.output / "2026-09") == before, told
        shutil.rmtree(folder)


def _child(command: object, wait: float) -> int:
    child = os.fork()
    if child == 0:
        try:
            time.sleep(wait)
            os._exit(command().code)  # type: ignore[operator]
        except OSError:
            os._exit(2)
        finally:
            os._exit(70)
    return child


def _ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
