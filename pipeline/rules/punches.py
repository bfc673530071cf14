"""Punches against the shift: how late, how early, how long (A-1.1, A-3.1.4, B-1a, B-1b)."""

from __future__ import annotations

import pandas as pd

from pipeline.base.units import SECONDS_A_DAY, SECONDS_A_MINUTE
from pipeline.rulebook.model import Rulebook


def shift_ends(attendance: pd.DataFrame, rulebook: Rulebook, edge: str) -> pd.Series[int]:
    """For each row the shift's `start`, `end`, `leave_from` or `break_minutes`; missing on a rest day."""
    values = {name: getattr(shift, edge) for name, shift in rulebook.shifts.items()}
    return attendance["shift"].map(values).astype("Int64")


def clock_out(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[int]:
    """Clock-out in seconds since the row date's midnight; before the clock-in, or else the shift's start: next day."""
    out = attendance["clock_out"]
    begin = attendance["clock_in"].fillna(shift_ends(attendance, rulebook, "start"))
    overnight = ((out < begin) & (out < SECONDS_A_DAY)).fillna(False)
    return out + overnight.astype("Int64") * SECONDS_A_DAY


def minutes_late(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[int]:
    """Whole minutes after the shift's start, seconds dropped; missing where not late at all (A-3.1.4)."""
    seconds = attendance["clock_in"] - shift_ends(attendance, rulebook, "start")
    return (seconds // SECONDS_A_MINUTE).where(seconds > 0)


def minutes_early(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[int]:
    """Whole minutes before the time from which one may leave, seconds dropped; missing where not early (B-1b)."""
    seconds = shift_ends(attendance, rulebook, "leave_from") - clock_out(attendance, rulebook)
    return (seconds // SECONDS_A_MINUTE).where(seconds > 0)


def seconds_worked(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[int]:
    """From the later of clock-in and the shift's start to clock-out, less the shift's break (A-1.1)."""
    start = shift_ends(attendance, rulebook, "start")
    begin = attendance["clock_in"].where(attendance["clock_in"] >= start, start).where(attendance["clock_in"].notna())
    rest = shift_ends(attendance, rulebook, "break_minutes") * SECONDS_A_MINUTE
    return clock_out(attendance, rulebook) - begin - rest
