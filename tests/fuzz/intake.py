"""A fuzz target over the whole way in: mutated workbooks and odd cells, for as many seconds as asked.

`python -m tests.fuzz.intake SECONDS` ends with 0 when nothing raised, hung or lost a row; what fails is shrunk and shown.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.base.period import Month
from pipeline.findings.said import advice_of, message_of
from pipeline.month.handover import inputs
from pipeline.month.story import Request, run_month
from pipeline.rulebook.load import rulebook_for
from pipeline.schemas.registry import SHEETS
from pipeline.workbooks.intake import take_in
from tests.build import MONTH, write_month
from tests.corpus.base import month
from tests.workbooks.spellings import (
    respelled,
    strings_of,
    with_a_prefix,
    with_inline_strings,
    with_single_quotes,
    without_addresses,
)

WHEN = Month.parse(MONTH)
EXAMPLES_A_ROUND = 40
SLOWEST = 30_000
"""Milliseconds that one example may take."""
a_round = settings(max_examples=EXAMPLES_A_ROUND, database=None, deadline=SLOWEST, suppress_health_check=list(HealthCheck))
ODD_TEXT = st.sampled_from(
    ["=1+1", "@SUM(1)", "<b>&amp;", "\u202e倒", "次日 99:99", "2026-02-30", "1e308", "-0", "NaN", "inf", "٣", "１０", "🙂" * 40, "0x10",
     "‐5", "2026-11-31", "26/11/03", "合计", "null", "#REF!", "x" * 40_000, "\t", "A-3.1.1;DROP", "24:00", "是否", "9" * 400]
)
ODD = st.one_of(ODD_TEXT, st.text(max_size=30), st.integers(-(10**18), 10**18), st.floats(), st.booleans(), st.none(), st.dates())
PLACES = [(title, row, header) for title, rows in month().items() for row, cells in enumerate(rows) for header in cells]


@cache
def workbook() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return write_month(Path(folder), month()).read_bytes()


@a_round
@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD), min_size=1, max_size=12))
def odd_cells(changes: list[tuple[tuple[str, int, str], Any]]) -> None:
    """Any value in any cell ends in findings or in a settled month; every row is used, rejected or passed over."""
    sheets = deepcopy(month())
    for (title, row, header), value in changes:
        sheets[title][row][header] = value if value == value and abs(value if isinstance(value, float) else 0) < 1e300 else None
    with tempfile.TemporaryDirectory() as folder:
        write_month(Path(folder), sheets)
        run = run_month(Request(WHEN, Path(folder) / MONTH, rulebook_for(WHEN.first), WHEN.last, draft=True))
        assert inputs(run)
        assert all(message_of(finding) and advice_of(finding) for finding in run.findings)


@a_round
@given(st.integers(0, 2**32))
def mutated_parts(number: int) -> None:
    """Bytes changed, cut, doubled or moved inside the workbook's parts, and in the zip around them."""
    dice = random.Random(number)
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook())) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = set(dice.sample(names, dice.randint(1, 3)))
        for name in names:
            new.writestr(name, _mutated(old.read(name), dice) if name in hit else old.read(name))
    data = content.getvalue() if dice.random() < 0.7 else _mutated(content.getvalue(), dice)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.xlsx").write_bytes(data)
        take_in(Path(folder), SHEETS)


@a_round
@given(st.lists(st.sampled_from([with_inline_strings(strings_of(workbook())), with_single_quotes, without_addresses, with_a_prefix]), min_size=1, unique=True), st.integers(0, 2**32))
def spelled_otherwise(changes: list[Callable[[str], str]], number: int) -> None:
    """The same cells in another spelling are read as the same rows, or the file is refused; spoiled on top, nothing raises."""
    content = respelled(workbook(), *sorted(changes, key=lambda each: each in (with_single_quotes, with_a_prefix)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(content)
        taken = take_in(Path(folder), SHEETS)
        assert taken.findings or [list(part.rows) for part in taken.parts] == plain_rows(), changes
        path.write_bytes(respelled(content, lambda xml: _mutated(xml.encode(), random.Random(number)).decode(errors="replace")))
        take_in(Path(folder), SHEETS)


@cache
def plain_rows() -> list[Any]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.xlsx").write_bytes(workbook())
        return [list(part.rows) for part in take_in(Path(folder), SHEETS).parts]


def _mutated(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        if not changed:
            break
        start = dice.randrange(len(changed))
        end = min(len(changed), start + dice.randint(1, 60))
        match dice.randrange(4):
            case 0:
                changed[start] = dice.randrange(256)
            case 1:
                del changed[start:end]
            case 2:
                changed[start:start] = changed[start:end] * dice.randint(1, 20)
            case _:
                piece = changed[start:end]
                del changed[start:end]
                at = dice.randrange(len(changed) + 1)
                changed[at:at] = piece
    return bytes(changed)


def fuzz(seconds: float) -> int:
    """Rounds of all targets until the time is over; returns how many examples ran."""
    end, rounds = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        odd_cells()
        mutated_parts()
        spelled_otherwise()
        rounds += 1
    return rounds * 3 * EXAMPLES_A_ROUND


if __name__ == "__main__":
    print(f"{fuzz(float(sys.argv[1]))} examples, nothing raised, hung or lost")
