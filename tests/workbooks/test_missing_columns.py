"""A column of which an empty cell says something has its header, or that is one error; what a missing column leads to is one finding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.build import MONTH, STAFF, Read, day, person, read_month, write_month, write_workbook

PEOPLE = [person(str(number)) for number in range(1, 8)]
SATURDAYS = [day(number) for number in (7, 14, 21, 28)]
SUMMARIES = [[on, each["工号"], f"{on} 16:00", 300] for on in SATURDAYS for each in PEOPLE]
HEADERS = ["周六日期", "工号", "提交时间", "字数"]


def read(folder: Path, headers: list[str], rows: list[list[Any]]) -> Read:
    write_month(folder / "inbox", {"花名册": [*STAFF, *PEOPLE]})
    write_workbook(folder / "inbox" / MONTH / "周总结.xlsx", {"周总结": [headers, *rows]})
    return read_month(folder)


def errors(found: Read) -> list[tuple[str, str]]:
    return [(each["代码"], each["列"]) for each in found.findings if each["级别"] == "错误"]


@pytest.mark.parametrize(
    ("headers", "missing"),
    [
        (["周六日期", "工号", "提交日期", "总字数"], ["字数", "提交时间"]),
        (["周六日期", "工号", "提交时间", "总字数"], ["字数"]),
        (["周六日期", "工号", "何时提交", "字数"], ["提交时间"]),
    ],
)
def test_B_3_summaries_without_a_column_for_what_was_sent_are_an_error_and_no_fines(tmp_path: Path, headers: list[str], missing: list[str]) -> None:
    """Everybody lost a month's wage with a warning; the header is written right, and all is well."""
    found = read(tmp_path, headers, SUMMARIES)
    assert errors(found) == [("HEADER_MISSING", header) for header in missing]
    assert "WEEKLY_SUMMARIES_EMPTY" not in {each["代码"] for each in found.findings}
    right = read(tmp_path, HEADERS, SUMMARIES)
    assert right.code == 0 and all(row["罚款"] == 0 for row in right.pay)


def test_B_3_a_header_alone_still_says_that_nobody_sent_any(tmp_path: Path) -> None:
    found = read(tmp_path, ["周六日期", "工号"], [])
    assert found.code == 0 and "WEEKLY_SUMMARIES_EMPTY" in {each["代码"] for each in found.findings}


def test_what_a_missing_column_leads_to_in_many_rows_is_one_finding_that_says_how_many(tmp_path: Path) -> None:
    """No cell of it could be named: the last row is."""
    headers = ["工号", "姓名", "部门", "岗位", "入职日期", "月工资", "离职原因"]
    leavers = [[row[header] for header in headers] for row in (person(f"L{number}", 离职原因="辞退") for number in range(8))]
    write_month(tmp_path / "inbox", {})
    write_workbook(tmp_path / "inbox" / MONTH / "花名册.xlsx", {"花名册": [headers, *leavers]})
    [found] = [each for each in read_month(tmp_path).findings if each["级别"] == "错误"]
    assert (found["代码"], found["行号"]) == ("LEAVE_DATE_MISSING", 2) and "共有 8 处，直到 第 9 行" in found["说明"]
