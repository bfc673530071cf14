"""A workbook too large to leaf through comes back as its rows with findings, which are mended in a file of their own."""

from __future__ import annotations

import csv
import os
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from bench import dirty
from pipeline.month import story
from pipeline.month.story import MOST_ROWS_COPIED
from pipeline.workbooks.excerpt import MOST_ROWS
from tests.build import MONTH, STAFF, Called, call_month, day, logged, person, write_month, write_workbook
from tests.corpus.base import month
from tests.corpus.test_rounds import statements

NAME = "all 有问题的行.xlsx"


def large_month(inbox: Path) -> Path:
    """A month with three rows that are wrong, in a workbook of more rows than are copied."""
    sheets = month("扣分记录", "考勤", "投诉登记", "周总结")
    sheets["扣分记录"][0]["日期"] = "2026-10-03"
    sheets["扣分记录"][3]["记录人"] = "K 9"
    sheets["考勤"][1]["班次"] = "晚斑"
    spent = [{"日期": day(5), "用途": f"第 {number} 笔", "金额": 1, "经办人": "T1"} for number in range(MOST_ROWS_COPIED + 1)]
    return write_month(inbox, sheets | {"基金支出": spent})


@pytest.fixture(scope="module")
def called_once(tmp_path_factory: pytest.TempPathFactory) -> Called:
    folder = tmp_path_factory.mktemp("large")
    large_month(folder / "inbox")
    return call_month(folder, slips=False)


@pytest.fixture
def called(called_once: Called, tmp_path: Path) -> Called:
    """The large month after its command, in a folder of the test's own."""
    return called_once.moved(tmp_path)


def errors(called: Called) -> list[tuple[str, str]]:
    return [(each["代码"], each["单元格"]) for each in called.findings if each["级别"] == "错误"]


def mend(called: Called, tmp_path: Path, cells: dict[tuple[str, str], str | None]) -> Called:
    """Change cells of the excerpt, put it beside the workbook, and run again."""
    path = tmp_path / "inbox" / MONTH / NAME
    shutil.copy(called.folder / "annotated" / NAME, path)
    book = openpyxl.load_workbook(path)
    for (sheet, cell), value in cells.items():
        book[sheet][cell] = value
    book.save(path)
    return call_month(tmp_path, slips=False)


def test_the_excerpt_has_the_header_and_the_rows_with_findings_at_their_own_numbers(called: Called) -> None:
    assert errors(called) == [("DATE_OUTSIDE_MONTH", "A2"), ("ID_UNREADABLE", "J5"), ("CHOICE_UNKNOWN", "D3")]
    assert "COPY_OF_ROWS" in [each["代码"] for each in called.findings]
    assert [path.name for path in (called.folder / "annotated").iterdir()] == [NAME]
    book = openpyxl.load_workbook(called.folder / "annotated" / NAME)
    log = book["扣分记录"]
    assert log["A1"].value == "日期" and log["A2"].value == "2026-10-03" and log["A3"].value is None and log["J5"].value == "K 9"
    assert book.properties.created == book.properties.modified, "the time of writing makes other bytes of the same findings"
    assert "DATE_OUTSIDE_MONTH" in log["A2"].comment.text and log.sheet_format.zeroHeight
    assert book.active.title == "检查结果" and book["_rows"].sheet_state == "hidden"


def test_what_is_mended_in_the_excerpt_counts_as_if_it_were_mended_in_the_workbook(called: Called, tmp_path: Path) -> None:
    mended = mend(called, tmp_path, {("扣分记录", "A2"): day(3), ("扣分记录", "J5"): "T1", ("考勤", "D3"): "晚班"})
    assert mended.code == 0 and "EXCERPT_USED" in [each["代码"] for each in mended.findings]
    write_month(tmp_path / "right" / "inbox", month("扣分记录", "考勤", "投诉登记", "周总结"))
    assert [[{**row, "来源文件": "", "说明": ""} for row in table] for table in statements(mended)] == [
        [{**row, "来源文件": "", "说明": ""} for row in table] for table in statements(call_month(tmp_path / "right", slips=False))
    ]


def test_an_excerpt_of_what_is_left_keeps_what_was_mended_before(called: Called, tmp_path: Path) -> None:
    again = mend(called, tmp_path, {("扣分记录", "A2"): day(3)})
    assert errors(again) == [("ID_UNREADABLE", "J5"), ("CHOICE_UNKNOWN", "D3")]
    assert openpyxl.load_workbook(again.folder / "annotated" / NAME)["扣分记录"]["A2"].value == day(3)
    assert mend(again, tmp_path, {("扣分记录", "J5"): "T1", ("考勤", "D3"): "晚班"}).code == 0


def test_a_row_emptied_in_the_excerpt_is_gone(called: Called, tmp_path: Path) -> None:
    emptied = {("扣分记录", f"{letter}2"): None for letter in "ABCDEFGHIJ"}
    mended = mend(called, tmp_path, {**emptied, ("扣分记录", "J5"): "T1", ("考勤", "D3"): "晚班"})
    assert mended.code == 0 and not [row for row in mended.table("appraisal.xlsx", "计分明细") if row["条款"] == "A-3.1.1"]


def test_what_has_no_room_in_the_excerpt_is_counted_there(tmp_path: Path) -> None:
    owed = [{"日期": day(5), "用途": f"第 {number} 笔", "金额": -1, "经办人": "T1"} for number in range(MOST_ROWS_COPIED + 1)]
    write_month(tmp_path / "inbox", month("扣分记录") | {"基金支出": owed})
    called = call_month(tmp_path, slips=False)
    with (called.folder / "validation.csv").open(encoding="utf-8-sig", newline="") as table:
        found = [row for row in csv.DictReader(table) if row["文件"] == "all.xlsx" and row["工作表"]]
    book = openpyxl.load_workbook(called.folder / "annotated" / NAME, read_only=True)
    told = [row[0] for row in book["检查结果"].iter_rows(values_only=True) if row[0]]
    [left] = [re.fullmatch(r"另有 (\d+) 处不在这份副本里，见检查报告（validation.xlsx）。", text) for text in told if "不在这份副本里" in text]
    assert left is not None and told.count("错误") > MOST_ROWS / 2
    assert told.count("错误") + told.count("警告") + int(left[1]) == len(found) > MOST_ROWS_COPIED


def test_an_excerpt_without_the_workbook_as_it_was_is_not_used(called: Called, tmp_path: Path) -> None:
    large_month(tmp_path / "inbox")
    changed = mend(called, tmp_path, {("扣分记录", "A2"): day(3)})
    assert ("EXCERPT_ALONE", None) in errors(changed) and ("DATE_OUTSIDE_MONTH", "A2") in errors(changed)


def test_two_excerpts_of_one_workbook_are_an_error_that_names_both(called: Called, tmp_path: Path) -> None:
    shutil.copy(called.folder / "annotated" / NAME, tmp_path / "inbox" / MONTH / "all 旧.xlsx")
    twice = mend(called, tmp_path, {("扣分记录", "A2"): day(3)})
    [said] = [each["说明"] for each in twice.findings if each["代码"] == "EXCERPT_TWICE"]
    assert NAME in said and "all 旧.xlsx" in said


def test_a_workbook_of_many_bytes_and_few_rows_comes_back_whole(tmp_path: Path) -> None:
    path = write_month(tmp_path / "inbox", {**month("花名册"), "扣分记录": [{**month()["扣分记录"][0], "日期": "2026-10-03"}]})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/picture.png", os.urandom(2 * 2**20))
    called = call_month(tmp_path, slips=False)
    assert [each.name for each in (called.folder / "annotated").iterdir()] == ["all.xlsx"]
    assert "COPY_OF_ROWS" not in [each["代码"] for each in called.findings]


def test_a_large_workbook_of_which_a_sheet_is_wrong_as_a_whole_is_not_copied_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "MOST_ROWS_COPIED", 100)
    dirty.write(tmp_path / "inbox", "an old attendance beside the new", 15)
    called = call_month(tmp_path, slips=False)
    assert "考勤.xlsx" in {each["文件"] for each in called.findings if each["代码"] == "COPY_OF_ROWS"}
    [copy] = (called.folder / "annotated").glob("考勤*")
    book = openpyxl.load_workbook(copy)
    assert copy.name == "考勤 有问题的行.xlsx" and book.active.title == "检查结果" and book.active.max_row > 1


def test_of_a_large_workbook_in_which_the_settlement_alone_finds_something_that_row_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "MOST_ROWS_COPIED", 3)
    log = [logged("1", "A-3.3.7", 3), *(logged("1", "A-3.1.3", on) for on in (9, 14, 19))]
    headers = list(dict.fromkeys(header for row in log for header in row))
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")]})
    write_workbook(tmp_path / "inbox" / MONTH / "log.xlsx", {"扣分记录": [headers, *([row.get(header) for header in headers] for row in log)]})
    called = call_month(tmp_path, slips=False)
    assert {each["代码"] for each in called.findings if each["文件"] == "log.xlsx"} == {"DISMISSAL_ON_ONE_ROW", "COPY_OF_ROWS"}
    assert [path.name for path in (called.folder / "annotated").glob("log*")] == ["log 有问题的行.xlsx"]
