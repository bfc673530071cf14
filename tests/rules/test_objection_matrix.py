"""Forty objections by state: open and upheld leave the month as it was, revoked is the month without the line, changed moves the points alone (A-1.4)."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.build import MONTH, Result, settled
from tests.rules.objected_lines import ITEMS, PEOPLE, STAFF_TOO, new_points, objections, sheets

MONEY = ["fines", "withheld", "compensation", "complaint_penalties"]


def month(*, found: bool = True, **more: list[dict[str, object]]) -> Result:
    result = settled([*PEOPLE, *STAFF_TOO], **sheets(found=found, month=MONTH), **more)
    assert result.settlement is not None, [(each.code, each.cell, each.value) for each in result.findings if each.level == "error"]
    return result


@pytest.fixture(scope="module")
def as_recorded() -> Result:
    return month()


def figures(result: Result) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Pay, scores and proposed actions."""
    assert result.settlement is not None
    actions = result.settlement.actions[["employee_id", "clause"]].sort_values(["employee_id", "clause"], ignore_index=True)
    return result.settlement.pay, result.settlement.appraisal, actions


def assert_same(one: Result, other: Result) -> None:
    for mine, its in zip(figures(one), figures(other), strict=True):
        pd.testing.assert_frame_equal(mine, its)


def test_there_are_forty_lines_and_each_costs_its_person_something(as_recorded: Result) -> None:
    assert len(ITEMS) == 40
    clean = month(found=False)
    for who in ITEMS:
        costs = [as_recorded.score(who) < clean.score(who), *(as_recorded.yuan(who, name) < clean.yuan(who, name) for name in MONEY)]
        assert any(costs) or as_recorded.actions(who), (who, ITEMS[who])


@pytest.mark.parametrize("decision", [None, "维持"])
def test_open_and_upheld_ones_leave_everything_as_it_was(as_recorded: Result, decision: str | None) -> None:
    assert_same(month(申诉=objections(decision, MONTH)), as_recorded)


def test_revoked_ones_are_the_month_in_which_the_lines_never_were() -> None:
    assert_same(month(申诉=objections("撤销", MONTH)), month(found=False))


def test_changed_ones_move_the_points_and_nothing_else(as_recorded: Result) -> None:
    points, times = new_points(), {row["工号"]: row.get("次数", 1) for row in sheets(found=True, month=MONTH)["扣分记录"]}
    changed = month(申诉=objections("改分", MONTH, points))
    clean = month(found=False)
    for who in ITEMS:
        expected = clean.score(who) - points[who] * times.get(who, 1) if who in points else as_recorded.score(who)
        assert changed.score(who) == expected, ITEMS[who]
        assert [changed.yuan(who, name) for name in MONEY] == [as_recorded.yuan(who, name) for name in MONEY], ITEMS[who]
    assert len(points) > 30
