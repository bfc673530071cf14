"""Duties of the day that attendance tells of: the handover log (B-1c) and cleaning (B-11)."""

from __future__ import annotations

import pandas as pd

from pipeline.rulebook.model import Rulebook
from pipeline.rules.events import events, no_events
from pipeline.rules.punches import approved, ends_with_handover, punched


def handover_missing(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """An event for each worked shift of the late kind whose handover was not entered in the log (B-1c, A-3.1.5)."""
    missing = hands_over(attendance, rulebook) & ~attendance["handover_logged"].fillna(True).astype(bool)
    if not missing.any():
        return no_events()
    return events(attendance[missing], rulebook.handover.item, note=attendance.loc[missing, "shift"].map({code: f"{shift.label}下班前没有登记交接" for code, shift in rulebook.every_shift.items()}))


def hands_over(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[bool]:
    """Shifts of the late kind with a punch, or with a result that was approved afterwards (B-1c)."""
    return ends_with_handover(attendance, rulebook) & (punched(attendance) | approved(attendance))


def cleaning_missed(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """An event for each day of cleaning duty that was not done (B-11, A-3.1.3)."""
    missed = ~attendance["cleaning_duty"].fillna(True).astype(bool)
    return events(attendance[missed], rulebook.cleaning.item, note="轮到卫生值日没有完成") if missed.any() else no_events()
