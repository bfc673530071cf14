"""complaints.xlsx and service.xlsx as people open them: sheets, columns, words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.complaints.casework import Casework
from pipeline.reports.complaints import write_complaints
from pipeline.reports.service import write_service
from tests.build import changed_rulebook, day, person, settled
from tests.complaints.a_report import a_report
from tests.complaints.cases import QUALITY, closed, number, received, worked_out
from tests.service.jobs import done, rated, request
from tests.service.jobs import worked_out as serviced

ROWS = [
    closed(1, **QUALITY, 处理方式="退货", 核定退货量=3, 实退量=2, 投诉金额=1200, 核决人="副总经理"),
    closed(2, 责任人="K1", 罚扣金额=88.8, 罚扣核准日期=day(20)),
    received(3, day(20), 会办时限=day(25)),
    closed(4, 处理方式="折扣", 投诉金额=5000.01),
]


def rows_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path, data_only=True)}


def complaints(tmp_path: Path, work: Casework) -> dict[str, list[tuple[Any, ...]]]:
    write_complaints(tmp_path, work, a_report())
    return rows_of(tmp_path / "complaints.xlsx")


def test_the_tracking_sheet_begins_with_the_columns_of_the_contract(tmp_path: Path) -> None:
    sheets = complaints(tmp_path, worked_out(ROWS))
    assert list(sheets)[:5] == ["投诉跟踪", "审核清单", "奖罚通知", "退货核对", "投诉分析"]
    header, *rows = sheets["投诉跟踪"]
    assert header[:11] == ("投诉编号", "受理日期", "报告期限", "报告状态", "结案期限", "结案状态", "逾期天数", "应核决人", "实际核决人", "核决合规", "提示")
    first, third = rows[0], rows[2]
    assert (first[0], f"{first[1]:%Y-%m-%d}", first[3], first[5], first[6]) == (number(1), day(3), "按时", "按时", 0)
    assert third[2:7] == (None, "—", third[4], "逾期未结", 4) and third[7:10] == ("—", None, "—")


def test_amounts_are_numbers_and_zero_is_not_blank(tmp_path: Path) -> None:
    sheets = complaints(tmp_path, worked_out([*ROWS, received(5, 责任人="K2", 罚扣金额=20)]))
    header, *rows = sheets["奖罚通知"]
    charged = header.index("投诉罚扣")
    assert [(row[0], row[charged]) for row in rows] == [(number(2), -88.8), (number(5), 0)]


def test_the_columns_of_the_units_own_limits_stand_only_where_there_are_any(tmp_path: Path) -> None:
    book = changed_rulebook(tmp_path, ("departments: {}", "departments: {客户服务部: 2}"))
    assert "部门时限" not in complaints(tmp_path, worked_out(ROWS))["投诉跟踪"][0]
    assert "部门时限" in complaints(tmp_path, worked_out(ROWS, rulebook=book))["投诉跟踪"][0]


def test_the_list_of_forms_says_what_to_sign_and_why_a_form_is_kept_back(tmp_path: Path) -> None:
    header, *rows = complaints(tmp_path, worked_out(ROWS))["单据清单"]
    said = [dict(zip(header, row, strict=True)) for row in rows if row[0] != "客户投诉处理表"]
    assert [(row["单据"], row["单据编号"], row["签字"], row["暂不出单的原因"]) for row in said] == [
        ("奖罚通知单", "JF-202611-001", "总经理、责任部门主管、本人", None), ("销货折扣证明单", None, "销售副总经理、客户", "越权核决"),
        ("产品退货单", "TH-202611-001", "销售副总经理、仓库、财务", None),
    ]  # fmt: skip


@pytest.mark.parametrize("sheet", ["投诉跟踪", "审核清单", "奖罚通知", "退货核对", "投诉分析", "待办事项", "重复投诉", "单据清单"])
def test_a_month_without_complaints_has_every_sheet_with_its_header(tmp_path: Path, sheet: str) -> None:
    assert len(complaints(tmp_path, worked_out([]))[sheet]) == 1


def test_a_draft_s_workbooks_begin_by_saying_so(tmp_path: Path) -> None:
    report = replace(a_report(), draft=True, settlement=settled([person("K1")]).settlement)
    write_complaints(tmp_path, worked_out(ROWS), report)
    write_service(tmp_path, serviced([request(1)]), report)
    for name in ("complaints.xlsx", "service.xlsx"):
        assert next(iter(rows_of(tmp_path / name))) == "草稿"


def test_the_service_workbook_has_the_sheets_of_the_contract(tmp_path: Path) -> None:
    work = serviced([done(1, 客户签字="否"), request(2, 5)], [rated("F1", "非常满意", 意见="很好")])
    write_service(tmp_path, work, a_report())
    sheets = rows_of(tmp_path / "service.xlsx")
    assert list(sheets)[:4] == ["优先派工", "凭证核对", "满意度", "收支与工时"]
    assert sheets["优先派工"][1][:4] == ("FW-0002", sheets["优先派工"][1][1], 25, "待派工")
    assert sheets["凭证核对"][1][-1] == "客户未签字（C-8）"
    assert sheets["满意度"][5] == ("F1", "员工F1", "四项合计", 1, 3, 0, 0, 4, 1, 3.25)
    assert sheets["收支与工时"][1][3:] == (80, 0, 80, 1.5)


def test_the_same_cases_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_complaints(tmp_path / name, worked_out(ROWS), a_report())
        write_service(tmp_path / name, serviced([done(1)]), a_report())
    for file in ("complaints.xlsx", "service.xlsx"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
