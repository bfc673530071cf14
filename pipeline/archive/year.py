"""A year of closed months, as they were paid and as they stand after their corrections."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, select

from pipeline.archive import tables
from pipeline.archive.ask import fund_ledger
from pipeline.archive.effective import effective_entries, effective_scores
from pipeline.archive.objections import objections_by_recorder
from pipeline.base.period import Month
from pipeline.rulebook.load import rulebook_as_kept
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import MONEY
from pipeline.rules.ladders import occurrences, still_counted
from pipeline.rules.month_entries import History


@dataclass(frozen=True)
class Year:
    """`rulebook` is the last month's. Money in fen, scores in hundredths.

    months: month, people, total, opening, closing, income, spending, purged
    paid: month, employee_id, name, department, hire_date, MONEY: as each month's sheet had it
    scores: month, employee_id, score, grade: as corrected since
    corrections: corrects_month, booked_in, employee_id, name, clause, label, category, amount, booked in or for its months
    entries: the lines of all months with what was booked since (see `effective_entries`)
    ladders: employee_id, ladder, in_year, now: occurrences in the year, and those that count at its last month's end
    fund: the ledger (see `fund_ledger`)
    objections: by clause and recorder (see `objections_by_recorder`)
    """

    rulebook: Rulebook
    months: pd.DataFrame
    paid: pd.DataFrame
    scores: pd.DataFrame
    corrections: pd.DataFrame
    entries: pd.DataFrame
    ladders: pd.DataFrame
    fund: pd.DataFrame
    objections: pd.DataFrame


def year_of(connection: Connection, year: int) -> Year | None:
    """What the archive has of the year; None without a closed month in it."""
    closed = connection.execute(select(tables.months).where(tables.months.c.month.like(f"{year:04d}-%")).order_by(tables.months.c.month)).mappings().all()
    if not closed:
        return None
    names = [row["month"] for row in closed]
    months, last = [Month.parse(name) for name in names], closed[-1]
    rulebook = rulebook_as_kept(last["rulebook"], last["rulebook_text"])
    scores = [effective_scores(connection, month).assign(month=str(month)) for month in months]
    paid, ledger = _paid(connection, names), fund_ledger(connection, names[0], names[-1])
    until = connection.execute(select(tables.months.c.month).where(tables.months.c.month <= names[-1])).scalars()
    lines = effective_entries(connection, [Month.parse(name) for name in until])
    return Year(
        rulebook=rulebook,
        months=_months([dict(row) for row in closed], ledger),
        paid=paid,
        scores=pd.concat(scores, ignore_index=True)[["month", "employee_id", "score", "grade"]],
        corrections=_corrections(connection, names),
        entries=lines[lines["month"].isin(names)].reset_index(drop=True),
        ladders=_ladders(lines, names, paid[paid["month"] == names[-1]], rulebook),
        fund=ledger,
        objections=objections_by_recorder(connection, f"{year:04d}-%"),
    )


def _months(closed: list[dict[str, object]], ledger: pd.DataFrame) -> pd.DataFrame:
    moved = ledger.groupby("month")[["income", "spending"]].sum()
    frame = pd.DataFrame(closed).rename(columns={"total_fen": "total", "opening_fen": "opening", "closing_fen": "closing"})
    sums = {name: frame["month"].map(moved[name]).fillna(0).astype("int64") for name in ("income", "spending")}
    return frame.assign(**sums)[["month", "people", "total", "opening", "income", "spending", "closing", "purged"]]


def _ladders(lines: pd.DataFrame, names: list[str], there: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """Those who are on a ladder; `there` are the people of the last month, for whom alone it goes on."""
    found = {name: occurrences(lines, ladder) for name, ladder in rulebook.ladders.items()}
    last = Month.parse(names[-1])
    counted = History({name: still_counted(found[name], ladder, last) for name, ladder in rulebook.ladders.items()}).of(there)
    parts = []
    for name, each in found.items():
        in_year = each[each.index.get_level_values("month").isin(names)].groupby(level=0).sum()
        both = pd.DataFrame({"in_year": in_year, "now": counted[name]}).rename_axis("employee_id").reset_index()
        parts.append(both.assign(ladder=name))
    rows = pd.concat(parts, ignore_index=True).fillna({"in_year": 0, "now": 0}).astype({"employee_id": "str", "in_year": "int64", "now": "int64"})
    return rows[(rows["in_year"] > 0) | (rows["now"] > 0)].sort_values(["employee_id", "ladder"], ignore_index=True)


def _paid(connection: Connection, names: list[str]) -> pd.DataFrame:
    scores, people = tables.scores, tables.people
    same = tables.ONE_PERSON
    amounts = [scores.c[f"{name}_fen"].label(name) for name in MONEY]
    found = select(scores.c.month, scores.c.employee_id, people.c.name, people.c.department, people.c.hire_date, *amounts).join(people, same, isouter=True)
    rows = connection.execute(found.where(scores.c.month.in_(names)).order_by(scores.c.month, scores.c.employee_id)).mappings()
    columns = ["month", "employee_id", "name", "department", "hire_date", *MONEY]
    types = {"employee_id": "str", "hire_date": "datetime64[s]", **dict.fromkeys(MONEY, "int64")}
    return pd.DataFrame([dict(row) for row in rows], columns=columns).astype(types)


def _corrections(connection: Connection, names: list[str]) -> pd.DataFrame:
    """What was booked for the year's months, whenever that was, or in them, as it was booked: what came back to a person is positive."""
    booked = tables.corrections
    columns = ["corrects_month", "booked_in", "employee_id", "name", "clause", "label", "category", "amount"]
    found = select(booked).where(booked.c.corrects_month.in_(names) | booked.c.booked_in.in_(names)).order_by(booked.c.corrects_month, booked.c.booked_in, booked.c.number)
    rows = [{**row, "amount": row["amount_fen"]} for row in connection.execute(found).mappings()]
    return pd.DataFrame(rows, columns=columns).astype({"amount": "int64"})
