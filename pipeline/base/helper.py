"""Work that a second process of this computer helps with."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

Result = TypeVar("Result")
START: str = "fork" if sys.platform == "linux" else "spawn"
"""How a helper begins: with all that is known here, or elsewhere as a new process to which the work is sent."""
SIGNAL_AT_PARENTS_END = 1
"""PR_SET_PDEATHSIG of Linux's prctl."""


def is_at_hand() -> bool:
    """Whether a helper would have a processor of its own: in a process that is somebody's helper itself the others are taken."""
    processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return processors > 1 and multiprocessing.parent_process() is None and current_thread() is main_thread()


def with_help(jobs: Sequence[Callable[[], Result]]) -> list[Result]:
    """What each job returns, in order; this process and a helper take one after the other, so the longest come first.

    What the helper does not finish, since it fails or is killed, is done here again when it has ended: jobs may be begun
    twice, and an error is raised here as if there were no helper. It ends with this process, however that ends.
    """
    left, results = deque(range(len(jobs))), dict[int, Result]()
    context = multiprocessing.get_context(START)
    here, there = context.Pipe()
    helper = context.Process(target=_help, args=(there, jobs), daemon=True)  # type: ignore[attr-defined]
    asking = Thread(target=_ask, args=(here, left, results), daemon=True)
    try:
        helper.start()
    except OSError:
        return [job() for job in jobs]
    try:
        there.close()
        asking.start()
        for number in _taken(left):
            results[number] = jobs[number]()
        asking.join()
    finally:
        helper.kill()
        helper.join()
        here.close()
    return [results[number] if number in results else job() for number, job in enumerate(jobs)]


def _taken(left: deque[int]) -> Iterator[int]:
    with suppress(IndexError):
        while True:
            yield left.popleft()


def _ask(helper: Connection, left: deque[int], results: dict[int, Result]) -> None:
    """Have the helper do what is left, until it has ended."""
    with suppress(EOFError, OSError):
        for number in _taken(left):
            helper.send(number)
            results[number] = helper.recv()


def _help(asked: Connection, jobs: Sequence[Callable[[], object]]) -> None:
    """The helper: for each number that comes in, the job is done and its result goes out. A failure ends it without a word."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    _end_with_parent()
    with suppress(Exception):
        while True:
            asked.send(jobs[asked.recv()]())


def _end_with_parent() -> None:
    """On Linux the system sees to it, whatever the helper is busy with; elsewhere a thread of its own."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SIGNAL_AT_PARENTS_END, signal.SIGKILL)
        if os.getppid() != parent.pid:
            os._exit(1)
    else:
        Thread(target=_wait_and_end, args=(parent,), daemon=True).start()


def _wait_and_end(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
