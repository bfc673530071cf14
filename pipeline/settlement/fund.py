"""The department's fund: all fines in, spending out, in the open (B-14)."""

from __future__ import annotations

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
    fines = entries[entries["category"] == FINE]
    income = pd.DataFrame(
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
    out = pd.DataFrame(
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
    income, out = income.assign(order=1), out.assign(order=2)
    corrected = [_corrected(corrections, month).assign(order=0)] if len(corrections) else []
    parts = [part for part in [*corrected, income, out] if len(part)]
    lines = pd.concat(parts, ignore_index=True) if parts else income
    lines = lines.sort_values(["date", "order", "employee_id", "clause", "summary"], kind="stable", ignore_index=True)
    lines["balance"] = opening + (lines["income"] - lines["spending"]).cumsum()
    closing = int(lines["balance"].iloc[-1]) if len(lines) else opening
    ledger = pd.concat([_edge(OPENING, opening), lines[COLUMNS], _edge(CLOSING, closing)], ignore_index=True)
    return ledger.astype({"income": "Int64", "spending": "Int64", "balance": "int64", "date": "datetime64[s]"})


@once_for_each
def fund_sums(ledger: pd.DataFrame) -> pd.DataFrame:
    """What came in (`way` income) by clause and item, and what went out (spending) by purpose: way, clause, summary, count, amount in fen."""
    parts = []
    for way in ("income", "spending"):
        lines = ledger[ledger[way].fillna(0) != 0]
        found = lines.groupby(["clause", "summary"], sort=True, dropna=False)[way].agg(count="size", amount="sum")
        parts.append(found.reset_index().assign(way=way))
    return pd.concat(parts, ignore_index=True)


def _corrected(corrections: pd.DataFrame, month: Month) -> pd.DataFrame:
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


def _edge(summary: str, balance: int) -> pd.DataFrame:
    row = dict.fromkeys(COLUMNS, None) | {"summary": summary, "kind": EDGES[summary], "balance": balance, "date": pd.NaT}
    return pd.DataFrame([row]).astype({"income": "Int64", "spending": "Int64", "date": "datetime64[s]"})


def _sources(rows: pd.DataFrame) -> list[str]:
    return [
        source(file, sheet, row) for file, sheet, row in zip(rows["file"], rows["sheet"], rows["row"], strict=True)
    ]


