"""Empty cells and second books on real workbooks, through the command: what comes out is what people get (A-6.1, B-2, C-25.1 to C-29.3)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build import STAFF, Called, Rows, call_month, day, logged, person, write_month
from tests.complaints.cases import QUALITY, closed, number, received
from tests.service.jobs import done, request

LEAVER = person("K2", 入职日期="2026-08-01", 培训结束日期="2026-10-20", 离职日期=day(15), 离职原因="辞职", 提出辞职日期=day(10))
REGISTER: Rows = [
    received(1, 投诉金额=None, 核决人="总经理"),
    received(2, 受理日期=None, 处理人=None),
    received(3, day(30), **{"受理日期": "2026-12-02", "结案日期": "2026-12-04", "处理方式": "折扣", "投诉金额": 80}),
    closed(4, 客户接受="否", 是否有效="否", 处理方式="不成立"),
    closed(5, **(QUALITY | {"处理方式": "退货", "核定退货量": 3, "实退量": 3, "收货数量": 2, "仓库收货日期": day(9)})),
    closed(6, 责任人="K1", 罚扣金额=50, 罚扣核准日期="2026-12-03"),
]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Called:
    folder = tmp_path_factory.mktemp("register")
    sheets: dict[str, Rows] = {
        "花名册": [*STAFF, person("K1"), LEAVER, person("F1", "服务人员")], "投诉登记": REGISTER,
        "扣分记录": [logged("K1", "B-2", 金额=12.34)], "服务登记": [done(1), request(2, 异地="是")],
    }  # fmt: skip
    write_month(folder / "inbox", sheets)
    ran = call_month(folder, slips=False)
    assert ran.code == 0, ran.printed
    return ran


def tracked(month: Called, serial: int) -> dict[str, Any]:
    return next(row for row in month.table("complaints.xlsx", "投诉跟踪") if row["投诉编号"] == number(serial))


def test_C_27_an_empty_amount_is_a_dash_for_who_decides_and_for_whether_it_was_theirs(month: Called) -> None:
    row = tracked(month, 1)
    assert (row["应核决人"], row["实际核决人"], row["核决合规"]) == ("—", "总经理", "—")
    steps = {(each["投诉编号"], each["下一步"]) for each in month.table("complaints.xlsx", "待办事项")}
    assert (number(1), "补填投诉金额") in steps and (number(4), "补填投诉金额") not in steps


def test_C_26_an_empty_acceptance_has_no_deadline_and_asks_to_be_filled_in(month: Called) -> None:
    row = tracked(month, 2)
    assert (row["受理日期"], row["结案期限"], row["结案状态"], row["逾期天数"]) == (None, None, "—", 0)
    assert "还没有受理（C-26）" in row["提示"] and "未填处理人（C-20）" in row["提示"]


def test_C_26_what_was_done_in_the_month_after_has_not_happened_yet(month: Called) -> None:
    row = tracked(month, 3)
    assert (row["结案期限"], row["结案状态"], row["报告期限"]) == (None, "—", None)
    assert not [each for each in month.table("complaints.xlsx", "单据清单") if each["单据"] == "销货折扣证明单"]


def test_C_28_2_a_penalty_approved_after_the_month_is_charged_in_the_month_of_its_approval(month: Called) -> None:
    [row] = month.table("complaints.xlsx", "奖罚通知")
    assert (row["投诉编号"], row["状态"], row["投诉罚扣"]) == (number(6), "核准当月扣发", 0)
    assert next(each for each in month.table("pay_adjustment.xlsx", "工资调整表") if each["工号"] == "K1")["投诉罚扣"] == 0


def test_C_29_3_the_warehouse_s_count_stands_beside_the_return(month: Called) -> None:
    [row] = month.table("complaints.xlsx", "退货核对")
    assert (row["实退量"], row["收货数量"], f"{row['仓库收货日期']:%Y-%m-%d}") == (3, 2, day(9))
    assert "仓库收货数量与实退量不符（C-29.3）" in tracked(month, 5)["提示"]


def test_A_6_1_the_wage_of_the_days_employed_is_withheld(month: Called) -> None:
    row = next(each for each in month.table("pay_adjustment.xlsx", "工资调整表") if each["工号"] == "K2")
    assert row["扣发工资"] == -2500


def test_B_2_lost_supplies_are_compensation_and_do_not_enter_the_fund(month: Called) -> None:
    row = next(each for each in month.table("pay_adjustment.xlsx", "工资调整表") if each["工号"] == "K1")
    assert (row["赔偿"], row["罚款"]) == (-12.34, 0 - sum(each["收入"] or 0 for each in month.table("fine_fund.xlsx", "基金台账") if each["工号"] == "K1"))
    assert not [each for each in month.table("fine_fund.xlsx", "基金台账") if each["条款"] == "B-2"]


@pytest.mark.parametrize(
    ("title", "count"),
    [("客户投诉处理表", 7), ("签呈", 2), ("产品退货单", 2), ("服务凭证", 1), ("异地服务申请单", 1), ("客户意见调查表", 1), ("销货折扣证明单", 0), ("奖罚通知单", 0)],
)
def test_C_8_C_12_C_16_C_25_1_C_25_8_C_29_1_the_forms_that_are_due_lie_in_notices(month: Called, title: str, count: int) -> None:
    assert len(list((month.folder / "notices").glob(f"{title}-*.html"))) == count


def test_no_hint_of_the_register_is_an_error(month: Called) -> None:
    assert not [each for each in month.findings if each["级别"] == "错误"]
