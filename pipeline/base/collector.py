"""Python's collector of cyclic garbage, set for work on large tables."""

from __future__ import annotations

import gc


def collect_rarely() -> None:
    """Tables of a million cells make the collector run hundreds of times, and it never finds anything."""
    gc.set_threshold(200_000, 50, 50)
