"""The validation report: all findings, in their places, in a form that people can work through."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from pipeline.base.period import Month as Period
from pipeline.checks.table import Change
from pipeline.checks.validate import read_tables, validate
from pipeline.findings.finding import Finding
from pipeline.language.chosen import ENGLISH, read_in
from pipeline.month.report import MonthReport
from pipeline.reports import validation, validation_page
from tests.build import BOOK, STAFF, logged, parts, person
from tests.reports.test_month_page import labels, listed, packed

Month = Callable[..., MonthReport]
HEADER = ["文件", "工作表", "行号", "列", "单元格", "值", "级别", "代码", "说明", "建议"]


@pytest.fixture
def page(tmp_path: Path, month: Month) -> Callable[..., str]:
    def write(**changes: object) -> str:
        validation_page.write(tmp_path / "validation.html", month(**changes))
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


def test_the_page_writes_out_the_first_findings_and_carries_them_all(page: Callable[..., str]) -> None:
    text = page(findings=many(1_200))
    assert "有 1200 处错误" in text and "先列出 50 行，共 1200 行" in text
    assert len(listed(text, "findings")[0]) == 1_200


def test_one_line_a_cause_says_how_many_where_and_who_mends_it(page: Callable[..., str], findings: list[Finding]) -> None:
    table = page(findings=findings).split('aria-label="按原因"')[1].split("</table>")[0]
    lines = [re.findall(r">([^<>]+)</(?:td|span)>", line) for line in table.split("<tr>")[2:5]]
    assert lines[0] == ["错误", "日期看不懂", "2", "扣分记录、考勤", "培训专员、主管、人事"]
    assert lines[2][:3] == ["警告", "记录人不符", "1"], "errors first, the most frequent first"


def test_findings_are_filtered_by_kind_and_by_who_has_to_mend_them(page: Callable[..., str], findings: list[Finding]) -> None:
    text = page(findings=findings)
    chosen = {label: set(cells) for label, column, cells in zip(labels(text, "findings"), packed(text, "findings"), listed(text, "findings"), strict=True) if column["chosen"]}
    assert chosen["问题"] == {"日期看不懂", "没有这个人", "记录人不符"}
    assert chosen["谁来改"] == {"培训专员、主管", "人事"}


def test_the_page_shows_what_was_typed_as_text(page: Callable[..., str], findings: list[Finding]) -> None:
    text = page(findings=findings)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_what_was_tidied_is_one_line_a_column(page: Callable[..., str]) -> None:
    changes = [Change("考勤.xlsx", "考勤", f"A{row}", "日期", f"2026.11.{row}", f"2026-11-{row:02d}") for row in range(2, 30)]
    file, _sheet, column, count, cell, *_rest = listed(page(changes=[*changes, replace(changes[0], header="工号")]), "tidied")
    assert list(zip(column, count, cell, strict=True)) == [("日期", "28", "A2"), ("工号", "1", "A2")] and file == ["考勤.xlsx"] * 2


def test_what_was_checked_and_found_good_stands_beside_what_was_not(page: Callable[..., str], tmp_path: Path) -> None:
    sheets = {"花名册": [*STAFF, person("1"), person("2")], "扣分记录": [logged("1", "A-3.1.1", 3), logged("2", "A-3.1.1", 4, 日期="11月31日")]}
    found = validate(read_tables(parts(sheets), BOOK), Period.parse("2026-11"), BOOK).checked
    text = page(checked=found)
    lines = list(zip(*listed(text, "checked"), strict=True))
    assert lines.index(("扣分记录", "日期：必填、写法能读懂、当月内", "2", "1", "1", "0", "有错误")) < 3, "what is not good stands first"
    assert ("扣分记录", "记录人有权记录（A-1.4）", "2", "2", "0", "0", "合格") in lines
    assert ("产品培训", "新产品上架前学习（B-5）", "", "0", "0", "0", "没有这张表") in lines


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


def test_an_english_page_names_the_kinds_of_findings_in_english(page: Callable[..., str]) -> None:
    with read_in(ENGLISH):
        text = page(findings=[Finding("VALUE_MISSING", "扣分.xlsx", "扣分记录", 5, "日期", "A5", None)])
    assert "<td>Required cell empty</td>" in text.split('id="findings"')[0], "by cause"
    assert "Required cell empty" in text.split('id="findings"')[1], "and one by one"
