"""What a long command shows on a terminal while it works."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.language.translation import _

if TYPE_CHECKING:
    from rich.status import Status

_show: Callable[[str], None] | None = None
_shown: Status | None = None


def stage(text: str) -> None:
    """Say what is being done now; nothing happens where nobody looks on."""
    if _show is not None:
        _show(text)


@contextmanager
def looked_on(quiet: bool) -> Iterator[None]:
    """On a terminal a line with a spinner that names the stage; elsewhere, or when it is to be quiet, nothing."""
    global _show, _shown
    if quiet or not (sys.stdout.isatty() and sys.stderr.isatty()):
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(_("正在开始…")) as status:
        _show, _shown = status.update, status
        try:
            yield
        finally:
            _show = _shown = None


@contextmanager
def out_of_the_way() -> Iterator[None]:
    """The spinner stands aside while somebody is asked something."""
    if _shown is None:
        yield
        return
    _shown.stop()
    try:
        yield
    finally:
        _shown.start()
