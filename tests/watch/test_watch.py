"""`kaohe watch` checks after each save; long work says where it is on a terminal, and is quiet elsewhere."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.app import watch as watching_of
from tests.build import MONTH, STAFF, Rows, logged, person, write_month
from tests.terminal import on_terminal
from tests.typed import typed

ROOT = Path(__file__).parents[2]
PATIENCE = 60


def options(tmp_path: Path) -> list[str]:
    return ["--inbox", str(tmp_path / "收件 夹"), "--output", str(tmp_path / "output")]


def write(tmp_path: Path, log: Rows) -> Path:
    return write_month(tmp_path / "收件 夹", {"花名册": [*STAFF, person("1")], "扣分记录": log})


def wait_for(what: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.1)
    return False


@dataclass
class Watched:
    """An unknown item, then a save without it, then one with it again that is written piece by piece, then Ctrl-C."""

    unknown_first: bool
    gone_after_a_save: bool
    unknown_after_the_pieces: bool
    code: int
    printed: str


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    folder = tmp_path_factory.mktemp("watched")
    report = folder / "output" / MONTH / "validation.csv"
    book = write(folder, [logged("1", "没有的事项")])
    unknown = book.read_bytes()
    command = [sys.executable, "-m", "pipeline", "watch", MONTH, *options(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            first = wait_for(lambda: told_of_item(report) is True)
            time.sleep(1)
            (book.parent / "~$all.xlsx").write_bytes(b"lock")
            write(folder, [logged("1", "A-3.1.1")])
            gone = wait_for(lambda: told_of_item(report) is False)
            time.sleep(1)
            with book.open("wb", buffering=0) as file:
                for start in range(0, len(unknown), len(unknown) // 4 + 1):
                    file.write(unknown[start : start + len(unknown) // 4 + 1])
                    time.sleep(0.3)
            again = wait_for(lambda: told_of_item(report) is True)
            process.send_signal(signal.SIGINT)
            printed, _ = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
    return Watched(first, gone, again, process.returncode, printed)


def told_of_item(report: Path) -> bool | None:
    """Whether the item is unknown there; None where there is no report yet."""
    return "ITEM_UNKNOWN" in report.read_text(encoding="utf-8-sig") if report.exists() else None


def test_each_save_is_checked_and_ctrl_c_ends_cleanly(watched: Watched) -> None:
    assert watched.unknown_first and watched.gone_after_a_save
    assert watched.code == 0 and "已结束" in watched.printed and "Traceback" not in watched.printed


def test_a_half_written_workbook_is_waited_for(watched: Watched) -> None:
    assert watched.unknown_after_the_pieces
    assert "处警告" in watched.printed and "、1 处警告" not in watched.printed, "as a workbook that cannot be read has"


class Clock:
    """A clock that only sleeping moves on; at the third sleep somebody finishes what they were writing."""

    def __init__(self, finish: Callable[[], object]) -> None:
        self.seconds, self.sleeps, self.finish = 0.0, 0, finish

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        self.sleeps += 1
        if self.sleeps == 3:
            self.finish()


@pytest.mark.parametrize(("left", "finished", "looks"), [(0, False, 0), (40, True, 3), (40, False, 6)], ids=["whole", "finished in time", "never finished"])
def test_a_whole_workbook_is_checked_at_once_and_another_one_when_it_is_whole_or_stands_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: int, finished: bool, looks: int
) -> None:
    book = write(tmp_path, [])
    whole = book.read_bytes()
    book.write_bytes(whole[: len(whole) - left])
    clock = Clock(lambda: book.write_bytes(whole) if finished else None)
    monkeypatch.setattr(watching_of, "time", clock)
    watching_of._wait_until_written(book.parent)
    assert clock.sleeps == looks


def test_watching_a_month_that_is_not_there_ends_in_a_sentence(tmp_path: Path) -> None:
    done = typed("watch", "2031-01", *options(tmp_path))
    assert done.returncode == 2 and "没有 2031-01 的文件夹" in done.stderr


def test_quiet_prints_nothing_when_all_went_well_and_the_lines_of_a_failure(tmp_path: Path) -> None:
    write(tmp_path, [])
    done = typed("month", MONTH, "--quiet", *options(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    write(tmp_path, [logged("1", "没有的事项")])
    done = typed("month", MONTH, "--quiet", *options(tmp_path))
    assert done.returncode == 1 and "validation.html" in done.stdout


def test_json_says_code_findings_files_and_what_is_next(tmp_path: Path) -> None:
    write(tmp_path, [])
    found = json.loads(typed("month", MONTH, "--json", *options(tmp_path)).stdout)
    [run] = found["runs"]
    assert found["code"] == 0 and run["findings"]["error"] == 0 and "report.html" in found["next"]
    assert any(file.endswith("pay_adjustment.xlsx") for file in run["files"])
    write(tmp_path, [logged("1", "没有的事项")])
    found = json.loads(typed("check", MONTH, "--json", *options(tmp_path)).stdout)
    assert found["code"] == 1 and found["runs"][0]["findings"]["error"] == 1


def test_on_a_terminal_the_stage_is_shown(tmp_path: Path) -> None:
    write(tmp_path, [])
    command = ["month", MONTH, "--no-slips", *options(tmp_path)]
    code, shown = on_terminal(command, [], cwd=ROOT, env={**os.environ, "TERM": "xterm", "COLUMNS": "200"})
    assert code == 0 and "pay_adjustment.xlsx" in shown
    assert "读取工作簿" in shown or "计分和结算" in shown or "生成报表" in shown
