"""The sample months' days and moments, as HR types them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time

YEAR, MONTH, NOVEMBER = 2026, 10, 11


def folder(month: int) -> str:
    return f"{YEAR}-{month:02d}"


def day(number: int, month: int = MONTH, year: int = YEAR) -> date:
    """A day of the first sample month, unless another one is said."""
    return date(year, month, number)


def at(number: int, clock: str, month: int = MONTH) -> datetime:
    """A moment: at(9, "16:30") is the 9th at half past four."""
    return datetime.combine(day(number, month), time.fromisoformat(clock))


def days_of(month: int) -> list[date]:
    return [day(number, month) for number in range(1, monthrange(YEAR, month)[1] + 1)]


def saturdays(month: int = MONTH) -> list[date]:
    return [each for each in days_of(month) if each.weekday() == 5]
