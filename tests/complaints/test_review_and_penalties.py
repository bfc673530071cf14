"""The review of closed cases and the penalties that come of them (C-28.1, C-28.2)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline.settlement.balance import Unbalanced, assert_charged
from tests.build import STAFF, call_month, day, logged, person, settled, write_month
from tests.complaints.cases import QUALITY, closed, number, one, received, records, worked_out

LAST_MONTH = {"投诉编号": number(8, "2026-10"), "投诉日期": "2026-10-20", "受理日期": "2026-10-20"}


def test_C_28_1_the_review_lists_the_cases_closed_in_the_month_for_the_tenth_of_the_next() -> None:
    early = closed(8, **LAST_MONTH) | {"调查完成日期": None, "报告日期": None, "核决日期": None, "答复日期": None}
    rows = [closed(1), received(2), early | {"结案日期": "2026-10-31"}, closed(9, **(LAST_MONTH | {"投诉编号": number(9, "2026-10")}))]
    work = worked_out(rows)
    assert list(work.review["complaint_no"]) == [number(9, "2026-10"), number(1)]
    assert work.review_due.isoformat() == "2026-12-10"
    assert {row["review_due"] for row in records(work.review)} == {"2026-12-10"}


def test_C_28_1_in_december_the_review_is_due_in_january() -> None:
    assert worked_out([], month="2026-12").review_due.isoformat() == "2027-01-10"


def test_C_28_1_the_review_shows_class_loss_who_is_responsible_and_the_penalty() -> None:
    row = one(worked_out([closed(1, **QUALITY, 责任人="K1", 投诉金额=800, 行政处分="警告", 罚扣金额=60)]).review)
    assert (row["category_label"], row["loss"], row["responsible_unit"], row["responsible_id"], row["name"]) == (
        "质量", 80000, "客户服务部", "K1", "员工K1",
    )  # fmt: skip
    assert (row["administrative_penalty"], row["penalty_amount"], row["penalty_approved_on"]) == ("警告", 6000, None)
    assert row["missing"] == ""


def test_C_28_1_the_review_says_what_is_still_missing() -> None:
    bare = {"责任部门": None, "投诉金额": None, "核决人": None, "核决日期": None, "处理方式": None, "客户接受": None}
    row = one(worked_out([closed(1, **(QUALITY | bare | {"批号": None}))]).review)
    assert row["missing"] == "处理方式、核决人、核决日期、客户接受、责任部门、投诉金额、批号"
    rejected = one(worked_out([closed(1, 是否有效="否", 责任部门=None, 投诉金额=None)]).review)
    assert rejected["missing"] == ""


def test_C_28_2_a_penalty_is_charged_in_the_month_of_its_approval_and_waits_without_one() -> None:
    rows = [
        received(1, 责任人="K1", 罚扣金额=88.8, 罚扣核准日期=day(20)),
        received(2, 责任人="K2", 罚扣金额=50),
        received(3, 责任人="K2", 罚扣金额=30, 罚扣核准日期=day(9)),
        received(8, **LAST_MONTH, 责任人="K1", 罚扣金额=70, 罚扣核准日期="2026-10-30"),
        received(4, 责任人="K1", 罚扣金额=0, 罚扣核准日期=day(9)),
    ]
    listed = records(worked_out(rows).penalties)
    assert [(row["complaint_no"], row["name"], row["status"], row["charged"]) for row in listed] == [
        (number(3), "员工K2", "已核准", 3000), (number(1), "员工K1", "已核准", 8880), (number(2), "员工K2", "待核准", 0),
    ]  # fmt: skip


def test_C_28_2_whoever_a_draft_holds_back_is_listed_but_neither_charged_nor_noticed() -> None:
    rows = [
        closed(1, 责任人="K1", 罚扣金额=50, 罚扣核准日期=day(9), 行政处分="警告", 审视日期=day(25)), closed(2, 责任人="K2", 罚扣金额=60, 罚扣核准日期=day(9)),
    ]  # fmt: skip
    work = worked_out(rows, held={"K1"})
    assert [(row["complaint_no"], row["status"], row["charged"]) for row in records(work.penalties)] == [
        (number(1), "暂缓", 0), (number(2), "已核准", 6000),
    ]  # fmt: skip
    kept_back = {(row["title"], row["complaint_no"], row["withheld"]) for row in records(work.forms) if row["kind"] != "complaint"}
    reason = "责任人的资料有错误，暂缓"
    assert kept_back == {("奖罚通知单", number(2), ""), ("奖罚通知单", number(1), reason), ("人事公布单", number(1), reason)}


def test_C_28_2_the_notices_are_the_same_amounts_as_the_pay_sheet() -> None:
    listed = worked_out([received(1, 责任人="K1", 罚扣金额=50, 罚扣核准日期=day(9))]).penalties
    charged = pd.DataFrame({"employee_id": ["K1"], "amount": [-5000], "category": ["投诉罚扣"]})
    assert_charged(listed, charged)
    for wrong in (charged.assign(amount=-4900), charged.assign(employee_id="K2"), charged.head(0), charged.assign(category="罚款")):
        with pytest.raises(Unbalanced, match="奖罚通知"):
            assert_charged(listed, wrong)


def test_C_28_2_an_approved_penalty_that_names_nobody_of_the_roster_is_an_error() -> None:
    gone = person("K9", 离职日期="2026-11-02", 离职原因="辞职")
    nobody = settled([person("K1")], 投诉登记=[received(1, 罚扣金额=50, 罚扣核准日期=day(9))])
    assert nobody.settlement is None and "PENALTY_WITHOUT_PERSON" in nobody.codes
    stranger = settled([person("K1"), gone], 投诉登记=[received(1, 责任人="K7", 罚扣金额=50, 罚扣核准日期=day(9))])
    assert stranger.settlement is None and "EMPLOYEE_UNKNOWN" in stranger.codes


def test_C_28_2_a_draft_lists_the_complaint_of_a_person_held_back_wherever_it_stood(tmp_path: Path) -> None:
    rows = [received(1, 责任人="1", 罚扣金额=50, 罚扣核准日期=day(9)), received(2, 责任人="2", 罚扣金额=60, 罚扣核准日期=day(9))]
    people = [*STAFF, person("1"), person("2")]
    write_month(tmp_path / "inbox", {"花名册": people, "扣分记录": [logged("1", "没有的事项")], "投诉登记": rows})
    called = call_month(tmp_path, draft=True)
    for sheet in ("投诉跟踪", "待办事项"):
        assert {row["投诉编号"] for row in called.table("complaints.xlsx", sheet)} >= {number(1), number(2)}
    assert {row["投诉编号"]: row["状态"] for row in called.table("complaints.xlsx", "奖罚通知")} == {number(1): "暂缓", number(2): "已核准"}
