"""The process that reads workbooks: lists of paths come in, and what stands in their workbooks goes out."""

from __future__ import annotations

import pickle
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO

from pipeline.base.collector import collect_rarely

LENGTH = struct.Struct(">Q")


def serve(most_memory: int) -> None:
    """For each list of paths that comes in, their workbooks go out in order."""
    from pipeline.workbooks.reading import read_workbook

    def pickled(path: Path) -> bytes:
        return pickle.dumps(read_workbook(path), protocol=pickle.HIGHEST_PROTOCOL)

    collect_rarely()
    _bound_memory(most_memory, most_memory)
    for asked in received(sys.stdin.buffer):
        names, by_two = pickle.loads(asked)
        paths = [*map(Path, names)]
        for content in _by_two(pickled, paths, most_memory) if by_two else map(pickled, paths):
            send(sys.stdout.buffer, content)


def send(stream: IO[bytes], content: bytes) -> None:
    stream.write(LENGTH.pack(len(content)) + content)
    stream.flush()


def received(stream: IO[bytes]) -> Iterator[bytes]:
    while len(head := stream.read(LENGTH.size)) == LENGTH.size:
        [length] = LENGTH.unpack(head)
        content = stream.read(length)
        if len(content) < length:
            return
        yield content


def _by_two(pickled: Callable[[Path], bytes], paths: Sequence[Path], most_memory: int) -> list[bytes]:
    """The workbooks in order; the largest are read first."""
    from pipeline.base.helper import with_help

    largest_first = sorted(paths, key=lambda path: path.stat().st_size, reverse=True)
    _bound_memory(most_memory // 2, most_memory)
    read = dict(zip(largest_first, with_help([partial(pickled, path) for path in largest_first]), strict=True))
    _bound_memory(most_memory, most_memory)
    return [read[path] for path in paths]


def _bound_memory(now: int, most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such bound
        return
    resource.setrlimit(resource.RLIMIT_AS, (now, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
