"""Every item of the log costs what the regulations say (A-2, A-3, B-8, B-11, B-13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build import BOOK, Result, changed_rulebook, each_own, logged, person, settled

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
OF_FIXED, OF_RANGES, OF_FINES = each_own("F", sorted(FIXED)), each_own("R", sorted(RANGES)), each_own("M", sorted(FINES))
OF_DISMISSED, OF_BONUSES = each_own("D", sorted(DISMISSED)), each_own("B", sorted(BONUSES))
OVERRUNS = each_own("O", [
    (1, "A-3.1.13", 5), (10, "A-3.1.13", 5), (11, "A-3.2.8", 10), (30, "A-3.2.8", 10), (31, "A-3.3.6", 20), (600, "A-3.3.6", 20),
])  # fmt: skip


@pytest.fixture(scope="module")
def month() -> Result:
    """Each item of the log, of an employee of its own."""
    log = [logged(who, item, 次数=2) for who, item in OF_FIXED.items()]
    for who, item in OF_RANGES.items():
        low, high = RANGES[item]
        log += [logged(who, item, 分值=low), logged(who, item, 4, 分值=high, 次数=2)]
    log += [logged(who, item, 次数=3) for who, item in OF_FINES.items()]
    log += [logged(who, item) for who, item in OF_DISMISSED.items()]
    log += [logged(who, "emergency_overrun", 超时分钟=minutes) for who, (minutes, *_) in OVERRUNS.items()]
    bonuses = [{"日期": "2026-11-04", "工号": who, "事项": item, "次数": 3, "记录人": "T1"} for who, item in OF_BONUSES.items()]
    everybody = [*OF_FIXED, *OF_RANGES, *OF_FINES, *OF_DISMISSED, *OF_BONUSES, *OVERRUNS]
    return settled([person(who) for who in everybody], 扣分记录=log, 加分记录=bonuses)


def test_the_lists_below_name_every_item_that_can_be_entered() -> None:
    special = {"A-3.3.4", "emergency_overrun", "B-2", "B-8", "B-13"}
    entered = {code for code, item in BOOK.items.items() if item.sheet == "deductions"}
    assert entered == set(FIXED) | set(RANGES) | DISMISSED | special
    assert {code for code, item in BOOK.items.items() if item.sheet == "bonuses"} == BONUSES


@pytest.mark.parametrize(("who", "item"), OF_FIXED.items())
def test_A_3_each_item_takes_its_points_each_time(month: Result, who: str, item: str) -> None:
    clause, points = FIXED[item]
    assert month.points(who, clause) == -2 * points
    assert month.score(who) == 80 - 2 * points


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


@pytest.mark.parametrize(("who", "item"), OF_RANGES.items())
def test_A_3_an_item_with_a_range_takes_what_the_scorer_gave(month: Result, who: str, item: str) -> None:
    low, high = RANGES[item]
    assert month.points(who, item) == -(low + 2 * high)


@pytest.mark.parametrize(("who", "item"), OF_FINES.items())
def test_B_8_B_11_B_13_fines_go_beside_the_points(month: Result, who: str, item: str) -> None:
    clause, fine = FINES[item]
    assert month.amount(who, clause, "罚款") == -3 * fine
    assert month.yuan(who, "fines") == -3 * fine


def test_B_8_is_a_fine_without_points_and_talking_A_3_1_9_is_not_fined() -> None:
    month = settled([person("1"), person("2")], 扣分记录=[logged("1", "B-8"), logged("2", "A-3.1.9", 分值=1)])
    assert month.score("1") == 80 and month.yuan("1", "fines") == -50
    assert month.score("2") == 79 and month.yuan("2", "fines") == 0


def test_B_13_is_referred_to_the_authorities_only_when_serious() -> None:
    log = [logged("1", "B-13", 情节严重="是"), logged("2", "B-13", 情节严重="否"), logged("3", "B-13")]
    month = settled([person("1"), person("2"), person("3")], 扣分记录=log)
    assert [month.actions(who) for who in "123"] == [["B-13"], [], []]
    assert [month.yuan(who, "fines") for who in "123"] == [-150, -150, -150]


@pytest.mark.parametrize(("who", "item"), OF_DISMISSED.items())
def test_A_3_3_7_to_A_3_3_10_are_instant_dismissal_without_points(month: Result, who: str, item: str) -> None:
    assert month.score(who) == 80
    assert set(month.actions(who)) == {item}
    assert "立即辞退" in month.paid(who)["hint"]


def test_A_3_3_10_is_pursued_by_law_as_well() -> None:
    month = settled([person("1")], 扣分记录=[logged("1", "A-3.3.10")])
    assert len(month.actions("1")) == 2


def test_A_3_3_4_takes_20_points_and_the_price_which_is_no_fine() -> None:
    month = settled([person("1")], 扣分记录=[logged("1", "A-3.3.4", 金额="1,299.90", 次数=2)])
    assert month.points("1", "A-3.3.4") == -40
    assert month.yuan("1", "compensation") == -1299.90
    assert month.yuan("1", "fines") == 0


@pytest.mark.parametrize("who", OVERRUNS)
def test_A_3_1_13_A_3_2_8_A_3_3_6_the_minutes_past_the_limit_pick_the_clause(month: Result, who: str) -> None:
    _, clause, points = OVERRUNS[who]
    assert month.points(who) == month.points(who, clause) == -points


@pytest.mark.parametrize(("who", "item"), OF_BONUSES.items())
def test_A_2_3_A_2_4_A_2_6_give_five_points_a_time(month: Result, who: str, item: str) -> None:
    assert month.points(who, item) == 15
    assert month.score(who) == 95


def test_an_item_is_known_by_code_label_or_both() -> None:
    log = [logged("1", text) for text in ("a-3.1.1", "工作时间不讲普通话", "A-3.1.1 工作时间不讲普通话", "Ａ-３.1.1")]
    assert settled([person("1")], 扣分记录=log).points("1", "A-3.1.1") == -8
