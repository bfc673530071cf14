"""What a long command shows on a terminal while it works."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline.language.chosen import read

_show: Callable[[str], None] | None = None


def stage(text: str) -> None:
    """Say what is being done now; nothing happens where nobody looks on."""
    if _show is not None:
        _show(read(text))


@contextmanager
def looked_on(quiet: bool) -> Iterator[None]:
    """On a terminal a line with a spinner that names the stage; elsewhere, or when it is to be quiet, nothing."""
    global _show
    if quiet or not (sys.stdout.isatty() and sys.stderr.isatty()):
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(read("正在开始…")) as status:
        _show = status.update
        try:
            yield
        finally:
            _show = None
