"""工资单: what finance prints and signs, by department, equal to 工资调整表 to the fen (A-4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.month.report import MonthReport
from pipeline.reports import pay_adjustment
from pipeline.reports.capital_amount import capital_amount
from tests.reports.test_statements import sheets_of

Month = Callable[..., MonthReport]


@pytest.fixture
def report(month: Month) -> MonthReport:
    """The sample month with people of two departments, all with a wage but the last."""
    made = month(wages={employee: 500_000 for employee in list(month().settled.pay["employee_id"])[:-1]})
    made.settled.pay.loc[made.settled.pay.index[::2], "department"] = "售后服务部"
    return made


@pytest.fixture
def sheet(tmp_path: Path, report: MonthReport) -> Worksheet:
    pay_adjustment.write(tmp_path / "pay.xlsx", report)
    return openpyxl.load_workbook(tmp_path / "pay.xlsx", data_only=True)["工资单"]


def rows_of(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def test_everybody_is_a_numbered_row_with_the_wage_and_the_share_of_it(sheet: Worksheet) -> None:
    people = [row for row in rows_of(sheet) if isinstance(row[0], int)]
    assert [row[0] for row in people] == list(range(1, 12))
    person = next(row for row in people if row[1] == "KF006")
    assert person[4:13] == (5000, -75, -160, -4500, 0, 0, 0, -4735, pytest.approx(-0.947))


def test_long_names_stand_in_lines_that_can_be_read_and_leave_room_for_the_month_in_the_heading(tmp_path: Path, month: Month) -> None:
    name, department = "阿卜杜拉·买买提·" * 4, "华东区域客户服务与投诉处理中心第二分部" * 5
    made = month(department=department)
    made.settled.pay.loc[0, ["name", "department"]] = name, department
    pay_adjustment.write(tmp_path / "pay.xlsx", made)
    sheet = openpyxl.load_workbook(tmp_path / "pay.xlsx")["工资单"]
    [named] = [cell for row in sheet.iter_rows() for cell in row if cell.value == name]
    [label] = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).endswith("小计") and str(cell.value).startswith(department)]
    for cell, lines in ((named, 5), (label, 3)):
        assert cell.alignment.wrap_text and not cell.alignment.shrink_to_fit
        assert sheet.row_dimensions[cell.row].height > lines * 12, "as high as its lines"
    assert str(sheet.oddHeader.center.text).endswith("… 2026年11月　工资单")


def test_departments_have_subtotals_and_a_page_each_and_all_of_them_a_total(sheet: Worksheet, report: MonthReport) -> None:
    totals = {str(row[0]): row[11] for row in rows_of(sheet) if str(row[0]).endswith(("小计", "合计"))}
    expected = report.settled.pay.groupby("department")["total"].sum() / 100
    assert totals == {**{f"{name} 小计": pytest.approx(value) for name, value in expected.items()}, "合计": pytest.approx(expected.sum())}
    assert len(sheet.row_breaks.brk) == 1


def test_the_total_is_written_out_and_signed_after_the_last_row(sheet: Worksheet, report: MonthReport) -> None:
    lines = [str(row[0]) for row in rows_of(sheet) if row[0] is not None]
    assert lines[-2] == f"合计（大写）：{capital_amount(int(report.settled.pay['total'].sum()))}"
    assert all(word in lines[-1] for word in ("制表人", "审核人", "批准人", "日期"))


def test_it_says_the_same_as_the_pay_sheet_to_the_fen(tmp_path: Path, sheet: Worksheet) -> None:
    pay = {row[0]: row[6:13] for row in sheets_of(tmp_path / "pay.xlsx")["工资调整表"][1:-1]}
    assert {row[1]: row[5:12] for row in rows_of(sheet) if isinstance(row[0], int)} == pay


def test_zero_is_a_dash_on_paper_and_0_in_the_cell(sheet: Worksheet) -> None:
    cell = next(row[10] for row in sheet.iter_rows() if row[1].value == "KF006")
    assert (cell.value, cell.number_format.split(";")[2]) == (0, '"–"')


def test_departments_stand_as_they_come_on_the_pay_sheet(sheet: Worksheet, report: MonthReport) -> None:
    groups = [str(row[0]).split("（")[0] for row in rows_of(sheet) if str(row[0]).endswith(" 人）")]
    assert groups == list(report.settled.pay["department"].unique())


def test_whose_wage_does_not_cover_what_is_taken_is_named_above_the_signatures(tmp_path: Path, report: MonthReport) -> None:
    poor = replace(report, wages={**report.wages, "KF006": 400_000})
    pay_adjustment.write(tmp_path / "poor.xlsx", poor)
    lines = [str(row[0]) for row in rows_of(openpyxl.load_workbook(tmp_path / "poor.xlsx", data_only=True)["工资单"]) if row[0] is not None]
    assert lines[-2] == "扣款超过本月工资，发放前请先确定怎样处理：KF006 周杰"
