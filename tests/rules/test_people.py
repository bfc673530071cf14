"""Firsts, team leaders, supervisors, neglect, leaving (A-2.1, A-3.3.5, A-3.4, A-6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rulebook.model import Rulebook
from tests.build import BOOK, Result, Rows, changed_rulebook, each_own, logged, person, settled, worked


def work(employee: str, contacts: int, quality: float, orders: int | None = None) -> dict[str, object]:
    return {"工号": employee, "接待量": contacts, "质量分": quality, "成交量": orders}


def firsts(rows: Rows, rulebook: Rulebook = BOOK, **more: Rows) -> list[str]:
    month = settled([person("1"), person("2"), person("3", 部门="二部")], rulebook=rulebook, 工作量=rows, **more)
    return [who for who in "123" if month.points(who, "A-2.1") == 5]


def test_A_2_1_first_in_both_of_the_whole_customer_service_earns_five(tmp_path: Path) -> None:
    rows = [work("1", 100, 90), work("2", 99, 89), work("3", 5, 5)]
    assert firsts(rows) == ["1"]
    assert firsts([*rows[:2], work("3", 101, 89)]) == []
    assert firsts(rows, changed_rulebook(tmp_path, ("within: whole", "within: department"))) == ["1", "3"]


def test_A_2_1_nobody_first_in_both_earns_nothing_and_joint_firsts_all_do() -> None:
    assert firsts([work("1", 100, 90), work("2", 99, 91)]) == []
    assert firsts([work("1", 100, 90), work("2", 100, 90)]) == ["1", "2"]


@pytest.mark.parametrize("item", ["A-3.1.9", "B-8", "A-3.3.7"])
def test_A_2_1_needs_a_month_without_deduction_fine_or_action(item: str) -> None:
    points = 1 if item == "A-3.1.9" else None
    assert firsts([work("1", 100, 90), work("2", 9, 9)], 扣分记录=[logged("1", item, 分值=points)]) == []


def test_A_2_1_derived_violations_count_and_leader_adjustments_do_not() -> None:
    late = [worked("1", 3, 上班时间="8:05")]
    assert firsts([work("1", 100, 90), work("2", 9, 9)], 考勤=late) == []
    leader = {"工号": "1", "分值": -2, "理由": "纪律", "评定人": "T1"}
    month = settled([person("1", "客服组长"), person("2")], 工作量=[work("1", 100, 90)], 组长奖惩=[leader])
    assert month.points("1", "A-2.1") == 5


def test_B_4_the_conversion_rate_is_orders_over_contacts_and_gives_no_points() -> None:
    month = settled([person("1"), person("2"), person("4")], 工作量=[work("1", 200, 80, 50), work("2", 0, 80, 0), work("4", 3, 99)])
    assert month.appraised("1")["conversion"] == 0.25
    assert str(month.appraised("2")["conversion"]) == "<NA>"
    assert month.points("1") == 0


ADJUSTED = each_own("L", [-5, -0.5, 0, 3, 5])
NEGLECTED = each_own("N", [
    (["A-3.1.1", "A-3.1.2", "A-3.1.5"], False),
    (["A-3.1.1", "A-3.1.2", "A-3.1.5", "A-3.1.6"], True),
    (["A-3.1.1"] * 6, False),
    (["A-3.2.1"], False),
    (["A-3.2.1", "A-3.2.2"], True),
    (["A-3.2.1", "A-3.2.1"], False),
    (["A-3.2.1", "A-3.2.2", "A-3.2.3", "A-3.1.1", "A-3.1.2", "A-3.1.5", "A-3.1.6"], True),
])  # fmt: skip


@pytest.fixture(scope="module")
def month() -> Result:
    """A team leader with each adjustment, and somebody with each log."""
    rows = [{"工号": who, "分值": points, "理由": "带班情况", "评定人": "T1"} for who, points in ADJUSTED.items()]
    log = [logged(who, item, on) for who, (items, _) in NEGLECTED.items() for on, item in enumerate(items, 2)]
    return settled([*(person(who, "客服组长") for who in ADJUSTED), *(person(who) for who in NEGLECTED)], 组长奖惩=rows, 扣分记录=log)


@pytest.mark.parametrize(("who", "points"), ADJUSTED.items())
def test_A_3_4_a_team_leader_is_adjusted_by_up_to_five_points(month: Result, who: str, points: float) -> None:
    assert month.score(who) == 80 + points
    assert float(month.appraised(who)["leader"]) / 100 == points


@pytest.mark.parametrize("who", NEGLECTED)
def test_A_3_3_5_two_medium_or_four_light_clauses_cost_twenty_more_once(month: Result, who: str) -> None:
    assert month.points(who, "A-3.3.5") == (-20 if NEGLECTED[who][1] else 0)


MEDIUM_TWICE = [logged("", "A-3.2.1", 2, 次数=2)]
LIGHT_FOUR_TIMES = [logged("", "A-3.1.1", on) for on in (3, 4, 5, 6)]
TWO_MEDIUM = [logged("", "A-3.2.1", 2), logged("", "A-3.2.2", 9)]
FOUR_LIGHT = [logged("", item, on) for on, item in enumerate(("A-3.1.1", "A-3.1.2", "A-3.1.5", "A-3.1.6"), 3)]
OCCURRENCES, BOTH = ("counted: clauses", "counted: occurrences"), ("needed: either", "needed: both")
RULED = each_own("B", [
    (MEDIUM_TWICE, None, None), (MEDIUM_TWICE, OCCURRENCES, 2), (LIGHT_FOUR_TIMES, None, None), (LIGHT_FOUR_TIMES, OCCURRENCES, 6),
    (TWO_MEDIUM, None, 9), (TWO_MEDIUM, BOTH, None), ([*TWO_MEDIUM, *FOUR_LIGHT], None, 6), ([*TWO_MEDIUM, *FOUR_LIGHT], BOTH, 9),
])  # fmt: skip
"""What is logged, what the rulebook has otherwise, and the day of A-3.3.5."""


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str] | None, Result]:
    """Of each rulebook a month of those whom it is tried on."""
    log = [row | {"工号": who} for who, (rows, *_) in RULED.items() for row in rows]
    months: dict[tuple[str, str] | None, Result] = {}
    for change in (None, OCCURRENCES, BOTH):
        people = [who for who, (_, of, _) in RULED.items() if of == change]
        book = changed_rulebook(tmp_path_factory.mktemp("ruled"), change) if change else BOOK
        months[change] = settled([person(who) for who in people], 扣分记录=[row for row in log if row["工号"] in people], rulebook=book)
    return months


@pytest.mark.parametrize("who", RULED)
def test_A_3_3_5_the_rulebook_says_whether_one_level_is_enough_and_what_is_counted(ruled: dict[tuple[str, str] | None, Result], who: str) -> None:
    _, change, day_of = RULED[who]
    assert [line["date"].day for line in ruled[change].lines(who, "A-3.3.5")] == ([day_of] if day_of else [])


def test_A_3_3_5_counts_derived_violations_and_is_dated_when_it_was_reached() -> None:
    log = [logged("1", "emergency_overrun", 9, 超时分钟=15)]
    exam = {"日期": "2026-11-20", "工号": "1", "得分": 30}
    month = settled([person("1")], 扣分记录=log, 考试成绩=[exam])
    [line] = month.lines("1", "A-3.3.5")
    assert line["date"].day == 20


def test_supervisors_get_fines_charges_and_actions_but_no_points() -> None:
    log = [logged("Z1", "A-3.2.1"), logged("Z1", "A-3.2.4"), logged("Z1", "A-3.3.4", 金额=100), logged("Z1", "A-3.3.7")]
    month = settled([], 扣分记录=log)
    assert month.points("Z1") == 0 and not month.lines("Z1", "A-3.3.5")
    assert month.yuan("Z1", "fines") == -100 and month.yuan("Z1", "compensation") == -100
    assert month.actions("Z1") == ["A-3.3.7"]
    assert month.yuan("Z1", "merit_pay") == 0 and str(month.paid("Z1")["score"]) == "<NA>"


LEAVING = {"入职日期": "2026-08-01", "培训结束日期": "2026-10-15", "转正日期": "2027-02-01", "离职日期": "2026-11-20", "离职原因": "辞职"}


NOTICES = each_own("W", [("2026-10-14", 0), ("2026-10-15", -3333.33), ("2026-11-15", -3333.33), ("2026-11-16", 0), (None, 0)])
PROBATIONS = each_own("P", [("2026-11-11", -2500.01), ("2026-11-10", 0), (None, 0)])


@pytest.fixture(scope="module")
def leavers() -> Result:
    in_probation = LEAVING | {"培训结束日期": "2026-08-15", "月工资": 5000.01}
    return settled([
        *(person(who, **LEAVING, 提出辞职日期=notice) for who, (notice, _) in NOTICES.items()),
        *(person(who, **in_probation | {"转正日期": end}, 提出辞职日期="2026-11-10") for who, (end, _) in PROBATIONS.items()),
    ])  # fmt: skip


@pytest.mark.parametrize("who", NOTICES)
def test_A_6_1_notice_within_a_month_of_training_withholds_the_wage_of_the_days_employed(leavers: Result, who: str) -> None:
    assert leavers.yuan(who, "withheld") == NOTICES[who][1]


@pytest.mark.parametrize("who", PROBATIONS)
def test_A_6_2_notice_in_probation_charges_half_a_wage_rounded_half_up(leavers: Result, who: str) -> None:
    assert leavers.yuan(who, "compensation") == PROBATIONS[who][1] and leavers.yuan(who, "withheld") == 0


def test_A_6_1_and_A_6_2_can_both_apply_and_only_to_resignations() -> None:
    both = settled([person("1", **LEAVING, 提出辞职日期="2026-11-01")])
    assert both.yuan("1", "total") == -5833.33
    dismissed = settled([person("1", **LEAVING | {"离职原因": "辞退"})])
    assert dismissed.yuan("1", "total") == 0


def test_withheld_wages_together_are_at_most_one_months_wage() -> None:
    rows = [worked("1", on, "晚班", 交接记录="否") for on in (2, 3, 4, 5)]
    month = settled([person("1", **LEAVING, 提出辞职日期="2026-11-01")], 考勤=rows)
    assert month.yuan("1", "withheld") == -3333.33
    assert len(month.lines("1", category="扣发工资")) == 2


EMPLOYED = each_own("E", [
    ({}, -5000), ({"离职日期": "2026-11-30"}, -5000), ({"离职日期": "2026-11-29"}, -4833.33), ({"离职日期": "2026-11-05"}, -833.33),
    ({"入职日期": "2026-11-01"}, -5000), ({"入职日期": "2026-11-02"}, -4833.33), ({"入职日期": "2026-11-02", "离职日期": "2026-11-06"}, -833.33),
])  # fmt: skip


@pytest.fixture(scope="module")
def employed_in_part(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Result]:
    """People who missed four handovers, by the rulebook and by one that withholds the whole wage."""
    people = [person(who, **days, **({"离职原因": "辞退"} if "离职日期" in days else {})) for who, (days, _) in EMPLOYED.items()]
    rows = [worked(who, on, "晚班", 交接记录="否") for who in EMPLOYED for on in (2, 3, 4, 5)]
    whole = changed_rulebook(tmp_path_factory.mktemp("whole"), ("wage: employed_days", "wage: whole"))
    return settled(people, 考勤=rows), settled(people, 考勤=rows, rulebook=whole)


@pytest.mark.parametrize("who", EMPLOYED)
def test_B_1c_B_3_who_was_employed_for_part_of_the_month_has_only_that_part_s_wage_to_lose(employed_in_part: tuple[Result, Result], who: str) -> None:
    as_it_is, whole = employed_in_part
    assert as_it_is.yuan(who, "withheld") == EMPLOYED[who][1]
    assert whole.yuan(who, "withheld") == -5000


CONFIRMED = each_own("C", [("2026-12-01", True), ("2026-11-30", False), (None, False)])


@pytest.fixture(scope="module")
def grade_a() -> Result:
    bonuses = [{"日期": "2026-11-04", "工号": who, "事项": "A-2.3", "次数": 3, "记录人": "T1"} for who in CONFIRMED]
    return settled([person(who, 转正日期=end) for who, (end, _) in CONFIRMED.items()], 加分记录=bonuses)


@pytest.mark.parametrize("who", CONFIRMED)
def test_A_6_3_grade_A_in_probation_may_ask_for_early_confirmation(grade_a: Result, who: str) -> None:
    assert ("A-6.3" in grade_a.actions(who)) is CONFIRMED[who][1]


@pytest.mark.parametrize(
    ("small", "large", "alike"),
    [
        ("客服郡", "客服部", True), ("客户服务部门", "客户服务部", True), ("客服部 ", "客服部", False), ("工程部", "客服部", False),
        ("客服二部", "客服一部", False), ("客服B组", "客服A组", False), ("客服2部", "客服1部", False), ("客服", "客服部", True),
    ],
)
def test_A_1_3_a_department_of_one_or_two_with_nearly_another_s_name_is_a_warning(small: str, large: str, alike: bool) -> None:
    people = [*(person(str(at), 部门=large) for at in range(1, 4)), person("9", 部门=small)]
    found = [(each.code, each.cell) for each in settled(people, staff=False).findings if each.code == "DEPARTMENT_ALIKE"]
    assert found == ([("DEPARTMENT_ALIKE", "C5")] if alike else [])
