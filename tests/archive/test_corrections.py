"""Corrections of closed months: booked into the next open one, line by line, and only what is new."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import pytest

from pipeline.month import again
from pipeline.month.figures import cost_by_clause
from pipeline.month.handover import report_of
from pipeline.settlement import pay as pay_rules
from tests.archive.months import FIRST, Books
from tests.archive.shelf import Shelf
from tests.build import Read, Rows, complaint, logged, person

OLD = "2026-10"
NEXT = "2026-11"


def on(day: int, item: str, employee: str = "1", month: str = OLD, **more: object) -> dict[str, object]:
    return logged(employee, item, **more) | {"日期": f"{month}-{day:02d}"}


def fined(books: Books) -> None:
    assert books.close(OLD, slips=False, 扣分记录=[on(3, "handover_missing"), on(9, "handover_missing"), on(5, "B-8", "2")], **FIRST).code == 0


@pytest.fixture
def books(shelf: Shelf, tmp_path: Path) -> Books:
    """October closed, with a late handover entry and a fine for person 1."""
    return shelf.books(fined).copied(tmp_path)


def computed(books: Books, month: str = NEXT, people: Rows | None = None) -> Read:
    """An open month without anything of its own."""
    books.write(month, people)
    read = books.read(month)
    assert read.code == 0, read.findings
    return read


def paid(books: Books, employee: str, month: str = NEXT, people: Rows | None = None) -> dict[str, object]:
    return next(row for row in computed(books, month, people).pay if row["工号"] == employee)


def test_unchanged_inputs_show_no_difference(books: Books) -> None:
    called = books.correct(OLD)
    assert called.code == 0 and "没有差异" in called.printed
    assert books.rows("SELECT * FROM corrections") == []


def test_a_row_that_only_moved_within_its_sheet_is_no_difference(books: Books) -> None:
    books.write(OLD, 扣分记录=[on(5, "B-8", "2"), on(9, "handover_missing"), on(3, "handover_missing")], **FIRST)
    assert "没有差异" in books.correct(OLD).printed


@dataclass(frozen=True)
class Corrected:
    """October corrected in four things that have nothing to do with each other, and what November makes of it."""

    books: Books
    closed: dict[Path, bytes]
    """The files of October as it was closed."""
    printed: str
    next: Read

    def paid(self, employee: str) -> dict[str, object]:
        return next(row for row in self.next.pay if row["工号"] == employee)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Corrected:
    """Person 1 handed over late once, not twice; person 2 was fined once more; person 3 has a late complaint; the fund spent 60."""
    books, people = Books.at(tmp_path_factory.mktemp("corrected")), [person("1"), person("2"), person("3")]
    assert books.close(OLD, people, slips=False, 扣分记录=[on(3, "handover_missing"), on(9, "handover_missing"), on(5, "B-8", "2")], **FIRST).code == 0
    closed = {path: path.read_bytes() for path in (books.output / OLD).rglob("*") if path.is_file()}
    late = complaint(1, "3", 投诉编号="KS-202610-0001", 投诉日期="2026-10-20", 受理日期="2026-10-20", 投诉原因="冲突")
    spent = [{"日期": "2026-10-06", "用途": "聚餐", "金额": 60, "经办人": "员工1"}]
    books.write(OLD, people, 扣分记录=[on(9, "handover_missing"), on(5, "B-8", "2"), on(7, "B-8", "2")], 投诉登记=[late], 基金支出=spent, **FIRST)
    called = books.correct(OLD)
    assert called.code == 0
    return Corrected(books, closed, called.printed, computed(books, people=people))


def test_a_deleted_row_is_reversed_with_the_ladder_and_the_pay_that_followed_from_it(corrected: Corrected) -> None:
    """Fines were 30 and 50, the score 70: −100. Without the first: 30, score 75: −50. So 50 and 50 come back."""
    assert "冲销" in corrected.printed and NEXT in corrected.printed
    row = corrected.paid("1")
    assert (row["前期更正"], row["调整合计"], row["考核分"]) == (100, 100, 80)


def test_each_line_points_at_its_month_clause_and_row(corrected: Corrected) -> None:
    [line] = [line for line in corrected.next.lines if (line["类别"], line["工号"]) == ("前期更正", "2")]
    assert (line["条款"], line["金额"], line["分值"], line["工作表"], line["行号"]) == ("B-8", -50, 0, "扣分记录", 4)
    assert line["说明"] == f"补记 {OLD} 罚款 50.00 元；每次罚款 50.00 元（{OLD} 的资料结账后有更正）"
    [income] = [row for row in corrected.next.ledger if row["摘要"].startswith("前期更正") and row["工号"] == "2"]
    assert (income["收入"], income["支出"]) == (50, 0) and OLD in income["摘要"]


def test_a_late_complaint_costs_its_fine_in_the_next_month_and_leaves_the_closed_one_as_it_was(corrected: Corrected) -> None:
    books = corrected.books
    assert corrected.paid("3")["前期更正"] == -100 - 200
    assert corrected.closed == {path: path.read_bytes() for path in (books.output / OLD).rglob("*") if path.is_file()}
    assert books.verify().code == 0


def test_a_correction_of_the_funds_spending_moves_the_next_ledger_and_nobodys_pay(corrected: Corrected) -> None:
    fines = {"1": 30, "2": 50 + 50, "3": 100}
    assert corrected.next.ledger[-1]["余额"] == 1000 + sum(fines.values()) - 60
    assert sum(row["前期更正"] for row in corrected.next.pay) == 100 - 50 - 300
    assert f"{OLD}：3 人、" in corrected.printed, "the fund is nobody"
    assert "没有差异" in corrected.books.correct(OLD).printed


def test_what_a_correction_took_by_clause_is_what_is_left_of_the_line_reversed_and_the_line_put_down(corrected: Corrected) -> None:
    """Person 1 got fines of 30 and 50 back for one of 30: nothing was taken."""
    took = cost_by_clause(report_of(corrected.next.run)).to_dict("records")
    assert {row["clause"]: (row["count"], row["people"], row["amount"]) for row in took} == {"B-6": (1, 1, -10000), "A-4.2": (1, 1, -20000), "B-8": (1, 1, -5000)}


def test_without_book_nothing_is_booked_and_the_differences_are_a_workbook(books: Books) -> None:
    books.write(OLD, 扣分记录=[on(5, "B-8", "2")], **FIRST)
    called = books.correct(OLD, booked=False)
    lines = called.table("corrections.xlsx", "更正明细")
    assert {(line["条款"], line["变化"], line["金额"]) for line in lines if line["金额"]} == {("B-1c", "冲销", 30), ("B-1c", "冲销", 50), ("A-4.2", "补记", 100)}
    [result] = called.table("corrections.xlsx", "更正汇总")
    assert (result["原考核分"], result["更正后考核分"]) == (70, 80)
    assert books.rows("SELECT * FROM corrections") == []


def test_correcting_twice_books_only_what_is_new(books: Books) -> None:
    less = [on(9, "handover_missing"), on(5, "B-8", "2")]
    books.write(OLD, 扣分记录=less, **FIRST)
    books.correct(OLD)
    assert "没有差异" in books.correct(OLD).printed
    books.write(OLD, 扣分记录=[*less, on(8, "B-8", "2")], **FIRST)
    books.correct(OLD)
    closed = books.close(NEXT, slips=False)
    assert closed.code == 0 and {row["工号"]: row["前期更正"] for row in closed.pay if row["前期更正"]} == {"1": 100, "2": -50, "合计": 50}
    books.write(OLD, 扣分记录=[on(3, "handover_missing"), on(9, "handover_missing"), on(5, "B-8", "2")], **FIRST)
    books.correct(OLD)
    closed = books.close("2026-12", slips=False)
    assert closed.code == 0 and {row["工号"]: row["前期更正"] for row in closed.pay if row["前期更正"]} == {"1": -100, "2": 50, "合计": -50}
    assert books.verify().code == 0


def test_a_sheet_that_the_corrected_workbook_lacks_stays_away_when_the_month_is_settled_again(books: Books) -> None:
    """The month was closed and corrected with a bonus, then corrected without its sheet: neither a later complaint nor the next correction brings it back."""
    undecided = complaint(1, "1", 投诉编号="KS-202610-0001", 投诉日期="2026-10-20", 受理日期="2026-10-20", 是否有效=None)
    log = [on(3, "handover_missing"), on(9, "handover_missing"), on(5, "B-8", "2")]
    called_in = [{"日期": "2026-10-06", "工号": "1", "事项": "A-2.3", "记录人": "T1"}]
    books.write(OLD, 扣分记录=log, 投诉登记=[undecided], 加分记录=called_in, **FIRST)
    assert books.correct(OLD).code == 0
    books.write(OLD, 扣分记录=log, 投诉登记=[undecided], **FIRST)
    assert books.correct(OLD).code == 0 and "没有差异" in books.correct(OLD).printed
    done = books.close(NEXT, slips=False, 投诉登记=[undecided | {"是否有效": "是"}])
    [row] = [row for row in done.table("pay_adjustment.xlsx", "工资调整表") if row["工号"] == "1"]
    assert row["前期更正"] == -100
    assert "没有差异" in books.correct(OLD).printed and books.verify().code == 0


def test_somebody_who_has_left_since_stands_on_the_pay_sheet_with_the_correction_alone(books: Books) -> None:
    books.write(OLD, 扣分记录=[on(3, "handover_missing"), on(9, "handover_missing")], **FIRST)
    books.correct(OLD)
    row = paid(books, "2", people=[person("1")])
    assert (row["前期更正"], row["调整合计"], row["绩效浮动"], row["考核分"], row["姓名"]) == (50, 50, 0, None, "员工2")
    assert books.close(NEXT, [person("1")], slips=False).code == 0 and books.verify().code == 0


def test_a_month_that_is_not_closed_or_has_errors_is_not_corrected(books: Books) -> None:
    assert books.correct(NEXT).code == 3
    books.write(OLD, 扣分记录=[on(3, "没有的事项")], **FIRST)
    called = books.correct(OLD)
    assert called.code == 1 and books.rows("SELECT * FROM corrections") == []


def test_A_1_3_and_the_ladders_look_at_a_month_as_corrected(books: Books) -> None:
    """Person 1 was last below 70 in October by mistake; so the second last place in November is no second."""
    low = [on(3, "A-3.2.2"), on(4, "A-3.1.5")]
    assert books.close(NEXT, slips=False, 扣分记录=[row | {"日期": row["日期"].replace(OLD, NEXT)} for row in low]).code == 0  # type: ignore[attr-defined]
    december = {"扣分记录": [row | {"日期": row["日期"].replace(OLD, "2026-12")} for row in low]}  # type: ignore[attr-defined]
    books.write("2026-12", **december)
    assert [row["工号"] for row in books.read("2026-12").actions] == ["1"]
    books.write(NEXT)
    books.correct(NEXT)
    assert books.read("2026-12").actions == []


ORDERS = dict(enumerate(permutations(range(3))))
"""In each of them two people get to know the same three rows late."""


@pytest.fixture(scope="module")
def after_each_order(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """The month after three corrections, in each of which every pair gets the next row of its order."""
    pairs = {number: (f"{number}a", f"{number}b") for number in ORDERS}
    people = [person(who) for pair in pairs.values() for who in pair]
    rows = [row for a, b in pairs.values() for row in (on(3, "handover_missing", a), on(9, "handover_missing", a), on(5, "B-8", b))]
    late = {number: [on(12, "B-8", a), on(13, "handover_missing", a), on(14, "A-3.2.2", b)] for number, (a, b) in pairs.items()}

    def make(books: Books) -> None:
        assert books.close(OLD, people, slips=False, 扣分记录=rows, **FIRST).code == 0
        for step in range(3):
            known = [late[number][which] for number, order in ORDERS.items() for which in order[: step + 1]]
            books.write(OLD, people, 扣分记录=[*rows, *known], **FIRST)
            assert books.correct(OLD).code == 0

    return computed(shelf.books(make).copied(tmp_path_factory.mktemp("orders")), people=people)


@pytest.mark.parametrize("number", ORDERS, ids=map(str, ORDERS.values()))
def test_any_order_of_corrections_ends_in_the_same_balances(after_each_order: Read, number: int) -> None:
    totals = {row["工号"]: row["前期更正"] for row in after_each_order.pay}
    assert (totals[f"{number}a"], totals[f"{number}b"]) == (-50 - 80 - 50, -100)
    assert after_each_order.ledger[-1]["余额"] == 1000 + len(ORDERS) * (130 + 130)


def test_a_booking_is_withdrawn_until_it_is_closed_and_the_chain_has_both(books: Books) -> None:
    books.write(OLD, 扣分记录=[on(5, "B-8", "2")], **FIRST)
    assert books.correct(OLD).code == 0 and paid(books, "1")["前期更正"] == 180
    assert "已撤回记入 2026-11 的更正：2026-10" in books.withdraw(OLD).printed
    assert paid(books, "1")["前期更正"] == 0 and books.verify().code == 0
    assert [kind for (kind,) in books.rows("SELECT kind FROM journal ORDER BY number")] == ["closed", "booked", "withdrawn"]
    again = books.withdraw(OLD)
    assert again.code == 3 and "没有可以撤回的" in again.printed
    assert books.correct(OLD).code == 0 and books.close(NEXT, slips=False).code == 0
    assert books.withdraw(OLD).code == 3 and books.verify().code == 0


def test_what_a_newer_program_makes_of_the_same_inputs_is_told_apart_and_booked_only_when_asked(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    """October had −100 for person 1 (70 points); twenty yuan a point would be −200, and 75 points then −100."""
    rule = pay_rules.merit_pay
    monkeypatch.setattr(again, "__version__", "9.9.9")
    monkeypatch.setattr(pay_rules, "merit_pay", lambda score, rulebook: 2 * rule(score, rulebook))
    same = books.correct(OLD)
    assert "没有差异" in same.printed and "对同样的资料算得不同：1 人、1 条，合计 -100.00 元" in same.printed
    assert books.rows("SELECT * FROM corrections") == []

    books.write(OLD, 扣分记录=[on(9, "handover_missing"), on(5, "B-8", "2")], **FIRST)
    assert "没有算在内" in books.correct(OLD).printed
    assert paid(books, "1")["前期更正"] == 50 + 100
    assert books.rows("SELECT score, merit_pay_fen FROM corrected_scores") == [(75, 0)]

    everything = books.correct(OLD, with_program=True, booked=False)
    assert "合计 -100.00 元" in everything.printed and books.correct(OLD, with_program=True).code == 0
    assert paid(books, "1")["前期更正"] == 50
    assert "没有差异" in books.correct(OLD).printed and "算得不同" not in books.correct(OLD).printed
