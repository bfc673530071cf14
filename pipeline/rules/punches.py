"""The facts of a day of 考勤, which checks, rules, labour law and plots ask: on leave, at work, how late, how long.

No other place looks at punches and leaves itself (A-1.1, A-3.1.4, A-3.3.1, B-1a, B-1b, B-7).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.base.units import SECONDS_A_DAY, SECONDS_A_MINUTE
from pipeline.rulebook.model import Rulebook


@once_for_each
def shift_ends(attendance: pd.DataFrame, rulebook: Rulebook, edge: str) -> pd.Series[int]:
    """For each row the shift's `start`, `end`, `leave_from` or `break_minutes`; missing on a rest day."""
    numbers, shifts = _words(attendance, "shift")
    edges = [getattr(rulebook.every_shift[name], edge) if name in rulebook.every_shift else None for name in shifts]
    return pd.Series(pd.array(edges, dtype="Int64").take(numbers, allow_fill=True), index=attendance.index)


@once_for_each
def _words(attendance: pd.DataFrame, column: str) -> tuple[np.ndarray, pd.Index[str]]:
    """The number of each row's word, -1 for none, and the words by number."""
    return pd.factorize(attendance[column])


def says(attendance: pd.DataFrame, column: str, *words: str) -> pd.Series[bool]:
    """The rows of which a column has one of these words; each of its words is looked at once."""
    numbers, known = _words(attendance, column)
    return pd.Series(np.array([*(word in words for word in known), False])[numbers], index=attendance.index)


@once_for_each
def clock_out(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[int]:
    """Clock-out in seconds since the row date's midnight; before the clock-in, or else the shift's start: next day."""
    out = attendance["clock_out"]
    begin = attendance["clock_in"].fillna(shift_ends(attendance, rulebook, "start"))
    overnight = ((out < begin) & (out < SECONDS_A_DAY)).fillna(False)
    return out + overnight.astype("Int64") * SECONDS_A_DAY


@once_for_each
def on_shift(attendance: pd.DataFrame) -> pd.Series[bool]:
    return ~(is_rest(attendance) | (_words(attendance, "shift")[0] < 0))


@once_for_each
def is_rest(attendance: pd.DataFrame) -> pd.Series[bool]:
    return says(attendance, "shift", "rest")


@once_for_each
def ends_with_handover(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[bool]:
    """Days of a shift before the end of which the handover log is entered (B-1c)."""
    return says(attendance, "shift", *(code for code, shift in rulebook.every_shift.items() if shift.handover))


@once_for_each
def punched_in(attendance: pd.DataFrame) -> pd.Series[bool]:
    return attendance["clock_in"].notna()


@once_for_each
def punched_out(attendance: pd.DataFrame) -> pd.Series[bool]:
    return attendance["clock_out"].notna()


@once_for_each
def punched(attendance: pd.DataFrame) -> pd.Series[bool]:
    return punched_in(attendance) | punched_out(attendance)


@once_for_each
def one_punch(attendance: pd.DataFrame) -> pd.Series[bool]:
    return punched_in(attendance) != punched_out(attendance)


@once_for_each
def approved(attendance: pd.DataFrame, punch: str = "") -> pd.Series[bool]:
    """Days, or those whose punch (`in`, `out`), of which the result was changed or approved afterwards: it holds then."""
    return says(attendance, "approved", "both", *([punch] if punch else ["in", "out"]))


@once_for_each
def part_leave(attendance: pd.DataFrame) -> pd.Series[bool]:
    """Leave of part of the day, from one time to another."""
    return attendance["leave_from"].notna() & attendance["leave_to"].notna()


@once_for_each
def on_leave(attendance: pd.DataFrame) -> pd.Series[bool]:
    """Leave of the whole day: with a kind, or with the result alone."""
    return (attendance["leave_type"].notna() | says(attendance, "status", "leave")) & ~part_leave(attendance)


@once_for_each
def elsewhere(attendance: pd.DataFrame) -> pd.Series[bool]:
    """On duty away from the place of the punches: neither absent nor late nor early."""
    return says(attendance, "status", "business_trip", "out", "field")


@once_for_each
def lacks_punch(attendance: pd.DataFrame) -> pd.Series[bool]:
    """A shift with one of its two punches, that nothing else says anything of: a warning, no deduction (A-3.3.1)."""
    return one_punch(attendance) & on_shift(attendance) & ~approved(attendance) & ~part_leave(attendance) & ~elsewhere(attendance)


@once_for_each
def at_work(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[bool]:
    """Shifts without leave of the whole of it, and rest days on which somebody was called in."""
    return (on_shift(attendance) | is_rest(attendance)) & ~day_off(attendance, rulebook)


@once_for_each
def worked(attendance: pd.DataFrame) -> pd.Series[bool]:
    """Days with a punch, rest days among them, and shifts on duty elsewhere or approved afterwards (A-2.5)."""
    return punched(attendance) | ((approved(attendance) | elsewhere(attendance)) & on_shift(attendance))


@once_for_each
def day_off(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[bool]:
    """A rest day, or leave of the whole shift, without punches."""
    return (is_rest(attendance) | whole_shift_on_leave(attendance, rulebook)) & ~punched(attendance)


@once_for_each
def minutes_late(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[int]:
    """Whole minutes after the shift's start that no leave covers, seconds dropped; missing where not late (A-3.1.4)."""
    start = shift_ends(attendance, rulebook, "start")
    return _minutes_between(attendance, rulebook, start, attendance["clock_in"])


@once_for_each
def minutes_early(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[int]:
    """Whole minutes before the time from which one may leave, without leave; missing where not early (B-1b)."""
    return _minutes_between(attendance, rulebook, clock_out(attendance, rulebook), shift_ends(attendance, rulebook, "leave_from"))


def _minutes_between(
    attendance: pd.DataFrame, rulebook: Rulebook, begin: pd.Series[int], end: pd.Series[int]
) -> pd.Series[int]:
    seconds = end - begin
    partly = part_leave(attendance)
    if partly.any():
        away_from, away_to = leave_times(attendance, rulebook)
        covered = away_to.where(away_to < end, end) - away_from.where(away_from > begin, begin)
        seconds = seconds - covered.where(partly & (covered > 0).fillna(False), 0)
    return (seconds // SECONDS_A_MINUTE).where(seconds > 0)


def leave_times(attendance: pd.DataFrame, rulebook: Rulebook) -> tuple[pd.Series[int], pd.Series[int]]:
    """From when to when a leave of part of the day was, in seconds since the row date's midnight; times before the shift's
    start are of the next day."""
    start = shift_ends(attendance, rulebook, "start")
    night = (shift_ends(attendance, rulebook, "end") > SECONDS_A_DAY).fillna(False)
    first, last = attendance["leave_from"].astype("Int64"), attendance["leave_to"].astype("Int64")
    first = first + ((first < start) & night & (last <= start)).fillna(False).astype("Int64") * SECONDS_A_DAY
    last = last + (last <= first).fillna(False).astype("Int64") * SECONDS_A_DAY
    return first, last


@once_for_each
def leave_outside_shift(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[bool]:
    """Leave of part of a day that no minute of the shift belongs to, or that ends before it begins where no night lies between."""
    partly = part_leave(attendance)
    if not partly.any():
        return partly
    first, last = leave_times(attendance, rulebook)
    start, end = (shift_ends(attendance, rulebook, edge) for edge in ("start", "end"))
    backwards = (attendance["leave_to"] <= attendance["leave_from"]) & (end <= SECONDS_A_DAY)
    return ((last <= start) | (first >= end) | backwards).fillna(False).astype(bool) & partly


@once_for_each
def whole_shift_on_leave(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[bool]:
    """A whole day's leave, or one whose times cover the shift."""
    if not part_leave(attendance).any():
        return on_leave(attendance)
    first, last = leave_times(attendance, rulebook)
    covers = (first <= shift_ends(attendance, rulebook, "start")) & (last >= shift_ends(attendance, rulebook, "leave_from"))
    return on_leave(attendance) | covers.fillna(False).astype(bool)


@once_for_each
def half_a_shift(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[int]:
    """Half of the minutes from the shift's start to its end, breaks included, what a leave covers taken off first."""
    start, end = (shift_ends(attendance, rulebook, edge) for edge in ("start", "end"))
    whole = _minutes_between(attendance, rulebook, start, end)
    return whole // 2


@once_for_each
def seconds_worked(attendance: pd.DataFrame, rulebook: Rulebook) -> pd.Series[int]:
    """From the later of clock-in and the shift's start to clock-out, less the shift's break (A-1.1)."""
    start = shift_ends(attendance, rulebook, "start")
    begin = attendance["clock_in"].where(attendance["clock_in"] >= start, start).where(attendance["clock_in"].notna())
    rest = shift_ends(attendance, rulebook, "break_minutes") * SECONDS_A_MINUTE
    return clock_out(attendance, rulebook) - begin - rest
