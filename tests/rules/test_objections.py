"""Decided objections reverse or change the line that they answer, with all that followed from it; open ones change nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.build import Result, Rows, call_month, day, each_own, logged, person, settled, worked, write_month


def objection(employee: str, item: str, on: int = 3, decision: str | None = "撤销", **more: Any) -> dict[str, Any]:
    row = {"工号": employee, "日期": day(on), "事项": item, "理由": "情况不符", "结论": decision, "裁定人": "Z1" if decision else None, "裁定理由": "查实" if decision else None}
    return row | more


def month(objections: Rows, log: Rows, **sheets: Rows) -> Result:
    return settled([person("1"), person("2")], 扣分记录=log, 申诉=objections, **sheets)


def test_a_revoked_item_is_reversed_in_points_and_fine_and_points_at_the_objection() -> None:
    result = month([objection("1", "A-3.1.3")], [logged("1", "A-3.1.3")])
    assert result.score("1") == 80 and result.yuan("1", "fines") == 0
    lines = result.lines("1")
    assert [(line["points"] / 100, line["amount"] / 100) for line in lines] == [(-2, 0), (0, -50), (2, 0), (0, 50)]
    assert [(line["sheet"], line["row"]) for line in lines[2:]] == [("申诉", 2), ("申诉", 2)]
    assert "裁定人 Z1" in lines[2]["note"] and "扣分记录 第 2 行" in lines[2]["note"]


def test_changed_points_replace_those_given() -> None:
    result = month([objection("1", "A-3.1.8", decision="改分", 改后分值=2)], [logged("1", "A-3.1.8", 分值=5, 次数=2)])
    assert result.score("1") == 76
    assert [line["points"] / 100 for line in result.lines("1")] == [-10, 10, -4]


@pytest.mark.parametrize("decision", ["维持", None])
def test_an_objection_that_is_open_or_turned_down_changes_nothing(decision: str | None) -> None:
    result = month([objection("1", "A-3.1.3", decision=decision)], [logged("1", "A-3.1.3")])
    assert result.score("1") == 78 and len(result.lines("1")) == 2


def test_a_derived_item_may_be_objected_to_as_well() -> None:
    late = [worked("1", 3, 上班时间="8:25")]
    assert month([], [], 考勤=late).points("1", "A-3.1.4") == -4
    assert month([objection("1", "A-3.1.4")], [], 考勤=late).points("1", "A-3.1.4") == 0


def test_A_3_3_5_that_followed_from_a_revoked_item_falls_away_with_it() -> None:
    log = [logged("1", "A-3.2.2"), logged("1", "A-3.2.3", 4)]
    assert month([], log).points("1") == -40
    result = month([objection("1", "A-3.2.3", 4)], log)
    assert result.points("1", "A-3.3.5") == 0 and result.score("1") == 70


def test_B_1c_the_ladder_moves_up_when_an_earlier_step_is_revoked() -> None:
    log = [logged("1", "handover_missing", 3), logged("1", "handover_missing", 4)]
    result = month([objection("1", "handover_missing", 3)], log)
    assert result.yuan("1", "fines") == -30 and result.points("1") == -5
    ledger = result.settlement.fund  # type: ignore[union-attr]
    assert ledger["balance"].iloc[-1] == 3_000


def test_A_2_1_a_revoked_violation_no_longer_stands_in_the_way_of_being_first() -> None:
    work = [{"工号": "1", "接待量": 9, "质量分": 90}, {"工号": "2", "接待量": 8, "质量分": 80}]
    assert month([], [logged("1", "A-3.1.1")], 工作量=work).points("1") == -2
    assert month([objection("1", "A-3.1.1")], [logged("1", "A-3.1.1")], 工作量=work).points("1") == 5


def test_an_action_that_was_revoked_is_not_proposed() -> None:
    assert month([], [logged("1", "A-3.3.7")]).actions("1") == ["A-3.3.7"]
    assert month([objection("1", "A-3.3.7")], [logged("1", "A-3.3.7")]).actions("1") == []


WRONG: dict[str, tuple[dict[str, Any], str, str]] = each_own("W", [
    (objection("", "A-3.1.3", 4), "OBJECTION_WITHOUT_LINE", "日期"),
    (objection("2", "A-3.1.3"), "OBJECTION_WITHOUT_LINE", "日期"),
    (objection("", "A-3.1.3", 裁定人=None), "DECIDER_MISSING", "裁定人"),
    (objection("", "A-3.1.3", decision="改分"), "NEW_POINTS_MISSING", "改后分值"),
    (objection("", "A-3.1.3", 改后分值=1), "NEW_POINTS_NOT_ASKED", "改后分值"),
    (objection("", "A-3.1.3", decision="改分", 改后分值=2.5), "NEW_POINTS_OUT_OF_RANGE", "改后分值"),
    (objection("", "B-8", 4, decision="改分", 改后分值=1), "OBJECTION_WITHOUT_POINTS", "结论"),
    (objection("", "A-2.3"), "ITEM_NOT_FOR_SHEET", "事项"),
    (objection("", "A-3.3.5"), "ITEM_NOT_FOR_SHEET", "事项"),
    (objection("", "A-3.1.3", decision="算了"), "CHOICE_UNKNOWN", "结论"),
    (objection("", "A-3.1.3", 理由=None), "VALUE_MISSING", "理由"),
    (objection("", "A-3.1.3", decision="改分", 改后分值=0), "NEW_POINTS_ZERO", "改后分值"),
    (objection("", "A-3.1.8", 5, decision="改分", 改后分值=1), "NEW_POINTS_OUT_OF_RANGE", "改后分值"),
    (objection("", "A-3.1.8", 5, decision="改分", 改后分值=6), "NEW_POINTS_OUT_OF_RANGE", "改后分值"),
    (objection("", "A-3.1.3", 裁定人=""), "DECIDER_IS_OBJECTOR", "裁定人"),
    (objection("", "A-3.1.8", 5, 裁定人="Z2"), "DECIDER_RECORDED", "裁定人"),
    (objection("", "A-3.1.3", 裁定人="X9"), "DECIDER_UNKNOWN", "裁定人"),
    (objection("", "A-3.1.3", 裁定人="2"), "DECIDER_MAY_NOT", "裁定人"),
    (objection("", "A-3.1.3", 裁定人="Z3", 裁定日期=day(20)), "DECIDER_NOT_EMPLOYED", "裁定人"),
    (objection("", "A-3.1.3", 提出日期=day(2)), "RAISED_BEFORE_EVENT", "提出日期"),
    (objection("", "A-3.1.3", 提出日期=day(9), 裁定日期=day(8)), "DECIDED_BEFORE_RAISED", "裁定日期"),
    (objection("", "A-3.1.3") | {"日期": "2026-10-03"}, "OBJECTION_MONTH_NOT_CLOSED", "日期"),
    (objection("", "A-3.1.3") | {"日期": "2026-12-03"}, "DATE_AFTER_MONTH", "日期"),
])  # fmt: skip


@pytest.fixture(scope="module")
def wrong_ones() -> Result:
    """A month in which everybody with a wrong objection has the same three lines."""
    more = [person("2"), person("Z2", "主管"), person("Z3", "主管", 离职日期=day(15), 离职原因="其他")]
    log = [
        row for who in WRONG
        for row in (logged(who, "A-3.1.3"), logged(who, "B-8", 4), logged(who, "A-3.1.8", 5, 分值=3, 记录人="Z2"))
    ]  # fmt: skip
    own = {who: {name: who if value == "" else value for name, value in row.items()} for who, (row, *_) in WRONG.items()}
    return settled([*(person(who) for who in WRONG), *more], 扣分记录=log, 申诉=list(own.values()))


@pytest.mark.parametrize("who", WRONG)
def test_a_wrong_objection_is_found_in_its_cell(wrong_ones: Result, who: str) -> None:
    assert wrong_ones.settlement is None
    row = 2 + list(WRONG).index(who)
    assert [(each.sheet, each.code, each.column) for each in wrong_ones.errors if each.row == row] == [("申诉", *WRONG[who][1:])]
    assert len(wrong_ones.errors) == len(WRONG), "and nothing else is wrong"


@pytest.mark.parametrize("spoiled", [{"日期": "三号"}, {"工号": "员工1"}, {"工号": "777"}, {"事项": "方言"}, {"次数": "很多"}, {"日期": "2026-10-03"}])
def test_an_objection_to_a_row_that_has_an_error_of_its_own_waits_without_a_finding(spoiled: dict[str, Any]) -> None:
    result = month([objection("1", "A-3.1.1")], [logged("1", "A-3.1.1") | spoiled])
    assert [finding.sheet for finding in result.findings if finding.level == "error"] == ["扣分记录"]


def test_an_objection_to_a_row_with_an_error_of_somebody_else_is_one_without_a_line() -> None:
    other = month([objection("2", "A-3.1.1")], [logged("1", "A-3.1.1", 次数="很多")])
    assert "OBJECTION_WITHOUT_LINE" in other.codes, "a row of somebody else"


def test_a_decision_on_more_than_one_event_of_the_day_is_told() -> None:
    """A day, a person and an item are all that an objection names."""
    log = [logged("1", "A-3.1.1"), logged("1", "A-3.1.1", 备注="下午"), logged("1", "A-3.1.2", 次数=2), logged("2", "A-3.1.1")]
    several = month([objection("1", "A-3.1.1"), objection("1", "A-3.1.2"), objection("2", "A-3.1.1")], log)
    assert [(each.row, each.column, each.params["count"]) for each in several.findings if each.code == "OBJECTION_OF_SEVERAL"] == [(2, "日期", 2)]
    assert several.score("1") == 80 and "OBJECTION_OF_SEVERAL" not in month([objection("1", "A-3.1.1", decision="维持")], log).codes
    both = month([objection("1", "A-3.1.4", decision="改分", 改后分值=2)], [], 考勤=[worked("1", 3, 上班时间="8:05", 下班时间="16:50")])
    assert [each.code for each in both.findings if each.sheet == "申诉"] == ["OBJECTION_OF_SEVERAL"]


def test_two_objections_to_the_same_item_are_an_error() -> None:
    rows = [objection("1", "A-3.1.3"), objection("1", "A-3.1.3", decision=None)]
    assert "ROW_TWICE" in month(rows, [logged("1", "A-3.1.3")]).codes


def test_the_whole_command_takes_the_sheet_and_balances(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {
        "花名册": [person("Z1", "主管"), person("T1", "培训专员"), person("1")],
        "扣分记录": [logged("1", "A-3.1.3")], "申诉": [objection("1", "A-3.1.3")],
    })  # fmt: skip
    called = call_month(tmp_path)
    assert called.code == 0
    [row] = [row for row in called.table("pay_adjustment.xlsx", "工资调整表") if row["工号"] == "1"]
    assert (row["考核分"], row["罚款"]) == (80, 0)
    ledger = called.table("fine_fund.xlsx", "基金台账")
    assert sum(line["收入"] or 0 for line in ledger) == 0 and len(ledger) == 4


def receipt(employee: str, on: str, month: str = "2026-11", opinion: str = "无异议", **more: Any) -> dict[str, Any]:
    return {"工号": employee, "月份": month, "签收日期": on, "意见": opinion} | more


RAISED = each_own("R", [("2026-11-06", False), ("2026-11-11", False), ("2026-11-12", True)])
"""Signed for on Friday the 6th: the third working day after it is Wednesday the 11th."""
WRITTEN = each_own("M", ["2026-11", "2026年11月", "2026/11", "2026-11-01"])


@pytest.fixture(scope="module")
def signed_for() -> Result:
    """People who object on each of the days, and late ones whose receipts name the month in each way."""
    raised = {who: on for who, (on, _) in RAISED.items()} | dict.fromkeys(WRITTEN, "2026-11-12")
    return settled(
        [person(who) for who in raised], 扣分记录=[logged(who, "A-3.1.3") for who in raised],
        申诉=[objection(who, "A-3.1.3", 提出日期=on) for who, on in raised.items()],
        签收=[receipt(who, "2026-11-06", WRITTEN.get(who, "2026-11")) for who in raised],
    )


def late_ones(month: Result, employee: str) -> list[tuple[str | None, str]]:
    return [(each.column, each.level) for each in month.findings if each.code == "OBJECTION_LATE" and employee in each.people]


@pytest.mark.parametrize("who", RAISED)
def test_an_objection_is_late_after_three_working_days_from_the_receipt_of_the_slip(signed_for: Result, who: str) -> None:
    assert late_ones(signed_for, who) == [("提出日期", "warning")] * RAISED[who][1]
    assert signed_for.score(who) == 80


def test_without_a_receipt_nobody_can_be_late() -> None:
    row = objection("1", "A-3.1.3", 提出日期="2026-11-29")
    assert "OBJECTION_LATE" not in month([row], [logged("1", "A-3.1.3")], 签收=[receipt("2", "2026-11-06")]).codes


def test_a_decision_without_a_reason_is_warned_of() -> None:
    result = month([objection("1", "A-3.1.3", 裁定理由=None)], [logged("1", "A-3.1.3")])
    assert [(each.code, each.level) for each in result.findings if each.column == "裁定理由"] == [("DECISION_REASON_MISSING", "warning")]


@pytest.mark.parametrize("who", WRITTEN)
def test_the_month_of_a_receipt_is_read_as_people_write_it(signed_for: Result, who: str) -> None:
    assert late_ones(signed_for, who)


def test_a_refused_receipt_needs_a_witness() -> None:
    assert "WITNESS_MISSING" in month([], [], 签收=[receipt("1", "2026-11-06", opinion="拒签")]).codes
    assert "WITNESS_MISSING" not in month([], [], 签收=[receipt("1", "2026-11-06", opinion="拒签", 见证人="王芳")]).codes
