"""Days, months and clocks in cells; what can be read in two ways is refused."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange

from pipeline.base.units import SECONDS_A_DAY
from pipeline.workbooks.cells import EMPTY, AsShown, Reading, Unreadable, half_width, is_whole, refuse_broken

FIRST_YEAR, LAST_YEAR = 1950, 2100
EXCEL_ZERO_DAYS = {dt.date(1899, 12, 30), dt.date(1899, 12, 31), dt.date(1900, 1, 1)}
SHORTEST_MOMENT = len("2026-1-1 8:00")
MONTH = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?)")
MIDNIGHT = re.compile(r"[\sT]+0{1,2}:00(:00(\.0+)?)?$")
DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)")
TWO_READINGS = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[-/.月]\d{1,2}日?|\d{2}年\d{1,2}月\d{1,2}日")
OF_NO_YEAR = re.compile(r"(?:\d{2}年)?(\d{1,2})月(\d{1,2})日?")
A_LEAP_YEAR = 2000


def read_date(raw: object) -> Reading:
    """A day; a bare serial number or a date with two readings is refused."""
    raw = raw.value if isinstance(raw, AsShown) else raw
    refuse_broken(raw)
    if isinstance(raw, dt.datetime):
        if raw.time() != dt.time():
            raise Unreadable("DATE_HAS_TIME")
        return Reading(_plausible(raw.date()), False)
    if isinstance(raw, dt.date):
        return Reading(_plausible(raw), False)
    if raw is None:
        return EMPTY
    if isinstance(raw, bool | dt.time | dt.timedelta):
        raise Unreadable("DATE_UNREADABLE")
    if isinstance(raw, int | float):
        return _date_from_number(raw)
    text = half_width(str(raw))
    if not text:
        return Reading(None, True)
    day = _day(MIDNIGHT.sub("", text))
    return Reading(day, raw != day.isoformat())


def read_month(raw: object) -> Reading:
    """A month as 2026-11; Excel makes its first day of it."""
    text = half_width(raw) if isinstance(raw, str) else ""
    found = MONTH.fullmatch(text)
    if found is None:
        reading = read_date(raw)
        return reading if reading.value is None else Reading(f"{reading.value:%Y-%m}", True)
    year, number = found[1], int(found[2])
    if not (FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= number <= 12):
        raise Unreadable("DATE_UNREADABLE")
    month = f"{year}-{number:02d}"
    return Reading(month, raw != month)


def read_time(raw: object) -> Reading:
    """A time of day as seconds since midnight; 次日 adds a day."""
    refuse_broken(raw)
    if raw is None:
        return EMPTY
    if isinstance(raw, dt.datetime):
        if raw.date() not in EXCEL_ZERO_DAYS:
            raise Unreadable("TIME_UNREADABLE")
        return Reading(_seconds(raw.time()), False)
    if isinstance(raw, dt.time):
        return Reading(_seconds(raw), False)
    if isinstance(raw, dt.timedelta):
        total = round(raw.total_seconds())
        if not 0 <= total < 2 * SECONDS_A_DAY:
            raise Unreadable("TIME_UNREADABLE")
        return Reading(total, False)
    if not isinstance(raw, str):
        raise Unreadable("TIME_UNREADABLE")
    text = half_width(raw)
    if not text:
        return Reading(None, True)
    found = re.fullmatch(r"(次日\s*)?(\d{1,2}):(\d{2})(?::(\d{2}))?(\(次日\))?", text)
    if not found or int(found[2]) > 23 or int(found[3]) > 59 or int(found[4] or 0) > 59:
        raise Unreadable("TIME_UNREADABLE")
    total = int(found[2]) * 3600 + int(found[3]) * 60 + int(found[4] or 0)
    return Reading(total + bool(found[1] or found[5]) * SECONDS_A_DAY, text != raw)


def clock_of(raw: object, day: object) -> object:
    """A clock cell without the date in it, where that is the row's own `day` or the one after, or no day that can be read; else as it is."""
    moment: dt.datetime | None = raw if isinstance(raw, dt.datetime) else None
    if isinstance(raw, str) and len(raw) >= SHORTEST_MOMENT:
        try:
            moment = read_datetime(raw).value
        except Unreadable:
            return raw
    if moment is None:
        return raw
    try:
        own = read_date(day).value
    except Unreadable:
        own = None
    if own is None:
        return moment.time()
    return moment - dt.datetime.combine(own, dt.time()) if (moment.date() - own).days in (0, 1) else raw


def read_datetime(raw: object) -> Reading:
    """A day with a time."""
    refuse_broken(raw)
    if raw is None:
        return EMPTY
    if isinstance(raw, dt.datetime):
        _plausible(raw.date())
        return Reading(raw.replace(microsecond=0), False)
    if isinstance(raw, dt.date):
        raise Unreadable("DATETIME_WITHOUT_TIME")
    if not isinstance(raw, str):
        raise Unreadable("DATETIME_UNREADABLE")
    text = half_width(raw)
    if not text:
        return Reading(None, True)
    found = re.fullmatch(r"(.*?[\d日])[\sT]*?\s*(\d{1,2}:\d{2}(?::\d{2})?)", text)
    if not found:
        raise Unreadable("DATETIME_WITHOUT_TIME" if DAY.fullmatch(text) else "DATETIME_UNREADABLE")
    moment = dt.datetime.combine(_day(found[1].rstrip("T ")), dt.time())
    return Reading(moment + dt.timedelta(seconds=read_time(found[2]).value), text != raw)


def _date_from_number(raw: int | float) -> Reading:
    if is_whole(raw) and 19_000_000 < raw < 22_000_000:
        return Reading(_day(str(int(raw))), True)
    if is_whole(raw) and 18_000 < raw < 74_000:
        meant = dt.date(1899, 12, 30) + dt.timedelta(days=int(raw))
        raise Unreadable("DATE_SERIAL", meant=meant.isoformat())
    raise Unreadable("DATE_UNREADABLE")


def _day(text: str) -> dt.date:
    found = DAY.fullmatch(text)
    compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    if not found and not compact:
        raise Unreadable(_why_no_day(text))
    parts = [int(part) for part in (found or compact).groups() if part]  # type: ignore[union-attr]
    try:
        return _plausible(dt.date(*parts))
    except ValueError:
        raise Unreadable("DATE_IMPOSSIBLE") from None


def _why_no_day(text: str) -> str:
    """Two readings, or no year, unless no year has such a day."""
    if not TWO_READINGS.fullmatch(text):
        return "DATE_UNREADABLE"
    named = OF_NO_YEAR.fullmatch(text)
    month, day = (int(named[1]), int(named[2])) if named else (1, 1)
    exists = 1 <= month <= 12 and 1 <= day <= monthrange(A_LEAP_YEAR, month)[1]
    return "DATE_AMBIGUOUS" if exists else "DATE_IMPOSSIBLE"


def _plausible(day: dt.date) -> dt.date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable("DATE_IMPOSSIBLE")
    return day


def _seconds(time: dt.time) -> int:
    return time.hour * 3600 + time.minute * 60 + time.second
