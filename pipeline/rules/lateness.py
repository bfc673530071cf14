"""Late arrivals and early leaves from the punches (A-3.1.4, B-1a, B-1b, B-7)."""

from __future__ import annotations

import pandas as pd

from pipeline.rulebook.model import Rulebook
from pipeline.rules.events import events, together
from pipeline.rules.punches import approved, elsewhere, minutes_early, minutes_late, on_leave


def lateness(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """An event for each late arrival and each early leave, with the points of its whole minutes (A-3.1.4)."""
    at_work = attendance[~on_leave(attendance) & ~elsewhere(attendance)]
    by_punch = [at_work[~approved(at_work, punch)] for punch in ("in", "out")]
    return together(
        (
            _off(by_punch[0], minutes_late(by_punch[0], rulebook), "迟到", rulebook),
            _off(by_punch[1], minutes_early(by_punch[1], rulebook), "早退", rulebook),
        )
    )


def _off(attendance: pd.DataFrame, minutes: pd.Series[int], word: str, rulebook: Rulebook) -> pd.DataFrame:
    off = attendance[(minutes > 0).fillna(False).astype(bool)]
    found = [int(minute) for minute in minutes[off.index]]
    points = pd.array([rulebook.lateness.points_for(minute) for minute in found], dtype="Int64")
    notes = [f"{word} {minute} 分钟" for minute in found]
    return events(off, rulebook.lateness.item, points=points, note=notes)
