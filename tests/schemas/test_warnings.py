"""What is legal but worth a look is a warning, and changes no figure (A-1.1, A-1.4, A-1.6, B-1a, C-28)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.findings.finding import Finding
from tests.build import (
    Result,
    Rows,
    complaint,
    day,
    each_own,
    full_month,
    logged,
    person,
    read_month,
    settled,
    worked,
    write_month,
)

AN_EXAM = [{"日期": day(20), "工号": "1", "得分": 80}]


def warned(code: str, people: Rows | None = None, **sheets: Rows) -> list[Finding]:
    """The findings of this code; the month must settle in spite of them."""
    month = settled(people or [person("1"), person("2")], **sheets)
    assert month.settlement is not None
    found = [finding for finding in month.findings if finding.code == code]
    assert all(finding.level == "warning" for finding in found)
    return found


SHIFTS = each_own("H", [
    ("早班", ("8:00", "17:40"), False), ("早班", ("8:00", "17:41"), True), ("早班", ("6:00", "17:40"), False), ("早班", ("9:00", "18:40"), False),
    ("晚班", ("16:00", "次日 1:10"), False), ("晚班", ("16:00", "次日 1:11"), True),
])  # fmt: skip


@pytest.fixture(scope="module")
def worked_too_long() -> set[str]:
    rows = [worked(who, 3, shift, 上班时间=times[0], 下班时间=times[1]) for who, (shift, times, _too_long) in SHIFTS.items()]
    return {who for finding in warned("WORKED_TOO_LONG", [person(who) for who in SHIFTS], 考勤=rows) for who in finding.people}


@pytest.mark.parametrize("who", SHIFTS, ids=map(str, SHIFTS.values()))
def test_A_1_1_more_than_8_hours_and_10_minutes_from_the_shifts_start_less_its_break_is_too_long(worked_too_long: set[str], who: str) -> None:
    assert (who in worked_too_long) is SHIFTS[who][-1]


def test_A_1_1_one_warning_a_person_names_the_days() -> None:
    rows = [worked("1", on, 下班时间="19:00") for on in (3, 4, 9)] + [worked("2", 5, 下班时间="19:00")]
    first, second = warned("WORKED_TOO_LONG", 考勤=rows)
    assert all(f"11-{on:02d}" in first.message for on in (3, 4, 9)) and "11-05" in second.message


def test_B_1a_fewer_than_3_rest_days_is_a_warning() -> None:
    rests = {"two": (1, 8), "three": (1, 8, 15), "none": ()}
    found = warned("TOO_FEW_REST_DAYS", [person(who) for who in rests], 考勤=[row for who, rest in rests.items() for row in full_month(who, rest=rest)])
    assert sorted(each.people for each in found) == [("none",), ("two",)]


def test_B_1a_holds_for_those_employed_the_whole_month() -> None:
    newcomer = person("1", 入职日期=day(10))
    rows = [row for row in full_month("1", rest=()) if row["日期"] >= day(10)]
    assert warned("TOO_FEW_REST_DAYS", [newcomer], 考勤=rows) == []


RECORDED: list[tuple[str, str, str, str | None]] = [
    ("R1", "A-3.1.1", "T1", None),
    ("R2", "A-3.1.1", "Z1", "RECORDER_MAY_NOT"),
    ("R3", "A-3.1.1", "2", "RECORDER_MAY_NOT"),
    ("T1", "A-3.1.1", "Z1", None),
    ("T1", "A-3.1.1", "T1", None),
    ("R6", "A-3.1.14", "Z1", None),
    ("R7", "A-3.1.14", "T1", "RECORDER_MAY_NOT"),
    ("R8", "A-3.1.1", "NOBODY", "RECORDER_UNKNOWN"),
]


@pytest.fixture(scope="module")
def recorded() -> Result:
    """A month with a row of each, days apart."""
    people = [person("2"), *(person(who) for who, *_ in RECORDED if who != "T1")]
    rows = [
        logged(who, item, 2 + 3 * at, 分值=2 if item == "A-3.1.14" else None, 记录人=recorder) for at, (who, item, recorder, _code) in enumerate(RECORDED)
    ]  # fmt: skip
    return settled(people, 扣分记录=rows)


@pytest.mark.parametrize("row", range(2, 2 + len(RECORDED)), ids=map(str, RECORDED))
def test_A_1_4_the_trainer_records_and_the_supervisor_records_the_trainer_and_the_spot_checks(recorded: Result, row: int) -> None:
    who, item, _recorder, code = RECORDED[row - 2]
    assert [each.code for each in recorded.findings if each.code.startswith("RECORDER") and each.row == row] == ([code] if code else [])
    assert [line["points"] for line in recorded.lines(who, item) if line["row"] == row] == [-200]


def test_A_1_4_an_assessor_who_is_not_the_trainer_is_warned_of() -> None:
    row = {"工号": "1", "分值": 2, "理由": "带班好", "评定人": "Z1"}
    assert len(warned("RECORDER_MAY_NOT", [person("1", "客服组长")], 组长奖惩=[row])) == 1


def test_a_recorder_who_had_left_by_that_day_is_warned_of() -> None:
    gone = person("T2", "培训专员", 离职日期=day(5), 离职原因="其他")
    rows = [logged("1", "A-3.1.1", 5, 记录人="T2"), logged("1", "A-3.1.2", 6, 记录人="T2")]
    assert [finding.row for finding in warned("RECORDER_NOT_EMPLOYED", [person("1"), gone], 扣分记录=rows)] == [3]


def test_A_1_6_nobody_examined_is_one_warning_and_somebody_missing_one_for_each_but_supervisors() -> None:
    assert len(warned("NOBODY_EXAMINED")) == 1
    missing = warned("EXAM_MISSING", 考试成绩=AN_EXAM)
    assert sorted(people for finding in missing for people in finding.people) == ["2", "T1"]
    assert warned("NOBODY_EXAMINED", 考试成绩=AN_EXAM) == []


def test_rows_alike_in_every_column_are_warned_of_and_both_count() -> None:
    month = settled([person("1")], 扣分记录=[logged("1", "A-3.1.1"), logged("1", "A-3.1.1"), logged("1", "A-3.1.1", 备注="另一次")])
    assert [(each.code, each.row) for each in month.findings if each.code == "ROW_REPEATED"] == [("ROW_REPEATED", 3)]
    assert month.points("1", "A-3.1.1") == -6


def test_an_absence_on_a_day_with_punches_is_warned_of_and_the_log_holds() -> None:
    month = settled([person("1")], 扣分记录=[logged("1", "A-3.3.1")], 考勤=[worked("1", 3)])
    assert "ABSENT_BUT_PUNCHED" in month.codes and month.points("1", "A-3.3.1") == -20


@pytest.mark.parametrize("row", [worked("1", 3, "休息"), worked("1", 3, 上班时间=None, 下班时间=None, 请假类型="年假")])
def test_a_violation_on_a_day_off_is_warned_of_and_the_log_holds(row: dict[str, object]) -> None:
    month = settled([person("1")], 扣分记录=[logged("1", "A-3.1.1")], 考勤=[row])
    assert "VIOLATION_ON_DAY_OFF" in month.codes and month.points("1", "A-3.1.1") == -2


def test_somebody_without_a_row_of_attendance_is_warned_of() -> None:
    found = warned("NO_ATTENDANCE", 考勤=[worked("1", 3), worked("T1", 3), worked("Z1", 3)])
    assert [finding.people for finding in found] == [("2",)]


def test_B_11_cleaning_not_done_on_a_day_off_is_warned_of_and_counts() -> None:
    on_leave = worked("1", 4, 上班时间=None, 下班时间=None, 请假类型="年假")
    rows = [worked("1", 3, "休息", 卫生值日="否"), on_leave | {"卫生值日": "否"}, worked("1", 5, 卫生值日="否"), worked("1", 6, "休息", 卫生值日="是")]
    assert [(each.row, each.column) for each in warned("VIOLATION_ON_DAY_OFF", 考勤=rows)] == [(2, "卫生值日"), (3, "卫生值日")]
    assert settled([person("1")], 考勤=rows).points("1", "A-3.1.3") == -6


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (worked("1", 3, 上班时间=None, 下班时间=None, 考勤结果="迟到"), "没有上班打卡"), (worked("1", 3, 下班时间=None, 考勤结果="早退"), "没有下班打卡"),
        (worked("1", 3, "休息", 上班时间="9:00", 下班时间="12:00", 考勤结果="迟到"), "当天排休"), (worked("1", 3, 考勤结果="早退"), "打卡时间不早于下班时间"),
    ],
)
def test_a_result_that_the_punches_do_not_bear_out_says_what_is_against_it(row: dict[str, Any], why: str) -> None:
    [said] = [each.message for each in settled([person("1")], 考勤=[row]).findings if each.code == "STATUS_CONTRADICTS"]
    assert said.endswith(f"但{why}。")


def test_a_value_that_the_item_does_not_use_is_warned_of() -> None:
    of = each_own("V", [("A-3.1.1", "超时分钟", 5), ("A-3.1.1", "金额", 80), ("A-3.1.1", "情节严重", "是"), ("B-8", "分值", 3)])
    rows = [logged(who, item) | {column: value} for who, (item, column, value) in of.items()]
    found = warned("VALUE_NOT_USED", [person(who) for who in of], 扣分记录=rows)
    assert [(finding.row, finding.column) for finding in found] == [(2, "超时分钟"), (3, "金额"), (4, "情节严重"), (5, "分值")]


def test_C_28_an_effective_service_complaint_that_names_nobody_and_a_closed_one_undecided_are_warned_of() -> None:
    nobody = complaint(1, None)
    undecided = complaint(2, "1", 是否有效=None, 结案日期=day(6))
    month = settled([person("1"), person("2")], 投诉登记=[nobody, undecided])
    found = [(finding.code, finding.level) for finding in month.findings if finding.code in ("EFFECTIVE_WITHOUT_PERSON", "CLOSED_UNDECIDED")]
    assert sorted(found) == [("CLOSED_UNDECIDED", "warning"), ("EFFECTIVE_WITHOUT_PERSON", "warning")]


@pytest.mark.parametrize(
    ("sheet", "row", "code"),
    [
        ("投诉登记", complaint(1, "1", 是否有效="有效", 结案日期=day(5)), "YES_NO_UNREADABLE"),
        ("投诉登记", complaint(1, "1、2"), "ID_UNREADABLE"),
        ("考勤", worked("3", 3) | {"姓名": "员工1"}, "EMPLOYEE_UNKNOWN"),
    ],
    ids=["decided, but not in yes or no", "two people", "a day of somebody else's id"],
)
def test_what_follows_from_a_cell_that_is_wrong_is_not_told_beside_it(sheet: str, row: dict[str, Any], code: str) -> None:
    """An effective complaint is not without a person, nor undecided, and no day is without a row, because a cell cannot be read."""
    others = {"考勤": [worked("1", 2), *(worked("2", on) for on in (2, 3))]}
    found = settled([person("1"), person("2")], **(others | {sheet: [*others.get(sheet, []), row]})).findings
    assert [each.code for each in found if each.sheet == sheet and each.code != "DAYS_OF_NOBODY"] == [code]


def test_a_late_shift_without_word_on_the_handover_is_one_warning_a_person_and_costs_nothing() -> None:
    rows = [worked("1", on, "晚班", 交接记录=None) for on in (3, 4)]
    month = settled([person("1")], 考勤=rows)
    assert month.codes.count("HANDOVER_UNKNOWN") == 1 and month.yuan("1", "fines") == 0


def test_B_14_a_first_month_without_the_funds_opening_is_warned_of(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": [person("1")]})
    assert "FUND_OPENING_ABSENT" in [finding["代码"] for finding in read_month(tmp_path).findings]
