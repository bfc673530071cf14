"""How often chance is tried: a few times whenever the tests run, many times in `make soak`."""

from __future__ import annotations

import os

from hypothesis import settings

TIMES = int(os.environ.get("KAOHE_TIMES", "1"))
KILLS = int(os.environ.get("KAOHE_KILLS", "6"))


def examples(few: int) -> settings:
    """Hypothesis with `few` examples, for tests of which each example computes whole months or reads whole workbooks."""
    return settings(max_examples=few * TIMES)
