"""The sample month's days and moments, as HR types them."""

from __future__ import annotations

from datetime import date, datetime, time

YEAR, MONTH, DAYS = 2026, 10, 31
FOLDER = f"{YEAR}-{MONTH:02d}"


def day(number: int, month: int = MONTH, year: int = YEAR) -> date:
    """A day of the sample month, unless another one is said."""
    return date(year, month, number)


def at(number: int, clock: str, month: int = MONTH) -> datetime:
    """A moment: at(9, "16:30") is the 9th at half past four."""
    return datetime.combine(day(number, month), time.fromisoformat(clock))


def saturdays() -> list[date]:
    return [day(number) for number in range(1, DAYS + 1) if day(number).weekday() == 5]
