"""The department's fund: all fines in, spending out, in the open (B-14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from typing import Any, NamedTuple

import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.base.period import Month
from pipeline.rulebook.pay_columns import FINE
from pipeline.rules.entries import source
from pipeline.settlement.corrections import CORRECTED, fund_corrections

DTYPES = {
    "date": "datetime64[s]", "summary": "str", "clause": "object", "employee_id": "object", "income": "Int64", "spending": "Int64",
    "balance": "int64", "source": "object", "kind": "str",
}  # fmt: skip
OPENING, CLOSING = "期初", "期末"
FINES, SPENT, CORRECTED_LINE = "fine", "spending", "correction"
EDGES = {OPENING: "opening", CLOSING: "closing"}
"""What a line is stands in its `kind`; its summary is for people alone."""


def fund(
    entries: pd.DataFrame, spending: pd.DataFrame, corrections: pd.DataFrame, opening: int, month: Month
) -> pd.DataFrame:
    """The ledger by date, fines before spending, between the rows 期初 and 期末; amounts in fen.

    What corrects a closed month stands on the month's first day, before all else. `kind` says what a line is.
    """
    lines = sorted([*_corrected(corrections, month), *_fined(entries[entries["category"] == FINE]), *_spent(spending)], key=_place)
    balances = list(accumulate((line.income - line.spending for line in lines), initial=opening))
    columns = dict(zip(_Line._fields, zip(_edge(OPENING), *lines, _edge(CLOSING), strict=True), strict=True)) | {"balance": [*balances, balances[-1]]}
    return pd.DataFrame({name: pd.Series(columns[name], dtype=dtype) for name, dtype in DTYPES.items()})


@once_for_each
def fund_sums(ledger: pd.DataFrame) -> pd.DataFrame:
    """What came in (`way` income) by clause and item, and what went out (spending) by purpose: way, clause, summary, count, amount in fen."""
    sums: dict[tuple[str, tuple[bool, str], tuple[bool, str]], list[int]] = {}
    for clause, summary, income, spending in zip(*(ledger[name].tolist() for name in ("clause", "summary", "income", "spending")), strict=True):
        for way, amount in (("income", income), ("spending", spending)):
            if not pd.isna(amount) and amount:
                sums.setdefault((way, _last(clause), _last(summary)), []).append(amount)
    found = [(clause or None, summary or None, len(amounts), sum(amounts), way) for (way, (_, clause), (_, summary)), amounts in sorted(sums.items())]
    return pd.DataFrame(found, columns=["clause", "summary", "count", "amount", "way"])


class FundDay(NamedTuple):
    """What moved on a day, and the balance at its end, in fen."""

    date: date
    income: int
    spending: int
    balance: int


@once_for_each
def fund_days(ledger: pd.DataFrame) -> list[FundDay]:
    """The days with movements, in order."""
    moved = ledger[ledger["date"].notna()]
    days: dict[date, FundDay] = {}
    for day, income, spending, balance in zip(*(moved[name].tolist() for name in ("date", "income", "spending", "balance")), strict=True):
        before = days.get(day.date(), FundDay(day.date(), 0, 0, 0))
        days[day.date()] = FundDay(day.date(), before.income + income, before.spending + spending, balance)
    return list(days.values())


class _Line(NamedTuple):
    """A line of the ledger without its balance; money in fen."""

    date: Any
    summary: str | None
    clause: str | None
    employee_id: str | None
    income: int
    spending: int
    source: str | None
    kind: str


def _place(line: _Line) -> tuple[object, ...]:
    """By date, then corrections, fines and spending, by person, clause and summary; what is missing comes last."""
    return line.date, (CORRECTED_LINE, FINES, SPENT).index(line.kind), *map(_last, (line.employee_id, line.clause, line.summary))


def _last(text: str | None) -> tuple[bool, str]:
    """For sorting: what is missing comes last."""
    return (False, text) if isinstance(text, str) else (True, "")


def _edge(summary: str) -> _Line:
    return _Line(None, summary, None, None, None, None, None, EDGES[summary])  # type: ignore[arg-type]


def _fined(fines: pd.DataFrame) -> Iterator[_Line]:
    columns = (fines[name].tolist() for name in ("date", "label", "clause", "employee_id", "amount"))
    for day, label, clause, who, amount, place in zip(*columns, _sources(fines), strict=True):
        yield _Line(day, label, clause, who, -amount, 0, place, FINES)


def _spent(spending: pd.DataFrame) -> Iterator[_Line]:
    for day, purpose, amount, place in zip(*(spending[name].tolist() for name in ("date", "purpose", "amount")), _sources(spending), strict=True):
        yield _Line(day, purpose, "B-14", None, 0, amount, place, SPENT)


def _corrected(corrections: pd.DataFrame, month: Month) -> Iterator[_Line]:
    if corrections.empty:
        return
    lines = fund_corrections(corrections)
    columns = (lines[name].tolist() for name in ("corrects_month", "label", "clause", "employee_id", "into_fund"))
    for of, label, clause, who, amount, place in zip(*columns, _sources(lines), strict=True):
        yield _Line(month.start, f"{CORRECTED}{of} {label}", clause, who or None, max(amount, 0), max(-amount, 0), place, CORRECTED_LINE)


def _sources(rows: pd.DataFrame) -> list[str]:
    return [
        source(file, sheet, row) for file, sheet, row in zip(*(rows[name].to_numpy(dtype=object) for name in ("file", "sheet", "row")), strict=True)
    ]


