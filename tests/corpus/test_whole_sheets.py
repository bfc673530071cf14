"""One finding for a whole sheet or file: of another month, dropped twice, used before."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.build import MONTH, Read, call_month, day, logged, read_month, write_month
from tests.corpus.base import month


def errors(called: Read) -> list[tuple[str, str]]:
    return [(finding["代码"], finding["文件"]) for finding in called.findings if finding["级别"] == "错误"]


def test_a_sheet_with_every_date_of_another_month_is_one_finding(tmp_path: Path) -> None:
    sheets = month()
    for row in sheets["扣分记录"]:
        row["日期"] = row["日期"].replace("2026-11", "2026-10")
    write_month(tmp_path / "inbox", sheets)
    assert errors(read_month(tmp_path)) == [("SHEET_OF_OTHER_MONTH", "all.xlsx")]


def test_the_same_sheet_in_two_files_is_one_finding_and_counts_once(tmp_path: Path) -> None:
    sheets = month()
    write_month(tmp_path / "inbox", sheets)
    write_month(tmp_path / "inbox", {"扣分记录": sheets["扣分记录"]}, file="b.xlsx")
    assert errors(read_month(tmp_path)) == [("SHEET_TWICE", "b.xlsx")]


def test_last_months_workbook_under_a_new_name_is_one_finding(tmp_path: Path) -> None:
    october = {"扣分记录": [logged("1", "A-3.1.1") | {"日期": "2026-10-05"}]}
    people = {"花名册": month()["花名册"][:4]}
    write_month(tmp_path / "inbox", people, month="2026-10", file="花名册.xlsx")
    old = write_month(tmp_path / "inbox", october, month="2026-10", file="10月.xlsx")
    assert call_month(tmp_path, "2026-10").code == 0
    write_month(tmp_path / "inbox", people | {"扣分记录": [logged("1", "A-3.1.1")]}, file="a.xlsx")
    shutil.copy(old, tmp_path / "inbox" / MONTH / "11月.xlsx")
    shutil.copy(tmp_path / "inbox" / "2026-10" / "花名册.xlsx", tmp_path / "inbox" / "2026-10" / "x.xlsx")
    assert errors(read_month(tmp_path)) == [("FILE_OF_OTHER_MONTH", "11月.xlsx")]


def test_an_item_far_more_often_than_before_is_a_warning(tmp_path: Path) -> None:
    people = {"花名册": month()["花名册"][:4]}
    write_month(tmp_path / "inbox", people | {"扣分记录": [logged("1", "A-3.1.1") | {"日期": "2026-10-05"}]}, month="2026-10")
    assert call_month(tmp_path, "2026-10").code == 0
    log = [logged("1", "A-3.1.1", on) for on in range(3, 9)]
    write_month(tmp_path / "inbox", people | {"扣分记录": log})
    codes = [finding["代码"] for finding in read_month(tmp_path).findings]
    assert "ITEM_UNUSUAL" in codes


def test_one_unknown_person_is_one_finding_a_sheet_however_many_rows(tmp_path: Path) -> None:
    sheets = month()
    sheets["扣分记录"] = [logged("777", "A-3.1.1", on) for on in range(2, 12)]
    write_month(tmp_path / "inbox", sheets)
    called = read_month(tmp_path)
    assert errors(called) == [("EMPLOYEE_UNKNOWN", "all.xlsx")]
    assert "共 10 行" in next(each["说明"] for each in called.findings if each["代码"] == "EMPLOYEE_UNKNOWN")


def test_an_id_that_lost_its_zeros_is_suggested(tmp_path: Path) -> None:
    sheets = month()
    sheets["花名册"].append(sheets["花名册"][2] | {"工号": "007", "姓名": "员工007"})
    sheets["扣分记录"].append({"日期": day(3), "工号": 7, "事项": "A-3.1.1"})
    write_month(tmp_path / "inbox", sheets)
    called = read_month(tmp_path)
    assert "是不是“007”" in next(each["说明"] for each in called.findings if each["代码"] == "EMPLOYEE_UNKNOWN")
