"""China's working days, with public holidays and make-up workdays, from the chinesecalendar package (C-26)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

A_DAY = timedelta(days=1)
SATURDAY = 5


class HolidaysUnknown(Exception):
    """A year whose holidays the package does not have; the sentence is for the person who runs the month."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"规则按工作日计算投诉期限，但节假日资料（chinesecalendar）里没有 {year} 年。"
            "请更新这个软件包，或在规则里把 counted_in 改为 calendar（自然日）。"
        )
        self.year = year


@cache
def is_working_day(day: date) -> bool:
    """Raises HolidaysUnknown."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise HolidaysUnknown(day.year) from None


@cache
def working_day_after(day: date, count: int) -> date:
    """The working day that is `count` working days after `day`, which is day 0 whatever it is; raises HolidaysUnknown."""
    while count > 0:
        day += A_DAY
        count -= is_working_day(day)
    return day


@cache
def usual_working_day_after(day: date, count: int) -> date:
    """As `working_day_after`; where the year's holidays are not known, of Monday to Friday: for reminders, not for deadlines."""
    while count > 0:
        day += A_DAY
        count -= is_usual_working_day(day)
    return day


@cache
def is_usual_working_day(day: date) -> bool:
    """Monday to Friday where the year's holidays are not known: for what is shown and reminded of."""
    try:
        return is_working_day(day)
    except HolidaysUnknown:
        return day.weekday() < SATURDAY


@cache
def working_days_between(day: date, later: date) -> int:
    """How many of the days after `day`, up to and including `later`, are working days; raises HolidaysUnknown."""
    count = 0
    while day < later:
        day += A_DAY
        count += is_working_day(day)
    return count
