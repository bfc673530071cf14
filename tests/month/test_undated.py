"""A sheet without dates that equals last month's is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.build import STAFF, Called, Read, Rows, call_month, person, read_month, write_month

ROWS = [{"工号": "1", "接待量": 310, "质量分": 95, "成交量": 40}, {"工号": "2", "接待量": 280, "质量分": 91, "成交量": 33}]


def write(tmp_path: Path, rows: Rows, month: str) -> None:
    dated = [{"日期": f"{month}-09", "工号": "1", "得分": 90}]  # two files of the same bytes would be the same file again
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1"), person("2")], "工作量": rows, "考试成绩": dated}, month)


def told(tmp_path: Path, rows: Rows, month: str = "2026-11") -> list[str]:
    write(tmp_path, rows, month)
    return told_of(read_month(tmp_path, month))


def told_of(done: Called | Read) -> list[str]:
    assert done.code == 0
    return [f"{each['工作表']} {each['说明']}" for each in done.findings if each["代码"] == "SHEET_LIKE_LAST_MONTH"]


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("october")
    write(folder, ROWS, "2026-10")
    assert told_of(call_month(folder, "2026-10", slips=False)) == []
    return folder


@pytest.fixture
def after_october(october: Path, tmp_path: Path) -> Path:
    return shutil.copytree(october, tmp_path, dirs_exist_ok=True)


def test_rows_that_are_last_months_are_a_warning_in_whatever_order(after_october: Path) -> None:
    [said] = told(after_october, ROWS[::-1])
    assert said.startswith("工作量") and "2026-10" in said


def test_one_changed_figure_is_another_sheet(after_october: Path) -> None:
    assert told(after_october, [ROWS[0], ROWS[1] | {"质量分": 92}]) == []


def test_it_is_the_month_before_that_is_compared(after_october: Path) -> None:
    assert told(after_october, ROWS, "2026-12") == []


def test_an_empty_sheet_is_like_nothing(tmp_path: Path) -> None:
    write(tmp_path, [], "2026-10")
    assert told_of(call_month(tmp_path, "2026-10", slips=False)) == []
    assert told(tmp_path, []) == []
