"""The year's page carries everybody, however many they are."""

from __future__ import annotations

import random
from functools import cache

import pandas as pd
import pytest

from pipeline.compare.year import YearBeside
from pipeline.reports.year_page import write_year_page
from pipeline.rulebook.pay_columns import MONEY
from tests.reports.test_month_page import listed

EVERYBODY = 5_000
NAMES = [f"2026-{number:02d}" for number in range(1, 13)]
LEDGER = ["date", "summary", "clause", "employee_id", "income", "spending"]


@cache
def of_many() -> YearBeside:
    """Twelve months of people none of whom have the same figures, four fines to give back each."""
    draw = random.Random(20)

    def figures(lowest: int, highest: int, step: int, rows: int = EVERYBODY) -> pd.Series:
        return pd.Series(draw.choices(range(lowest, highest, step), k=rows), dtype="Int64")

    people = pd.DataFrame({
        "employee_id": [f"KF{number:05d}" for number in range(EVERYBODY)], "name": [f"员工{number % 1_500}" for number in range(EVERYBODY)],
        "department": [f"第{number % 40 + 1}项目客户服务部" for number in range(EVERYBODY)],
    })  # fmt: skip
    paid = people.assign(**{name: figures(-60_000, 30_000, 500) for name in NAMES}, total=figures(-700_000, 300_000, 500))
    fined = pd.concat([people.assign(clause=clause) for clause in ("B-1c", "B-3", "B-6", "B-8")], ignore_index=True)
    return YearBeside(
        names=NAMES, paid=paid, stands=paid.assign(**{NAMES[3]: paid[NAMES[3]] - 5_000}), objections=pd.DataFrame({"clause": []}), figures=pd.DataFrame({"month": []}),
        results=people.assign(**{name: figures(4_000, 11_000, 50) for name in NAMES}, months=12, mean=figures(4_000, 11_000, 1), grade="C"),
        grades=people.assign(**{name: draw.choices("ABCDE", k=EVERYBODY) for name in NAMES}),
        amounts=people.assign(**{name: figures(-600_000, 300_000, 500) for name in MONEY}),
        months=pd.DataFrame({"month": NAMES, "people": EVERYBODY, "total": 0, "stands": 0, "opening": 0, "income": 0, "spending": 0, "closing": 0, "note": ""}),
        fund=pd.DataFrame(columns=LEDGER),
        ladders=people.assign(clause="B-3", counted_by="按月", in_year=1, now=0, next="第 1 次罚款 30 元"),
        corrections=people[:500].assign(corrects_month=NAMES[3], booked_in=NAMES[4], clause="B-8", label="做其他事", category="罚款", amount=-5_000),
        reclaim=fined.assign(category="罚款", amount=figures(1_000, 100_000, 500, len(fined)), basis="用人单位没有罚款权"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("year") / "2026.html"
    write_year_page(path, 2026, of_many(), {})
    return path.read_text(encoding="utf-8")


def test_the_year_of_five_thousand_people_is_a_page_of_less_than_two_megabytes_with_everybody_on_it(text: str) -> None:
    assert len(text.encode()) < 2_000_000
    for name in ("people", "totals", "amounts", "steps"):
        assert listed(text, name)[0] == [f"KF{number:05d}" for number in range(EVERYBODY)]
    assert len(listed(text, "claims")[0]) == 4 * EVERYBODY
    assert "先列出 20 行，共 5000 行" in text and "先列出 20 行，共 20000 行" in text, "what is cut says so where it is cut"


def test_a_month_that_was_corrected_says_what_was_paid_then(text: str) -> None:
    paid = of_many().paid[NAMES[3]]
    said = listed(text, "totals")[3 + 3]
    assert said[:3] == [f"{(fen - 5_000) / 100:,.2f}（发 {fen / 100:,.2f}）" for fen in paid[:3]]


def test_what_everybody_was_paid_is_summed_above_the_list(text: str) -> None:
    above = text.split("全年发放的各项</h3>")[1].split("<div")[0]
    amounts = of_many().amounts
    for name, header in MONEY.items():
        assert header in above and f"{amounts[name].sum() / 100:,.2f}" in above
