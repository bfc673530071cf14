"""Every item of the log costs what the regulations say (A-2, A-3, B-8, B-11, B-13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build import BOOK, changed_rulebook, logged, person, settled

# item: (clause, points off), as the regulations list them
FIXED = {
    "A-3.1.1": ("A-3.1.1", 2), "A-3.1.2": ("A-3.1.2", 2), "A-3.1.3": ("A-3.1.3", 2), "A-3.1.5": ("A-3.1.5", 5),
    "A-3.1.6": ("A-3.1.6", 5), "A-3.1.7": ("A-3.1.7", 5), "A-3.1.10": ("A-3.1.10", 2), "A-3.1.11": ("A-3.1.11", 5),
    "A-3.1.12": ("A-3.1.12", 2), "A-3.2.1": ("A-3.2.1", 10), "A-3.2.2": ("A-3.2.2", 10), "A-3.2.3": ("A-3.2.3", 10),
    "A-3.2.4": ("A-3.2.4", 10), "A-3.2.5": ("A-3.2.5", 10), "A-3.2.6": ("A-3.2.6", 10), "A-3.3.1": ("A-3.3.1", 20),
    "A-3.3.2": ("A-3.3.2", 20), "A-3.3.3": ("A-3.3.3", 20), "handover_missing": ("A-3.1.5", 5),
}
RANGES = {"A-3.1.4": (2, 5), "A-3.1.8": (2, 5), "A-3.1.9": (1, 2), "A-3.1.14": (2, 5)}
FINES = {"A-3.2.1": ("B-8", 50), "A-3.2.4": ("B-8", 50), "B-8": ("B-8", 50), "A-3.1.3": ("B-11", 50), "B-13": ("B-13", 150)}
DISMISSED = {"A-3.3.7", "A-3.3.8", "A-3.3.9", "A-3.3.10"}
BONUSES = {"A-2.3", "A-2.4", "A-2.6"}


def test_the_lists_below_name_every_item_that_can_be_entered() -> None:
    special = {"A-3.3.4", "emergency_overrun", "B-2", "B-8", "B-13"}
    entered = {code for code, item in BOOK.items.items() if item.sheet == "deductions"}
    assert entered == set(FIXED) | set(RANGES) | DISMISSED | special
    assert {code for code, item in BOOK.items.items() if item.sheet == "bonuses"} == BONUSES


@pytest.mark.parametrize("item", sorted(FIXED))
def test_A_3_each_item_takes_its_points_each_time(item: str) -> None:
    clause, points = FIXED[item]
    month = settled([person("1")], 扣分记录=[logged("1", item, 次数=2)])
    assert month.points("1", clause) == -2 * points
    assert month.score("1") == 80 - 2 * points


def test_B_2_lost_supplies_are_charged_and_are_no_fine_no_points_and_no_violation() -> None:
    work = [{"工号": "1", "接待量": 9, "质量分": 99}]
    month = settled([person("1")], 扣分记录=[logged("1", "B-2", 金额=35.5)], 工作量=work)
    assert (month.yuan("1", "compensation"), month.yuan("1", "fines"), month.points("1", "A-2.1")) == (-35.5, 0, 5)
    assert month.points("1", "B-2") == 0
    assert "PRICE_MISSING" in settled([person("1")], 扣分记录=[logged("1", "B-2")]).codes


def test_B_11_a_messy_desk_sets_off_no_fine_unless_the_rulebook_says_so(tmp_path: Path) -> None:
    log = [logged("1", "A-3.1.2")]
    assert settled([person("1")], 扣分记录=log).amount("1", "B-11") == 0
    fined = changed_rulebook(tmp_path, ("desk_fined: false", "desk_fined: true"))
    month = settled([person("1")], 扣分记录=log, rulebook=fined)
    assert (month.amount("1", "B-11"), month.points("1", "A-3.1.2")) == (-50, -2)


@pytest.mark.parametrize("item", sorted(RANGES))
def test_A_3_an_item_with_a_range_takes_what_the_scorer_gave(item: str) -> None:
    low, high = RANGES[item]
    month = settled([person("1")], 扣分记录=[logged("1", item, 分值=low), logged("1", item, 4, 分值=high, 次数=2)])
    assert month.points("1", item) == -(low + 2 * high)


@pytest.mark.parametrize("item", sorted(FINES))
def test_B_8_B_11_B_13_fines_go_beside_the_points(item: str) -> None:
    clause, fine = FINES[item]
    month = settled([person("1")], 扣分记录=[logged("1", item, 次数=3)])
    assert month.amount("1", clause, "罚款") == -3 * fine
    assert month.yuan("1", "fines") == -3 * fine


def test_B_8_is_a_fine_without_points_and_talking_A_3_1_9_is_not_fined() -> None:
    month = settled([person("1"), person("2")], 扣分记录=[logged("1", "B-8"), logged("2", "A-3.1.9", 分值=1)])
    assert month.score("1") == 80 and month.yuan("1", "fines") == -50
    assert month.score("2") == 79 and month.yuan("2", "fines") == 0


def test_B_13_is_referred_to_the_authorities_only_when_serious() -> None:
    log = [logged("1", "B-13", 情节严重="是"), logged("2", "B-13", 情节严重="否"), logged("3", "B-13")]
    month = settled([person("1"), person("2"), person("3")], 扣分记录=log)
    assert [month.actions(who) for who in "123"] == [["B-13"], [], []]
    assert [month.yuan(who, "fines") for who in "123"] == [-150, -150, -150]


@pytest.mark.parametrize("item", sorted(DISMISSED))
def test_A_3_3_7_to_A_3_3_10_are_instant_dismissal_without_points(item: str) -> None:
    month = settled([person("1")], 扣分记录=[logged("1", item)])
    assert month.score("1") == 80
    assert set(month.actions("1")) == {item}
    assert "立即辞退" in month.paid("1")["hint"]


def test_A_3_3_10_is_pursued_by_law_as_well() -> None:
    month = settled([person("1")], 扣分记录=[logged("1", "A-3.3.10")])
    assert len(month.actions("1")) == 2


def test_A_3_3_4_takes_20_points_and_the_price_which_is_no_fine() -> None:
    month = settled([person("1")], 扣分记录=[logged("1", "A-3.3.4", 金额="1,299.90", 次数=2)])
    assert month.points("1", "A-3.3.4") == -40
    assert month.yuan("1", "compensation") == -1299.90
    assert month.yuan("1", "fines") == 0


@pytest.mark.parametrize(
    ("minutes", "clause", "points"),
    [
        (1, "A-3.1.13", 5), (10, "A-3.1.13", 5), (11, "A-3.2.8", 10), (30, "A-3.2.8", 10), (31, "A-3.3.6", 20),
        (600, "A-3.3.6", 20),
    ],
)
def test_A_3_1_13_A_3_2_8_A_3_3_6_the_minutes_past_the_limit_pick_the_clause(minutes: int, clause: str, points: int) -> None:
    month = settled([person("1")], 扣分记录=[logged("1", "emergency_overrun", 超时分钟=minutes)])
    assert month.points("1") == month.points("1", clause) == -points


@pytest.mark.parametrize("item", sorted(BONUSES))
def test_A_2_3_A_2_4_A_2_6_give_five_points_a_time(item: str) -> None:
    bonus = {"日期": "2026-11-04", "工号": "1", "事项": item, "次数": 3, "记录人": "T1"}
    month = settled([person("1")], 加分记录=[bonus])
    assert month.points("1", item) == 15
    assert month.score("1") == 95


def test_an_item_is_known_by_code_label_or_both() -> None:
    log = [logged("1", text) for text in ("a-3.1.1", "工作时间不讲普通话", "A-3.1.1 工作时间不讲普通话", "Ａ-３.1.1")]
    assert settled([person("1")], 扣分记录=log).points("1", "A-3.1.1") == -8
