"""The department's fund: all fines in, spending out, in the open (B-14)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.base.period import Month
from pipeline.rulebook.pay_columns import FINE
from pipeline.rules.entries import source
from pipeline.settlement.corrections import CORRECTED, fund_corrections

COLUMNS = ["date", "summary", "clause", "employee_id", "income", "spending", "balance", "source", "kind"]
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
    kinds = (_corrected(corrections, month), _fined(entries[entries["category"] == FINE]), _spent(spending))
    parts = [part.assign(order=order) for order, part in enumerate(kinds) if len(part)]
    lines = pd.concat(parts, ignore_index=True) if parts else kinds[1].assign(order=1)
    if len(lines) > 1:
        lines = lines.sort_values(["date", "order", "employee_id", "clause", "summary"], kind="stable", ignore_index=True)
    balances = opening + (lines["income"] - lines["spending"]).cumsum()
    closing = int(balances.iloc[-1]) if len(lines) else opening
    edges = [pd.DataFrame([_edge(summary, balance)]) for summary, balance in ((OPENING, opening), (CLOSING, closing))]
    ledger = pd.concat([edges[0], lines.assign(balance=balances)[COLUMNS], edges[1]], ignore_index=True)
    return ledger.astype({"income": "Int64", "spending": "Int64", "balance": "int64", "date": "datetime64[s]"})


@once_for_each
def fund_sums(ledger: pd.DataFrame) -> pd.DataFrame:
    """What came in (`way` income) by clause and item, and what went out (spending) by purpose: way, clause, summary, count, amount in fen."""
    parts = []
    for way in ("income", "spending"):
        lines = ledger[ledger[way].fillna(0) != 0]
        if len(lines):
            each = lines.groupby(["clause", "summary"], sort=True, dropna=False)[way]
            parts.append(pd.DataFrame({"count": each.size(), "amount": each.sum()}).reset_index().assign(way=way))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["clause", "summary", "count", "amount", "way"])


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


def _fined(fines: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "date": fines["date"],
            "summary": fines["label"],
            "clause": fines["clause"],
            "employee_id": fines["employee_id"],
            "income": -fines["amount"],
            "spending": 0,
            "source": _sources(fines),
            "kind": FINES,
        }
    )


def _spent(spending: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "date": spending["date"],
            "summary": spending["purpose"],
            "clause": "B-14",
            "employee_id": None,
            "income": 0,
            "spending": spending["amount"],
            "source": _sources(spending),
            "kind": SPENT,
        }
    )


def _corrected(corrections: pd.DataFrame, month: Month) -> pd.DataFrame:
    if corrections.empty:
        return corrections
    lines = fund_corrections(corrections)
    return pd.DataFrame(
        {
            "date": month.start,
            "summary": CORRECTED + lines["corrects_month"] + " " + lines["label"],
            "clause": lines["clause"],
            "employee_id": lines["employee_id"].where(lines["employee_id"] != "", None),
            "income": lines["into_fund"].clip(lower=0),
            "spending": (-lines["into_fund"]).clip(lower=0),
            "source": _sources(lines),
            "kind": CORRECTED_LINE,
        }
    )


def _edge(summary: str, balance: int) -> dict[str, object]:
    return dict.fromkeys(COLUMNS, None) | {"summary": summary, "kind": EDGES[summary], "balance": balance, "date": pd.NaT}


def _sources(rows: pd.DataFrame) -> list[str]:
    return [
        source(file, sheet, row) for file, sheet, row in zip(*(rows[name].to_numpy(dtype=object) for name in ("file", "sheet", "row")), strict=True)
    ]


