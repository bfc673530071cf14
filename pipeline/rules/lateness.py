"""Late arrivals and early leaves from the punches (A-3.1.4, B-1a, B-1b, B-7)."""

from __future__ import annotations

import pandas as pd

from pipeline.rulebook.model import Rulebook
from pipeline.rules.events import events, no_events, together
from pipeline.rules.punches import approved, elsewhere, minutes_early, minutes_late, on_leave


def lateness(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """An event for each late arrival and each early leave, with the points of its whole minutes (A-3.1.4)."""
    judged = ~on_leave(attendance) & ~elsewhere(attendance)
    late, early = minutes_late(attendance, rulebook), minutes_early(attendance, rulebook)
    return together(
        (
            _off(attendance, late.where(judged & ~approved(attendance, "in")), "迟到", rulebook),
            _off(attendance, early.where(judged & ~approved(attendance, "out")), "早退", rulebook),
        )
    )


def _off(attendance: pd.DataFrame, minutes: pd.Series[int], word: str, rulebook: Rulebook) -> pd.DataFrame:
    hit = (minutes > 0).fillna(False).astype(bool)
    if not hit.any():
        return no_events()
    off = attendance[hit]
    found = [int(minute) for minute in minutes[off.index]]
    points = pd.array([rulebook.lateness.points_for(minute) for minute in found], dtype="Int64")
    notes = [f"{word} {minute} 分钟" for minute in found]
    return events(off, rulebook.lateness.item, points=points, note=notes)
