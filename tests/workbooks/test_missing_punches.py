"""Attendance that lacks its punches, or some of the month's days, says so once; nobody is absent because a column is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.build import (
    MONTH,
    STAFF,
    Read,
    Rows,
    day,
    full_month,
    person,
    read_month,
    settled,
    worked,
    write_month,
    write_workbook,
)

HEADERS = ["日期", "工号", "班次", "上班时间", "下班时间", "请假类型", "考勤结果"]
PEOPLE = [person("1"), person("2")]
SHIFTS = len([row for row in full_month("1") if row["班次"] != "休息"])


def read(folder: Path, rows: Rows, *without: str, **renamed: str) -> Read:
    """A month of 考勤 that lacks some columns, or calls them otherwise."""
    write_month(folder / "inbox", {"花名册": [*STAFF, *PEOPLE]})
    kept = [header for header in HEADERS if header not in without]
    sheet = [[renamed.get(header, header) for header in kept], *([row.get(header) for header in kept] for row in rows)]
    write_workbook(folder / "inbox" / MONTH / "考勤.xlsx", {"考勤": sheet})
    return read_month(folder)


def told(found: Read) -> list[tuple[str, str, Any]]:
    """What is said of 考勤, but for the people without a row."""
    return [(each["级别"], each["代码"], each["列"]) for each in found.findings if each["工作表"] == "考勤" and each["代码"] != "HEADER_UNKNOWN"]


def everybody() -> Rows:
    return [row for who in ("1", "2") for row in full_month(who)]


def test_A_3_3_1_a_table_without_columns_of_punches_is_one_error_and_no_absence(tmp_path: Path) -> None:
    found = read(tmp_path, everybody(), "上班时间", "下班时间")
    assert told(found) == [("错误", "NOBODY_PUNCHED", None)] and found.code == 1
    [said] = [each["说明"] for each in found.findings if each["代码"] == "NOBODY_PUNCHED"]
    assert f"2 人的 {2 * SHIFTS} 个班次" in said


def test_A_3_3_1_mistyped_headers_of_punches_are_the_same_error(tmp_path: Path) -> None:
    found = read(tmp_path, everybody(), 上班时间="上班时问", 下班时间="下班时问")
    assert told(found) == [("错误", "NOBODY_PUNCHED", None)]


def test_A_3_3_1_results_beside_no_punches_do_not_say_it_again() -> None:
    rows = [row | {"上班时间": None, "下班时间": None, "考勤结果": "休息" if row["班次"] == "休息" else "正常"} for row in everybody()]
    assert [each.code for each in settled(PEOPLE, 考勤=rows).errors] == ["NOBODY_PUNCHED"]


def test_A_3_3_1_nobody_came_where_the_results_say_so() -> None:
    """As the advice has it; and one person, or one day, without a punch is an absence."""
    month = settled(PEOPLE, 考勤=[worked(who, on, 上班时间=None, 下班时间=None, 考勤结果="旷工") for who in ("1", "2") for on in (3, 4)])
    assert not month.errors and [month.points(who, "A-3.3.1") for who in ("1", "2")] == [-40, -40]
    for unpunched in ((("1", 3),), (("1", 3), ("1", 4)), (("1", 3), ("2", 3))):
        few = settled(PEOPLE, 考勤=[worked(who, on, 上班时间=None, 下班时间=None) for who, on in unpunched])
        assert not few.errors and sum(few.points(who, "A-3.3.1") for who in ("1", "2")) == -20 * len(unpunched)


def test_A_3_3_1_leave_and_rest_alone_need_no_punches(tmp_path: Path) -> None:
    rows = [worked("1", on, 请假类型="病假") if on < 20 else worked("1", on, "休息") for on in range(1, 31)]
    found = read(tmp_path, [*rows, *(row | {"工号": "2"} for row in rows)], "上班时间", "下班时间")
    assert found.code == 0 and not [each for each in told(found) if each[1].startswith(("NOBODY", "PUNCH"))]


def test_one_missing_column_of_punches_is_one_warning_and_gone_with_the_column(tmp_path: Path) -> None:
    """PUNCH_COLUMN_MISSING: a missing punch costs nothing, but no lateness could be told of anybody."""
    found = read(tmp_path / "without", everybody(), "上班时间")
    assert told(found) == [("警告", "PUNCH_COLUMN_MISSING", "上班时间")] and found.code == 0
    assert not told(read(tmp_path / "with", everybody()))


def test_A_3_3_1_days_on_which_nobody_has_a_row_are_one_warning_that_names_them() -> None:
    """An export that was made on the 20th, and lacks three days; whether the days are of rest nobody can tell."""
    rows = [row for row in everybody() if row["日期"] <= day(20) and row["日期"] not in (day(2), day(9), day(10))]
    [found] = [each for each in settled([*PEOPLE], staff=False, 考勤=rows).findings if each.sheet == "考勤"]
    assert found.code == "DAYS_OF_NOBODY" and "“客服部”" in found.message and "11-02、11-09～11-10、11-21～11-30" in found.message


def test_A_3_3_1_departments_that_lack_the_same_days_are_told_together() -> None:
    people = [*PEOPLE, person("3", 部门="客服二部"), person("4", 部门="工程部")]
    short = [row for who in ("1", "2", "3") for row in full_month(who) if row["日期"] <= day(20)]
    [found] = [each for each in settled(people, staff=False, 考勤=[*short, *full_month("4")]).findings if each.code == "DAYS_OF_NOBODY"]
    assert "“客服部”、“客服二部”" in found.message and "工程部" not in found.message
    all_short = [row for row in [*short, *full_month("4")] if row["日期"] <= day(20)]
    [found] = [each for each in settled(people, staff=False, 考勤=all_short).findings if each.code == "DAYS_OF_NOBODY"]
    assert found.message.startswith("各部门")


def test_A_3_3_1_days_before_the_first_joined_lack_nobody() -> None:
    people = [person(who, 入职日期=day(10)) for who in ("1", "2")]
    rows = [row for row in everybody() if row["日期"] >= day(10)]
    assert "DAYS_OF_NOBODY" not in settled(people, staff=False, 考勤=rows).codes


def test_a_day_that_cannot_be_read_may_be_the_one_that_nobody_has() -> None:
    rows = [row if row["日期"] != day(9) else row | {"日期": "上周一"} for row in full_month("1")]
    assert "DAYS_OF_NOBODY" not in settled([person("1")], staff=False, 考勤=rows).codes
