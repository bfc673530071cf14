"""Absence without leave from attendance (A-3.3.1)."""

from __future__ import annotations

import pandas as pd

from pipeline.rulebook.model import Rulebook
from pipeline.rules.events import events, no_events
from pipeline.rules.punches import approved, elsewhere, on_shift, part_leave, punched, says, whole_shift_on_leave


def without_a_word(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[bool]:
    """A working shift with no punch, no leave and no result that says where the person was."""
    covered = whole_shift_on_leave(attendance, rulebook) | elsewhere(attendance) | approved(attendance)
    return on_shift(attendance) & ~punched(attendance) & ~covered


def absence(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """An event for each day with the result 旷工, or a working shift without punches that no leave covers (A-3.3.1)."""
    hit = says(attendance, "status", "absent") | without_a_word(attendance, rulebook)
    if not hit.any():
        return no_events()
    absent = attendance[hit]
    notes = ["请假只占当班的一部分，其余时间没有打卡" if part else "考勤当天旷工" for part in part_leave(absent)]
    return events(absent, rulebook.absence.item, note=pd.Series(notes, index=absent.index, dtype="str"))
