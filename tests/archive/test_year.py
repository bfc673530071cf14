"""A year of twelve closed months, with joiners, leavers, moves between departments and corrections: every balance holds."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from pipeline.app import closed_months
from tests.archive.months import FIRST, Books
from tests.build import Rows, logged, person
from tests.once import made_once
from tests.reports.test_statements import sheets_of

LATE = (4, 9)
"""In these months person 3 hands over nothing, once (B-1c)."""
YEAR = [f"2026-{number:02d}" for number in range(1, 13)]


Sheets = dict[str, list[tuple[object, ...]]]


def people_of(number: int) -> Rows:
    """1 stays, 2 moves in May, 3 joins in March, 4 leaves in June, 5 is there until September and then gone."""
    people = [person("1"), person("2", 部门="客服部" if number < 5 else "二部")]
    if number >= 3:
        people.append(person("3", 入职日期="2026-03-16"))
    if number <= 6:
        gone = {"离职日期": "2026-06-20", "离职原因": "其他"} if number == 6 else {}
        people.append(person("4", **gone))
    if number <= 9:
        people.append(person("5", 部门="二部"))
    return people


def log_of(number: int) -> Rows:
    month = YEAR[number - 1]
    late = [logged("3", "handover_missing") | {"日期": f"{month}-20"}] if number in LATE else []
    return [
        logged("1", "B-8", 次数=number % 3 + 1) | {"日期": f"{month}-03"}, logged("2", "A-3.1.3") | {"日期": f"{month}-04"},
        logged("1", "A-3.1.5") | {"日期": f"{month}-05"}, *late,
    ]


def spent_in(number: int) -> Rows:
    return [{"日期": f"{YEAR[number - 1]}-20", "用途": "活动", "金额": 33.33, "经办人": "员工1"}]


def fines_of(number: int) -> int:
    return 50 * (number % 3 + 1) + 50 + 30 * (number in LATE)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Twelve months closed; in July a fine of May falls away (person 1), in October one of August comes (person 5)."""
    return Books.at(made_once(tmp_path_factory, "year", closed_year))


def closed_year(folder: Path) -> None:
    books = Books.at(folder)
    for number, month in enumerate(YEAR, 1):
        if number == 7:
            books.write("2026-05", people_of(5), 扣分记录=log_of(5)[1:], 基金支出=spent_in(5))
            assert books.correct("2026-05").code == 0
        if number == 10:
            more = [*log_of(8), logged("5", "B-8") | {"日期": "2026-08-09"}]
            books.write("2026-08", people_of(8), 扣分记录=more, 基金支出=spent_in(8))
            assert books.correct("2026-08").code == 0
        sheets = {"扣分记录": log_of(number), "基金支出": spent_in(number)} | (FIRST if number == 1 else {})
        called = books.close(month, people_of(number), slips=False, **sheets)
        assert called.code == 0, called.printed


def test_every_balance_of_the_year_is_what_was_worked_out(year: Books) -> None:
    balance = 100_000
    expected = []
    for number in range(1, 13):
        opening = balance
        balance += fines_of(number) * 100 - 3_333
        balance += {7: -fines_of(5) * 100 + 5_000, 10: 5_000}.get(number, 0)
        expected.append((opening, balance))
    assert year.rows("SELECT opening_fen, closing_fen FROM months ORDER BY month") == expected
    assert year.verify().code == 0


def test_corrections_stand_in_the_month_that_was_open_then(year: Books) -> None:
    """May: 3 × 50 come back to person 1, its points cost nothing; August: 50 from person 5, who has left by October."""
    booked = year.rows("SELECT booked_in, employee_id, sum(amount_fen) FROM corrections GROUP BY 1, 2 ORDER BY 1")
    assert booked == [("2026-07", "1", 15_000), ("2026-10", "5", -5_000)]
    assert year.rows("SELECT employee_id, corrections_fen FROM scores WHERE corrections_fen <> 0 ORDER BY month") == [("1", 15_000), ("5", -5_000)]


@pytest.fixture(scope="module")
def told(year: Books, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the year, its page beside it."""
    path = tmp_path_factory.mktemp("told") / "2026.xlsx"
    called = year.call(closed_months.year, 2026, path)
    assert called.code == 0 and "12 个已结账的月份，7 人" in called.printed and str(path.with_suffix(".html")) in called.printed
    return path


@pytest.fixture(scope="module")
def sheets(told: Path) -> dict[str, list[tuple[object, ...]]]:
    return sheets_of(told)


def test_A_3_5_the_workbook_of_the_year_is_the_archive_to_the_fen(year: Books, sheets: Sheets) -> None:
    paid = {str(row[0]): row[-1] for row in sheets["年度金额"][1:-1]}
    assert paid == {who: total / 100 for who, total in year.rows("SELECT employee_id, sum(total_fen) FROM scores GROUP BY 1")}
    assert sheets["年度金额"][-1][-1] == sum(total for (total,) in year.rows("SELECT total_fen FROM months")) / 100
    monthly = {str(row[0]): row[3:-1] for row in sheets["各月调整"][1:-1]}
    assert [monthly["4"].count(None), monthly["3"][:2]] == [6, (None, None)]
    assert [row[4] for row in sheets["各月"][1:]] == [opening / 100 for (opening,) in year.rows("SELECT opening_fen FROM months ORDER BY month")]
    assert sum(row[7] for row in sheets["前期更正"][1:]) == 100  # type: ignore[misc]


def test_corrections_stand_at_the_month_that_they_correct_and_change_no_sum(sheets: Sheets) -> None:
    """May gave 150 back to person 1 in July, August took 50 from person 5 in October."""
    paid, stands = ({str(row[0]): row[3:] for row in sheets[name][1:-1]} for name in ("各月调整", "更正后各月"))
    moved = {(who, at + 1): then - now for who in paid for at, (now, then) in enumerate(zip(paid[who][:-1], stands[who][:-1], strict=True)) if now != then}  # type: ignore[operator]
    assert moved == {("1", 5): 150, ("1", 7): -150, ("5", 8): -50, ("5", 10): 50}
    assert {who: row[-1] for who, row in paid.items()} == {who: row[-1] for who, row in stands.items()}
    assert sum(row[2] for row in sheets["各月"][1:]) == sum(row[3] for row in sheets["各月"][1:])  # type: ignore[misc]


def test_A_3_5_the_year_of_a_person_is_the_mean_of_the_months_as_they_stand(sheets: Sheets) -> None:
    """Person 1 in May: the points of a line were not touched by the correction, so that all months count as they are."""
    rows = {str(row[0]): row for row in sheets["年度考核"][1:]}
    months = [score for score in rows["1"][3:15] if score is not None]
    assert rows["1"][15:17] == (12, round(sum(months) / 12 + 1e-9, 2))  # type: ignore[arg-type]
    assert (rows["4"][15], rows["Z1"][15:18]) == (6, (None, None, None))
    assert {str(row[0]): row[3:] for row in sheets["各月等级"][1:]}["1"] == ("C",) * 12


def test_the_funds_year_is_its_ledgers_in_and_out_by_clause(sheets: Sheets) -> None:
    totals = {row[2]: row[4] for row in sheets["基金收支"][1:]}
    assert totals["收入合计"] == sum(fines_of(number) for number in range(1, 13)) + 50
    assert totals["支出合计"] == pytest.approx(12 * 33.33 + 150)


def test_B_1c_who_stands_where_on_a_ladder_and_what_the_next_time_costs(sheets: Sheets) -> None:
    [row] = sheets["累进次数"][1:]
    assert row == ("3", "员工3", "客服部", "B-1c", "按月", 2, 0, "第 1 次罚款 30 元")


def test_what_could_be_reclaimed_is_what_was_fined_after_all_corrections(sheets: Sheets) -> None:
    rows = sheets["可能要返还"]
    fined = sum(fines_of(number) for number in range(1, 13)) - 150 + 50
    assert rows[-1][5] == fined and {row[4] for row in rows[1:-1]} == {"罚款"}
    assert all("废止" in str(row[6]) for row in rows[1:-1])


def test_the_page_of_the_year_says_what_the_workbook_says_and_leads_to_the_months_beside_it(year: Books, told: Path, sheets: Sheets) -> None:
    page = told.with_suffix(".html").read_text(encoding="utf-8")
    for amount in (sheets["年度金额"][-1][-1], sheets["可能要返还"][-1][5], sheets["各月"][-1][7]):
        assert f"{amount:,.2f}" in page
    assert page.count('<tr><th class="k">2026-') == 12 and "report.html" not in page
    assert year.call(closed_months.year, 2026, None).code == 0
    beside = (year.output / "2026.html").read_text(encoding="utf-8")
    assert all(f'href="{month}/report.html"' in beside for month in YEAR) and 'href="index.html"' in beside
    assert 'href="2026.html"' in (year.output / "index.html").read_text(encoding="utf-8")


def test_a_year_without_a_closed_month_is_said_so(year: Books) -> None:
    assert year.call(closed_months.year, 2031, None).code == 2


def test_joiners_leavers_and_moves_are_where_they_were(year: Books) -> None:
    assert year.rows("SELECT count(*) FROM people WHERE employee_id = '3'") == [(10,)]
    assert year.rows("SELECT max(month) FROM people WHERE employee_id = '4'") == [("2026-06",)]
    assert year.rows("SELECT count(DISTINCT department) FROM people WHERE employee_id = '2'") == [(2,)]
    moves = dict(year.rows("SELECT month, merit_pay_fen FROM scores WHERE employee_id = '3'"))
    assert moves["2026-03"] == moves["2026-04"] == 0


def test_B_14_the_ledger_over_any_time_as_table_and_workbook(year: Books, tmp_path: Path) -> None:
    called = year.call(closed_months.fund, "2026-07", "2026-08", None)
    assert called.code == 0 and "前期更正：2026-05" in called.printed and "2026-09" not in called.printed
    assert year.call(closed_months.fund, None, None, tmp_path / "fund.xlsx").code == 0
    rows = called.table(str(tmp_path / "fund.xlsx"), "基金台账")
    assert len([row for row in rows if row["摘要"] == "期初"]) == 12
    assert year.call(closed_months.fund, "2030-01", None, None).code == 2


def test_B_14_beancount_takes_the_ledger_with_its_balance_assertions(year: Books, tmp_path: Path) -> None:

    path = tmp_path / "fund.beancount"
    assert year.call(closed_months.export_archive, "beancount", path).code == 0
    check = [str(Path(sys.executable).with_name("bean-check")), str(path)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert path.read_text(encoding="utf-8").count(" balance Assets:Fund") == 12
    path.write_text(path.read_text(encoding="utf-8").replace("150.00 CNY", "150.01 CNY", 1), encoding="utf-8")
    assert subprocess.run(check, capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_every_table_is_exported_with_its_figures(year: Books, tmp_path: Path, form: str) -> None:
    import polars

    assert year.call(closed_months.export_archive, form, tmp_path / "out").code == 0
    read = polars.read_parquet if form == "parquet" else partial(polars.read_csv, schema_overrides={"employee_id": polars.String})
    scores = read(tmp_path / "out" / f"scores.{form}")
    [(rows, total)] = year.rows("SELECT count(*), sum(total_fen) FROM scores")
    assert len(scores) == rows and scores["total_fen"].sum() == total
    first = scores.filter((polars.col("month") == "2026-01") & (polars.col("employee_id") == "1"))
    assert first["score"].to_list() == [75]


def test_A_1_3_a_persons_history_shows_the_score_as_paid_and_as_corrected(year: Books) -> None:
    called = year.call(closed_months.history, "1")
    assert called.code == 0 and called.printed.count("2026-") >= 12
    assert year.call(closed_months.history, "3").printed.count("2026-") == 10
