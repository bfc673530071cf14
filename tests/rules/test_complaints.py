"""What complaints set off in points and money (A-2.5, A-3.3.2, B-6, C-28.2)."""

from __future__ import annotations

import pytest

from tests.build import Result, changed_rulebook, complaint, day, each_own, logged, person, settled, worked

AT_WORK = [worked("1", 5), worked("2", 5)]


def test_B_6_first_100_second_200_third_resignation_without_a_fine() -> None:
    month = settled([person("1")], 投诉登记=[complaint(number, "1") for number in (1, 2, 3, 4)])
    assert [line["amount"] / 100 for line in month.lines("1", "B-6", "罚款")] == [-100, -200]
    assert month.actions("1") == ["B-6"]


COUNTED = each_own("C", [
    ("是", "effective", -100), ("否", "effective", 0), (None, "effective", 0), (None, "received", -100), ("否", "received", 0),
])  # fmt: skip
REASONS = each_own("R", [("服务", -100, 0), ("冲突", -100, -20), ("运输", 0, 0), ("产品", 0, 0), ("其他", 0, 0)])


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """By what counts: a complaint of each case about somebody of its own."""
    rows = [complaint(at, who, 是否有效=effective) for at, (who, (effective, *_)) in enumerate(COUNTED.items(), 1)]
    books = {way: changed_rulebook(tmp_path_factory.mktemp(way), ("counted: effective", f"counted: {way}")) for way in ("effective", "received")}
    return {way: settled([person(who) for who in COUNTED], rulebook=book, 投诉登记=rows) for way, book in books.items()}


@pytest.fixture(scope="module")
def reasons() -> Result:
    rows = [complaint(at, who, 投诉原因=reason) for at, (who, (reason, *_)) in enumerate(REASONS.items(), 1)]
    return settled([person(who) for who in REASONS], 投诉登记=rows)


@pytest.mark.parametrize("who", COUNTED)
def test_B_6_counts_effective_ones_or_all_received_as_the_rulebook_says(counted: dict[str, Result], who: str) -> None:
    _, way, fine = COUNTED[who]
    assert counted[way].yuan(who, "fines") == fine


@pytest.mark.parametrize("who", REASONS)
def test_A_3_3_2_a_conflict_costs_20_points_and_B_6_applies_to_conflict_and_service(reasons: Result, who: str) -> None:
    _, fine, points = REASONS[who]
    assert reasons.yuan(who, "fines") == fine and reasons.points(who) == points


def test_A_3_3_2_stands_on_the_day_it_happened_and_a_log_row_replaces_the_points_alone() -> None:
    row = complaint(1, "1", 投诉原因="冲突", 发生日期=day(2))
    assert settled([person("1")], 投诉登记=[row]).lines("1", "A-3.3.2")[0]["date"].day == 2
    both = settled([person("1")], 投诉登记=[row], 扣分记录=[logged("1", "A-3.3.2", 2)])
    assert both.points("1", "A-3.3.2") == -20 and both.yuan("1", "fines") == -100
    apart = settled([person("1")], 投诉登记=[row], 扣分记录=[logged("1", "A-3.3.2", 3)])
    assert apart.points("1", "A-3.3.2") == -40


def test_A_3_3_2_in_the_log_alone_neither_fines_nor_takes_the_bonus_of_A_2_5() -> None:
    month = settled([person("1")], 扣分记录=[logged("1", "A-3.3.2")], 考勤=AT_WORK[:1])
    assert month.yuan("1", "fines") == 0 and month.points("1", "A-2.5") == 5


def test_A_2_5_no_effective_complaint_earns_five_points() -> None:
    rows = [complaint(1, "1", 投诉原因="运输"), complaint(2, "2", 是否有效=None)]
    month = settled([person("1"), person("2")], 考勤=AT_WORK, 投诉登记=rows)
    assert month.points("1", "A-2.5") == 0 and month.points("2", "A-2.5") == 5


ROLES = each_own("P", [("客服", 5), ("现场接待", 5), ("客服组长", 5), ("服务人员", 0), ("培训专员", 0)])
NOT_AT_WORK = each_own("N", [
    worked("", 5, "休息"), worked("", 5, 上班时间=None, 下班时间=None, 请假类型="产假"), worked("", 5, 上班时间=None, 下班时间=None),
])  # fmt: skip

CALLED_IN_OR_ELSEWHERE = each_own("W", [
    worked("", 5, "休息", 上班时间="9:00", 下班时间="15:00"), worked("", 5, "休息", 上班时间="9:00"),
    *(worked("", 5, 上班时间=None, 下班时间=None, 考勤结果=result) for result in ("出差", "外出", "外勤")),
])  # fmt: skip


@pytest.fixture(scope="module")
def uncomplained() -> Result:
    """A month without complaints: somebody of each role at work, and an agent with each row that is work or is none."""
    rows = NOT_AT_WORK | CALLED_IN_OR_ELSEWHERE
    people = [person(who, role) for who, (role, _) in ROLES.items()] + [person(who) for who in rows]
    return settled(people, 考勤=[worked(who, 5) for who in ROLES] + [row | {"工号": who} for who, row in rows.items()])


@pytest.mark.parametrize("who", ROLES)
def test_A_2_5_is_for_agents_receptionists_and_team_leaders(uncomplained: Result, who: str) -> None:
    assert uncomplained.points(who, "A-2.5") == ROLES[who][1]


@pytest.mark.parametrize("who", NOT_AT_WORK)
def test_A_2_5_needs_a_day_of_work_in_the_month(uncomplained: Result, who: str) -> None:
    assert uncomplained.points(who, "A-2.5") == 0


@pytest.mark.parametrize("who", CALLED_IN_OR_ELSEWHERE)
def test_A_2_5_a_rest_day_with_punches_and_duty_elsewhere_are_work(uncomplained: Result, who: str) -> None:
    assert uncomplained.points(who, "A-2.5") == 5


def test_points_and_fines_follow_complaints_received_in_the_month() -> None:
    old = complaint(1, "1", 投诉编号="KS-202610-0001", 投诉日期="2026-10-20", 受理日期="2026-10-20", 投诉原因="冲突")
    month = settled([person("1")], 考勤=AT_WORK[:1], 投诉登记=[old])
    assert month.yuan("1", "fines") == 0 and month.points("1") == 5


def test_C_28_2_an_approved_penalty_is_charged_in_its_month_and_is_no_fine() -> None:
    rows = [
        complaint(1, "1", 投诉原因="产品", 罚扣金额=88.8, 罚扣核准日期=day(9)),
        complaint(2, "1", 投诉原因="产品", 罚扣金额=50),
        complaint(3, "1", 投诉原因="产品", 投诉编号="KS-202610-0003", 投诉日期="2026-10-01", 受理日期="2026-10-01", 罚扣金额=70,
                  罚扣核准日期="2026-10-30"),
    ]
    month = settled([person("1")], 投诉登记=rows)
    assert month.yuan("1", "complaint_penalties") == -88.8
    assert month.yuan("1", "fines") == 0
    assert list(month.settlement.fund["balance"]) == [0, 0]  # type: ignore[union-attr]


REOPENED = {"原投诉编号": "KS-202611-0001", "投诉日期": day(9), "受理日期": day(9)}


def test_B_6_a_form_that_reopens_another_is_the_same_complaint_and_counts_once() -> None:
    rows = [complaint(1, "1", 是否有效="是"), complaint(2, "1", **REOPENED), complaint(3, "1", **REOPENED | {"原投诉编号": "KS-202611-0002"})]
    month = settled([person("1")], 投诉登记=rows)
    [fine] = [line for line in month.lines("1", "B-6") if line["amount"]]
    assert fine["amount"] == -10_000 and str(fine["date"])[:10] == day(3)


def test_B_6_who_left_before_the_complaint_was_reopened_is_responsible_all_the_same() -> None:
    left = person("1", 离职日期=day(5), 离职原因="辞退")
    month = settled([left], 投诉登记=[complaint(1, "1"), complaint(2, "1", **REOPENED)])
    assert "NOT_EMPLOYED_THAT_DAY" not in month.codes and month.amount("1", "B-6") == -100
    assert "NOT_EMPLOYED_THAT_DAY" in settled([left], 投诉登记=[complaint(1, "1"), complaint(2, "1", **REOPENED | {"原投诉编号": None})]).codes


def test_B_6_the_last_form_says_who_what_and_whether_effective() -> None:
    other = settled([person("1"), person("2")], 投诉登记=[complaint(1, "1"), complaint(2, "2", **REOPENED, 投诉原因="冲突")])
    assert (other.amount("1", "B-6"), other.amount("2", "B-6"), other.points("2", "A-3.3.2")) == (0, -100, -20)
    withdrawn = settled([person("1")], 投诉登记=[complaint(1, "1"), complaint(2, "1", **REOPENED, 是否有效="否")])
    assert withdrawn.amount("1", "B-6") == 0
    open_yet = settled([person("1")], 投诉登记=[complaint(1, "1"), complaint(2, None, **REOPENED, 是否有效=None)])
    assert open_yet.amount("1", "B-6") == -100
