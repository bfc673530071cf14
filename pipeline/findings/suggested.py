"""The one value that would mend a finding's cell, where there is one to suggest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.base.period import Month
from pipeline.findings.finding import Finding
from pipeline.findings.message import Phrase

DATES = ("DATE_AMBIGUOUS", "DATE_UNREADABLE", "DATE_HAS_TIME")
NUMERALS = {name: value for value, name in enumerate("一二三四五六七八九", 1)}
NUMBER = re.compile(r"([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)")
CENTURY = 2000


def suggested(finding: Finding, month: Month) -> str:
    """What to write into the cell instead; empty where only a person can know. A date is the one reading within `month`."""
    if not finding.cell:
        return ""
    if finding.code == "NUMBER_IS_PERCENT":
        return (finding.value or "").removesuffix("%")
    if finding.code == "NAME_DISAGREES":
        expected = str(finding.params["expected"])
        return expected if finding.column == "姓名" else f"{finding.params['employee']} {expected}"
    if finding.code == "DATE_SERIAL":
        return str(finding.params.get("meant") or "")
    if finding.code in DATES:
        within = {day for day in _readings(finding.value or "", month) if month.first <= day <= month.last}
        return str(within.pop()) if len(within) == 1 else ""
    hint = finding.params.get("hint")
    return str(hint.values.get("suggested", "")) if isinstance(hint, Phrase) else ""


def _readings(text: str, month: Month) -> Iterator[date]:
    """Every date that the figures may mean, whatever their order; without a year it is the month's."""
    figures = [int(each) for each in re.findall(r"\d+", _in_digits(text))]
    orders = ((0, 1, 2), (2, 1, 0), (2, 0, 1)) if len(figures) > 2 else ()
    told = [tuple(figures[at] for at in order) for order in orders]
    if len(figures) == 2:
        told = [(month.year, *figures), (month.year, *reversed(figures))]
    for year, number, day in told:
        try:
            yield date(year + CENTURY if year < 100 else year, number, day)
        except ValueError:
            continue


def _in_digits(text: str) -> str:
    """十一 as 11, 二十三 as 23."""

    def digits(found: re.Match[str]) -> str:
        tens, ten, ones = found[1], found[2], found[3]
        return str((NUMERALS.get(tens, 1) * 10 if ten else 0) + NUMERALS.get(ones if ten else tens or ones, 0))

    return NUMBER.sub(lambda found: digits(found) if found[0] else "", text)
