"""Each month as it stands after its corrections: at the month that they correct, wherever they were booked."""

from __future__ import annotations

import pandas as pd

from pipeline.settlement.annual import as_it_stands
from pipeline.settlement.corrections import SPENDING


def stands(paid: list[tuple[str, str, int]], booked: list[tuple[str, str, str, str, int]]) -> dict[tuple[str, str], int]:
    corrections = pd.DataFrame(booked, columns=["corrects_month", "booked_in", "employee_id", "category", "amount"])
    found = as_it_stands(pd.DataFrame(paid, columns=["month", "employee_id", "total"]), corrections)
    return {(row.month, row.employee_id): row.total for row in found.itertuples()}


PAID = [("2026-11", "1", -5_000), ("2026-12", "1", 3_000)]


def test_without_corrections_a_month_stands_as_it_was_paid() -> None:
    assert stands(PAID, []) == {("2026-11", "1"): -5_000, ("2026-12", "1"): 3_000}


def test_what_was_booked_later_in_the_year_moves_to_its_month() -> None:
    assert stands(PAID, [("2026-11", "2026-12", "1", "罚款", 5_000)]) == {("2026-11", "1"): 0, ("2026-12", "1"): -2_000}


def test_what_was_booked_in_the_next_year_counts_and_what_concerns_the_year_before_does_not() -> None:
    assert stands(PAID, [("2026-12", "2027-01", "1", "罚款", -700)])[("2026-12", "1")] == 2_300
    assert stands(PAID, [("2025-12", "2026-12", "1", "罚款", 400)])[("2026-12", "1")] == 2_600


def test_the_funds_spending_is_nobodys_pay_and_an_earlier_holder_of_an_id_is_the_id() -> None:
    assert stands(PAID, [("2026-11", "2026-12", "", SPENDING, -900)]) == stands(PAID, [])
    marked = [*PAID, ("2026-12", "1@2026-11", 600)]
    assert stands(marked, [("2026-11", "2026-12", "1", "罚款", 600)]) == {("2026-11", "1"): -4_400, ("2026-12", "1"): 3_000}
