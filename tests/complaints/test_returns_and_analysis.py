"""Returned goods against what was approved (C-29.2, C-29.3), the figures of the month, and what is to be done (C-20)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build import day
from tests.complaints.cases import QUALITY, closed, number, one, received, records, said_apart, worked_out

CAME_BACK = {
    (10, 10): ("相符", 0, "是"), (10, 8): ("不符", -2, "否"), (10, 12): ("不符", 2, "否"), (10, 0): ("不符", -10, "否"),
    (10, None): ("待退货", None, "否"), (None, 5): ("未填核定量", None, "否"), (None, None): ("未填核定量", None, "否"),
}  # fmt: skip
"""How many were approved and came, and what is said of them."""
returned = said_apart("returns", {key: closed(1, 处理方式="退货", 核定退货量=key[0], 实退量=key[1]) for key in CAME_BACK})


@pytest.mark.parametrize(("approved", "came"), CAME_BACK)
def test_C_29_2_only_equal_quantities_may_be_posted(approved: int | None, came: int | None) -> None:
    row = returned(approved, came)
    assert (row["result"], row["difference"], row["postable"]) == CAME_BACK[approved, came]


def test_C_29_3_the_check_covers_whatever_came_back_and_nothing_else() -> None:
    rows = [closed(1, 处理方式="重处理"), closed(2, 处理方式="折扣"), closed(3, 处理方式="折扣", 实退量=2), closed(4, 处理方式="退货")]
    assert list(worked_out(rows).returns["complaint_no"]) == [number(1), number(3), number(4)]


MONTH_OF_FIVE = [
    closed(1, 投诉金额=100),
    closed(2, 投诉金额=200.5, 结案日期=day(10), 报告日期=day(9)),
    closed(3, **(QUALITY | {"责任部门": "生产部", "结案日期": day(6), "是否有效": "否", "订单编号": "DD-7"})),
    received(4, 客户名称="另一位客户", 投诉原因="冲突", 是否有效=None, 订单编号="DD-7"),
    received(5, day(28), 责任部门="生产部", 客户名称="另一位客户", 原投诉编号=number(4)),
]


def figures(topic: str, value: str) -> dict[str, Any]:
    frame = worked_out(MONTH_OF_FIVE).analysis
    return one(frame[(frame["topic"] == topic) & (frame["value"] == value)])


def test_the_analysis_counts_all_complaints_and_rates_those_that_were_due() -> None:
    row = figures("全部", "全部")
    assert (row["count"], row["received"], row["effective"], row["amount"], row["closed"]) == (5, 5, 3, 60050, 3)
    assert row["close_on_time"] == pytest.approx(2 / 4)
    assert row["report_on_time"] == pytest.approx(2 / 3)
    assert (row["median_days"], row["longest_days"]) == (500, 7)


def test_the_analysis_breaks_down_by_class_reason_and_unit_the_most_frequent_first() -> None:
    frame = worked_out(MONTH_OF_FIVE).analysis
    assert [(row["topic"], row["value"], row["count"]) for row in records(frame)][1:] == [
        ("投诉类别", "非质量", 4), ("投诉类别", "质量", 1), ("投诉原因", "服务", 3), ("投诉原因", "产品", 1),
        ("投诉原因", "冲突", 1), ("责任部门", "客户服务部", 2), ("责任部门", "生产部", 2), ("责任部门", "未填", 1),
    ]  # fmt: skip


def test_what_is_not_due_or_not_closed_has_no_rate_and_no_days() -> None:
    frame = worked_out([received(5, day(28))]).analysis
    row = records(frame)[0]
    assert (row["report_on_time"], row["close_on_time"], row["median_days"], row["longest_days"]) == (None, None, None, None)


def test_the_median_of_an_even_number_of_days_is_in_the_middle() -> None:
    row = records(worked_out([closed(1), closed(2, 结案日期=day(9))]).analysis)[0]
    assert (row["median_days"], row["longest_days"]) == (550, 6)


def test_repeat_complaints_are_found_by_customer_and_by_order_and_a_reopened_one_is_not_another() -> None:
    found = [(row["topic"], row["value"], row["count"], row["complaints"]) for row in records(worked_out(MONTH_OF_FIVE).repeats)]
    assert found == [
        ("客户", "锦绣花园业主", 3, "、".join(map(number, (1, 2, 3)))), ("订单", "DD-7", 2, "、".join(map(number, (3, 4)))),
    ]  # fmt: skip


def test_C_20_every_open_complaint_waits_for_the_manager_or_somebody_whom_the_manager_names() -> None:
    row = one(worked_out([received(1, 投诉金额=80)]).todo)
    assert (row["step"], row["who"], row["due"], row["days_over"], row["assigned"]) == (
        "接待客户，查明原因", "经理或经理指派的人", day(9), 21, "",
    )  # fmt: skip


DONE_SO_FAR: dict[str, tuple[dict[str, Any], tuple[str, str, str]]] = {
    "a limit for joint handling": ({"会办时限": day(20)}, ("会办，查明原因", "会办部门，并立即通知研发部门", day(20))),
    "investigated": ({"调查完成日期": day(5)}, ("报副总经理批示", "经理或经理指派的人", day(8))),
    "reported": ({"调查完成日期": day(5), "报告日期": day(6), "投诉金额": 1000}, ("核决", "副总经理", day(9))),
    "decided": ({"调查完成日期": day(5), "报告日期": day(6), "核决人": "总经理"}, ("答复客户，结案", "经理或经理指派的人", day(9))),
}
next_step = said_apart("todo", {case: received(1, **({"投诉金额": 80} | more)) for case, (more, _said) in DONE_SO_FAR.items()})


@pytest.mark.parametrize("case", DONE_SO_FAR)
def test_C_25_2_and_others_the_next_step_of_an_open_complaint_follows_from_what_is_done(case: str) -> None:
    row = next_step(case)
    assert (row["step"], row["who"], row["due"]) == DONE_SO_FAR[case][1]


NOT_DONE: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "unanswered": ({"答复日期": None}, ("以书信或电话答复客户", "经理或经理指派的人")),
    "not accepted": ({"客户接受": "否"}, ("重新立案", "经理或经理指派的人")),
    "decided above authority": ({"投诉金额": 5000.01}, ("重新核决", "总经理")),
    "a penalty without approval": ({"责任人": "K1", "罚扣金额": 50}, ("核准罚扣", "总经理")),
    "quantities that differ": ({"处理方式": "退货", "核定退货量": 3, "实退量": 1}, ("查清退货数量", "财务、仓库")),
}
still_needed = said_apart("todo", {case: closed(1, **more) for case, (more, _said) in NOT_DONE.items()})


@pytest.mark.parametrize("case", NOT_DONE)
def test_a_closed_complaint_may_still_need_something(case: str) -> None:
    row = still_needed(case)
    assert (row["step"], row["who"], row["due"], row["days_over"]) == (*NOT_DONE[case][1], None, None)


def test_nothing_is_to_be_done_when_all_is_done() -> None:
    assert worked_out([closed(1), closed(2, 客户接受="否"), closed(3, 原投诉编号=number(2))]).todo.empty


def test_a_month_without_complaints_has_empty_lists() -> None:
    work = worked_out([])
    for name in ("tracking", "todo", "review", "penalties", "returns", "analysis", "repeats", "forms"):
        assert getattr(work, name).empty
