"""What a month takes from closed ones: last places, longer ladders, what is usual, what was handed in before (A-1.3, B-1c, B-3)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from pipeline.app import closed_months
from tests.archive.months import FIRST, Books
from tests.archive.shelf import Shelf
from tests.build import RULES_ALONE, Rows, logged, person


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books.at(tmp_path)


@pytest.fixture
def low_october(shelf: Shelf, tmp_path: Path) -> Books:
    """October closed, in which person 1 came to 55."""

    def make(books: Books) -> None:
        assert books.close("2026-10", slips=False, 扣分记录=low("2026-10"), **FIRST).code == 0

    return shelf.books(make).copied(tmp_path)


def low(month: str, employee: str = "1", points: int = 25) -> Rows:
    """Rows that bring somebody to 80 less 30, or 25, or 15, or 10."""
    items = {30: ["A-3.3.3", "A-3.2.2"], 25: ["A-3.3.3", "A-3.1.5"], 15: ["A-3.2.2", "A-3.1.5"], 10: ["A-3.2.2"]}[points]
    return [logged(employee, item) | {"日期": f"{month}-03"} for item in items]


TWICE, AT_70, OTHER, ALONE = "A", "B", "C", "D"
"""Departments of two, but for the one of somebody alone."""
DEPARTMENTS = [
    *(person(f"{department}{number}", 部门=department) for department in (TWICE, AT_70, OTHER) for number in (1, 2)), person(f"{ALONE}1", 部门=ALONE),
]  # fmt: skip


def lows(month: str) -> Rows:
    """First, or the second one, who is the last of the department by 15 points or by 10."""
    first = month == "2026-10"
    return [
        *low(month, f"{TWICE}1", 15), *low(month, f"{AT_70}1", 10 if first else 15), *low(month, f"{OTHER}{2 if first else 1}", 15),
        *low(month, f"{ALONE}1", 15),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def dismissed(shelf: Shelf) -> Callable[[str], list[str]]:
    """Who is to be dismissed in a month of the departments, after October alone."""

    def make(books: Books) -> None:
        assert books.close("2026-10", DEPARTMENTS, slips=False, 扣分记录=lows("2026-10"), **FIRST).code == 0
        for month in ("2026-11", "2026-12"):
            books.write(month, DEPARTMENTS, 扣分记录=lows(month))

    def of(month: str) -> list[str]:
        return [row["工号"] for row in closed.read(month).actions if row["条款"] == "A-1.3"]

    closed = shelf.books(make)
    return cache(of)


def of_department(dismissed: list[str], department: str) -> list[str]:
    return [who for who in dismissed if who.startswith(department)]


def test_A_1_3_last_place_below_70_two_months_running(dismissed: Callable[[str], list[str]]) -> None:
    assert of_department(dismissed("2026-11"), TWICE) == [f"{TWICE}1"]


def test_A_1_3_70_itself_in_one_of_the_months_is_not_below(dismissed: Callable[[str], list[str]]) -> None:
    assert of_department(dismissed("2026-11"), AT_70) == []


def test_A_1_3_last_in_one_month_and_not_in_the_other_is_no_reason(dismissed: Callable[[str], list[str]]) -> None:
    assert of_department(dismissed("2026-11"), OTHER) == []


def test_A_1_3_nobody_is_last_in_a_department_of_one(dismissed: Callable[[str], list[str]]) -> None:
    assert of_department(dismissed("2026-11"), ALONE) == []


def test_A_1_3_over_a_month_that_is_not_closed_is_not_applied(dismissed: Callable[[str], list[str]]) -> None:
    assert dismissed("2026-12") == []


@pytest.mark.parametrize(
    ("counted_by", "closed", "month", "fines"),
    [
        ("month", ["2026-10"], "2026-11", -30), ("year", ["2026-10"], "2026-11", -80), ("year", ["2026-12"], "2027-01", -30),
        ("employment", ["2026-10", "2026-11", "2026-12"], "2027-01", -80),
    ],
)
def test_B_1c_a_ladder_by_year_or_employment_goes_on_from_closed_months(
    tmp_path: Path, books: Books, counted_by: str, closed: list[str], month: str, fines: int
) -> None:
    rulebook = tmp_path / "rules.yaml"
    text = RULES_ALONE.replace("counted_by: month\n    decided", f"counted_by: {counted_by}\n    decided")
    rulebook.write_text(text, encoding="utf-8")

    for number, which in enumerate(closed):
        twice = [logged("1", "handover_missing", 次数=2) | {"日期": f"{which}-03"}]
        assert books.close(which, slips=False, rulebook=rulebook, 扣分记录=[] if number else twice, **({} if number else FIRST)).code == 0
    books.write(month, 扣分记录=[logged("1", "handover_missing") | {"日期": f"{month}-05"}])
    assert [row["罚款"] for row in books.read(month, rulebook).pay if row["工号"] == "1"] == [fines]


def test_the_same_workbook_as_in_a_closed_month_is_one_finding_even_when_its_output_is_gone(low_october: Books) -> None:
    shutil.rmtree(low_october.output / "2026-10")
    shutil.copytree(low_october.inbox / "2026-10", low_october.inbox / "2026-11")
    read = low_october.read("2026-11")
    codes = [finding["代码"] for finding in read.findings]
    assert read.code == 1 and codes.count("FILE_OF_OTHER_MONTH") == 1


def test_a_person_asked_about_shows_months_scores_and_actions(low_october: Books) -> None:
    assert low_october.close("2026-11", slips=False).code == 0
    called = low_october.call(closed_months.history, "1")
    assert called.code == 0 and "2026-10" in called.printed and "55" in called.printed and "A-1.3" in called.printed
    assert low_october.call(closed_months.history, "nobody").code == 2
    supervisor = low_october.call(closed_months.history, "Z1")
    assert supervisor.code == 0 and "员工Z1" in supervisor.printed


def test_a_person_asked_about_shows_a_corrected_month_with_its_grade_and_without_the_action_that_went(low_october: Books) -> None:
    low_october.write("2026-10", 扣分记录=low("2026-10", points=10), **FIRST)
    assert low_october.correct("2026-10").code == 0 and low_october.close("2026-11", slips=False).code == 0
    shown = low_october.call(closed_months.history, "1").printed
    assert "55（更正后 70）" in shown and "—（更正后 C）" in shown and "A-1.3" not in shown


def test_a_person_asked_about_shows_a_grade_once_where_the_corrected_score_has_the_same(low_october: Books) -> None:
    low_october.write("2026-10", 扣分记录=low("2026-10", points=30), **FIRST)
    assert low_october.correct("2026-10").code == 0
    shown = low_october.call(closed_months.history, "1").printed
    assert "55（更正后 50）" in shown and shown.count("更正后") == 1


def test_A_1_3_of_two_reasons_in_one_month_only_the_one_that_was_taken_back_is_shown_no_more(low_october: Books) -> None:
    assert low_october.close("2026-11", slips=False, 扣分记录=low("2026-11")).code == 0
    reasons = lambda: [line.partition("：")[2] for line in low_october.call(closed_months.history, "1").printed.splitlines() if line.startswith("2026-11 ") and "A-1.3" in line]  # noqa: E731
    assert [reason[:2] for reason in reasons()] == ["考核", "连续"]
    low_october.write("2026-10", 扣分记录=low("2026-10", points=10), **FIRST)
    assert low_october.correct("2026-10").code == 0
    assert [reason[:2] for reason in reasons()] == ["考核"]


def test_B_1c_and_A_1_3_whose_id_was_somebody_else_s_has_nothing_of_theirs(tmp_path: Path, books: Books) -> None:
    rulebook = tmp_path / "rules.yaml"
    rulebook.write_text(RULES_ALONE.replace("counted_by: month\n    decided", "counted_by: employment\n    decided"), encoding="utf-8")
    rows = {month: [*low(month, points=15), logged("1", "handover_missing") | {"日期": f"{month}-05"}] for month in ("2026-10", "2026-11")}
    assert books.close("2026-10", slips=False, rulebook=rulebook, 扣分记录=rows["2026-10"], **FIRST).code == 0
    books.write("2026-11", [person("1", 姓名="后来的人", 入职日期="2026-11-02"), person("2")], 扣分记录=rows["2026-11"])
    read = books.read("2026-11", rulebook)
    assert [row["罚款"] for row in read.pay if row["工号"] == "1"] == [-30]
    assert not [row for row in read.lines if row["类别"] == "处理" and str(row["说明"]).startswith("连续")]
