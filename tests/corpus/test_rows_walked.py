"""Advice about rows, walked: every row's finding stands where it should; all advice followed, nothing of them is left and nothing has come."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.base.period import Month
from pipeline.checks.validate import read_tables, validate
from pipeline.findings.finding import Finding
from tests.build import BOOK, MONTH, Rows, parts
from tests.corpus.rows import BATCHES, WALKS, Walk, ground


def found(sheets: dict[str, Rows]) -> list[Finding]:
    return validate(read_tables(parts(sheets), BOOK), Month.parse(MONTH), BOOK).findings


@pytest.fixture(scope="module")
def wrong() -> dict[str, list[Finding]]:
    """The findings of each walk's row, by its code."""
    return {code: of_row for batch in BATCHES for code, of_row in in_their_rows(batch).items()}


def in_their_rows(batch: list[Walk]) -> dict[str, list[Finding]]:
    sheets = ground()
    for walk in batch:
        sheets.setdefault(walk.sheet, []).append(walk.wrong)
    findings = found(sheets)
    rows = {walk.code: next(at for at, each in enumerate(sheets[walk.sheet], 2) if each is walk.wrong) for walk in batch}
    return {walk.code: [each for each in findings if (each.sheet, each.row) == (walk.sheet, rows[walk.code])] for walk in batch}


@pytest.mark.parametrize("walk", WALKS, ids=[walk.code for walk in WALKS])
def test_the_finding_stands_in_its_row_and_column(wrong: dict[str, list[Finding]], walk: Walk) -> None:
    assert [(each.code, each.column) for each in wrong[walk.code]] == [(walk.code, walk.column)]


@pytest.mark.parametrize("batch", BATCHES, ids=["申诉", "其他"])
def test_when_all_advice_is_followed_nothing_is_left_of_it_and_nothing_has_come(batch: list[Walk]) -> None:
    sheets = ground()
    before = Counter(each.code for each in found(sheets))
    for walk in batch:
        if walk.advised is not None:
            sheets.setdefault(walk.sheet, []).append(walk.wrong | walk.advised)
    assert Counter(each.code for each in found(sheets)) - before == Counter()
