"""No mistake makes a month cost more than its rows do: counted in calls of functions, which are the same on every machine."""

from __future__ import annotations

import cProfile
from datetime import date
from pathlib import Path

import pytest

from bench import dirty
from bench.months import MONTH
from pipeline.base.period import Month
from pipeline.month.story import Request, run_month
from tests.build import BOOK

PEOPLE = (15, 30, 60)
MOST_RATIO = 2.3


def calls(folder: Path, kind: str, people: int) -> int:
    """How many functions a run calls over the month with the mistake in every row."""
    dirty.write(folder / str(people), kind, people)
    request = Request(Month.parse(MONTH), folder / str(people) / MONTH, BOOK, date(2026, 11, 30), slips=False)
    counted = cProfile.Profile()
    counted.runcall(run_month, request)
    return sum(entry.callcount for entry in counted.getstats())


@pytest.mark.parametrize("kind", dirty.KINDS)
def test_twice_the_rows_add_no_more_than_twice_the_work(kind: str, tmp_path: Path) -> None:
    small, middle, large = (calls(tmp_path, kind, people) for people in PEOPLE)
    assert large - middle <= MOST_RATIO * max(middle - small, small / 10)
