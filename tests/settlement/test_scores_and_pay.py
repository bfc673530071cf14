"""Scores, grades, ranks, pay, actions and the fund (A-1, A-3.5, A-4, B-14)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.rulebook.model import Rulebook
from pipeline.settlement.pay import merit_pay
from pipeline.settlement.settle import Past
from tests.build import BOOK, MONTH, Result, changed_rulebook, day, each_own, logged, person, settled, worked

GRADES = {
    110: "A", 91: "A", 90.5: "A", 90: "B", 80: "B", 79.5: "C", 70: "C", 69: "D", 65: "D", 64: "E", 60: "E", 59.5: "—", -5: "—",
}  # fmt: skip
WHO = {score: f"L{number}" for number, score in enumerate([*GRADES, 68, -120])}
"""A team leader who ends with each score."""


@pytest.fixture(scope="module")
def scored() -> Result:
    """The month of them all."""
    log, bonuses, adjust = [], [], []
    for score, who in WHO.items():
        leader, difference = 0.0, score - 80
        if difference > 0:
            fives, leader = divmod(difference, 5)
            bonuses += [{"日期": day(4), "工号": who, "事项": "A-2.4", "次数": int(fives), "记录人": "T1"}] if fives else []
        else:
            tens, rest = divmod(-difference, 10)
            log += [logged(who, "A-3.3.3", 次数=int(tens // 2))] if tens >= 2 else []
            log += [logged(who, "A-3.2.2")] if tens % 2 else []
            log += [logged(who, "A-3.1.5")] if rest >= 5 else []
            leader = -(rest % 5)
        adjust += [{"工号": who, "分值": leader, "理由": "评议", "评定人": "T1"}] if leader else []
    return settled([person(who, "客服组长") for who in WHO.values()], 扣分记录=log, 加分记录=bonuses, 组长奖惩=adjust)


@pytest.mark.parametrize(("score", "grade"), GRADES.items())
def test_A_3_5_lower_bounds_belong_to_the_grade_and_ninety_is_B(scored: Result, score: float, grade: str) -> None:
    assert scored.score(WHO[score]) == score
    assert scored.paid(WHO[score])["grade"] == grade


def test_A_1_2_everybody_starts_from_80() -> None:
    month = settled([person("1")])
    assert month.score("1") == 80 and month.score("T1") == 80
    assert month.appraised("1")["base"] == 8000


def test_A_1_5_a_score_is_at_most_110_without_lower_bound_and_the_cap_is_no_line(scored: Result) -> None:
    bonus = {"日期": day(4), "工号": "1", "事项": "A-2.3", "次数": 9, "记录人": "T1"}
    month = settled([person("1")], 加分记录=[bonus])
    assert month.score("1") == 110 and month.points("1") == 45
    assert scored.score(WHO[-120]) == -120


@pytest.mark.parametrize(("score", "pay"), [(80, 0), (91, 110), (68, -120)])
def test_A_4_3_the_worked_examples(scored: Result, score: int, pay: int) -> None:
    assert scored.yuan(WHO[score], "merit_pay") == pay
    assert scored.actions(WHO[score]) == []


def test_A_4_3_below_60_the_contract_may_be_ended(scored: Result) -> None:
    assert scored.actions(WHO[59.5]) == ["A-1.3"]
    assert scored.actions(WHO[60]) == []


@pytest.mark.parametrize(("score", "pay"), [(110, 300), (109.5, 295), (50, -300), (49, -300), (51, -290), (80.05, 0.5)])
def test_A_4_1_A_4_2_ten_yuan_a_point_at_most_300_either_way(score: float, pay: float) -> None:
    assert merit_pay(round(score * 100), BOOK) == round(pay * 100)


HIRED = each_own("H", [
    ("2026-11", "2026-11-30", False), ("2026-12", "2026-11-30", False), ("2027-01", "2026-11-30", True),
    ("2026-11", "2026-10-01", False), ("2026-11", "2026-09-30", True),
])  # fmt: skip
"""A month, a day of joining, and whether pay moves then."""
SINCE = each_own("S", [("2026-09-30", True), ("2026-10-01", False), ("2026-09-01", True), ("2026-09-15", True)])


def with_a_bonus(hired: dict[str, str], month: str = MONTH, rulebook: Rulebook = BOOK) -> Result:
    """Everybody has joined on a day, and five points more than the base."""
    bonuses = [{"日期": day(30, month), "工号": who, "事项": "A-2.4", "记录人": "T1"} for who in hired]
    return settled([person(who, 入职日期=on) for who, on in hired.items()], month=month, 加分记录=bonuses, rulebook=rulebook)


@pytest.fixture(scope="module")
def by_calendar() -> dict[str, Result]:
    months = {month for month, *_ in HIRED.values()}
    return {month: with_a_bonus({who: hired for who, (of, hired, _) in HIRED.items() if of == month}, month) for month in months}


@pytest.mark.parametrize("who", HIRED)
def test_A_4_4_pay_moves_from_the_third_calendar_month_also_over_the_years_end(by_calendar: dict[str, Result], who: str) -> None:
    month, _, moves = HIRED[who]
    assert by_calendar[month].score(who) == 85
    assert by_calendar[month].yuan(who, "merit_pay") == (50 if moves else 0)


@pytest.fixture(scope="module")
def by_full_months(tmp_path_factory: pytest.TempPathFactory) -> Result:
    change = ("counted_by: calendar, decided: 入职", "counted_by: full, decided: 入职")
    return with_a_bonus({who: hired for who, (hired, _) in SINCE.items()}, rulebook=changed_rulebook(tmp_path_factory.mktemp("full"), change))


@pytest.mark.parametrize("who", SINCE)
def test_A_4_4_counted_full_pay_moves_in_the_month_in_which_the_third_month_since_joining_begins(by_full_months: Result, who: str) -> None:
    assert by_full_months.yuan(who, "merit_pay") == (50 if SINCE[who][1] else 0)


def test_ranks_are_within_the_department_and_ties_share_the_better_place() -> None:
    people = [person("1"), person("2"), person("3"), person("4", 部门="二部")]
    month = settled(people, 扣分记录=[logged("3", "A-3.1.5"), logged("4", "A-3.1.5")])
    assert [month.appraised(who)["rank"] for who in ("1", "2", "T1", "3", "4")] == [1, 1, 1, 4, 1]


@pytest.mark.parametrize(("score", "fires"), [(69.5, True), (70, False)])
def test_A_1_3_last_place_two_months_running_below_70_may_be_dismissed(score: float, fires: bool) -> None:
    points = (80 - score)
    log = [logged("1", "A-3.1.5"), logged("1", "A-3.1.8", 分值=(points - 5) / 2, 次数=2)]
    before = Past(last_before=pd.DataFrame({"employee_id": ["1"]}))
    month = settled([person("1"), person("2")], 扣分记录=log, past=before)
    assert month.score("1") == score
    assert month.actions("1") == (["A-1.3"] if fires else [])


def test_A_1_3_ties_are_all_last_and_nobody_is_last_in_a_department_of_one() -> None:
    log = [logged(who, "A-3.3.3") for who in "123"]
    before = Past(last_before=pd.DataFrame({"employee_id": ["1", "2", "3"]}))
    month = settled([person("1"), person("2"), person("3", 部门="二部")], 扣分记录=log, past=before)
    assert [month.actions(who) for who in "123"] == [["A-1.3"], ["A-1.3"], []]
    alone = settled([person("1"), person("2")], 扣分记录=log[:2])
    assert alone.actions("1") == []


def test_A_1_3_who_leaves_before_the_months_last_day_is_not_ranked_for_the_last_place(tmp_path: Path) -> None:
    log = [logged("1", "A-3.3.3", 次数=2), logged("2", "A-3.3.3")]
    before = Past(last_before=pd.DataFrame({"employee_id": ["1", "2"]}))

    def last(leave_date: str, **more: Any) -> list[str]:
        leaver = person("1", 离职日期=leave_date, 离职原因="辞退")
        month = settled([leaver, person("2"), person("3")], 扣分记录=log, past=before, **more)
        return [who for who in "12" if "连续" in str(month.lines(who, "A-1.3"))]

    assert last("2026-11-29") == ["2"]
    assert last("2026-11-30") == ["1"]
    assert last("2026-11-29", rulebook=changed_rulebook(tmp_path, ("leavers_ranked: false", "leavers_ranked: true"))) == ["1"]


def test_B_14_all_fines_enter_the_fund_and_spending_leaves_it() -> None:
    month = settled(
        [person("1")],
        扣分记录=[logged("1", "B-8", 5), logged("1", "A-3.3.4", 6, 金额=999)],
        基金支出=[{"日期": day(5), "用途": "聚餐", "金额": 20.5, "经办人": "张三"}],
        基金期初=[{"金额": 100}],
    )
    assert month.settlement is not None
    ledger = month.settlement.fund
    assert list(ledger["summary"]) == ["期初", "上班做与工作无关的事", "聚餐", "期末"]
    assert [balance / 100 for balance in ledger["balance"]] == [100, 150, 129.5, 129.5]


def test_A_5_3_a_month_takes_the_rulebook_in_force_on_its_first_day() -> None:
    assert BOOK.effective_from.isoformat() <= f"{MONTH}-01"


def test_a_draft_in_which_everybody_is_left_out_has_amounts_that_are_numbers() -> None:
    one = settled([person("1")], staff=False, draft=True, 考勤=[worked("1", 3) | {"班次": None}])
    assert one.settlement is not None
    assert [(row["held"], row["merit_pay"], row["total"]) for row in one.settlement.pay.to_dict("records")] == [(True, 0, 0)]
