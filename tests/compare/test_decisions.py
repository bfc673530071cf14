"""Decisions that a manager may take otherwise: what each would change this month, and where they are shown (A-2.1, A-3.3.5, A-4.4, B-11)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.app import compare
from pipeline.rulebook.parameters import switches
from tests.archive.months import FIRST, Books
from tests.build import BOOK, complaint, day, logged


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """A month in which person 1 has a messy desk and six light violations of two clauses, and a complaint is closed after seven days, five of work."""
    folder = tmp_path_factory.mktemp("decisions")
    made = Books(folder, f"sqlite:///{folder / 'a.sqlite'}")
    log = [logged("1", "A-3.1.2", 2), *(logged("1", "A-3.1.1", on) for on in (5, 8, 11, 14, 17))]
    closed = complaint(1, 投诉原因="其他", 责任人=None, 投诉日期=day(5), 受理日期=day(5), 结案日期=day(12))
    made.write("2026-11", 扣分记录=log, 投诉登记=[closed], **FIRST)
    return made


@pytest.fixture(scope="module")
def table(books: Books) -> dict[str, dict[str, Any]]:
    called = books._call(lambda: compare.decisions("2026-11", books.inbox, books.output, None, books.archive), "simulate")
    assert called.code == 0, called.printed
    assert "可以另作的决定" in (called.folder / "decisions.html").read_text(encoding="utf-8")
    return {row["设置"]: row for row in called.table("decisions.xlsx", "可以另作的决定")}


def test_every_switch_has_a_row_for_each_of_its_alternatives_with_its_reason(table: dict[str, dict[str, Any]]) -> None:
    assert list(table) == [f"{each.dotted}={str(other).lower()}" for each, other in switches(BOOK)]
    assert {row["条款"] for row in table.values()} == {"A-1.3", "A-2.1", "A-3.3.5", "A-4.4", "B-1c", "B-3", "B-6", "B-11", "C-26", "劳动法"}
    assert all(row["理由"] for row in table.values())


def test_what_is_chosen_is_said_in_words(table: dict[str, dict[str, Any]]) -> None:
    assert (table["complaints.later_months.counted=told"]["现在"], table["complaints.later_months.counted=told"]["改为"]) == ("记入前期更正", "只提醒")
    assert not [row for row in table.values() if row["现在"].isascii() or row["改为"].isascii()]


def test_C_26_a_case_closed_after_seven_days_is_in_time_by_working_days(table: dict[str, dict[str, Any]]) -> None:
    assert {setting: row["结案逾期差额（件）"] for setting, row in table.items() if row["结案逾期差额（件）"]} == {"complaints.closing.counted_in=working": -1}


def test_B_11_fining_the_messy_desk_would_take_fifty_yuan_and_give_them_to_the_fund(table: dict[str, dict[str, Any]]) -> None:
    row = table["cleaning.desk_fined=true"]
    assert (row["受影响人数"], row["调整合计差额"], row["基金差额"], row["谁"]) == (1, -50, 50, "员工1")


def test_A_3_3_5_counting_occurrences_would_cost_the_grade(table: dict[str, dict[str, Any]]) -> None:
    row = table["neglect.counted=occurrences"]
    assert (row["受影响人数"], row["调整合计差额"], row["等级变动人数"]) == (1, -180, 1)


def test_what_would_change_nothing_says_so(table: dict[str, dict[str, Any]]) -> None:
    row = table["ladders.handover.counted_by=year"]
    assert (row["受影响人数"], row["调整合计差额"], row["基金差额"], row["谁"]) == (0, 0, 0, None)


def test_the_ladder_of_complaints_is_no_switch_since_its_clause_says_by_month() -> None:
    assert not [each for each, _ in switches(BOOK) if each.path[:2] == ("ladders", "complaint")]


def test_the_rulebook_s_page_lists_switches_missing_tables_and_the_way_of_a_complaint(books: Books) -> None:
    page = (books.run("2026-11").folder / "rulebook.html").read_text(encoding="utf-8")
    for part in ("经理可以另作决定的事项", "桌面凌乱也按值日未做罚款", "在哪里比较第一", "--months 2026-11 --decisions"):
        assert part in page
    for title in ("客户投诉损失金额核算基准", "罚扣判定基准", "客服组长考核细则"):
        assert f"{title}" in page
    assert page.count("<b>还没有</b>") == 3
    for step in ("调查完成后 3 天内报副总经理批示", "低于 1000 元由销售部门经理核决；不超过 5000 元由副总经理核决；更高的由总经理核决", "重新立案，填新的处理表", "次月 10 日前总经理室审核"):
        assert step in page


def test_a_table_of_the_company_that_is_at_hand_is_shown(tmp_path: Path) -> None:
    from tests.build import changed_rulebook

    book = changed_rulebook(tmp_path, ("title: 罚扣判定基准, content: null", "title: 罚扣判定基准, content: 每次 50 元"))
    assert book.company_tables["penalty_scale"].content == "每次 50 元"


def test_decisions_are_weighed_for_one_month_at_a_time(books: Books) -> None:
    called = books._call(lambda: compare.decisions("2026-10..2026-11", books.inbox, books.output, None, books.archive), "simulate")
    assert called.code == 2 and "一次只算一个月" in called.printed
