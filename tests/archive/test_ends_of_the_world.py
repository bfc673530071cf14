"""Whatever starts the program, and however it is stopped: a sentence and an exit code, never a traceback or a false word."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.app import request as requests
from pipeline.base.private import GROUP
from tests.archive.months import FIRST, Books
from tests.build import logged
from tests.typed import Typed, typed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the ends of another world")
MONTH = "2026-10"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    folder = tmp_path_factory.mktemp("world")
    books = Books(folder, f"sqlite:///{folder / 'a.sqlite'}")
    books.write(MONTH, 扣分记录=[logged("1", "B-8") | {"日期": f"{MONTH}-03", "备注": "x"}], **FIRST)
    return books


def kaohe(books: Books, *arguments: str, shell: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, whose environment names neither a home nor a user."""
    places = {"KAOHE_ARCHIVE": books.archive, "PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2])}
    command = f'"{sys.executable}" -m pipeline {" ".join(arguments)} {shell}'
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; cd '{books.folder}'; {command}"], env={"LANG": "C.UTF-8", **places, **environment},
        capture_output=True, text=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip


def here(books: Books, asked: str, **environment: str) -> Typed:
    """The same in this process, where how it was started does not matter."""
    return typed(*asked.split(), cwd=books.folder, env={**os.environ, "KAOHE_ARCHIVE": books.archive, **environment})


def test_a_system_without_chinese_without_a_home_and_without_a_user_gets_its_files_and_sentences_all_the_same(books: Books) -> None:
    c = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "KAOHE_ARCHIVE": "sqlite:///c.sqlite"}
    ended = kaohe(books, "close", MONTH, "--early", "--yes", "--no-slips", "--output", "c", **c)
    assert ended.returncode == 0 and "封存单.html" in ended.stdout
    assert (books.folder / "c" / MONTH / "封存单.html").exists() and not (books.folder / "c" / MONTH / "slips").exists()
    assert here(books, "verify --output c", KAOHE_ARCHIVE="sqlite:///c.sqlite").returncode == 0


@pytest.mark.parametrize(("shell", "code"), [(">&-", 0), (">&- 2>&- <&-", 0), ("2>&-", 0), (">/dev/full", 2), (">/dev/full 2>/dev/full", 2), ("| true", 0)])
def test_output_that_is_closed_or_full_takes_nothing_of_the_work_and_says_nothing_false(books: Books, shell: str, code: int) -> None:
    ended = kaohe(books, "check", MONTH, "--output", "out", shell=shell)
    assert ended.returncode == code and "Traceback" not in ended.stderr and "没有改动" not in ended.stderr
    assert (books.folder / "out" / MONTH / "run.json").exists()
    if shell == ">/dev/full":
        assert "命令已经执行完，但没能把结果显示出来" in ended.stderr


@pytest.mark.parametrize("asked", ["--help", "month --help", "--version"])
def test_help_that_cannot_be_shown_says_so_and_nothing_of_any_output(books: Books, asked: str) -> None:
    ended = kaohe(books, asked, shell=">/dev/full")
    assert ended.returncode == 2 and ended.stderr.startswith("说明没能显示出来：") and "输出" not in ended.stderr


@pytest.mark.parametrize(("asked", "code"), [("verify", 2), ("history 1", 2), ("fund", 2), ("purge --before 2020-01", 2), (f"restore {MONTH}", 2), ("backup b.sqlite", 2), (f"correct {MONTH}", 3)])
def test_what_is_asked_of_an_archive_that_is_not_there_says_so_and_makes_none(books: Books, asked: str, code: int) -> None:
    ended = here(books, asked, KAOHE_ARCHIVE="sqlite:///nowhere.sqlite")
    assert ended.returncode == code and not (books.folder / "nowhere.sqlite").exists() and not (books.folder / "b.sqlite").exists()
    assert ("没有档案库 nowhere.sqlite" if code == 2 else "还没有结账") in ended.stderr


def test_what_is_written_is_for_its_owner_alone(books: Books) -> None:
    ended = here(books, f"close {MONTH} --early --yes --output own", KAOHE_ARCHIVE="sqlite:///own.sqlite")
    assert ended.returncode == 0
    for path in (books.folder / "own", books.folder / "own.sqlite", *(books.folder / "own").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_what_an_earlier_version_left_open_to_others_is_taken_from_them_and_nothing_else_is_touched(october: Books) -> None:
    own, archive = october.output, october.folder / "a.sqlite"
    theirs = own / "说明.txt"
    theirs.write_text("x")
    for path in (archive, theirs, own / MONTH, *(own / MONTH).rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    october.write("2026-11", 扣分记录=[])
    for asked in (f"correct {MONTH}", "check 2026-11"):
        assert here(october, asked).returncode == 0
    for path in (archive, own / MONTH, *(own / MONTH).rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert stat.S_IMODE(theirs.stat().st_mode) == 0o644


def test_a_group_that_is_named_may_read_and_an_unknown_one_is_said(books: Books) -> None:
    import grp

    group = grp.getgrgid(os.getgid()).gr_name
    assert here(books, f"check {MONTH} --output shared", **{GROUP: group}).returncode == 0
    run = books.folder / "shared" / MONTH / "run.json"
    assert stat.S_IMODE(run.stat().st_mode) == 0o660 and run.stat().st_gid == os.getgid()
    ended = here(books, f"check {MONTH} --output unknown", **{GROUP: "no-such-group"})
    assert ended.returncode == 2 and "no-such-group" in ended.stderr and not (books.folder / "unknown" / MONTH).exists()


def test_an_interrupt_is_said_and_leaves_no_half_of_anything(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "write_run", lambda *_, **__: signal.raise_signal(signal.SIGINT))
    ended = here(books, f"month {MONTH} --output broken")
    assert ended.returncode == 2 and ended.stderr.startswith("已中断") and "Traceback" not in ended.stderr
    assert not (books.folder / "broken" / MONTH).exists()


def test_a_workbook_saved_or_removed_while_it_is_read_stops_the_run_before_anything_is_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.month import story

    books = Books(tmp_path, f"sqlite:///{tmp_path / 'a.sqlite'}")
    books.write(MONTH, **FIRST)
    whole = story.run_month
    for change in (lambda path: path.write_bytes(path.read_bytes() + b" "), lambda path: path.unlink()):

        def and_saved(request: object, change: object = change) -> object:
            run = whole(request)  # type: ignore[arg-type]
            change(next((books.inbox / MONTH).glob("*.xlsx")))  # type: ignore[operator]
            return run

        monkeypatch.setattr(story, "run_month", and_saved)
        called = books.run(MONTH)
        assert called.code == 2 and "又被保存或移走了" in called.printed and not (books.output / MONTH).exists()
