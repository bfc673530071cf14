"""One defect a workbook: the exact code and cell; its advice, walked in that cell: the finding is gone and no other has come."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.base.period import Month
from pipeline.checks.validate import read_tables, validate
from pipeline.findings.finding import Finding
from pipeline.findings.said import advice_of
from pipeline.findings.suggested import suggested
from tests.build import BOOK, MONTH, Rows, parts, read_month, write_month
from tests.corpus.base import month, spoiled
from tests.corpus.cells import CELLS, Defect

WHEN = Month.parse(MONTH)
EXAMPLE = re.compile(r"请写成 (\d{4}-\d{2}-\d{2}(?: \d{1,2}:\d{2})?)")
CHOICES = re.compile(r"请从下列各项中选择：([^、。]+)")


def errors(sheets: dict[str, Rows]) -> list[Finding]:
    return [each for each in validate(read_tables(parts(sheets), BOOK), WHEN, BOOK).findings if each.level == "error"]


def advised(finding: Finding, right: Any) -> Any:
    """What the advice says to write: the value that it suggests, its example, its first choice; else what only a person can know."""
    advice = advice_of(finding)
    example, choice = EXAMPLE.search(advice), CHOICES.search(advice)
    if suggested(finding, WHEN):
        return suggested(finding, WHEN)
    if example:
        return example[1]
    if choice:
        return choice[1]
    return "是" if "请改为 是 或 否" in advice else right


def do_as_advised(rows: Rows, clean: Rows, finding: Finding, *, alone: bool) -> None:
    """A row too many goes; the cell is changed; where it is right, or not wrong `alone`, the cells that it is compared with are."""
    assert finding.row is not None
    at = finding.row - 2
    if at >= len(clean):
        del rows[at]
        return
    right = clean[at].get(str(finding.column))
    if not alone or rows[at].get(str(finding.column)) == right:
        rows[at] = dict(clean[at])
    else:
        rows[at][str(finding.column)] = advised(finding, right)


@pytest.mark.parametrize("defect", CELLS, ids=[defect[0] for defect in CELLS])
def test_each_defect_is_found_in_its_cell_and_nobody_is_paid_until_its_advice_has_mended_it(tmp_path: Path, defect: Defect) -> None:
    _, sheet, row, cells, code, cell = defect
    sheets = spoiled(sheet, row, cells)
    write_month(tmp_path / "inbox", sheets)
    run = read_month(tmp_path).run
    [finding] = [each for each in run.findings if each.level == "error"]
    assert (finding.code, finding.cell) == (code, cell)
    assert run.settlement is None
    assert finding.sheet is not None
    do_as_advised(sheets[finding.sheet], month()[finding.sheet], finding, alone=len(cells) == 1)
    assert sheets == month() or [(each.code, each.cell, each.value) for each in errors(sheets)] == []
