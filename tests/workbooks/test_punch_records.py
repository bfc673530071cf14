"""DingTalk's 原始记录, a row for each punch, is read as the days that it is about, each cell at its own row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.build import MONTH, STAFF, Read, full_month, logged, person, read_month, write_month, write_workbook

HEAD = ["姓名", "考勤组", "部门", "工号", "职位", "UserId", "考勤日期", "考勤时间", "打卡时间", "打卡结果", "打卡地址"]
ABOVE = 3
Records = list[list[Any]]


def record(on: int, due: str | None, punched: str | None, result: str, who: str = "1") -> list[Any]:
    """A row of the export; `due` and `punched` are clock times of the day, of the next one with 次日 before them."""
    day = f"{MONTH}-{on:02d}"
    later = f"{MONTH}-{on + 1:02d}"
    moments = [None if each is None else f"{later if each.startswith('次日') else day} {each.removeprefix('次日 ')}" for each in (due, punched)]
    return [f"员工{who}", "客服组", "客服部", who, None, f"u{who}", f"{day[2:]} 星期二", *moments, result, "某地"]


def early(on: int, came: str | None = "07:55", left: str | None = "17:31", results: tuple[str, str] = ("正常", "正常")) -> Records:
    return [record(on, "08:00", came, results[0]), record(on, "17:30", left, results[1])]


def otherwise(row: list[Any], header: str, value: str) -> list[Any]:
    """The record with another cell."""
    return [value if name == header else cell for name, cell in zip(HEAD, row, strict=True)]


def read(folder: Path, records: Records, own: list[str] | None = None, **sheets: Any) -> Read:
    write_month(folder / "inbox", {"花名册": [*STAFF, person("1")], **sheets})
    sheet = [["打卡时间 统计日期"], ["报表生成时间"], [*HEAD, *(own or [])], *records]
    write_workbook(folder / "inbox" / MONTH / "考勤报表.xlsx", {"原始记录": sheet})
    return read_month(folder)


def lines(found: Read) -> dict[str, tuple[float, int | None]]:
    """Points and row of each line of 员工1, by clause; the bonus for no complaint aside."""
    return {line["条款"]: (line["分值"], line["行号"]) for line in found.lines if line["工号"] == "1" and line["条款"] != "A-2.5"}


def at(number: int) -> int:
    """The row in Excel of a record, counted from 1."""
    return ABOVE + number


def told(found: Read) -> list[tuple[str, object, str]]:
    return [(each["代码"], each["行号"], each["单元格"]) for each in found.findings if each["文件"] == "考勤报表.xlsx" and each["代码"] != "RECORDS_WITHOUT_REST"]


def test_A_3_1_4_A_3_3_1_punches_and_results_count_as_in_the_export_of_days(tmp_path: Path) -> None:
    """Late by 12 minutes with the other punch made up; left 20 minutes early from the late shift; absent; nothing on the others."""
    late_shift = [record(5, "16:00", "15:50", "正常"), record(5, "次日 01:00", "23:40", "早退")]
    night = [record(6, "16:00", "15:50", "正常"), record(6, "次日 01:00", "次日 00:30", "正常")]
    absent = early(7, None, None, ("旷工", "旷工"))
    found = read(tmp_path, [*early(3), *early(4, "08:12", None, ("迟到", "补卡审批通过")), *late_shift, *night, *absent])
    assert found.code == 0, found.findings
    by_row = sorted((line["行号"], line["条款"], line["分值"]) for line in found.lines if line["工号"] == "1" and line["行号"])
    assert by_row == [(at(3), "A-3.1.4", -3), (at(5), "A-3.1.4", -3), (at(9), "A-3.3.1", -20)]


def test_B_1a_days_without_a_punch_are_said_to_be_unknown_once_and_each_person_is_not_told(tmp_path: Path) -> None:
    found = read(tmp_path, [row for on in range(2, 28) for row in early(on)])
    assert [each["代码"] for each in found.findings if each["文件"] == "考勤报表.xlsx"] == ["RECORDS_WITHOUT_REST"]


def test_A_3_3_1_records_that_end_too_early_say_so_and_a_few_days_off_do_not(tmp_path: Path) -> None:
    """Nobody came from the 21st on; on the 9th and the 10th they may all have been off."""
    found = read(tmp_path, [row for on in range(1, 21) if on not in (9, 10) for row in early(on)])
    [said] = [each["说明"] for each in found.findings if each["代码"] == "DAYS_OF_NOBODY"]
    assert "：11-21～11-30。" in said


@pytest.mark.parametrize(
    ("records", "wanted"),
    [
        (early(3, left=None, results=("正常", "缺卡")), [("PUNCH_MISSING", at(2), "I5")]),
        (early(3, results=("正常", "不知道")), [("CHOICE_UNKNOWN", at(2), "J5")]),
        ([*early(3), record(3, "08:00", "07:40", "打卡无效：此记录已被更新")], []),
        ([record(3, None, "09:00", "休息打卡"), record(3, None, "18:00", "休息打卡")], [("PUNCH_ON_REST", at(1), "H4")]),
        ([record(3, "08:00", "07:55", "正常")], [("CHOICE_UNKNOWN", at(1), "H4")]),
        ([*early(3)[:1], ["员工1", None, None, "1", None, None, f"{MONTH[2:]}-03 星期二", f"{MONTH}-03 17:30", "下午五点", "正常"]], [("TIME_UNREADABLE", at(2), "I5")]),
        ([*early(3), early(4)[0], otherwise(early(4)[1], "考勤日期", "上周三")], [("DATE_UNREADABLE", at(4), "G7"), ("PUNCH_MISSING", at(3), "I6")]),
        ([*early(3), otherwise(early(4)[0], "考勤日期", "上周三"), early(4)[1]], [("DATE_UNREADABLE", at(3), "G6"), ("PUNCH_MISSING", at(4), "I7")]),
        ([*early(3), otherwise(early(4)[0], "考勤时间", "八点"), early(4)[1]], [("CHOICE_UNKNOWN", at(3), "H6")]),
        ([*early(3), early(4)[1]], [("PUNCH_MISSING", at(3), "I6")]),
    ],
    ids=[
        "one punch missing", "a result nobody knows", "a punch that another replaced", "called in on a day of rest", "half a shift", "no time",
        "the second day unreadable", "the first day unreadable", "no time due", "half a shift that another day has whole",
    ],
)
def test_what_is_wrong_with_a_punch_is_told_at_its_own_row(tmp_path: Path, records: Records, wanted: list[tuple[str, int, str]]) -> None:
    assert told(read(tmp_path, records)) == wanted


def test_columns_that_hr_put_beside_count_whichever_of_the_day_s_rows_has_them(tmp_path: Path) -> None:
    first, last = early(3)
    found = read(tmp_path, [first, [*last, "否"], *early(4)], own=["卫生值日"])
    assert lines(found) == {"A-3.1.3": (-2, at(1)), "B-11": (0, at(1))}


def test_beside_the_export_of_days_in_one_workbook_the_records_are_not_read_again(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")]})
    days = [["姓名", "工号", "日期", "班次", "上班1打卡时间", "上班1打卡结果", "下班1打卡时间", "下班1打卡结果"]]
    days += [["员工1", "1", f"{MONTH[2:]}-03 星期二", "早班", "08:12", "迟到", "17:31", "正常"]]
    whole = {"每日统计": days, "原始记录": [["标题"], ["时间"], HEAD, *early(3, "08:12", results=("迟到", "正常"))]}
    write_workbook(tmp_path / "inbox" / MONTH / "考勤报表.xlsx", whole)
    found = read_month(tmp_path)
    assert lines(found) == {"A-3.1.4": (-3, 2)} and "RECORDS_WITHOUT_REST" not in {each["代码"] for each in found.findings}


def test_instead_of_the_records_the_month_s_days_have_no_more_to_say(tmp_path: Path) -> None:
    """The advice of RECORDS_WITHOUT_REST: the export of days, or HR's own sheet, in its place."""
    read(tmp_path, early(3))
    (tmp_path / "inbox" / MONTH / "考勤报表.xlsx").unlink()
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "考勤": full_month("1"), "扣分记录": [logged("1", "A-3.1.1", 4)]})
    assert not {"RECORDS_WITHOUT_REST", "DAYS_WITHOUT_ROW"} & {each["代码"] for each in read_month(tmp_path).findings}
