"""A defect of each sheet through the command: exit 1, no pay sheet, no traceback (all others in test_walked)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build import call_month, write_month
from tests.corpus.base import month, spoil
from tests.corpus.cells import CELLS, Defect

OF_EACH_SHEET = {defect[1]: defect for defect in CELLS}
NOT_ALONE = {"意见调查": ["服务登记"]}


def test_the_month_without_a_defect_has_no_error(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", month())
    called = call_month(tmp_path, slips=False)
    assert called.code == 0, called.printed
    assert (called.folder / "pay_adjustment.xlsx").exists()


@pytest.mark.parametrize("defect", OF_EACH_SHEET.values(), ids=OF_EACH_SHEET)
def test_a_defect_in_any_sheet_ends_the_command_with_1_in_three_lines_and_without_a_pay_sheet(tmp_path: Path, defect: Defect) -> None:
    _, sheet, row, cells, code, cell = defect
    sheets = month(sheet, *NOT_ALONE.get(sheet, []))
    spoil(sheets, sheet, row, cells)
    write_month(tmp_path / "inbox", sheets)
    called = call_month(tmp_path, slips=False)
    errors = [(finding["代码"], finding["单元格"]) for finding in called.findings if finding["级别"] == "错误"]
    assert errors == [(code, cell)]
    assert called.code == 1
    assert not (called.folder / "pay_adjustment.xlsx").exists()
    assert len(called.printed.splitlines()) == 3
