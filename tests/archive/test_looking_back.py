"""What a month takes from closed ones: last places, longer ladders, what is usual, what was handed in before (A-1.3, B-1c, B-3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.app import closed_months
from pipeline.app.close import close_month
from tests.archive.months import FIRST, Books
from tests.build import BOOK, Called, Rows, logged, person


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books(tmp_path, f"sqlite:///{tmp_path / 'a.sqlite'}")


def low(month: str, employee: str = "1", points: int = 25) -> Rows:
    """Rows that bring somebody to 80 less 25, or 20, or 15."""
    items = {25: ["A-3.3.3", "A-3.1.5"], 15: ["A-3.2.2", "A-3.1.5"], 10: ["A-3.2.2"]}[points]
    return [logged(employee, item) | {"日期": f"{month}-03"} for item in items]


def dismissed(called: Called) -> list[object]:
    return [row["工号"] for row in called.table("appraisal.xlsx", "处理建议") if row["条款"] == "A-1.3"]


def second_month(books: Books, first: Rows, second: Rows, people: Rows | None = None) -> list[object]:
    assert books.close("2026-10", people, 扣分记录=first, **FIRST).code == 0
    books.write("2026-11", people, 扣分记录=second)
    return dismissed(books.run("2026-11"))


def test_A_1_3_last_place_below_70_two_months_running(books: Books) -> None:
    assert second_month(books, low("2026-10", points=15), low("2026-11", points=15)) == ["1"]


def test_A_1_3_70_itself_in_one_of_the_months_is_not_below(books: Books) -> None:
    assert second_month(books, low("2026-10", points=10), low("2026-11", points=15)) == []


def test_A_1_3_last_in_one_month_and_not_in_the_other_is_no_reason(books: Books) -> None:
    assert second_month(books, low("2026-10", "2", 15), low("2026-11", "1", 15)) == []


def test_A_1_3_nobody_is_last_in_a_department_of_one(books: Books) -> None:
    alone = [person("1", 部门="一部"), person("2")]
    assert second_month(books, low("2026-10", points=15), low("2026-11", points=15), alone) == []


def test_A_1_3_over_a_month_that_is_not_closed_is_not_applied(books: Books) -> None:
    assert books.close("2026-10", 扣分记录=low("2026-10", points=15), **FIRST).code == 0
    books.write("2026-12", 扣分记录=low("2026-12", points=15))
    assert dismissed(books.run("2026-12")) == []


@pytest.mark.parametrize(
    ("counted_by", "month", "fines"),
    [("month", "2026-11", -30), ("year", "2026-11", -80), ("year", "2027-01", -30), ("employment", "2027-01", -80)],
)
def test_B_1c_a_ladder_by_year_or_employment_goes_on_from_closed_months(
    tmp_path: Path, books: Books, counted_by: str, month: str, fines: int
) -> None:
    rulebook = tmp_path / "rules.yaml"
    text = BOOK.source.read_text(encoding="utf-8").replace("counted_by: month\n    decided", f"counted_by: {counted_by}\n    decided")
    rulebook.write_text(text, encoding="utf-8")

    def close(which: str, rows: Rows) -> None:
        books.write(which, 扣分记录=rows, **(FIRST if which == "2026-10" else {}))
        assert close_month(which, books.inbox, books.output, rulebook, books.archive, early=True).code == 0

    close("2026-10", [logged("1", "handover_missing", 次数=2) | {"日期": "2026-10-03"}])
    for between in ("2026-11", "2026-12") if month == "2027-01" else ():
        close(between, [])
    close(month, [logged("1", "handover_missing") | {"日期": f"{month}-05"}])
    assert books.rows(f"SELECT fines_fen FROM scores WHERE month = '{month}' AND employee_id = '1'") == [(fines * 100,)]


def test_the_same_workbook_as_in_a_closed_month_is_one_finding_even_when_its_output_is_gone(books: Books) -> None:
    import shutil

    assert books.close("2026-10", 扣分记录=low("2026-10"), **FIRST).code == 0
    shutil.rmtree(books.output / "2026-10")
    shutil.copytree(books.inbox / "2026-10", books.inbox / "2026-11")
    called = books.run("2026-11")
    codes = [finding["代码"] for finding in called.findings]
    assert called.code == 1 and codes.count("FILE_OF_OTHER_MONTH") == 1


def test_a_person_asked_about_shows_months_scores_and_actions(books: Books) -> None:
    assert books.close("2026-10", 扣分记录=low("2026-10"), **FIRST).code == 0
    assert books.close("2026-11").code == 0
    called = books.call(closed_months.history, "1")
    assert called.code == 0 and "2026-10" in called.printed and "55" in called.printed and "A-1.3" in called.printed
    assert books.call(closed_months.history, "nobody").code == 2


def test_a_person_asked_about_shows_a_corrected_month_with_its_grade_and_without_the_action_that_went(books: Books) -> None:
    assert books.close("2026-10", 扣分记录=low("2026-10"), **FIRST).code == 0
    books.write("2026-10", 扣分记录=low("2026-10", points=10), **FIRST)
    assert books.correct("2026-10").code == 0 and books.close("2026-11").code == 0
    shown = books.call(closed_months.history, "1").printed
    assert "55（更正后 70）" in shown and "—（更正后 C）" in shown and "A-1.3" not in shown


def test_B_1c_and_A_1_3_whose_id_was_somebody_else_s_has_nothing_of_theirs(tmp_path: Path, books: Books) -> None:
    rulebook = tmp_path / "rules.yaml"
    rulebook.write_text(BOOK.source.read_text(encoding="utf-8").replace("counted_by: month\n    decided", "counted_by: employment\n    decided"), encoding="utf-8")
    for month, people in (("2026-10", [person("1"), person("2")]), ("2026-11", [person("1", 姓名="后来的人", 入职日期="2026-11-02"), person("2")])):
        rows = [*low(month, points=15), logged("1", "handover_missing") | {"日期": f"{month}-05"}]
        books.write(month, people, 扣分记录=rows, **(FIRST if month == "2026-10" else {}))
        assert close_month(month, books.inbox, books.output, rulebook, books.archive, early=True).code == 0
    assert books.rows("SELECT fines_fen FROM scores WHERE month = '2026-11' AND employee_id = '1'") == [(-3000,)]
    assert books.rows("SELECT count(*) FROM entries WHERE month = '2026-11' AND category = '处理' AND note LIKE '连续%'") == [(0,)]
