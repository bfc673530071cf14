"""Workbooks read in a process of their own, which can be stopped: what a hostile file takes, it does not take from the run.

One process reads all workbooks of a run, with a helper where two of them are large. It has no more memory than MOST_MEMORY where
the system can hold it to that, and no more time than its workbooks should take; where it ends early, the others are read one by
one, so that it is a finding at the file that did it.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, TYPE_CHECKING

from pipeline.findings.finding import Finding
from pipeline.workbooks import serving
from pipeline.workbooks.files import name_of, workbooks_in
from pipeline.workbooks.pickled import loads
from pipeline.workbooks.serving import received, send

if TYPE_CHECKING:
    from pipeline.workbooks.reading import Workbook

MOST_MEMORY = 6 * 2**30
"""Bytes of address space; the largest workbook that is read takes about a third."""
SECONDS, SECONDS_A_MEGABYTE = 60, 10
"""For workbooks that are read together, on a computer that has much else to do."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""numpy asks for room for as many as there are processors, and uses none of it here."""
LARGE = 500_000
"""Bytes of a workbook that takes a tenth of a second to read, several times as long as a helper takes to begin."""
PACKAGES = Path(__file__).parents[2]


def read_workbooks(paths: Sequence[Path], kept: Path | None = None) -> Iterator[Workbook]:
    """The workbooks in order, those that have not changed as they are kept in this folder (see `kept`).

    After one that ended the reader the others are read one by one, so that none is blamed for another.
    """
    from pipeline.workbooks.reading import Workbook

    read = 0
    for workbook in _read_by_another(paths, kept):
        read += 1
        yield workbook
    for path in paths[read:]:
        yield next(_read_by_another([path]), Workbook(name_of(path), "", (), (Finding("FILE_STOPS_THE_READER", name_of(path)),)))


def keep_what_was_read(kept: Path) -> None:
    """Have what was read last with this folder for its own kept in it, and nothing else."""
    for reader in [each for each in _idle if each.kept == kept and not each.asked]:
        if not reader.keep():
            _idle.remove(reader)
            reader.end()


def be_ready(folder: Path | None = None, kept: Path | None = None) -> None:
    """Begin the reader while the program is still being loaded: it is wanted in any case, and begins beside it. It reads the
    workbooks of `folder` at once, for whoever asks for just these."""
    with suppress(OSError):
        ahead = workbooks_in(folder).workbooks if folder is not None and folder.is_dir() else []
        reader = _free_for(ahead)
        _idle.append(reader)
        if ahead and not reader.asked:
            reader.ask(ahead, kept)


class _Reader:
    """A process that reads what it is given; it ends with this one, and may read for the next run in it."""

    def __init__(self) -> None:
        arguments = [sys.executable, "-P", "-c", f"from {serving.__name__} import serve; serve({MOST_MEMORY})"]
        places = os.pathsep.join(filter(None, [str(PACKAGES), os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": places, **ONE_THREAD}
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._in, out = self._process.stdin, self._process.stdout
        self._arrived: Queue[bytes | None] = Queue()
        self.asked: list[Path] = []
        """What it reads or has read, as long as nobody has taken all of it."""
        self._as_saved: list[tuple[int, int]] = []
        self.kept: Path | None = None
        Thread(target=_receive, args=(out, self._arrived), daemon=True).start()

    def ask(self, paths: Sequence[Path], kept: Path | None) -> None:
        """Raises OSError where the process is gone."""
        self.asked, self._as_saved, self.kept = list(paths), [*map(_size_and_time, paths)], kept
        folder = None if kept is None else str(kept.absolute())
        send(self._in, pickle.dumps(([str(path.absolute()) for path in paths], folder, _is_work_for_two(paths))))

    def is_free_for(self, paths: Sequence[Path]) -> bool:
        """Whether it has nothing to do, or was asked for these, and nobody has saved one of them since."""
        return not self.asked or (self.asked == list(paths) and self._as_saved == [*map(_size_and_time, paths)])

    def keep(self) -> bool:
        """Whether it did what it was told to."""
        try:
            send(self._in, b"")
            return self._arrived.get(timeout=SECONDS) is not None
        except (Empty, OSError):
            return False

    def answer(self, seconds: float) -> Workbook | None:
        """The next workbook; None where the process ended, takes longer or sends what is no workbook."""
        try:
            content = self._arrived.get(timeout=seconds)
            return None if content is None else loads(content)
        except Exception:  # whatever comes of a process that a hostile file has changed
            return None

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


_idle: list[_Reader] = []
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_idle.clear)


@atexit.register
def _end_idle() -> None:
    """No reader outlives the program, and what it took is counted with what the program took."""
    while _idle:
        _idle.pop().end()


def _read_by_another(paths: Sequence[Path], kept: Path | None = None) -> Iterator[Workbook]:
    """What a reader has read until its end, or until a workbook takes too long; a system without processes reads here."""
    try:
        reader = _free_for(paths)
    except OSError:
        from pipeline.workbooks.reading import read_workbook

        yield from map(read_workbook, paths)
        return
    answered = 0
    try:
        if not reader.asked:
            reader.ask(paths, kept)
        seconds = SECONDS + SECONDS_A_MEGABYTE * sum(map(_megabytes, paths))
        for path in paths:
            workbook = reader.answer(seconds)
            if workbook is None:
                return
            answered += 1
            yield replace(workbook, file=name_of(path))
    except OSError:
        return
    finally:
        if answered == len(paths):
            reader.asked = []
            _idle.append(reader)
        else:
            reader.end()


def _free_for(paths: Sequence[Path]) -> _Reader:
    """One that has nothing to do, or that was asked for these ahead; what one read ahead that is not wanted is given up."""
    while _idle:
        reader = _idle.pop()
        if reader.is_free_for(paths):
            return reader
        reader.end()
    return _Reader()


def _receive(stream: IO[bytes], arrived: Queue[bytes | None]) -> None:
    for content in received(stream):
        arrived.put(content)
    arrived.put(None)


def _size_and_time(path: Path) -> tuple[int, int]:
    """By which a workbook that was saved anew is known."""
    try:
        state = path.stat()
    except OSError:
        return -1, -1
    return state.st_size, state.st_mtime_ns


def _megabytes(path: Path) -> float:
    try:
        return path.stat().st_size / 2**20
    except OSError:
        return 0


def _is_work_for_two(paths: Sequence[Path]) -> bool:
    """Whether a helper would have a large workbook to read while this one reads another, and a processor to do it."""
    if sum(_megabytes(path) * 2**20 >= LARGE for path in paths) < 2:
        return False
    from pipeline.base.helper import START, is_at_hand

    return START == "fork" and is_at_hand()
