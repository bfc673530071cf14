"""Whether all contenders came to the same results: nobody wins by being wrong."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

RESULTS = ["考核分", "等级", "绩效浮动"]


def refuse_unless_same(ours: Path, theirs: Path) -> None:
    """Compare the first sheets of two workbooks; raises SystemExit where somebody's score, grade or pay differs."""
    both = _results(ours).merge(_results(theirs), "outer", left_index=True, right_index=True, suffixes=("", "_theirs"))
    for name in RESULTS:
        one, other = both[name], both[f"{name}_theirs"]
        differs = ~((one == other) | (one.isna() & other.isna()))
        if differs.any() or both.empty:
            raise SystemExit(f"{theirs.name}: {name} differs\n{both[differs].head()}")


def _results(path: Path) -> pd.DataFrame:
    frame = pd.read_excel(path, dtype={"工号": str}, engine="calamine").set_index("工号")[RESULTS]
    return frame.mask(frame == "")
