"""The department's fund: all fines in, spending out, in the open (B-14)."""

from __future__ import annotations

import pandas as pd

from pipeline.rules.entries import FINE

COLUMNS = ["date", "summary", "clause", "employee_id", "income", "spending", "balance", "source"]
OPENING = "期初"
CLOSING = "期末"


def fund(entries: pd.DataFrame, spending: pd.DataFrame, opening: int) -> pd.DataFrame:
    """The ledger by date, fines before spending, between the rows 期初 and 期末; amounts in fen."""
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
        }
    )
    lines = pd.concat([part for part in (income, out) if len(part)], ignore_index=True) if len(income) + len(out) else income
    lines = lines.assign(order=lines["spending"] > 0).sort_values(
        ["date", "order", "employee_id", "source"], kind="stable", ignore_index=True
    )
    lines["balance"] = opening + (lines["income"] - lines["spending"]).cumsum()
    closing = int(lines["balance"].iloc[-1]) if len(lines) else opening
    ledger = pd.concat([_edge(OPENING, opening), lines[COLUMNS], _edge(CLOSING, closing)], ignore_index=True)
    return ledger.astype({"income": "Int64", "spending": "Int64", "balance": "int64", "date": "datetime64[s]"})


def _edge(summary: str, balance: int) -> pd.DataFrame:
    row = dict.fromkeys(COLUMNS, None) | {"summary": summary, "balance": balance, "date": pd.NaT}
    return pd.DataFrame([row]).astype({"income": "Int64", "spending": "Int64", "date": "datetime64[s]"})


def _sources(rows: pd.DataFrame) -> list[str]:
    return [
        source(file, sheet, row) for file, sheet, row in zip(rows["file"], rows["sheet"], rows["row"], strict=True)
    ]


def source(file: object, sheet: object, row: object) -> str:
    """Where a line comes from, as people say it: file, sheet and row, as far as there are any."""
    parts = [str(part) for part in (file, sheet) if not pd.isna(part)]  # type: ignore[call-overload]
    if not pd.isna(row):  # type: ignore[call-overload]
        parts.append(f"第 {row} 行")
    return " · ".join(parts)
