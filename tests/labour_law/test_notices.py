"""What labour law has to say to a month: told with its article, and no figure changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.rulebook.load import RulebookError
from pipeline.rulebook.model import Rulebook
from tests.build import (
    BOOK,
    MONTH,
    RULES_ALONE,
    Rows,
    call_month,
    changed_rulebook,
    day,
    each_own,
    logged,
    person,
    settled,
    worked,
    write_month,
)

SHANGHAI = (
    "  region: null\n  regions: {}",
    "  region: 上海市\n  regions: {上海市: {fines_forbidden: true, minimum_wage: [{from: 2020-01-01, yuan: 2000}, {from: 2026-11-01, yuan: 4800},"
    " {from: 2026-11-02, yuan: 9999}]}}",
)


def told(people: Rows | None = None, rulebook: Rulebook = BOOK, **sheets: Rows) -> dict[tuple[str, str], str]:
    """(employee, topic) -> text."""
    month = settled(people or [person("1"), person("2")], rulebook=rulebook, **sheets)
    assert month.settlement is not None
    found = month.settlement.notices
    return {(row["employee_id"], row["topic"]): row["text"] for row in found.to_dict("records") if row["employee_id"] not in ("T1", "Z1")}


def taken(price: float) -> Rows:
    return [logged("1", "A-3.3.4", 金额=price)]


TAKEN = each_own("P", [(1000, False), (1000.01, True)])
A_DAY = each_own("D", [("17:30", False), ("17:40", False), ("17:41", True)])
IN_A_ROW = each_own("R", [(6, False), (7, True), (9, True)])
OVERTIME = each_own("O", [("19:30", False), ("19:31", True)])
ON_LEAVE = each_own("L", [({},), ({"请假开始": "8:00", "请假结束": "17:30"},)])


@pytest.fixture(scope="module")
def several() -> dict[tuple[str, str], str]:
    """What is told of a month of all of them."""
    rows = [worked(who, 3, 下班时间=clock_out) for who, (clock_out, _over) in A_DAY.items()]
    for who, (days, _told) in IN_A_ROW.items():
        rows += [worked(who, on) for on in range(3, 3 + days)] + [worked(who, 15, "休息")]
    for who, (clock_out, _over) in OVERTIME.items():
        rows += [worked(who, on, 下班时间=clock_out) for on in [on for on in range(1, 25) if on % 4][:18]]
    for who, (times,) in ON_LEAVE.items():
        rows += [worked(who, on) for on in (*range(3, 8), *range(9, 15))] + [worked(who, 8, 上班时间=None, 下班时间=None, 请假类型="年假", **times)]
    people = [person(who) for who in (*TAKEN, *A_DAY, *IN_A_ROW, *OVERTIME, *ON_LEAVE)]
    return told(people, 考勤=rows, 扣分记录=[logged(who, "A-3.3.4", 金额=price) for who, (price, _over) in TAKEN.items()])


@pytest.mark.parametrize(("who", "over"), [(who, over) for who, (_price, over) in TAKEN.items()])
def test_more_than_a_fifth_of_the_wage_taken_is_told(several: dict[tuple[str, str], str], who: str, over: bool) -> None:
    assert ((who, "扣款超过工资的 20%") in several) is over
    if over:
        assert "1,000.01" in several[who, "扣款超过工资的 20%"] and "1,000.00" in several[who, "扣款超过工资的 20%"]


@pytest.mark.parametrize(("who", "over"), [(who, over) for who, (_clock_out, over) in A_DAY.items()])
def test_more_than_eight_hours_a_day_is_told_with_the_tolerance_of_the_clock(several: dict[tuple[str, str], str], who: str, over: bool) -> None:
    assert ((who, "超过 8 小时") in several) is over


@pytest.mark.parametrize(("who", "told_of"), [(who, told_of) for who, (_days, told_of) in IN_A_ROW.items()])
def test_a_week_without_a_day_of_rest_is_told(several: dict[tuple[str, str], str], who: str, told_of: bool) -> None:
    assert ((who, "每周没有休息一天") in several) is told_of


@pytest.mark.parametrize("who", ON_LEAVE)
def test_a_day_of_leave_with_its_times_or_without_is_a_rest_between_two_runs(several: dict[tuple[str, str], str], who: str) -> None:
    assert (who, "每周没有休息一天") not in several


@pytest.mark.parametrize(("who", "over"), [(who, over) for who, (_clock_out, over) in OVERTIME.items()])
def test_overtime_over_36_hours_is_told(several: dict[tuple[str, str], str], who: str, over: bool) -> None:
    assert ((who, "加班超过 36 小时") in several) is over


def test_what_a_score_moves_is_not_taken() -> None:
    month = settled([person("1", 月工资=1000)], 扣分记录=[logged("1", "A-3.3.3", 次数=2)])
    assert month.yuan("1", "merit_pay") == -300
    assert "20%" not in month.paid("1")["hint"]


def test_without_a_region_the_minimum_wage_cannot_be_checked_which_is_said_once() -> None:
    assert told()["", "最低工资"] == "不能检查是否低于最低工资：规则里没有填写地区"


@pytest.mark.parametrize(("fines", "below"), [(0, False), (1, True)])
def test_less_than_the_regions_minimum_left_is_told(tmp_path: Path, fines: int, below: bool) -> None:
    """The minimum in force on the month's first day is 4,800, which is the wage itself."""
    book = changed_rulebook(tmp_path, SHANGHAI)
    found = told([person("1", 月工资=4800)], book, 扣分记录=[logged("1", "B-8")] * fines)
    assert (("1", "低于最低工资") in found) is below
    if below:
        assert found["1", "低于最低工资"] == "调整后工资 4,750.00 元，低于上海市最低工资 4,800.00 元"


def test_a_region_without_a_minimum_for_the_month_is_said(tmp_path: Path) -> None:
    book = changed_rulebook(tmp_path, (SHANGHAI[0], "  region: 某市\n  regions: {某市: {minimum_wage: [{from: 2027-01-01, yuan: 3000}]}}"))
    assert "没有 某市 在 2026-11 的最低工资" in told(rulebook=book)["", "最低工资"]


def test_fines_are_told_where_the_region_forbids_them(tmp_path: Path) -> None:
    rows = [logged("1", "B-8")]
    assert ("1", "罚款") not in told(扣分记录=rows)
    assert "50.00" in told(rulebook=changed_rulebook(tmp_path, SHANGHAI), 扣分记录=rows)["1", "罚款"]


def test_a_withheld_wage_and_a_training_charge_are_told() -> None:
    leaver = person("1", 离职日期=day(20), 离职原因="辞职", 培训结束日期=day(5), 转正日期="2027-02-01")
    found = told([leaver])
    assert "3,333.33" in found["1", "扣发工资"] and "2,500.00" in found["1", "培训费"]


def test_notices_stand_in_the_pay_sheet_and_in_the_report_and_change_no_figure(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": [person("Z1", "主管"), person("T1", "培训专员"), person("1")], "扣分记录": taken(1500)})
    called = call_month(tmp_path)
    [row] = [row for row in called.table("pay_adjustment.xlsx", "工资调整表") if row["工号"] == "1"]
    assert row["提示"] == "法规提示：扣款超过工资的 20%" and row["赔偿"] == -1500
    page = (called.folder / "report.html").read_text(encoding="utf-8")
    assert "工资支付暂行规定" in page and "不能检查是否低于最低工资" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((SHANGHAI[0], "  region: 上海市\n  regions: {}"), "regions"),
        (("minimum_wage: false}", "minimum_wage: true}"), "地区"),
    ],
)
def test_a_region_that_is_not_described_or_a_limit_without_one_is_refused(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    with pytest.raises(RulebookError, match=said):
        changed_rulebook(tmp_path, change)


def limited(tmp_path: Path, text: str = BOOK.text) -> Rulebook:
    return changed_rulebook(tmp_path, ("share_of_wage: false", "share_of_wage: true"), text=text)


def test_a_limit_that_is_on_carries_the_rest_to_the_next_month_as_an_entry(tmp_path: Path) -> None:
    month = settled([person("1")], rulebook=limited(tmp_path), 扣分记录=taken(2500))
    assert (month.yuan("1", "compensation"), month.yuan("1", "corrections")) == (-2500, 1500)
    assert month.yuan("1", "total") == month.yuan("1", "merit_pay") - 1000
    [line] = month.lines("1", "L-16")
    assert "结转下月" in line["label"] and "1,500.00" in line["note"]


def test_nobody_is_left_with_less_than_the_minimum_wage_where_that_limit_is_on(tmp_path: Path) -> None:
    book = changed_rulebook(tmp_path, SHANGHAI, ("minimum_wage: false}", "minimum_wage: true}"))
    month = settled([person("1")], rulebook=book, 扣分记录=[logged("1", "B-8", 次数=6)])
    assert month.yuan("1", "fines") == -300 and month.yuan("1", "total") == -200


def test_over_closed_months_what_was_carried_is_taken_month_by_month(tmp_path: Path) -> None:
    """2,500 of a wage of 5,000: 1,000 in November, 1,000 in December, 500 in January; the archive verifies."""
    from tests.archive.months import FIRST, Books

    book = limited(tmp_path, RULES_ALONE)
    books = Books(tmp_path, f"sqlite:///{tmp_path / 'a.sqlite'}")

    def close(month: str, **sheets: Any) -> float:
        assert books.close(month, slips=False, rulebook=book.source, **sheets).code == 0
        [(total, merit)] = books.rows(f"SELECT total_fen, merit_pay_fen FROM scores WHERE month = '{month}' AND employee_id = '1'")
        return (total - merit) / 100

    assert close(MONTH, 扣分记录=taken(2500), **FIRST) == -1000
    assert close("2026-12") == -1000
    assert close("2027-01") == -500
    assert close("2027-02") == 0
    assert books.verify().code == 0
    books.write(MONTH, 扣分记录=taken(2500), **FIRST)
    assert "没有差异" in books.correct(MONTH).printed
