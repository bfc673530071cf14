"""Absence without leave from attendance (A-3.3.1)."""

from __future__ import annotations

import pandas as pd

from pipeline.rulebook.model import Rulebook
from pipeline.rules.events import events


def absence(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """An event for each day with the result 旷工, or a working shift without punches and without leave (A-3.3.1)."""
    on_leave = attendance["leave_type"].notna() | (attendance["status"] == "leave")
    no_punch = attendance["clock_in"].isna() & attendance["clock_out"].isna()
    unexplained = attendance["shift"].isin(list(rulebook.shifts)) & no_punch & ~on_leave
    absent = (attendance["status"] == "absent") | (unexplained & ~attendance["approved"])
    return events(attendance[absent], rulebook.absence.item, note="考勤当天旷工")
