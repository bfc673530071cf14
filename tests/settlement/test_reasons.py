"""提示 of the pay sheet: why an amount is not what the score or the lines would come to (A-1.5, A-4.2, A-4.4)."""

from __future__ import annotations

from tests.build import day, logged, person, settled
from tests.settlement.test_scores_and_pay import at


def test_A_4_4_nothing_moves_in_the_first_two_months_and_the_sheet_says_why() -> None:
    month = settled([person("1", 入职日期=day(1)), person("2")], 扣分记录=[logged("1", "A-3.1.5"), logged("2", "A-3.1.5")])
    assert month.paid("1")["merit_pay"] == 0 and "入职第 3 个月起工资才浮动（A-4.4）" in month.paid("1")["hint"]
    assert month.paid("2")["merit_pay"] == -5_000 and month.paid("2")["hint"] == ""


def test_A_4_2_the_most_that_pay_moves_is_said_where_it_bounds_and_there_alone() -> None:
    assert at(110).paid("1")["hint"] == ""
    assert "绩效浮动以 -300.00 元为限（A-4.2）" in at(45).paid("1")["hint"]
    assert "为限" not in at(50).paid("1")["hint"]


def test_A_1_5_a_score_that_the_cap_holds_says_so() -> None:
    bonus = {"日期": day(4), "工号": "1", "事项": "A-2.3", "次数": 9, "记录人": "T1"}
    month = settled([person("1")], 加分记录=[bonus])
    assert month.paid("1")["hint"] == month.appraised("1")["hint"] == "考核分以 110 分为限（A-1.5）"


def test_more_taken_than_the_wage_is_said_with_the_wage() -> None:
    month = settled([person("1", 月工资=100)], 扣分记录=[logged("1", "B-8", 次数=3)])
    assert month.paid("1")["hint"].startswith("扣款超过月工资 100.00 元")
    assert "月工资 100.00" not in settled([person("1", 月工资=150)], 扣分记录=[logged("1", "B-8", 次数=3)]).paid("1")["hint"]
