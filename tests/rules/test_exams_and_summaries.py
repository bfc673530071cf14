"""Exams (A-1.6, A-2.2, A-3.2.7) and weekly summaries (B-3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build import Result, Rows, changed_rulebook, day, each_own, person, settled, worked

SATURDAYS = (7, 14, 21, 28)


def exam(score: float, employee: str = "1") -> dict[str, object]:
    return {"日期": day(10), "工号": employee, "得分": score}


EXAMS = each_own("E", [(100, "A-2.2", 5), (99.99, "A-2.2", 0), (60, "A-3.2.7", 0), (59.99, "A-3.2.7", -10)])


@pytest.fixture(scope="module")
def examined() -> Result:
    return settled([person(who) for who in EXAMS], 考试成绩=[exam(score, who) for who, (score, *_) in EXAMS.items()])


@pytest.mark.parametrize("who", EXAMS)
def test_A_2_2_A_3_2_7_full_marks_earn_five_and_below_sixty_costs_ten(examined: Result, who: str) -> None:
    _, clause, points = EXAMS[who]
    assert examined.points(who) == examined.points(who, clause) == points


def test_A_1_6_nobody_examined_is_one_warning_and_someone_missing_one_for_that_person() -> None:
    people = [person("1"), person("2")]
    assert settled(people).codes.count("NOBODY_EXAMINED") == 1
    month = settled(people, 考试成绩=[exam(80), exam(80, "T1")])
    missing = [finding for finding in month.findings if finding.code == "EXAM_MISSING"]
    assert [finding.params["employee"] for finding in missing] == ["2"]


def summary(saturday: int, at: str = "16:00", characters: int = 200, employee: str = "1") -> dict[str, object]:
    return {"周六日期": day(saturday), "工号": employee, "提交时间": f"{day(saturday)} {at}", "字数": characters}


def at_work(employee: str) -> Rows:
    return [worked(employee, 3), worked(employee, 10), worked(employee, 17), worked(employee, 24)]


def fines(month: Result, employee: str) -> list[float]:
    return [line["amount"] / 100 for line in month.lines(employee, "B-3") if line["amount"]]


def fined(rows: Rows) -> list[float]:
    return fines(settled([person("1")], 周总结=rows, 考勤=at_work("1")), "1")


IN_TIME = each_own("S", [("17:00", 200, False), ("17:01", 200, True), ("16:59", 199, True), ("16:59", 200, False)])
OWING = each_own("R", [("客服", True), ("现场接待", True), ("客服组长", True), ("服务人员", False)])


@pytest.fixture(scope="module")
def summed_up() -> Result:
    """A month of people whose first summary is one of the cases, and of a role each that sent none."""
    rows = [summary(saturday, employee=who) for who in IN_TIME for saturday in SATURDAYS[1:]]
    rows += [summary(7, at, characters, who) for who, (at, characters, _) in IN_TIME.items()]
    people = [person(who) for who in IN_TIME] + [person(who, role) for who, (role, _) in OWING.items()]
    return settled(people, 周总结=rows, 考勤=[row for each in people for row in at_work(each["工号"])])


def test_B_3_a_summary_each_saturday_costs_nothing() -> None:
    assert fined([summary(saturday) for saturday in SATURDAYS]) == []


@pytest.mark.parametrize("who", IN_TIME)
def test_B_3_17_00_and_200_characters_are_in_time_and_long_enough(summed_up: Result, who: str) -> None:
    assert fines(summed_up, who) == ([-50] if IN_TIME[who][2] else [])


def test_B_3_the_ladder_climbs_to_withheld_wage_and_the_fifth_is_resignation() -> None:
    assert fined([]) == [-50, -100, -200, -5000]
    month = settled([person("1")], month="2026-10", 周总结=[])
    assert len(month.actions("1")) == 1 and month.yuan("1", "withheld") == -5000
    assert month.yuan("1", "fines") == -350


def test_B_3_an_empty_row_says_that_nothing_was_sent() -> None:
    rows = [summary(saturday) for saturday in SATURDAYS[1:]] + [{"周六日期": day(7), "工号": "1"}]
    assert fined(rows) == [-50]


def test_B_3_a_second_summary_in_time_makes_good_a_short_one() -> None:
    rows = [summary(saturday) for saturday in SATURDAYS] + [summary(7, "15:00", 20)]
    assert fined(rows) == []


@pytest.mark.parametrize("who", OWING)
def test_B_3_is_owed_by_agents_receptionists_and_team_leaders(summed_up: Result, who: str) -> None:
    assert bool(fines(summed_up, who)) is OWING[who][1]


def test_B_3_is_due_only_on_saturdays_of_employment() -> None:
    joined = settled([person("1", 入职日期=day(8))], 周总结=[])
    assert [line["date"].day for line in joined.lines("1", "B-3")] == [14, 21, 28]
    left = settled([person("1", 离职日期=day(13), 离职原因="其他")], 周总结=[])
    assert [line["date"].day for line in left.lines("1", "B-3")] == [7]


def test_B_3_a_week_wholly_on_rest_or_leave_owes_nothing_and_one_without_attendance_does() -> None:
    week = [worked("1", on, 上班时间=None, 下班时间=None, 请假类型="年假") for on in range(9, 15)] + [worked("1", 8, "休息")]
    month = settled([person("1")], 周总结=[summary(7)], 考勤=week)
    assert [line["date"].day for line in month.lines("1", "B-3")] == [21, 28]


def test_B_3_leave_whose_times_cover_the_shift_is_a_day_of_leave_unless_there_are_punches() -> None:
    all_day = {"请假类型": "年假", "请假开始": "8:00", "请假结束": "17:30"}
    week = [worked("1", on, 上班时间=None, 下班时间=None, **all_day) for on in range(9, 15)]
    punched = [*week[:-1], worked("2", 14, **all_day)]
    month = settled([person("1"), person("2")], 周总结=[summary(on, employee=who) for on in (7, 21, 28) for who in "12"], 考勤=[*week, *({**row, "工号": "2"} for row in punched)])
    assert (fines(month, "1"), fines(month, "2")) == ([], [-50])


def test_B_3_without_the_sheet_nothing_is_applied_and_a_warning_says_so() -> None:
    month = settled([person("1")])
    assert month.lines("1", "B-3") == [] and "WEEKLY_SUMMARIES_ABSENT" in month.codes


def test_B_3_other_figures_come_from_the_rulebook(tmp_path: Path) -> None:
    book = changed_rulebook(tmp_path, ("min_characters: 200", "min_characters: 300"))
    month = settled([person("1")], rulebook=book, 周总结=[summary(saturday, characters=299) for saturday in SATURDAYS])
    assert len(month.lines("1", "B-3")) == 4


def test_B_3_a_sheet_on_which_nobody_handed_anything_in_is_told() -> None:
    rows = [{"周六日期": "2026-11-07", "工号": "1"}]
    assert "WEEKLY_SUMMARIES_EMPTY" in settled([person("1")], 周总结=rows).codes
    sent = [rows[0] | {"提交时间": "2026-11-07 16:00", "字数": 400}]
    assert "WEEKLY_SUMMARIES_EMPTY" not in settled([person("1")], 周总结=sent).codes
