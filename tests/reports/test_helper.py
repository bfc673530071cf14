"""A helper's work: every job done, whatever becomes of the helper, and nothing of it left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from multiprocessing import active_children, get_context

import pytest

from pipeline.base import helper
from pipeline.base.helper import is_at_hand, with_help

HERE = os.getpid()
PATIENCE = 60
"""Seconds after which a test fails that waits for another process."""
forks = pytest.mark.skipif(sys.platform != "linux", reason="a helper that is forked knows what the test knows")


def test_what_each_job_returns_is_in_order() -> None:
    assert with_help([partial(int, str(number)) for number in range(50)]) == list(range(50))
    assert with_help([]) == []


def test_a_helper_that_is_a_new_process_is_sent_its_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helper, "START", "spawn")
    assert with_help([partial(int, str(number)) for number in range(5)]) == list(range(5))


@forks
def test_both_processes_work_at_once() -> None:
    both = get_context("fork").Barrier(2)

    def meet() -> int:
        both.wait(PATIENCE)
        return os.getpid()

    one, other = with_help([meet, meet])
    assert HERE in (one, other) and one != other


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise OSError("no space")


@forks
@pytest.mark.parametrize("end", [kill, fail, sys.exit])
def test_what_a_helper_does_not_finish_is_done_here(end: Callable[[], None]) -> None:
    begun = get_context("fork").Event()

    def job() -> str:
        if os.getpid() != HERE:
            begun.set()
            end()
        assert begun.wait(PATIENCE)
        return "done"

    assert with_help([job, job, job]) == ["done", "done", "done"]


@forks
def test_what_fails_here_is_raised_and_the_helper_is_ended() -> None:
    begun, never, others = get_context("fork").Event(), get_context("fork").Event(), active_children()

    def job() -> None:
        if os.getpid() != HERE:
            begun.set()
            never.wait(PATIENCE)
        assert begun.wait(PATIENCE)
        raise ValueError("here")

    with pytest.raises(ValueError, match="here"):
        with_help([job, job])
    assert set(active_children()) <= set(others)


def test_without_processes_the_jobs_are_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(type(get_context(helper.START).Process()), "start", refuse)
    assert with_help([os.getpid, os.getpid]) == [HERE, HERE]


def test_a_helper_has_no_helper() -> None:
    with get_context("spawn").Pool(1) as pool:
        assert pool.apply(is_at_hand) is False


@forks
@pytest.mark.parametrize(("number", "said"), [(signal.SIGINT, "interrupted"), (signal.SIGKILL, "")])
def test_both_processes_end_when_the_program_is_stopped(number: int, said: str) -> None:
    """Both hold the other end of what is read here, which therefore does not come to its end before they do.

    The helper is busy with what lets none of its threads run: a workbook may be read by other people's code.
    """
    program = f"""
import os, re, signal
from multiprocessing import active_children, get_context
from pipeline.base.helper import with_help

here, begun = os.getpid(), get_context("fork").Event()

def job():
    if os.getpid() != here:
        begun.set()
        re.fullmatch("(a*)*b", "a" * 100)
    begun.wait({PATIENCE})
    os.killpg(0, signal.SIGINT) if {number} == signal.SIGINT else os.kill(here, {number})
    signal.pause()

try:
    with_help([job, job])
except KeyboardInterrupt:
    print("interrupted")
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE, start_new_session=True)
    assert (ended.stdout.strip(), ended.stderr) == (said, "")
