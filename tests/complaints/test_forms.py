"""Which forms a month calls for, how they are numbered, and what keeps one back (C-28.1, C-28.2, C-29.1)."""

from __future__ import annotations

import random
from typing import Any

import pandas as pd

from tests.build import day
from tests.complaints.cases import CLOSED, apart, closed, number, received, records, worked_out

MONTH_OF_FORMS = [
    closed(1, 责任人="K1", 罚扣金额=50, 罚扣核准日期=day(20), 行政处分="警告", 审视日期=day(25)),
    closed(2, 责任人="K2", 罚扣金额=60, 罚扣核准日期=day(9)),
    closed(3, 处理方式="折扣"),
    closed(4, 处理方式="赔款", 结案日期=day(7)),
    closed(5, 处理方式="退货", 核定退货量=2),
    closed(6, 处理方式="重处理", 核定退货量=1),
    received(7, 责任人="K1", 罚扣金额=70),
]


def forms(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    """All but the complaint form, which every complaint has."""
    return besides(worked_out(rows).forms)


def forms_of_each(*rows: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Those of each of these complaints of one register, which have nothing to do with each other."""
    register = apart(rows)
    listed = forms(*register)
    return [[form for form in listed if form["complaint_no"] == row["投诉编号"]] for row in register]


def besides(listed: pd.DataFrame) -> list[dict[str, Any]]:
    return records(listed[listed["kind"] != "complaint"])


def test_forms_are_numbered_without_gaps_within_their_kind_by_day_and_case() -> None:
    assert [(form["number"], form["complaint_no"]) for form in forms(*MONTH_OF_FORMS)] == [
        ("JF-202611-001", number(2)), ("JF-202611-002", number(1)), ("RS-202611-001", number(1)),
        ("ZK-202611-001", number(4)), ("ZK-202611-002", number(3)), ("TH-202611-001", number(5)), ("TH-202611-002", number(6)),
    ]  # fmt: skip


def test_a_second_run_gives_the_same_numbers_whatever_the_order_of_rows() -> None:
    shuffled = list(MONTH_OF_FORMS)
    random.Random(7).shuffle(shuffled)
    assert forms(*shuffled) == forms(*MONTH_OF_FORMS)


def test_a_form_that_is_kept_back_takes_no_number() -> None:
    rows = [closed(1, 处理方式="折扣", 投诉金额=1000), closed(2, 处理方式="折扣")]
    assert [(form["number"], form["file"], form["withheld"]) for form in forms(*rows)] == [
        ("ZK-202611-001", f"销货折扣证明单-001-{number(2)}.html", ""), (None, None, "越权核决"),
    ]  # fmt: skip


def test_C_29_1_a_form_is_not_issued_above_authority_or_without_its_amount() -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"处理方式": "折扣", "投诉金额": None}, "未填投诉金额"),
        ({"处理方式": "赔款", "是否有效": "否"}, "投诉认定无效"),
        ({"处理方式": "退货"}, "未填核定退货量"),
        ({"处理方式": "退货", "核定退货量": 1, "投诉金额": 6000}, "越权核决"),
        ({"处理方式": "重处理", "投诉金额": 6000}, "越权核决；未填核定退货量"),
    ]
    made = forms_of_each(*(closed(1, **more) for more, _withheld in cases))
    assert [[form["withheld"] for form in each] for each in made] == [[withheld] for _more, withheld in cases]


def test_C_29_1_the_outcome_calls_for_the_form() -> None:
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"处理方式": "折扣"}, ["销货折扣证明单"]),
        ({"处理方式": "赔款"}, ["销货折扣证明单"]),
        ({"处理方式": "退货", "核定退货量": 1}, ["产品退货单"]),
        ({"处理方式": "重处理", "核定退货量": 1}, ["产品退货单"]),
        ({"处理方式": "不成立", "是否有效": "否"}, []),
        ({"处理方式": "其他"}, []),
    ]
    made = forms_of_each(*(closed(1, **more) for more, _titles in cases))
    assert [[form["title"] for form in each] for each in made] == [titles for _more, titles in cases]


def test_C_29_1_a_form_is_due_once_in_the_month_in_which_the_case_is_closed() -> None:
    october = {"投诉编号": number(8, "2026-10"), "投诉日期": "2026-10-25", "受理日期": "2026-10-25", "处理方式": "折扣"}
    made = forms_of_each(
        received(8, **(CLOSED | october | {"核决日期": "2026-10-31"})),
        received(8, **(CLOSED | october | {"结案日期": "2026-10-31", "核决日期": "2026-10-31"})),
        received(8, **(CLOSED | october | {"结案日期": "2026-12-02"})),
        received(8, **october, 投诉金额=10),
    )
    assert [len(each) for each in made] == [1, 0, 0, 0]


def test_C_28_2_a_penalty_has_a_notice_once_it_is_approved() -> None:
    [form], waiting = forms_of_each(received(1, 责任人="K1", 罚扣金额=50, 罚扣核准日期=day(20)), received(1, 责任人="K1", 罚扣金额=50))
    assert (form["title"], form["recipient"], form["day"], form["signers"]) == ("奖罚通知单", "员工K1", day(20), "总经理、责任部门主管、本人")
    assert waiting == []


def test_C_25_1_every_complaint_of_the_register_has_its_form_with_four_copies() -> None:
    rows = [received(1), closed(2, 是否有效="否", 处理方式="不成立"), received(3, day(9), 原投诉编号=number(2))]
    found = [form for form in records(worked_out(rows).forms) if form["kind"] == "complaint"]
    assert [(form["number"], form["complaint_no"], form["copies"], form["withheld"]) for form in found] == [
        (f"CL-202611-{serial:03d}", number(serial), 4, "") for serial in (1, 2, 3)
    ]


def test_C_25_8_a_petition_is_printed_when_the_customer_objects_to_a_complaint_not_upheld() -> None:
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"处理方式": "不成立", "是否有效": "否", "客户接受": "否"}, [day(8)]),
        ({"处理方式": "不成立", "是否有效": "否", "客户接受": "否", "结案日期": None}, [day(3)]),
        ({"处理方式": "不成立", "是否有效": "否", "客户接受": "否", "结案日期": "2026-12-02"}, []),
        ({"处理方式": "其他", "是否有效": "否", "客户接受": "否"}, [day(8)]),
        ({"处理方式": "不成立", "是否有效": "否"}, []),
        ({"客户接受": "否"}, []),
    ]
    made = forms_of_each(*(closed(1, **more) for more, _due in cases))
    assert [[form["day"] for form in each if form["title"] == "签呈"] for each in made] == [due for _more, due in cases]


OCTOBER = {"投诉编号": number(8, "2026-10"), "投诉日期": "2026-10-05", "受理日期": "2026-10-05", "结案日期": "2026-10-09",
           "调查完成日期": "2026-10-07", "报告日期": "2026-10-08", "核决日期": "2026-10-08", "答复日期": "2026-10-09"}  # fmt: skip


def test_C_28_1_an_administrative_penalty_is_published_in_the_month_of_the_review() -> None:
    last_month = closed(8, 责任人="K1", 行政处分="警告", **OCTOBER)
    [form], [of_the_unit], closed_now, still_open = forms_of_each(
        last_month, last_month | {"责任人": None}, closed(1, 责任人="K1", 行政处分="警告"), received(1, 责任人="K1", 行政处分="警告")
    )
    assert (form["title"], form["recipient"], form["day"]) == ("人事公布单", "员工K1", day(1))
    assert of_the_unit["recipient"] == "客户服务部"
    assert closed_now == still_open == []


def test_C_28_1_the_day_of_review_says_in_which_month() -> None:
    [form], later, earlier = forms_of_each(
        closed(1, 行政处分="警告", 审视日期=day(28)), closed(1, 行政处分="警告", 审视日期="2026-12-05"),
        closed(8, 行政处分="警告", 审视日期="2026-10-30", **OCTOBER),
    )  # fmt: skip
    assert form["day"] == day(28) and later == earlier == []
