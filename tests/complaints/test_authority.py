"""Who decides, by amount, and whether it was theirs to decide (C-25.6, C-27)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build import changed_rulebook
from tests.complaints.cases import closed, number, received, tracked, tracked_apart, worked_out

OFFICES = ["销售部门经理", "副总经理", "总经理"]


OF_AMOUNT = {
    0: "销售部门经理", 999.99: "销售部门经理", 1000: "副总经理", 1000.01: "副总经理", 4999.99: "副总经理",
    5000: "副总经理", 5000.01: "总经理", 1_000_000: "总经理",
}  # fmt: skip
by_amount = tracked_apart({amount: received(1, 投诉金额=amount) for amount in OF_AMOUNT})


@pytest.mark.parametrize(("amount", "office"), OF_AMOUNT.items())
def test_C_27_the_amount_says_who_decides(amount: float, office: str) -> None:
    row = by_amount(amount)
    assert (row["should_approve"], row["did_approve"], row["authority_ok"]) == (office, None, "—")


SHOULD = {999.99: 0, 5000: 1, 5000.01: 2}
decided = tracked_apart({(amount, did): received(1, 投诉金额=amount, 核决人=did) for amount in SHOULD for did in OFFICES})


@pytest.mark.parametrize("did", OFFICES)
@pytest.mark.parametrize(("amount", "should"), SHOULD.items())
def test_C_25_6_nobody_decides_above_their_authority_and_a_higher_office_always_may(amount: float, should: int, did: str) -> None:
    row = decided(amount, did)
    allowed = OFFICES.index(did) >= should
    assert (row["did_approve"], row["authority_ok"]) == (did, "是" if allowed else "否")
    assert ("越权核决，须由" + OFFICES[should] in row["hint"]) == (not allowed)


RESOLUTIONS = (None, "其他", "折扣", "赔款", "退货", "重处理", "不成立")
without_an_amount = tracked_apart({(resolution, did): received(1, 处理方式=resolution, 核决人=did) for resolution in RESOLUTIONS for did in (None, *OFFICES)})


@pytest.mark.parametrize("did", [None, *OFFICES])
@pytest.mark.parametrize("resolution", RESOLUTIONS)
def test_C_27_without_an_amount_nobody_can_say_who_decides_nor_whether_it_was_theirs(resolution: str | None, did: str | None) -> None:
    row = without_an_amount(resolution, did)
    assert (row["should_approve"], row["authority_ok"]) == ("—", "—")
    assert ("未填投诉金额，无法判断应由谁核决（C-27）" in row["hint"]) == (resolution != "不成立")


def test_C_27_the_list_of_what_to_do_asks_for_the_amount_unless_the_complaint_is_not_upheld() -> None:
    rows = [received(1), received(2, 处理方式="不成立", 是否有效="否"), received(3, 投诉金额=0), closed(4, 投诉金额=None)]
    todo = worked_out(rows).todo
    assert list(todo.loc[todo["step"] == "补填投诉金额", "complaint_no"]) == [number(1), number(4)]


def test_C_27_the_limits_are_the_rulebook_s(tmp_path: Path) -> None:
    book = changed_rulebook(tmp_path, ("below: 1000", "below: 2000"))
    assert tracked(received(1, 投诉金额=1999.99), rulebook=book)["should_approve"] == "销售部门经理"
    assert tracked(received(1, 投诉金额=2000), rulebook=book)["should_approve"] == "副总经理"
