"""A large month is drawn by two processes: the same files, and an end as if there were one."""

from __future__ import annotations

import errno
import pickle
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline.app.request import request_for, write_run
from pipeline.month.handover import report_of
from pipeline.month.report import NOTHING_BEFORE, MonthReport
from pipeline.month.story import Run, run_month
from pipeline.reports import appraisal, everything
from pipeline.reports.everything import write_reports
from tests.reports.test_everything import contents

INBOX = Path(__file__).parents[2] / "examples" / "inbox"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    request, _ = request_for("2026-10", INBOX, tmp_path_factory.mktemp("none") / "output", None, None, None)
    return run_month(request)


@pytest.fixture(scope="module")
def report(run: Run) -> MonthReport:
    return replace(report_of(run, Path("output/2026-10"), NOTHING_BEFORE), seal="ab" * 32)


@pytest.fixture(scope="module")
def alone(report: MonthReport, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Drawn by one process, as a month of fewer people than a large one has."""
    folder = tmp_path_factory.mktemp("alone")
    with pytest.MonkeyPatch.context() as patched:
        patched.delattr(everything, "with_help")
        write_reports(folder, report, large=len(report.settled.pay) + 1)
    return contents(folder)


@pytest.fixture
def helped(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Every month is large, on a computer with a second processor; how many drawings were shared each time."""
    times: list[int] = []

    def counted(jobs: Sequence[Callable[[], Any]]) -> list[Any]:
        times.append(len(jobs))
        return with_help(jobs)

    with_help = everything.with_help
    monkeypatch.setattr(everything, "is_at_hand", lambda: True)
    monkeypatch.setattr(everything, "with_help", counted)
    monkeypatch.setattr(everything, "write_reports", partial(write_reports, large=1))
    return times


def test_two_processes_draw_the_same_bytes_as_one(tmp_path: Path, report: MonthReport, alone: dict[str, bytes], helped: list[int]) -> None:
    write_reports(tmp_path, report, large=len(report.settled.pay))
    assert contents(tmp_path) == alone
    assert len(helped) == 1 and helped[0] > 10
    assert {"run.json", "slips/全部.html", "appraisal.xlsx", "rulebook.html"} < alone.keys()


def test_a_month_that_is_sent_to_the_other_process_is_drawn_the_same(tmp_path: Path, report: MonthReport, alone: dict[str, bytes]) -> None:
    """As where a process cannot begin with all that another one knows."""
    write_reports(tmp_path, pickle.loads(pickle.dumps(report)), large=10**6)
    assert contents(tmp_path) == alone


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), ZeroDivisionError("a fault of the program")], ids=["disk", "fault"])
def test_what_fails_in_either_process_ends_the_run_and_leaves_the_last_output(
    tmp_path: Path, run: Run, helped: list[int], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    (tmp_path / "2026-10").mkdir()
    (tmp_path / "2026-10" / "last.txt").write_text("last")
    monkeypatch.setattr(appraisal, "write", fail)
    with pytest.raises(type(error)) as raised:
        write_run(run, tmp_path)
    assert raised.value is error, "raised in this process, where its place in the program is known"
    assert len(helped) == 1
    assert contents(tmp_path) == {"2026-10/last.txt": b"last"}
