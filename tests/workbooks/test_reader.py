"""Workbooks are read in a process that can be stopped, and its end is a finding at the file that it read."""

from __future__ import annotations

import os
import pickle
import random
import zipfile
from pathlib import Path
from threading import Thread

import pytest

from pipeline.app.ahead import read_ahead
from pipeline.base import helper
from pipeline.workbooks import reader
from pipeline.workbooks.reader import read_workbooks
from tests.build import STAFF, call_month, logged, person, write_month

GOOD = {"花名册": [*STAFF, person("1")], "扣分记录": [logged("1", "A-3.1.1")]}


def swell(path: Path) -> None:
    """LONG in the workbook becomes a text of 100 MB, which a bound on cells does not see."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    block = random.Random(1).randbytes(8_000).hex().encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(b"LONG", block * 6_500))


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers that know the bounds as this test has them."""
    monkeypatch.setattr(reader, "_idle", [])


@pytest.fixture
def by_two(monkeypatch: pytest.MonkeyPatch, anew: None) -> None:
    """The workbooks are large, and two processes read them."""
    monkeypatch.setattr(reader, "LARGE", 0)
    monkeypatch.setattr(helper, "is_at_hand", lambda: True)


@pytest.mark.skipif(helper.START != "fork", reason="a helper that is a new process takes as long to begin as to read")
def test_two_large_workbooks_are_read_at_once_and_come_in_order(tmp_path: Path, by_two: None) -> None:
    staff = [GOOD, {"花名册": [*STAFF, person("1"), person("2")]}]
    contents = [write_month(tmp_path / str(number), sheets).read_bytes() for number, sheets in enumerate(staff)]
    pipes = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for pipe in pipes:
        os.mkfifo(pipe)

    def write_once_both_are_opened() -> None:
        with pipes[0].open("wb") as first, pipes[1].open("wb") as second:
            first.write(contents[0])
            second.write(contents[1])

    Thread(target=write_once_both_are_opened, daemon=True).start()
    assert [(book.file, len(book.sheets[0].rows) - len(STAFF)) for book in read_workbooks(pipes)] == [("a.xlsx", 2), ("b.xlsx", 3)]


def test_a_workbook_that_takes_too_long_is_a_finding_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_two: None
) -> None:
    first, last = (write_month(tmp_path / name, GOOD) for name in ("a", "c"))
    never = tmp_path / "b.xlsx"
    os.mkfifo(never)  # nobody writes into it, so reading it never ends
    monkeypatch.setattr(reader, "SECONDS", 8)
    read = list(read_workbooks([first, never, last]))
    assert [(bool(book.sheets), [finding.code for finding in book.findings]) for book in read] == [
        (True, []), (False, ["FILE_STOPS_THE_READER"]), (True, []),
    ]


def test_a_workbook_that_takes_too_much_memory_is_a_finding_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_two: None
) -> None:
    monkeypatch.setattr(reader, "MOST_MEMORY", 480 * 2**20)
    write_month(tmp_path / "inbox", GOOD, file="a.xlsx")
    swell(write_month(tmp_path / "inbox", {"加分记录": [logged("1", "A-2.3", 备注="LONG")]}, file="b.xlsx"))
    called = call_month(tmp_path, slips=False)
    assert called.code == 1 and not (called.folder / "pay_adjustment.xlsx").exists()
    assert [(each["代码"], each["文件"]) for each in called.findings if each["级别"] == "错误"] == [("FILE_STOPS_THE_READER", "b.xlsx")]


def test_what_is_read_beforehand_is_read_once_and_again_where_it_was_saved_since(tmp_path: Path, anew: None) -> None:
    path = write_month(tmp_path, GOOD)
    reader.be_ready(path.parent)
    [early] = reader._idle
    [first] = read_workbooks([path])
    assert first.sheets[0].name == "花名册" and reader._idle == [early]
    reader.be_ready(path.parent)
    write_month(tmp_path, {"花名册": [*STAFF, person("1"), person("2")]})
    [second] = read_workbooks([path])
    assert len(second.sheets[0].rows) == len(first.sheets[0].rows) + 1 and early not in reader._idle


def test_a_workbook_that_was_saved_since_it_was_read_ahead_is_read_anew(tmp_path: Path, anew: None) -> None:
    path = write_month(tmp_path, GOOD)
    reader.be_ready(path.parent)
    [ahead] = reader._idle
    write_month(tmp_path, {"花名册": [*STAFF, person("1"), person("2")]})
    [book] = read_workbooks([path])
    assert len(book.sheets[0].rows) == 1 + len(STAFF) + 2 and ahead not in reader._idle


def test_one_process_reads_every_workbook_of_a_run_and_of_the_next(tmp_path: Path, anew: None) -> None:
    paths = [write_month(tmp_path / name, GOOD) for name in ("a", "b")]
    list(read_workbooks(paths))
    [kept] = reader._idle
    list(read_workbooks(paths))
    assert reader._idle == [kept]


def test_what_is_read_ahead_is_what_is_asked_for_or_else_it_is_read_anew(tmp_path: Path, anew: None) -> None:
    mine, others = (write_month(tmp_path / name, GOOD, file=f"{name}.xlsx") for name in ("mine", "others"))
    reader.be_ready(mine.parent)
    [ahead] = reader._idle
    assert ahead.asked == [mine]
    assert [book.file for book in read_workbooks([mine])] == ["mine.xlsx"]
    assert reader._idle == [ahead] and not ahead.asked, "the one that had read it"
    reader.be_ready(mine.parent)
    assert reader._idle == [ahead] and ahead.asked == [mine]
    assert [book.file for book in read_workbooks([others])] == ["others.xlsx"]
    assert ahead not in reader._idle and ahead._process.poll() is not None, "it has ended, and what it read is nobody's"


@pytest.mark.parametrize("sent", [b"no pickle", pickle.dumps("no workbook"), pickle.dumps(Path)], ids=["bytes", "text", "a class"])
def test_a_reader_that_sends_what_is_no_workbook_is_ended_and_another_reads(tmp_path: Path, anew: None, sent: bytes) -> None:
    mine = write_month(tmp_path, GOOD)
    reader.be_ready()
    [strange] = reader._idle
    strange._arrived.put(sent)
    [book] = read_workbooks([mine])
    assert book.file == mine.name and book.sheets and not book.findings
    assert strange not in reader._idle and strange._process.poll() is not None


def test_the_command_reads_the_month_that_is_asked_for_ahead_or_the_latest(tmp_path: Path, anew: None) -> None:
    inbox = tmp_path / "inbox"
    books = [write_month(inbox, GOOD, month=month) for month in ("2026-09", "2026-10")]
    (inbox / "2026-09 old").mkdir()
    for asked, expected in (("2026-09", [books[0]]), (None, [books[1]]), ("2031-01", []), ("../inbox", [])):
        read_ahead(asked, inbox, tmp_path / "output")
        [one] = reader._idle
        assert one.asked == expected
