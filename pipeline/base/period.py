"""A calendar month, the unit in which everything is appraised and paid."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd


@dataclass(frozen=True, order=True)
class Month:
    """`year` and `month` of the Gregorian calendar."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """"2026-11" as a month; raises ValueError for anything else."""
        found = re.fullmatch(r"(\d{4})-(\d{2})", text)
        if not found or not 1 <= int(found[2]) <= 12 or not 1950 <= int(found[1]) <= 2100:
            raise ValueError(text)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def among(cls, names: Iterable[str]) -> list[Month]:
        """Those of the names that are months, in order."""
        found = []
        for name in names:
            with suppress(ValueError):
                found.append(cls.parse(name))
        return sorted(found)

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Month:
        return self.shift(1)

    @property
    def previous(self) -> Month:
        return self.shift(-1)

    def shift(self, months: int) -> Month:
        count = self.year * 12 + self.month - 1 + months
        return Month(count // 12, count % 12 + 1)

    def months_since(self, earlier: Month) -> int:
        return (self.year - earlier.year) * 12 + self.month - earlier.month

    @property
    def start(self) -> pd.Timestamp:
        return pd.Timestamp(self.first).as_unit("s")

    @property
    def end(self) -> pd.Timestamp:
        return pd.Timestamp(self.last).as_unit("s")

    @property
    def chinese(self) -> str:
        return f"{self.year} 年 {self.month} 月"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"
