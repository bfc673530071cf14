"""What somebody should look at in a complaint, said in its 提示 (C-18, C-23, C-25, C-28.2, C-29.2)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build import day
from tests.complaints.cases import QUALITY, apart, closed, number, received, records, tracked, tracked_apart, worked_out


def hint(row: dict[str, Any], *others: dict[str, Any]) -> str:
    return str(tracked(row, *others)["hint"])


def hints(*rows: dict[str, Any], **options: Any) -> list[str]:
    """Of each of these complaints of one register, which have nothing to do with each other."""
    register = apart(rows)
    tracking = worked_out(register, **options).tracking
    assert list(tracking["complaint_no"]) == [row["投诉编号"] for row in register]
    return list(tracking["hint"])


def test_a_complaint_handled_as_it_should_be_has_no_hint() -> None:
    assert hints(closed(1), closed(1, **QUALITY)) == ["", ""]


def test_C_25_1_a_quality_complaint_has_its_form_filled_in_and_others_need_not() -> None:
    quality, other = hints(closed(1, **(QUALITY | {"批号": None, "不良数量": None})), closed(1))
    assert "处理表缺：批号、不良数量（C-25.1）" in quality and "处理表缺" not in other


def test_C_25_4_a_closed_complaint_names_its_responsible_unit() -> None:
    without, not_effective, still_open = hints(closed(1, 责任部门=None), closed(1, 责任部门=None, 是否有效="否"), received(1))
    assert "已结案，未定责任部门（C-25.4）" in without
    assert "责任部门" not in not_effective and "责任部门" not in still_open


def test_C_25_4_a_quality_fault_of_our_own_says_whether_improvement_is_followed_up() -> None:
    unsaid = QUALITY | {"改善追踪": None}
    own, not_effective, no_quality = hints(closed(1, **unsaid), closed(1, **(unsaid | {"是否有效": "否"})), closed(1, 改善追踪=None))
    assert "未填改善追踪（C-25.4）" in own
    assert "改善追踪" not in not_effective and "改善追踪" not in no_quality


def test_C_25_4_a_closed_complaint_has_its_decision_on_record() -> None:
    columns = ("是否有效", "处理方式", "核决人")
    said = hints(*(closed(1, **{column: None}) for column in columns))
    assert all(f"已结案，未填：{column}" in each for column, each in zip(columns, said, strict=True)), said


def test_C_25_5_an_unaccepted_closed_complaint_without_a_successor_is_flagged() -> None:
    not_accepted, still_open = hints(closed(1, 客户接受="否"), received(1, 客户接受="否"))
    assert "客户不接受处理结果，须重新立案（C-25.5）" in not_accepted and "重新立案" not in still_open
    first, again = worked_out([closed(1, 客户接受="否"), received(2, day(10), 原投诉编号=number(1))]).tracking["hint"]
    assert f"已由 {number(2)} 重新立案" in first and f"第 2 次立案，原编号 {number(1)}" in again


def test_C_25_6_a_closed_complaint_is_answered_by_letter_or_telephone() -> None:
    unanswered, undated, otherwise = hints(closed(1, 答复方式=None, 答复日期=None), closed(1, 答复日期=None), closed(1, 答复方式=None))
    assert unanswered == "已结案，未答复客户（C-25.6）"
    assert undated == "未填答复日期（C-25.6）"
    assert otherwise == "答复方式不是书信或电话（C-25.6）"


def test_C_25_8_a_complaint_that_is_not_upheld_is_not_compensated_and_the_money_due_is_collected() -> None:
    dismissed = closed(1, 是否有效="否", 处理方式="不成立")
    paid, upheld, due, unknown = hints(closed(1, 是否有效="否", 处理方式="赔款"), closed(1, 处理方式="不成立"), dismissed, dismissed | {"投诉金额": None})
    assert "认定无效，却给予赔款（C-25.8）" in paid
    assert "认定有效，处理方式却是不成立（C-25.8）" in upheld
    assert due == "投诉不成立，300.00 元货款按期收取（C-25.8）"
    assert "投诉不成立，货款按期收取（C-25.8）" in unknown


def test_C_25_8_an_objection_goes_up_to_the_superior() -> None:
    assert "客户有异议，报上级处理" in hint(closed(1, 是否有效="否", 处理方式="不成立", 客户接受="否"))


def test_C_18_an_especially_serious_complaint_is_reported_at_once_and_answered_by_letter() -> None:
    serious = closed(1, 严重程度="特别严重", 调查完成日期=day(3), 报告日期=day(4))
    fresh, by_letter, by_telephone = hints(received(1, 严重程度="特别严重"), serious | {"答复方式": "书信"}, serious)
    assert "特别严重，须立即报副总经理（C-18）" in fresh
    assert (by_letter, by_telephone) == ("", "特别严重，须以书信答复（C-18）")


DOUBTFUL = {("质量", "产品"): False, ("质量", "其他"): False, ("质量", "运输"): True, ("非质量", "产品"): True, ("非质量", "运输"): False}
of_class_and_reason = tracked_apart({said: closed(1, **(QUALITY | {"投诉类别": said[0], "投诉原因": said[1]})) for said in DOUBTFUL})


@pytest.mark.parametrize(("category", "reason"), DOUBTFUL)
def test_C_23_class_and_reason_fit_each_other(category: str, reason: str) -> None:
    assert ("投诉类别与原因不一致" in of_class_and_reason(category, reason)["hint"]) == DOUBTFUL[category, reason]


def test_C_28_2_a_penalty_that_waits_for_approval_is_said() -> None:
    waiting = closed(1, 责任人="K1", 罚扣金额=50)
    before, after = hints(waiting, waiting | {"罚扣核准日期": day(9)})
    assert "罚扣待总经理核准，未扣（C-28.2）" in before and "罚扣" not in after


def test_C_29_2_quantities_that_differ_are_said() -> None:
    fewer, same = hints(*(closed(1, 处理方式="退货", 核定退货量=3, 实退量=returned) for returned in (2, 3)))
    assert "核定退货量与实退量不符，不得入账（C-29.2）" in fewer and same == ""


def test_C_18_a_serious_complaint_is_reported_within_a_day() -> None:
    late = "特别严重，没有立即报副总经理（C-18）"
    serious: dict[str, Any] = {"严重程度": "特别严重", "答复方式": "书信"}
    within, after, usual = hints(*(closed(1, **serious, 报告日期=day(on), 调查完成日期=day(4)) for on in (4, 5)), closed(1, 报告日期=day(6)))
    assert late not in within and late in after and "没有立即" not in usual


def test_C_20_somebody_sees_to_each_complaint_within_a_day() -> None:
    fresh, older = hints(*(received(1, day(on), 处理人=None) for on in (29, 28)), as_of=day(30))
    assert "未填处理人（C-20）" not in fresh and "未填处理人（C-20）" in older


def test_C_25_2_research_is_told_of_joint_handling_with_acceptance_at_the_latest() -> None:
    joint = {"会办时限": day(20)}
    untold, late, in_time = hints(closed(1, **joint), *(closed(1, **joint, 会办通知日期=day(on)) for on in (4, 3)))
    assert "未填会办通知日期（C-25.2）" in untold
    assert "受理之后才通知会办（C-25.2）" in late and in_time == ""


@pytest.mark.parametrize("more", [{"报告日期": day(6), "结案日期": None}, {"报告日期": None}])
def test_C_25_3_reported_or_closed_without_the_end_of_the_investigation_is_said_and_stands_as_missing(more: dict[str, Any]) -> None:
    row = closed(1, 调查完成日期=None, **more)
    assert "未填调查完成日期，无法判断报告是否按时（C-25.3）" in hint(row)
    assert all("调查完成日期" in each for each in worked_out([row]).review["missing"])


def test_C_26_a_complaint_is_accepted_within_a_working_day() -> None:
    friday, monday, tuesday = day(6), day(9), day(10)
    in_time, late, unsaid = hints(*(received(1, friday, 受理日期=on, 投诉金额=1) for on in (monday, tuesday)), closed(1, 受理日期=None))
    assert "受理太晚" not in in_time and "受理太晚（C-26）" in late
    assert "已结案，未填受理日期（C-26）" in unsaid
    open_yet = received(1, friday, 受理日期=None, 投诉金额=1)
    assert "还没有受理" not in str(tracked(open_yet, as_of=monday)["hint"])
    assert "还没有受理（C-26）" in str(tracked(open_yet, as_of=tuesday)["hint"])


def test_C_26_where_holidays_are_not_known_acceptance_is_reminded_of_by_the_days_of_the_week() -> None:
    row = received(1, "2099-11-06", 受理日期="2099-11-10")
    assert "受理太晚（C-26）" in str(tracked(row, month="2099-11")["hint"])


def test_C_26_an_empty_acceptance_is_no_deadline_and_no_way_out() -> None:
    row = tracked(received(1, 受理日期=None))
    assert (row["close_due"], row["close_status"], row["days_overdue"]) == (None, "—", 0)
    later_on = tracked(received(1, day(30), 受理日期="2026-12-02"))
    assert (later_on["accepted_on"], later_on["close_due"], later_on["close_status"]) == (None, None, "—")
    todo = worked_out([received(1, 受理日期=None, 投诉金额=1)]).todo
    assert [(each["step"], each["due"]) for each in records(todo)] == [("受理", day(4))]


def test_C_27_decided_after_closing_is_said() -> None:
    assert "结案之后才核决（C-27）" in hint(closed(1, 核决日期=day(9)))


def test_C_28_2_a_penalty_on_a_complaint_that_is_not_effective_is_said() -> None:
    *others, effective = hints(*(closed(1, 是否有效=said, 责任人="K1", 罚扣金额=50) for said in ("否", None, "是")))
    assert len(others) == 2 and all("投诉没有认定有效，却有处罚（C-28.2）" in other for other in others)
    assert "没有认定有效" not in effective


def test_C_29_3_what_the_warehouse_counted_is_compared_with_what_came_back() -> None:
    row = closed(1, 处理方式="退货", 核定退货量=3, 实退量=3)
    same, *others = hints(row | {"收货数量": 3}, row | {"收货数量": 2}, row | {"收货数量": 2, "实退量": None})
    assert same == "" and all("仓库收货数量与实退量不符（C-29.3）" in other for other in others)


def test_several_hints_stand_in_one_line_the_gravest_first() -> None:
    row = closed(1, 投诉金额=1000, 责任部门=None, 客户接受="否")
    assert hint(row) == "越权核决，须由副总经理核决（C-27）；客户不接受处理结果，须重新立案（C-25.5）；已结案，未定责任部门（C-25.4）"


def test_the_tracking_sheet_has_every_complaint_by_number_and_no_telephone() -> None:
    frame = worked_out([received(3), received(1), received(2)]).tracking
    assert list(frame["complaint_no"]) == [number(1), number(2), number(3)]
    assert not (frame == "13900000000").any(axis=None)
