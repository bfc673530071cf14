"""What attendance sets off: lateness, absence, handover, cleaning (A-3.1.4, A-3.3.1, B-1, B-7, B-11)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build import (
    STAFF,
    Result,
    Rows,
    call_month,
    each_own,
    full_month,
    logged,
    person,
    settled,
    worked,
    write_month,
)


def one(row: dict[str, object], log: Rows | None = None):  # type: ignore[no-untyped-def]
    return settled([person("1")], 考勤=[row], 扣分记录=log or [])


NO_PUNCH: dict[str, object] = {"上班时间": None, "下班时间": None}
LATE = each_own("L", [
    ("8:00", 0), ("8:00:59", 0), ("8:01", 2), ("8:10:59", 2), ("8:11", 3), ("8:20", 3), ("8:21", 4), ("8:30", 4),
    ("8:31", 5), ("11:00", 5),
])  # fmt: skip
EARLY = each_own("E", [("17:30", 0), ("17:29:30", 0), ("17:29", 2), ("17:20", 2), ("17:19", 3), ("16:59", 5)])
LATE_SHIFT_EARLY = each_own("S", [("1:00", 0), ("次日 00:58", 0), ("0:00", 0), ("23:59", 2), ("23:49", 3), ("22:00", 5)])
WITHOUT_PUNCHES = each_own("A", [
    ({"考勤结果": "旷工"}, True), ({}, True), ({"请假类型": "事假"}, False), ({"考勤结果": "请假"}, False), ({"班次": "休息"}, False),
])  # fmt: skip
PART_LEAVE = each_own("P", [
    ("12:00", "17:30", "8:00", "12:00", 0), ("12:05", "17:30", "8:00", "12:00", -2), ("8:05", "17:30", "13:00", "17:30", -2),
    ("8:00", "13:00", "13:00", "17:30", 0), ("8:00", "12:30", "13:00", "17:30", -4), ("10:05", "17:30", "8:30", "10:00", -5),
])  # fmt: skip
ELSEWHERE = each_own("D", ["出差", "外出", "外勤"])


@pytest.fixture(scope="module")
def month() -> Result:
    """A day of each case, of an employee of its own."""
    rows = [worked(who, 3, 上班时间=at) for who, (at, _) in LATE.items()]
    rows += [worked(who, 3, 下班时间=at) for who, (at, _) in EARLY.items()]
    rows += [worked(who, 3, "晚班", 下班时间=at) for who, (at, _) in LATE_SHIFT_EARLY.items()]
    rows += [worked(who, 3) | NO_PUNCH | row for who, (row, _) in WITHOUT_PUNCHES.items()]
    rows += [
        worked(who, 3, 上班时间=first, 下班时间=last, 请假类型="事假", 请假开始=begin, 请假结束=end)
        for who, (first, last, begin, end, _) in PART_LEAVE.items()
    ]
    for who, result in ELSEWHERE.items():
        rows += [worked(who, 3, **NO_PUNCH, 考勤结果=result), worked(who, 4, 上班时间="9:00", 考勤结果=result)]
    return settled([person(who) for who in {row["工号"]: None for row in rows}], 考勤=rows)


@pytest.mark.parametrize("who", LATE)
def test_A_3_1_4_ten_minutes_late_cost_two_points_and_eleven_cost_three(month: Result, who: str) -> None:
    assert month.points(who, "A-3.1.4") == -LATE[who][1]


@pytest.mark.parametrize("who", EARLY)
def test_A_3_1_4_leaving_early_counts_in_whole_minutes_with_seconds_dropped(month: Result, who: str) -> None:
    assert month.points(who, "A-3.1.4") == -EARLY[who][1]


@pytest.mark.parametrize("who", LATE_SHIFT_EARLY)
def test_B_1b_leaving_the_late_shift_from_midnight_on_is_not_early(month: Result, who: str) -> None:
    assert month.points(who, "A-3.1.4") == -LATE_SHIFT_EARLY[who][1]


def test_B_1b_a_late_shift_on_the_last_day_ends_in_the_next_month() -> None:
    month = one(worked("1", 30, "晚班", 下班时间="次日 00:58"))
    assert not month.lines("1", category="扣分")


def test_B_7_late_and_early_on_one_day_are_two_events() -> None:
    month = one(worked("1", 3, 上班时间="8:05", 下班时间="17:00"))
    assert sorted(line["points"] for line in month.lines("1", "A-3.1.4")) == [-400, -200]


def test_A_3_1_4_a_log_row_of_that_day_is_the_judgement_and_replaces_both() -> None:
    row = worked("1", 3, 上班时间="8:35", 下班时间="17:00")
    assert one(row, [logged("1", "A-3.1.4", 3, 分值=2)]).points("1", "A-3.1.4") == -2
    assert one(row, [logged("1", "A-3.1.4", 4, 分值=2)]).points("1", "A-3.1.4") == -11


def test_A_3_1_4_a_result_that_was_approved_wins_over_the_punch() -> None:
    assert one(worked("1", 3, 上班时间="9:00", 考勤结果="正常", 结果已核准="是")).lines("1", category="扣分") == []


@pytest.mark.parametrize("who", WITHOUT_PUNCHES)
def test_A_3_3_1_a_shift_without_punches_and_without_leave_is_absence(month: Result, who: str) -> None:
    assert month.points(who, "A-3.3.1") == (-20 if WITHOUT_PUNCHES[who][1] else 0)


def test_A_3_3_1_one_punch_missing_is_a_warning_and_no_deduction() -> None:
    month = one(worked("1", 3, 下班时间=None, 考勤结果="缺卡"))
    assert month.lines("1", category="扣分") == []
    assert "PUNCH_MISSING" in month.codes


def test_A_3_3_1_a_log_row_replaces_the_derived_absence_of_that_day() -> None:
    row = worked("1", 3, 上班时间=None, 下班时间=None)
    assert one(row, [logged("1", "A-3.3.1", 3)]).points("1", "A-3.3.1") == -20


def test_B_1c_handovers_not_entered_climb_the_ladder_to_resignation() -> None:
    rows = [worked("1", on, "晚班", 交接记录="否") for on in (2, 3, 4, 5, 6, 7)]
    month = settled([person("1")], 考勤=rows)
    assert [line["amount"] / 100 for line in month.lines("1", "B-1c", "罚款")] == [-30, -50, -80]
    assert month.yuan("1", "withheld") == -5000
    assert month.actions("1").count("B-1c") == 1
    assert month.points("1", "A-3.1.5") == -30
    assert month.yuan("1", "fines") == -160


def test_B_1c_times_on_one_row_count_as_that_many_occurrences() -> None:
    month = settled([person("1")], 扣分记录=[logged("1", "handover_missing", 2, 次数=2), logged("1", "handover_missing", 9)])
    assert month.yuan("1", "fines") == -(30 + 50 + 80)


def test_B_1c_a_log_row_replaces_the_attendance_mark_of_that_day_but_A_3_1_5_replaces_nothing() -> None:
    row = worked("1", 3, "晚班", 交接记录="否")
    assert one(row, [logged("1", "handover_missing", 3)]).yuan("1", "fines") == -30
    both = one(row, [logged("1", "A-3.1.5", 3)])
    assert both.yuan("1", "fines") == -30 and both.points("1", "A-3.1.5") == -10


def test_B_1c_an_unknown_handover_is_a_warning_only() -> None:
    month = one(worked("1", 3, "晚班", 交接记录=None))
    assert month.lines("1", category="扣分") == [] and "HANDOVER_UNKNOWN" in month.codes


def test_B_11_cleaning_duty_missed_costs_50_yuan_and_A_3_1_3() -> None:
    month = settled([person("1")], 考勤=[worked("1", 3, 卫生值日="否"), worked("1", 4, 卫生值日="是"), worked("1", 5)])
    assert month.points("1", "A-3.1.3") == -2 and month.amount("1", "B-11") == -50


def test_A_3_3_1_leave_that_is_known_by_its_result_alone_is_leave_everywhere(tmp_path: Path) -> None:
    days = [worked("1", on, 上班时间=None, 下班时间=None, 考勤结果="请假") for on in range(2, 12)]
    month = settled([person("1")], 考勤=days)
    assert month.settlement is not None and month.points("1", "A-3.3.1") == 0
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "考勤": days})
    called = call_month(tmp_path)
    assert called.code == 0 and "连续工作" not in (called.folder / "report.html").read_text(encoding="utf-8")


def test_A_3_3_1_a_leave_of_part_of_the_shift_without_any_punch_is_absence_and_says_so() -> None:
    half = worked("1", 3, 上班时间=None, 下班时间=None, 请假类型="事假", 请假开始="8:00", 请假结束="12:00")
    [line] = [line for line in settled([person("1")], 考勤=[half]).lines("1", "A-3.3.1") if line["points"]]
    assert "只占当班的一部分" in line["note"]
    whole = half | {"请假结束": "17:30"}
    assert settled([person("1")], 考勤=[whole]).points("1", "A-3.3.1") == 0


@pytest.mark.parametrize("who", PART_LEAVE)
def test_A_3_1_4_minutes_within_a_leave_of_part_of_the_day_are_neither_late_nor_early(month: Result, who: str) -> None:
    assert month.points(who, "A-3.1.4") == PART_LEAVE[who][4]


@pytest.mark.parametrize(("first", "is_doubtful"), [("12:45", False), ("12:46", True)])
def test_A_3_1_4_a_punch_by_more_than_half_the_shift_away_is_doubtful_unless_the_result_says_late(first: str, is_doubtful: bool) -> None:
    row = worked("1", 3, 上班时间=first)
    assert ("PUNCH_FAR_FROM_SHIFT" in settled([person("1")], 考勤=[row]).codes) == is_doubtful
    late = settled([person("1")], 考勤=[row | {"考勤结果": "迟到"}])
    assert "PUNCH_FAR_FROM_SHIFT" not in late.codes and late.points("1", "A-3.1.4") == -5


@pytest.mark.parametrize("who", ELSEWHERE)
def test_A_3_3_1_duty_elsewhere_is_neither_absence_nor_lateness(month: Result, who: str) -> None:
    assert month.lines(who, category="扣分") == []


def test_B_1a_punches_on_a_rest_day_are_a_warning_and_the_day_counts_as_worked() -> None:
    called_in = {"上班时间": "8:00", "下班时间": "17:30"}
    month = settled([person("1")], 考勤=[row | (called_in if row["班次"] == "休息" else {}) for row in full_month("1")])
    assert "PUNCH_ON_REST" in month.codes and month.settlement is not None and "TOO_FEW_REST_DAYS" in month.codes
