"""The process that reads workbooks: lists of paths come in, and what stands in their workbooks goes out."""

from __future__ import annotations

import pickle
import struct
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from pipeline.base.collector import collect_rarely
from pipeline.workbooks.kept import KeptWorkbooks, is_large
from pipeline.workbooks.pickled import dumps

LENGTH = struct.Struct(">Q")


class Read(NamedTuple):
    """A workbook, pickled; `sha256` is that of its file where it is worth keeping."""

    sha256: str
    content: bytes


def serve(most_memory: int) -> None:
    """For each list of paths that comes in, their workbooks go out in order; on nothing, those of the last list are kept."""
    collect_rarely()
    _bound_memory(most_memory, most_memory)
    kept = KeptWorkbooks(None)
    for asked in received(sys.stdin.buffer):
        if asked:
            names, folder, by_two = pickle.loads(asked)
            kept = KeptWorkbooks(folder and Path(folder))
            for each in [*_sent([*map(Path, names)], kept, most_memory if by_two else 0)]:
                kept.add(each.sha256, each.content)
        else:
            kept.write()
            send(sys.stdout.buffer, b"")


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


def _sent(paths: Sequence[Path], kept: KeptWorkbooks, memory_for_two: int) -> Iterator[Read]:
    """Each workbook as it is sent, of those that had to be read."""
    known = {path: kept.content(path) for path in paths}
    new = [path for path, content in known.items() if content is None]
    read = iter(_by_two(new, memory_for_two)) if memory_for_two and len(new) > 1 else map(_read, new)
    for content in known.values():
        if content is None:
            fresh = next(read)
            send(sys.stdout.buffer, fresh.content)
            yield fresh
        else:
            send(sys.stdout.buffer, content)


def _read(path: Path) -> Read:
    from pipeline.workbooks.reading import read_workbook

    workbook = read_workbook(path)
    return Read(workbook.sha256 if workbook.sheets and is_large(path) else "", dumps(workbook))


def _by_two(paths: Sequence[Path], most_memory: int) -> list[Read]:
    """The workbooks in order; the largest are read first."""
    from pipeline.base.helper import with_help

    largest_first = sorted(paths, key=lambda path: path.stat().st_size, reverse=True)
    _bound_memory(most_memory // 2, most_memory)
    read = dict(zip(largest_first, with_help([partial(_read, path) for path in largest_first]), strict=True))
    _bound_memory(most_memory, most_memory)
    return [read[path] for path in paths]


def _bound_memory(now: int, most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such bound
        return
    resource.setrlimit(resource.RLIMIT_AS, (now, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
