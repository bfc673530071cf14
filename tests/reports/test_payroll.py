"""工资导入: 工资调整表 under the payroll software's names, as the rulebook maps them (A-4)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.month.report import MonthReport
from pipeline.reports import pay_adjustment
from pipeline.rulebook.change import with_values
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.payroll import PRESETS, PayrollColumn
from tests.build import BOOK
from tests.reports.test_statements import sheets_of

Month = Callable[..., MonthReport]
OWN = [
    {"header": "编号", "of": "employee_id"}, {"header": "公司", "constant": "物业一公司"},
    {"header": "扣款", "of": "fines", "opposite": True}, {"header": "合计", "of": "total"},
]  # fmt: skip


def mapped(software: str, columns: list[dict[str, Any]] | None = None) -> Rulebook:
    rules: dict[str, Any] = {"clause": "A-4.1", "software": software}
    return with_values(BOOK, {("payroll",): rules | ({"columns": columns} if columns else {})})


def rows(tmp_path: Path, report: MonthReport) -> list[tuple[object, ...]]:
    pay_adjustment.write(tmp_path / "pay.xlsx", report)
    return sheets_of(tmp_path / "pay.xlsx")["工资导入"]


@pytest.mark.parametrize("software", list(PRESETS))
def test_each_preset_has_everybody_once_with_amounts_that_add_up_to_the_total(tmp_path: Path, month: Month, software: str) -> None:
    found = rows(tmp_path, month(regulations=mapped(software)))
    assert list(found[0]) == [column.header for column in PRESETS[software]]
    parts = [(at, -1 if each.opposite else 1) for at, each in enumerate(PRESETS[software]) if each.of in ("merit_pay", "fines", "withheld", "complaint_penalties", "compensation", "corrections")]
    total = {row["employee_id"]: row["total"] / 100 for row in month().settled.pay.to_dict("records")}
    assert {row[0]: sum(sign * float(str(row[at])) for at, sign in parts) for row in found[1:]} == pytest.approx(total)


def test_a_mapping_of_ones_own_has_its_names_constants_and_signs(tmp_path: Path, month: Month) -> None:
    found = rows(tmp_path, month(regulations=mapped("own", OWN)))
    assert found[0] == ("编号", "公司", "扣款", "合计")
    assert ("KF006", "物业一公司", 160, -4735) in found


def test_the_sheet_has_values_alone_no_total_row_and_says_that_it_is_to_be_checked(tmp_path: Path, month: Month) -> None:
    report = month(regulations=mapped("yonyou"))
    pay_adjustment.write(tmp_path / "pay.xlsx", report)
    sheet = openpyxl.load_workbook(tmp_path / "pay.xlsx")["工资导入"]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert sheet.max_row == 1 + len(report.settled.pay) and "合计" not in cells
    assert not [value for value in cells if str(value).startswith("=") and value != "=1+1"]
    assert "请对照所用版本" in sheet["A1"].comment.text


def test_without_a_mapping_and_in_a_draft_there_is_no_import_sheet(tmp_path: Path, month: Month) -> None:
    for report in (month(), month(regulations=mapped("general"), draft=True, held=frozenset({"KF005"}))):
        pay_adjustment.write(tmp_path / "pay.xlsx", report)
        assert "工资导入" not in sheets_of(tmp_path / "pay.xlsx")


@pytest.mark.parametrize(
    "column", [{}, {"of": "total", "constant": "x"}, {"of": "name", "opposite": True}], ids=["no origin", "two origins", "a name turned"]
)
def test_a_column_comes_from_one_place_and_only_amounts_change_their_sign(column: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"constant|opposite"):
        PayrollColumn(header="列", **column)
