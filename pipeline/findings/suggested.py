"""The one value that would mend a finding's cell, where there is one to suggest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.base.period import Month
from pipeline.findings.chinese_number import in_digits
from pipeline.findings.finding import Finding
from pipeline.findings.message import Phrase

DATES = ("DATE_AMBIGUOUS", "DATE_UNREADABLE", "DATE_HAS_TIME", "DATE_IMPOSSIBLE")
CENTURY = 2000
SATURDAY = 5
CLOCK = re.compile(r"(次日|上午|下午)?\s*(\d{1,2})\s*(?:点钟?|时|[:：.]+)\s*(\d{1,2}|半)?\s*分?")
COMPLAINT_DIGITS = 10
MINUTES_A_DAY = 24 * 60


def suggested(finding: Finding, month: Month) -> str:
    """What to write into the cell instead; empty where only a person can know. A date is the one reading within `month`."""
    if not finding.cell:
        return ""
    typed = finding.value or ""
    if finding.code == "NUMBER_IS_PERCENT":
        return typed.removesuffix("%")
    if finding.code == "NAME_DISAGREES":
        expected = str(finding.params["expected"])
        return expected if finding.column == "姓名" else f"{finding.params['employee']} {expected}"
    if finding.code == "DATE_SERIAL":
        return str(finding.params.get("meant") or "")
    if finding.code in DATES:
        within = {day for day in _readings(typed, month) if month.first <= day <= month.last}
        return str(within.pop()) if len(within) == 1 else ""
    if finding.code == "NOT_A_SATURDAY":
        return _saturday_of(typed, month)
    if finding.code == "POINTS_OUT_OF_RANGE":
        return _without_sign(typed, finding)
    if finding.code == "NUMBER_UNREADABLE":
        found = re.fullmatch(r"(\d+)\s*(?:元|次|分|分钟|个)?", in_digits(typed))
        return found[1] if found else ""
    if finding.code == "TIME_UNREADABLE":
        return _clock(in_digits(typed))
    if finding.code == "COMPLAINT_NO_MALFORMED":
        digits = "".join(re.findall(r"\d", typed))
        return f"{str(finding.params['scheme']).partition('-')[0]}-{digits[:6]}-{digits[6:]}" if len(digits) == COMPLAINT_DIGITS else ""
    hint = finding.params.get("hint")
    return str(hint.values.get("suggested", "")) if isinstance(hint, Phrase) else ""


def _readings(text: str, month: Month) -> Iterator[date]:
    """Every date that the figures may mean, whatever their order; without a year that can be, it is the month's."""
    figures = [int(each) for each in re.findall(r"\d+", in_digits(text))]
    orders = ((0, 1, 2), (2, 1, 0), (2, 0, 1)) if len(figures) > 2 else ()
    told = [tuple(figures[at] for at in order) for order in orders]
    if len(figures) == 2:
        told = [(month.year, *figures), (month.year, *reversed(figures))]
    for year, number, day in told:
        try:
            yield date(_year(year, month), number, day)
        except ValueError:
            continue


def _year(typed: int, month: Month) -> int:
    """Two figures are of this century; three, or a year that slipped by a figure, are the month's."""
    return typed + CENTURY if typed < 100 else month.year if typed < CENTURY // 2 else typed


def _saturday_of(typed: str, month: Month) -> str:
    """The Saturday that ends the week, Sunday to Saturday, in which the day lies."""
    day = date.fromisoformat(typed[:10])
    saturday = day + timedelta(days=(SATURDAY - day.weekday()) % 7)
    return str(saturday) if Month.of(saturday) == month else ""


def _without_sign(typed: str, finding: Finding) -> str:
    """Points of a deduction that somebody typed as a negative number."""
    found = re.fullmatch(r"-(\d+(?:\.\d+)?)", typed)
    low, high = (float(str(finding.params[name])) for name in ("low", "high"))
    return found[1] if found is not None and 0 <= low <= float(found[1]) <= high else ""


def _clock(text: str) -> str:
    """八点半 as 8:30, 17::30 as 17:30, 下午5点 as 17:00, 0.3333 of a day as 8:00."""
    if re.fullmatch(r"0\.\d{2,}", text):
        hours, minutes = divmod(round(float(text) * MINUTES_A_DAY), 60)
        return f"{hours}:{minutes:02d}" if hours < 24 else ""
    found = CLOCK.fullmatch(text.strip())
    if found is None:
        return ""
    day, hour, minute = found[1], int(found[2]), 30 if found[3] == "半" else int(found[3] or 0)
    hour += 12 if day == "下午" and hour < 12 else 0
    return f"{'次日 ' if day == '次日' else ''}{hour}:{minute:02d}" if hour < 24 and minute < 60 else ""
