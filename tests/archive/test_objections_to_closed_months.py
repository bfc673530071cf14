"""An objection to something of a closed month is decided in an open one and becomes a correction there, once (A-1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

from pipeline.app import closed_months
from tests.archive.months import FIRST, Books
from tests.archive.shelf import Shelf, three_months
from tests.build import Read, Rows, logged, person, settled
from tests.often import TIMES
from tests.reports.test_statements import sheets_of
from tests.rules.objected_lines import ITEMS, PEOPLE, STAFF_TOO, new_points, objections, sheets

LATE = "2026-10-05"
LOG = [logged("1", "A-3.1.3") | {"日期": LATE}, logged("1", "A-3.1.8", 分值=4) | {"日期": LATE}]


def october(books: Books) -> None:
    """Closed with two lines that person 1 may object to."""
    assert books.close("2026-10", slips=False, 扣分记录=LOG, **FIRST).code == 0


@pytest.fixture
def books(shelf: Shelf, tmp_path: Path) -> Books:
    return shelf.books(october).copied(tmp_path / "own")


@pytest.fixture
def decided(shelf: Shelf, tmp_path: Path) -> Books:
    """November closed as well, which granted the objection to one of them."""

    def make(books: Books) -> None:
        shelf.books(october).copied(books.folder)
        assert books.close("2026-11", slips=False, 申诉=[objection()]).code == 0

    return shelf.books(make).copied(tmp_path / "own")


def objection(item: str = "A-3.1.3", decision: str | None = "撤销", employee: str = "1", **more: Any) -> dict[str, Any]:
    decided = {"结论": decision, "裁定人": "Z1", "裁定理由": "查实"} if decision else {}
    return {"工号": employee, "日期": LATE, "事项": item, "理由": "情况不符"} | decided | more


def corrected(month: Read, employee: str = "1") -> object:
    return next(row["前期更正"] for row in month.pay if row["工号"] == employee)


def codes(month: Read) -> list[str]:
    return [row["代码"] for row in month.findings if row["工作表"] == "申诉"]


REVOKED, CHANGED, UPHELD, OPEN, LATE_ASKED, GONE = "R", "C", "U", "O", "L", "G"
"""Each has October's two lines; the last is not on November's roster."""
DECIDED = [
    objection(employee=REVOKED), objection("A-3.1.8", "改分", CHANGED, 改后分值=2), objection(decision="维持", employee=UPHELD),
    objection(decision=None, employee=OPEN), objection(employee=LATE_ASKED, 提出日期="2026-11-06"), objection(employee=GONE),
]
WRONG = {
    "OBJECTION_WITHOUT_LINE": objection("A-3.1.1", employee=REVOKED),
    "OBJECTION_MONTH_NOT_CLOSED": objection(employee=CHANGED) | {"日期": "2026-09-05"},
    "DECIDER_IS_OBJECTOR": objection(employee=UPHELD, 裁定人=UPHELD),
    "DECIDER_MAY_NOT": objection(employee=OPEN, 裁定人="2"),
    "DECIDER_RECORDED": objection("A-3.1.14", employee=LATE_ASKED),
}
SPOT = logged(LATE_ASKED, "A-3.1.14", 分值=3, 记录人="Z1") | {"日期": LATE}
"""Recorded by the one who decides."""


@pytest.fixture(scope="module")
def six(shelf: Shelf) -> Books:
    """October closed with the two lines of each of them, and a third one."""

    def make(books: Books) -> None:
        people = [person(who) for who in (REVOKED, CHANGED, UPHELD, OPEN, LATE_ASKED, GONE, "2")]
        rows = [row | {"工号": each["工号"]} for each in people[:-1] for row in LOG]
        assert books.close("2026-10", people, slips=False, 扣分记录=[*rows, SPOT], **FIRST).code == 0

    return shelf.books(make)


def november(six: Books, folder: Path, rows: Rows) -> Read:
    books = six.copied(folder)
    receipt = {"工号": LATE_ASKED, "月份": "2026-10", "签收日期": "2026-11-02", "意见": "有异议"}
    books.write("2026-11", [person(who) for who in (REVOKED, CHANGED, UPHELD, OPEN, LATE_ASKED, "2")], 申诉=rows, 签收=[receipt])
    return books.read("2026-11")


@pytest.fixture(scope="module")
def answered(six: Books, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """November with a decision for each."""
    read = november(six, tmp_path_factory.mktemp("answered"), DECIDED)
    assert read.code == 0, read.findings
    return read


@pytest.fixture(scope="module")
def wrong(six: Books, tmp_path_factory: pytest.TempPathFactory) -> Read:
    return november(six, tmp_path_factory.mktemp("wrong"), list(WRONG.values()))


def about(month: Read, row: int) -> list[str]:
    """The codes of what is said of an objection."""
    return [each["代码"] for each in month.findings if (each["工作表"], each["行号"]) == ("申诉", row)]


def test_a_revoked_line_of_a_closed_month_is_paid_back_in_the_open_one_and_leaves_the_fund(answered: Read) -> None:
    assert corrected(answered, REVOKED) == 70
    assert about(answered, 2) == ["OBJECTION_BOOKED"]
    lines = [row for row in answered.lines if (row["类别"], row["工号"]) == ("前期更正", REVOKED)]
    assert {row["工作表"] for row in lines} == {"申诉"} and {row["行号"] for row in lines} == {2}
    assert any(row["支出"] == 50 for row in answered.ledger if row["工号"] == REVOKED)


def test_changed_points_of_a_closed_month_move_its_score(answered: Read) -> None:
    assert corrected(answered, CHANGED) == 20


@pytest.mark.parametrize(("who", "row"), [(UPHELD, 4), (OPEN, 5)])
def test_what_is_upheld_or_open_books_nothing(answered: Read, who: str, row: int) -> None:
    assert corrected(answered, who) == 0 and about(answered, row) == []


def test_somebody_who_has_left_since_is_paid_back_at_the_end_of_the_sheet(answered: Read) -> None:
    assert corrected(answered, GONE) == 70 and answered.pay[-1]["工号"] == GONE


def test_a_receipt_of_the_closed_month_starts_the_window_for_it(answered: Read) -> None:
    assert "OBJECTION_LATE" in about(answered, 6) and corrected(answered, LATE_ASKED) == 70


@pytest.mark.parametrize("code", WRONG)
def test_a_wrong_objection_to_a_closed_month_is_an_error_at_its_cell(wrong: Read, code: str) -> None:
    assert wrong.code == 1 and about(wrong, 2 + list(WRONG).index(code)) == [code]


def test_it_is_not_booked_again_in_a_later_month_nor_by_correct(decided: Books) -> None:
    decided.write("2026-12", 申诉=[objection()])
    read = decided.read("2026-12")
    assert read.code == 0 and corrected(read) == 0
    again = decided.correct("2026-10")
    assert again.code == 0 and "没有差异" in again.printed
    assert decided.verify().code == 0


def test_a_closed_month_whose_sheet_objects_to_an_earlier_one_can_still_be_corrected(decided: Books) -> None:
    decided.write("2026-11", 扣分记录=[logged("2", "A-3.1.1")], 申诉=[objection()])
    called = decided.correct("2026-11")
    assert called.code == 0 and "2 补记 A-3.1.1" in called.printed and "  1 " not in called.printed


def test_a_decision_changed_in_the_sheet_of_a_closed_month_is_told_where_it_belongs(decided: Books) -> None:
    decided.write("2026-11", 申诉=[objection(decision="维持")])
    called = decided.correct("2026-11")
    assert called.code == 0 and "申诉表第 2 行说的是 2026-10 的事" in called.printed
    decided.write("2026-11", 申诉=[objection()])
    assert "申诉表" not in decided.correct("2026-11").printed


def test_one_that_was_left_open_is_decided_in_the_next_month(tmp_path: Path) -> None:
    from pipeline.app.close import close_month

    books = Books.at(tmp_path)
    books.write("2026-10", 扣分记录=LOG, 申诉=[objection(decision=None)], **FIRST)
    assert close_month("2026-10", books.inbox, books.output, None, books.archive, early=True, leave_open=True, slips=False).code == 0
    books.write("2026-11", 申诉=[objection()])
    assert corrected(books.read("2026-11")) == 70


def test_another_decision_on_the_same_line_is_told_and_only_the_difference_is_booked(decided: Books) -> None:
    decided.write("2026-12", 申诉=[objection(decision="维持")])
    read = decided.read("2026-12")
    assert read.code == 0 and corrected(read) == -70
    assert "OBJECTION_DECIDED_BEFORE" in codes(read)


def test_an_adjustment_far_from_ones_own_closed_months_is_on_the_review_list(shelf: Shelf, tmp_path: Path) -> None:
    books = shelf.books(three_months).copied(tmp_path)
    books.write("2026-11", 扣分记录=[logged("2", "A-3.3.4", 金额=800)])
    [row] = [row for row in books.run("2026-11").table("review.xlsx", "复核清单") if row["类别"] == "与本人往月相差很大"]
    assert row["工号"] == "2" and "本人最近 3 个月是 -70.00、-70.00、-70.00 元" in row["情况和比较"] and row["涉及金额"] == 1000


def test_the_archive_tells_objections_by_clause_and_recorder_with_the_share_found_right(books: Books, tmp_path: Path) -> None:
    assert books.close("2026-11", slips=False, 申诉=[objection(), objection("A-3.1.8", "维持")]).code == 0
    printed = books.call(closed_months.objections).printed
    lines = [line.split() for line in printed.splitlines() if line.startswith("A-3")]
    assert lines == [["A-3.1.3", "T1", "1", "0", "0", "0", "1", "100%"], ["A-3.1.8", "T1", "1", "0", "1", "0", "0", "0%"]]
    assert books.call(closed_months.year, 2026, tmp_path / "2026.xlsx").code == 0
    assert sheets_of(tmp_path / "2026.xlsx")["申诉"][1:] == [("A-3.1.3", "T1", 1, 0, 0, 0, 1, 1), ("A-3.1.8", "T1", 1, 0, 1, 0, 0, 0)]


LETTERS = {"维持": "U", "撤销": "R", "改分": "C"}
"""Of each decision the forty people whose lines it is about."""


def of_own(rows: Rows, letter: str) -> Rows:
    return [row | {"工号": f"{row['工号']}{letter}"} for row in rows]


def of_all(rows: Rows) -> Rows:
    return [row for letter in LETTERS.values() for row in of_own(rows, letter)]


@dataclass(frozen=True)
class Forty:
    """What November books for each person whose line of October is decided on, and what October would have come to on this decision, less what was paid."""

    booked: dict[str, float]
    due: dict[str, float]


@pytest.fixture(scope="module")
def forty(shelf: Shelf) -> Forty:
    people = [*of_all(PEOPLE), *STAFF_TOO]
    october_has = {title: of_all(rows) for title, rows in sheets(found=True, month="2026-10").items()}
    decided = [
        row for decision, letter in LETTERS.items()
        for row in of_own(objections(decision, "2026-10", new_points() if decision == "改分" else None), letter)
    ]  # fmt: skip

    def make(books: Books) -> None:
        assert books.close("2026-10", people, slips=False, **october_has, **FIRST).code == 0
        books.write("2026-11", people, 申诉=decided)

    def totals(**more: Rows) -> pd.Series:
        """What October comes to for each person, in fen, computed by itself."""
        found = settled(people, month="2026-10", **october_has, **more)
        assert found.settlement is not None
        return found.settlement.pay.set_index("employee_id")["total"]

    read = shelf.books(make).read("2026-11")
    assert read.code == 0, read.findings
    return Forty({row["工号"]: row["前期更正"] for row in read.pay}, ((totals(申诉=decided) - totals()) / 100).to_dict())


@pytest.mark.parametrize("decision", LETTERS)
def test_forty_lines_of_a_closed_month_pay_back_what_the_decision_says_and_no_more(forty: Forty, decision: str) -> None:
    """Each person's correction is what October would have come to on this decision, less what was paid."""
    own = [f"{who}{LETTERS[decision]}" for who in ITEMS]
    booked = {who: forty.booked[who] for who in own}
    assert booked == {who: forty.due[who] for who in own}
    assert any(booked.values()) == (decision != "维持")


OUTCOMES: dict[str, list[tuple[dict[str, Any], int]]] = {
    "A-3.1.3": [({}, 0), ({"结论": "维持"}, -70), ({"结论": "撤销"}, 0)],
    "A-3.1.8": [({}, 0), ({"结论": "维持"}, -40), ({"结论": "撤销"}, 0), ({"结论": "改分", "改后分值": 2}, -20)],
}
"""Decisions on each line of October, and what it costs then, in yuan; none leaves it as it was."""


SEEDS = {f"S{seed}": seed for seed in range(3 * TIMES)}
"""Of each person what decides on their lines."""


@pytest.fixture(scope="module")
def in_any_order(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, int], dict[str, int]]:
    """What each person was paid over all months in fen, and what October comes to on the last decision of each of their lines."""
    chances, due = {who: Random(seed) for who, seed in SEEDS.items()}, {who: {"A-3.1.3": -70, "A-3.1.8": -40} for who in SEEDS}
    people, books = [person(who) for who in SEEDS], Books.at(tmp_path_factory.mktemp("orders"))
    assert books.close("2026-10", people, slips=False, 扣分记录=[row | {"工号": who} for who in SEEDS for row in LOG], **FIRST).code == 0
    for month in ("2026-11", "2026-12", "2027-01"):
        rows = []
        for who, chance in chances.items():
            for item, outcomes in chance.sample(sorted(OUTCOMES.items()), chance.randint(0, 2)):
                decided, cost = chance.choice(outcomes)
                if decided:
                    due[who][item] = cost
                    rows.append(objection(item, None, who) | {"裁定人": "Z1", "裁定理由": "查实"} | decided)
        if chances["S0"].random() < 0.5:
            assert "没有差异" in books.correct("2026-10").printed
        assert books.close(month, people, slips=False, 申诉=rows).code == 0
    assert books.verify().code == 0
    paid = books.rows("SELECT employee_id, SUM(total_fen) FROM scores GROUP BY employee_id")
    return {str(who): int(fen) for who, fen in paid}, {who: 100 * sum(costs.values()) for who, costs in due.items()}


@pytest.mark.parametrize("who", SEEDS)
def test_no_order_of_objections_decisions_and_corrections_pays_anybody_twice(in_any_order: tuple[dict[str, int], dict[str, int]], who: str) -> None:
    """All months together pay what October comes to on the last decision of each line."""
    paid, due = in_any_order
    assert paid[who] == due[who]
