"""No mistake makes a month cost more than its rows do: counted in calls of functions, which are the same on every machine."""

from __future__ import annotations

import cProfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bench import dirty
from bench.months import MONTH
from pipeline.base.period import Month
from pipeline.month.story import Request, Run, run_month
from tests.build import BOOK

PEOPLE = (15, 30, 60)
MOST_RATIO = 2.3


@dataclass(frozen=True)
class Counted:
    """A run over a month with the mistake in every row, and how many functions it called."""

    run: Run
    calls: int


def counted(folder: Path, kind: str, people: int) -> Counted:
    dirty.write(folder / str(people), kind, people)
    request = Request(Month.parse(MONTH), folder / str(people) / MONTH, BOOK, date(2026, 11, 30), slips=False)
    calls = cProfile.Profile(subcalls=False)
    run = calls.runcall(run_month, request)
    return Counted(run, sum(entry.callcount for entry in calls.getstats()))


@pytest.mark.parametrize("kind", dirty.KINDS)
def test_a_dirty_month_has_its_mistake_and_nothing_but_it_and_twice_the_rows_add_no_more_than_twice_the_work(kind: str, tmp_path: Path) -> None:
    middle, large = (counted(tmp_path, kind, people) for people in PEOPLE[1:])
    codes = {finding.code for finding in large.run.findings if finding.level == "error"}
    assert large.run.has_errors == bool(codes) and len(codes) == (kind not in ("clean", "unknown recorders")), codes
    added = large.calls - middle.calls
    if added > MOST_RATIO * middle.calls / 11:  # else it is less than the bound, whatever `middle` has added to a smaller month
        small = counted(tmp_path, kind, PEOPLE[0])
        assert added <= MOST_RATIO * max(middle.calls - small.calls, small.calls / 10)
