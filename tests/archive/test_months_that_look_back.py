"""Months that look back: what was decided, approved or corrected after a close becomes 前期更正, once (B-6, C-28.2)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.archive.months import FIRST, Books
from tests.archive.registers import at_work, charged, codes, corrected, received
from tests.archive.shelf import Shelf
from tests.build import RULES_ALONE, Called, Read, Rows, changed_rulebook, logged, person, worked

PEOPLE = [person("1"), person("2", "客服组长")]



def close(books: Books, month: str, register: Rows, **more: Rows) -> Called:
    done = books.close(month, PEOPLE, slips=False, 投诉登记=register, 考勤=at_work(month, PEOPLE), **more)
    assert done.code == 0, done.printed
    return done


def computed(books: Books, month: str, register: Rows) -> Read:
    """The month as it would be closed; nothing is written."""
    books.write(month, PEOPLE, 投诉登记=register, 考勤=at_work(month, PEOPLE))
    read = books.read(month)
    assert read.code == 0, read.findings
    return read


def nothing_known(books: Books) -> None:
    close(books, "2026-09", [], **FIRST)


def one_undecided(books: Books) -> None:
    close(books, "2026-09", [received("2026-09", 1, 是否有效=None)], **FIRST)


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """Nothing closed yet."""
    return Books.at(tmp_path)


@pytest.fixture
def quiet(shelf: Shelf, tmp_path: Path) -> Books:
    """September closed without a complaint."""
    return shelf.books(nothing_known).copied(tmp_path)


@pytest.fixture
def undecided(shelf: Shelf, tmp_path: Path) -> Books:
    """September closed with a complaint of which nobody knew whether it was effective."""
    return shelf.books(one_undecided).copied(tmp_path)


@pytest.fixture
def decided(shelf: Shelf, tmp_path: Path) -> Books:
    """The same, and October closed, which found it effective."""

    def make(books: Books) -> None:
        shelf.books(one_undecided).copied(books.folder)
        assert corrected(close(books, "2026-10", [received("2026-09", 1)])) == -150

    return shelf.books(make).copied(tmp_path)


def test_a_later_correction_of_something_else_keeps_what_the_later_register_decided(decided: Books) -> None:
    log = [logged("1", "B-8") | {"日期": "2026-09-04"}]
    decided.write("2026-09", PEOPLE, 投诉登记=[received("2026-09", 1, 是否有效=None)], 考勤=at_work("2026-09", PEOPLE), 扣分记录=log, **FIRST)
    assert decided.correct("2026-09").code == 0
    assert corrected(close(decided, "2026-11", [])) == -50
    assert decided.verify().code == 0


def test_A_3_3_2_a_row_of_a_closed_months_log_replaces_the_points_of_a_complaint_that_comes_later(books: Books) -> None:
    close(books, "2026-09", [], 扣分记录=[logged("1", "A-3.3.2") | {"日期": "2026-09-28"}], **FIRST)
    of_log, another = (received("2026-10", number, 投诉原因="冲突", 发生日期=f"2026-09-{day}") for number, day in ((1, 28), (2, 29)))
    read = computed(books, "2026-10", [of_log, another])
    found = [(line["条款"], line["日期"].day, line["分值"]) for line in read.lines if line["条款"] in ("A-3.3.2", "B-6")]
    assert sorted(found) == [("A-3.3.2", 29, -20), ("B-6", 28, 0), ("B-6", 29, 0)]
    close(books, "2026-10", [of_log, another | {"责任人": "2", "是否有效": None}])
    november = computed(books, "2026-11", [another | {"责任人": "2"}])
    assert (corrected(november), corrected(november, "2")) == (0, -350), "settled again, October still knows September's log"


TOLD: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"是否有效": None}, {}, "未认定 → 有效"),
    ({}, {"是否有效": "否"}, "有效 → 无效"),
    ({"责任人": None}, {}, "已查明责任人"),
    ({}, {"责任人": "other"}, "责任人有更改"),
    ({"投诉原因": "服务"}, {"投诉原因": "冲突"}, "原因 服务 → 冲突"),
    ({}, {"发生日期": "2026-09-02"}, "发生日期 空 → 2026-09-02"),
]
"""What a closed month's register had of a complaint, what the next one has, and what is said of it."""
NUMBERED = dict(enumerate(TOLD, 1))
CONCERNED = {number: (f"A{number}", f"B{number}") for number in NUMBERED}
"""Of each complaint who answers for it, and somebody else who may."""


@pytest.fixture(scope="module")
def retold(shelf: Shelf) -> Read:
    """October, whose register has something else of each of them."""

    def case(number: int, said: dict[str, Any]) -> dict[str, Any]:
        first, other = CONCERNED[number]
        return received("2026-09", number, first, **{header: other if value == "other" else value for header, value in said.items()})

    people = [person(who) for pair in CONCERNED.values() for who in pair]

    def make(books: Books) -> None:
        at = [worked(each["工号"], 2) | {"日期": "2026-09-02"} for each in people]
        assert books.close("2026-09", people, 投诉登记=[case(number, was) for number, (was, _now, _said) in NUMBERED.items()], 考勤=at, **FIRST).code == 0
        at = [row | {"日期": "2026-10-02"} for row in at]
        books.write("2026-10", people, 投诉登记=[case(number, now) for number, (_was, now, _said) in NUMBERED.items()], 考勤=at)

    read = shelf.books(make).read("2026-10")
    assert read.code == 0, read.findings
    return read


@pytest.mark.parametrize(("number", "said"), [(number, said) for number, (_was, _now, said) in NUMBERED.items()], ids=[said for *_, said in TOLD])
def test_a_slip_tells_what_the_register_says_otherwise_and_names_nobody_else(retold: Read, number: int, said: str) -> None:
    notes = [row["说明"] for row in retold.lines if row["类别"] == "前期更正" and row["工号"] in CONCERNED[number]]
    assert notes and all(note.endswith(f"（结账后有变化：投诉 KS-202609-{number:04d}：{said}）") for note in notes)


def test_the_register_told_only_says_so_and_books_nothing(undecided: Books, tmp_path: Path) -> None:
    undecided.write("2026-10", PEOPLE, 投诉登记=[received("2026-09", 1)], 考勤=at_work("2026-10", PEOPLE))
    read = undecided.read("2026-10", changed_rulebook(tmp_path, ("counted: booked", "counted: told"), text=RULES_ALONE).source)
    assert corrected(read) == 0 and "COMPLAINT_CHANGED" in codes(read)


PENALTY = {"罚扣金额": 80, "罚扣核准日期": "2026-09-30", "投诉原因": "产品"}
CHARGED_ANEW = PENALTY | {"罚扣金额": 90, "罚扣核准日期": "2026-10-08"}


@dataclass(frozen=True)
class LookedBack:
    """September's own workbook was corrected before October's register said the same."""

    october: Called
    november: Called
    corrected_again: Called


@pytest.fixture(scope="module")
def looked_back(tmp_path_factory: pytest.TempPathFactory) -> LookedBack:
    """A complaint against person 1 was undecided, one against person 2 was charged by mistake, and the fund began with 200 more."""
    books, penalised = Books.at(tmp_path_factory.mktemp("looked back")), received("2026-09", 2, "2", **PENALTY)
    close(books, "2026-09", [received("2026-09", 1, 是否有效=None), penalised], **FIRST)
    known = [received("2026-09", 1), received("2026-09", 2, "2", 投诉原因="产品")]
    books.write("2026-09", PEOPLE, 投诉登记=known, 考勤=at_work("2026-09", PEOPLE), 基金期初=[{"金额": 1200}])
    assert books.correct("2026-09").code == 0
    register = [received("2026-09", 1), penalised | CHARGED_ANEW]
    return LookedBack(close(books, "2026-10", register), close(books, "2026-11", register), books.correct("2026-09"))


def test_a_correction_of_the_closed_months_own_workbook_and_the_later_register_do_not_pay_twice(looked_back: LookedBack) -> None:
    assert corrected(looked_back.october) == -150 and corrected(looked_back.november) == 0
    assert "没有可以入账的" in looked_back.corrected_again.printed


def test_a_penalty_taken_back_by_a_correction_can_be_charged_anew(looked_back: LookedBack) -> None:
    assert (corrected(looked_back.october, "2"), charged(looked_back.october, "2")) == (80, -90)
    assert charged(looked_back.november, "2") == 0


def test_the_funds_opening_of_the_first_month_can_be_corrected(looked_back: LookedBack) -> None:
    opening, *_, closing = looked_back.october.ledger
    assert opening["余额"] == 1000 and closing["余额"] == 1200 + 100, "the fine of person 1 comes in"


def test_where_the_archive_does_not_reach_nobody_knows_and_nothing_is_charged(books: Books) -> None:
    books.write("2026-10", PEOPLE, 投诉登记=[received("2026-09", 1, **PENALTY)], 考勤=at_work("2026-10", PEOPLE), **FIRST)
    read = books.read("2026-10")
    assert read.code == 0 and charged(read) == 0 and "PENALTY_NOT_KNOWN" in codes(read)


def test_a_correction_says_of_which_complaints_another_months_register_decides(books: Books) -> None:
    """One was decided by October's register, one began in September: what September's and October's own sheets say now books nothing."""
    undecided = received("2026-09", 1, 是否有效=None)
    first, again = received("2026-09", 2, 结案日期="2026-09-05", 客户接受="否"), received("2026-10", 1, "2", 原投诉编号="KS-202609-0002", 是否有效=None)
    close(books, "2026-09", [undecided, first], **FIRST)
    close(books, "2026-10", [received("2026-09", 1), again])
    for month, register, row in (("2026-09", [undecided | {"是否有效": "否"}, first], 2), ("2026-10", [received("2026-09", 1), again | {"是否有效": "否"}], 3)):
        more = FIRST if month == "2026-09" else {}
        said = f"投诉登记第 {row} 行和结账时不同"
        assert said not in books.correct(month, booked=False).printed
        books.write(month, PEOPLE, 投诉登记=register, 考勤=at_work(month, PEOPLE), **more)
        called = books.correct(month)
        assert called.code == 0 and "没有差异" in called.printed and said in called.printed


def test_what_is_shown_is_what_is_booked(quiet: Books) -> None:
    log = [logged("1", "B-8") | {"日期": "2026-09-04"}]
    quiet.write("2026-09", PEOPLE, 考勤=at_work("2026-09", PEOPLE), 扣分记录=log, **FIRST)
    assert quiet.correct("2026-09", booked=False).code == 0
    quiet.write("2026-09", PEOPLE, 考勤=at_work("2026-09", PEOPLE), 扣分记录=[*log, *log], **FIRST)
    changed = quiet.correct("2026-09")
    assert changed.code == 3 and "有了变化，没有入账" in changed.printed
    assert quiet.correct("2026-09").code == 0
    assert corrected(computed(quiet, "2026-10", [])) == -100


