"""The validation report: all findings, in their places, in a form that people can work through."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pipeline.findings.finding import Finding
from pipeline.month.report import MonthReport
from pipeline.reports import validation

Month = Callable[..., MonthReport]
HEADER = ["文件", "工作表", "行号", "列", "单元格", "值", "级别", "代码", "说明", "建议"]


@pytest.fixture
def page(tmp_path: Path, month: Month) -> Callable[..., str]:
    def write(**changes: object) -> str:
        validation.write(tmp_path, month(**changes))
        return (tmp_path / "validation.html").read_text(encoding="utf-8")

    return write


def many(count: int) -> list[Finding]:
    return [Finding("SAMPLE_BAD_DATE", "考勤.xlsx", "考勤", n, "日期", f"A{n}", f"第{n}") for n in range(2, count + 2)]


def csv_rows(folder: Path) -> list[list[str]]:
    with (folder / "validation.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_findings_stand_by_file_and_sheet_with_errors_first(findings: list[Finding]) -> None:
    rows = validation.ordered(findings)
    assert [(row.file, row.level, row.row) for row in rows] == [
        ("扣分.xlsx", "错误", 5),
        ("扣分.xlsx", "错误", 12),
        ("扣分.xlsx", "警告", 3),
        ("考勤 11月.xlsx", "错误", 7),
    ]


def test_the_order_of_findings_does_not_depend_on_how_they_were_found(findings: list[Finding]) -> None:
    assert validation.ordered(findings[::-1]) == validation.ordered(findings)


def test_the_csv_can_be_opened_by_excel(tmp_path: Path, month: Month, findings: list[Finding]) -> None:
    validation.write(tmp_path, month(findings=findings))
    assert (tmp_path / "validation.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = csv_rows(tmp_path)
    assert rows[0] == HEADER
    assert rows[2] == [
        "扣分.xlsx", "扣分记录", "12", "日期", "A12", "11月31日", "错误", "SAMPLE_BAD_DATE", "“11月31日”不是日期。",
        "请写成 2026-11-03 这样。",
    ]  # fmt: skip


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1", "＝1"])
def test_the_csv_has_formulas_as_text(tmp_path: Path, month: Month, value: str) -> None:
    validation.write(tmp_path, month(findings=[Finding("SAMPLE_UNKNOWN", "f.xlsx", value=value)]))
    assert csv_rows(tmp_path)[1][5].startswith("'")


def test_the_workbook_has_every_finding(tmp_path: Path, month: Month) -> None:
    rows = validation.write(tmp_path, month(findings=many(1_200)))
    sheet = openpyxl.load_workbook(tmp_path / "validation.xlsx").active
    assert [cell.value for cell in sheet[1]] == HEADER
    assert rows == {"检查结果": 1_200}
    assert sheet.max_row == 1_201


def test_the_page_lists_a_bounded_number_and_states_the_total(page: Callable[..., str]) -> None:
    text = page(findings=many(1_200))
    assert text.count('<span class="tag bad">错误</span>') == validation.SHOWN_A_SHEET
    assert "有 1200 处错误" in text
    assert f"这里列出前 {validation.SHOWN_A_SHEET} 处，全部 1200 处" in text


def test_the_page_shows_what_was_typed_as_text(page: Callable[..., str], findings: list[Finding]) -> None:
    text = page(findings=findings)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_the_page_says_that_errors_hold_up_the_pay_sheet(page: Callable[..., str], findings: list[Finding]) -> None:
    text = page(findings=findings)
    assert "有 3 处错误、1 处警告" in text
    assert "不出工资调整表" in text


def test_the_page_of_a_draft_says_so_and_names_those_held_back(
    page: Callable[..., str], findings: list[Finding]
) -> None:
    text = page(findings=findings, draft=True, held=frozenset({"KF006", "KF005"}))
    assert "草稿" in text
    assert "暂缓 2 人：KF005、KF006。" in text
    assert "不出工资调整表" not in text


def test_warnings_alone_hold_up_nothing(page: Callable[..., str], findings: list[Finding]) -> None:
    assert "没有错误，有 1 处警告" in page(findings=findings[:1])


def test_a_month_without_findings_is_told_so(page: Callable[..., str]) -> None:
    assert "没有发现问题" in page()


def test_the_page_counts_the_rows_of_every_sheet(page: Callable[..., str]) -> None:
    row = '<td>扣分记录</td><td class="n">42</td><td class="n">39</td><td class="n">2</td><td class="n">1</td>'
    assert row in page()


def test_a_finding_about_the_whole_month_has_a_place_too(page: Callable[..., str]) -> None:
    assert "整个月" in page(findings=[Finding("SAMPLE_UNKNOWN", value="KF1")])
