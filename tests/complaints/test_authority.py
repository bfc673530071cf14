"""Who decides, by amount, and whether it was theirs to decide (C-25.6, C-27)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.build import changed_rulebook
from tests.complaints.cases import received, tracked

OFFICES = ["销售部门经理", "副总经理", "总经理"]


@pytest.mark.parametrize(
    ("amount", "office"),
    [
        (0, "销售部门经理"), (999.99, "销售部门经理"), (1000, "副总经理"), (1000.01, "副总经理"), (4999.99, "副总经理"),
        (5000, "副总经理"), (5000.01, "总经理"), (1_000_000, "总经理"),
    ],
)  # fmt: skip
def test_C_27_the_amount_says_who_decides(amount: float, office: str) -> None:
    row = tracked(received(1, 投诉金额=amount))
    assert (row["should_approve"], row["did_approve"], row["authority_ok"]) == (office, None, "—")


@pytest.mark.parametrize("did", OFFICES)
@pytest.mark.parametrize(("amount", "should"), [(999.99, 0), (5000, 1), (5000.01, 2)])
def test_C_25_6_nobody_decides_above_their_authority_and_a_higher_office_always_may(amount: float, should: int, did: str) -> None:
    row = tracked(received(1, 投诉金额=amount, 核决人=did))
    allowed = OFFICES.index(did) >= should
    assert (row["did_approve"], row["authority_ok"]) == (did, "是" if allowed else "否")
    assert ("越权核决，须由" + OFFICES[should] in row["hint"]) == (not allowed)


@pytest.mark.parametrize("resolution", [None, "不成立", "其他"])
def test_C_27_without_an_amount_and_with_nothing_to_pay_the_sales_manager_decides(resolution: str | None) -> None:
    row = tracked(received(1, 处理方式=resolution, 核决人="销售部门经理"))
    assert (row["should_approve"], row["authority_ok"]) == ("销售部门经理", "是")
    assert "未填投诉金额，暂按 0 元判断核决人" in row["hint"]


@pytest.mark.parametrize("resolution", ["折扣", "赔款", "退货", "重处理"])
def test_C_27_without_an_amount_but_with_something_to_pay_only_the_general_manager_certainly_may(resolution: str) -> None:
    def decided(**more: Any) -> dict[str, Any]:
        return tracked(received(1, 处理方式=resolution, **more))

    assert (decided()["should_approve"], decided()["authority_ok"]) == ("—", "—")
    assert "未填投诉金额，无法判断应由谁核决" in decided()["hint"]
    assert decided(核决人="副总经理")["authority_ok"] == "—"
    assert decided(核决人="总经理")["authority_ok"] == "是"


def test_C_27_the_limits_are_the_rulebook_s(tmp_path: Path) -> None:
    book = changed_rulebook(tmp_path, ("below: 1000", "below: 2000"))
    assert tracked(received(1, 投诉金额=1999.99), rulebook=book)["should_approve"] == "销售部门经理"
    assert tracked(received(1, 投诉金额=2000), rulebook=book)["should_approve"] == "副总经理"
