"""What was read of large workbooks, kept beside the output: one that has not changed need not be read again.

It is found by the workbook's bytes and by the program that reads them; what is not as it was written is not there. It holds the
large workbooks of the last run and no others, and may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import sys
import zlib
from contextlib import suppress
from functools import cache
from itertools import chain
from pathlib import Path

from pipeline.base.digest import digest_of
from pipeline.workbooks.pickled import loads

LARGE = 100_000
"""Bytes of a workbook that takes a twentieth of a second to read, several times as long as what is kept of it."""
QUICKLY = 1
"""Of zlib's levels the one that takes the least time."""
PROGRAM, ROOMS = Path(__file__).parents[1], ("base", "findings", "language", "workbooks")
DIGEST = hashlib.sha256().digest_size


def folder_beside(output: Path) -> Path:
    """Where it is kept for the output in `output`."""
    return output.with_name(f".{output.name}.cache")


def folders_within(output: Path) -> list[Path]:
    """Where it is kept for all months of `output`, and their branches."""
    return [*output.glob(".*.cache"), *output.glob("*/.*.cache")]


def is_large(workbook: Path) -> bool:
    return workbook.stat().st_size >= LARGE


class KeptWorkbooks:
    """What is kept in `folder`, where that is given, and what is to be kept there from now on."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._sealed: dict[str, bytes] = {}

    def content(self, path: Path) -> bytes | None:
        """The workbook as it was read before; None where it has to be read."""
        from pipeline.workbooks.safety import read_content

        try:
            if self._folder is None or not is_large(path):
                return None
            of_file = hashlib.sha256(read_content(path)).hexdigest()
            key = _key(of_file)
            sealed = (self._folder / key).read_bytes()
            content = zlib.decompress(sealed[DIGEST:])
            if hashlib.sha256(content).digest() != sealed[:DIGEST] or loads(content).sha256 != of_file:
                return None
        except Exception:  # whatever comes of bytes that somebody or something has changed
            return None
        self._sealed[key] = sealed
        return content

    def add(self, sha256: str, content: bytes) -> None:
        """What has been read of a workbook of these bytes."""
        if self._folder is not None and sha256:
            self._sealed[_key(sha256)] = hashlib.sha256(content).digest() + zlib.compress(content, QUICKLY)

    def write(self) -> None:
        """All of it, and nothing else is left in the folder. Where that cannot be written to, the next run reads its workbooks."""
        from pipeline.base.exits import Stop
        from pipeline.base.private import hand_over, keep_private

        if self._folder is None or not (self._sealed or self._folder.is_dir()):
            return
        keep_private()
        with suppress(OSError, Stop):
            self._folder.mkdir(exist_ok=True)
            for path in [each for each in self._folder.iterdir() if each.name not in self._sealed]:
                path.unlink()
            for key, sealed in self._sealed.items():
                work = self._folder / f"{key}.{os.getpid()}"
                work.write_bytes(sealed)
                work.replace(self._folder / key)
            hand_over(self._folder)
            if not self._sealed:
                self._folder.rmdir()


def _key(sha256: str) -> str:
    return hashlib.sha256(f"{_program()} {sha256}".encode()).hexdigest()


@cache
def _program() -> str:
    """The program that reads: the sources of this room and of those that it may ask, and what it reads with."""
    import numpy as np
    import python_calamine

    rooms = (PROGRAM.glob(f"{room}/*.py") for room in ROOMS)
    files = [*chain.from_iterable(map(sorted, rooms)), *sorted(Path(python_calamine.__path__[0]).glob("*calamine*"))]
    told = [sys.version, np.__version__, *(digest_of(path) for path in files)]
    return hashlib.sha256(" ".join(told).encode()).hexdigest()
