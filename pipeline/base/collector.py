"""Python's collector of cyclic garbage, set for work on large tables."""

from __future__ import annotations

import atexit
import gc
from functools import cache


@cache
def collect_rarely() -> None:
    """Tables of a million cells make the collector run hundreds of times, and it never finds anything; least of all at the
    end, when it would look through all that the program has loaded: a sixth of a small month."""
    gc.set_threshold(500_000, 50, 50)
    atexit.register(gc.freeze)


def collect_now() -> None:
    """After a month in a process that goes on with the next: each leaves cycles that the rare collector would let pile up.

    What has outlived earlier collections is not looked through again.
    """
    gc.collect(1)
