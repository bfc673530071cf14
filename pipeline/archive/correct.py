"""What a corrected closed month would have been, against what it is: lines to reverse and lines to add."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, func, insert, select

from pipeline.archive import tables
from pipeline.archive.close import last_closed
from pipeline.archive.content import plain_rows, score_rows
from pipeline.archive.effective import LINE, SOURCE, effective_entries, effective_scores, effective_spending
from pipeline.archive.journal import BOOKED, enter, head
from pipeline.archive.store import changing
from pipeline.base.exits import REFUSED, Stop
from pipeline.base.period import Month
from pipeline.base.units import plain, yuan
from pipeline.month.story import Run
from pipeline.rules.entries import CORRECTION
from pipeline.settlement.corrections import DTYPES, MERIT, SPENDING, no_corrections

Line = dict[Hashable, Any]
RESULT = ["score", "grade", "merit_pay", "last_place"]


@dataclass(frozen=True)
class Difference:
    """`lines` are corrections to book (see `settlement.corrections`); `results` those whose score or pay changes.

    results: employee_id, name, and score, grade, merit_pay, last_place before (`…_before`) and after.
    """

    lines: pd.DataFrame
    results: pd.DataFrame

    @property
    def changed_results(self) -> pd.DataFrame:
        """Those whose own score, grade or pay changes; for the others it is only who is last."""
        return self.results[_differs(self.results, ["score", "grade", "merit_pay"])]

    @property
    def is_empty(self) -> bool:
        return self.lines.empty and self.results.empty


def difference(connection: Connection, month: Month, run: Run) -> Difference:
    """Between the closed month, with all corrections booked since, and `run` of it on its corrected inputs."""
    assert run.settlement is not None
    made = run.settlement.entries
    now = made[made["category"] != CORRECTION].assign(count=1)
    changed = list(_changed(effective_entries(connection, [month]), now, LINE))
    results = _changed_results(effective_scores(connection, month), run)
    people = _people(connection, month, run)
    spending = _spending_of(run)
    funded = list(_changed(effective_spending(connection, month), spending, ["date", "label", "amount"]))
    rows = [
        *({**people.get(str(line["employee_id"]), {}), **line} for line in changed),
        *({**people.get(str(line["employee_id"]), {}), **line} for line in _merit_lines(results, run)),
        *({**line, "employee_id": "", "category": SPENDING, "clause": "B-14", "item": SPENDING, "points": 0} for line in funded),
    ]
    lines = _as_lines(rows, month)
    names = {who: person["name"] for who, person in people.items()}
    return Difference(lines, results.assign(name=results["employee_id"].map(names)))


def book(engine: Engine, month: Month, found: Difference, link: str) -> Month:
    """Put the lines into the month after the last closed one, and return that; `link` is the journal's head as when they were computed."""
    with changing(engine) as connection:
        last, _ = last_closed(connection)
        if last is None or head(connection) != link:
            raise Stop(REFUSED, "计算期间档案库有了变化，没有入账。请重新运行。")
        booked_in, booked = last.next, tables.corrections
        number = connection.execute(select(func.max(booked.c.number)).where(booked.c.booked_in == str(booked_in))).scalar() or 0
        rows = [
            {"booked_in": str(booked_in), "number": at, **row}
            for at, row in enumerate(plain_rows(found.lines.rename(columns={"amount": "amount_fen"})), number + 1)
        ]
        if rows:
            connection.execute(insert(booked), rows)
        _keep_results(connection, booked_in, month, found.results)
        enter(connection, BOOKED, str(month))
        return booked_in


def _keep_results(connection: Connection, booked_in: Month, month: Month, results: pd.DataFrame) -> None:
    since = tables.corrected_scores
    for row in plain_rows(results[["employee_id", *RESULT]].rename(columns={"merit_pay": "merit_pay_fen"})):
        key = {"booked_in": str(booked_in), "corrects_month": str(month), "employee_id": row["employee_id"]}
        same = [since.c[name] == value for name, value in key.items()]
        connection.execute(since.delete().where(*same))
        connection.execute(insert(since), {**key, **row})


def _changed(before: pd.DataFrame, now: pd.DataFrame, identity: list[str]) -> Iterator[Line]:
    """Lines that went (as reversals) and came, as often as they did; equal lines elsewhere in a sheet are the same."""
    was = before.groupby(identity, dropna=False, sort=True)["count"].sum()
    count = now.groupby(identity, dropna=False, sort=True)["count"].sum().sub(was, fill_value=0).astype(int)
    last_known, known = _sources(before[before["count"] > 0], identity), _sources(now, identity)
    changes = count[count != 0].reset_index()
    for line in changes.to_dict("records"):
        times = line.pop("count")
        reversal = times < 0
        line |= (last_known if reversal else known).get(tuple(line[name] for name in identity), {})
        line |= {"reversal": reversal, "amount": -line["amount"] if reversal else line["amount"]}
        yield from [line] * abs(times)


def _sources(rows: pd.DataFrame, identity: list[str]) -> dict[tuple[Hashable, ...], Line]:
    """Label, note and place of the last of each equal lines."""
    named = [name for name in SOURCE if name in rows]
    return {
        tuple(line[name] for name in identity): {name: line[name] for name in named} for line in rows.to_dict("records")
    }


def _changed_results(before: pd.DataFrame, run: Run) -> pd.DataFrame:
    now = score_rows(run).rename(columns={"merit_pay_fen": "merit_pay"})[["employee_id", *RESULT]]
    both = before.merge(now, on="employee_id", how="outer", suffixes=("_before", ""))
    both["merit_pay"] = both["merit_pay"].fillna(0).astype("int64")
    both["merit_pay_before"] = both["merit_pay_before"].fillna(0).astype("int64")
    for flag in ("last_place", "last_place_before"):
        both[flag] = both[flag].astype("boolean").fillna(False).astype(bool)
    return both[_differs(both, RESULT)].reset_index(drop=True)


def _differs(both: pd.DataFrame, names: list[str]) -> pd.Series[bool]:
    differs = pd.Series(False, index=both.index)
    for name in names:
        old, new = both[f"{name}_before"], both[name]
        differs |= ~((old == new).fillna(False).astype(bool) | (old.isna() & new.isna()))
    return differs


def _merit_lines(results: pd.DataFrame, run: Run) -> Iterator[Line]:
    """What the changed scores had moved too much or too little, one line a person."""
    rule = run.request.rulebook.pay
    for row in results.to_dict("records"):
        moved = row["merit_pay"] - row["merit_pay_before"]
        if moved:
            note = (
                f"考核分 {_score(row['score_before'])} → {_score(row['score'])}，"
                f"绩效浮动 {yuan(row['merit_pay_before'])} → {yuan(row['merit_pay'])}"
            )
            yield {
                "employee_id": row["employee_id"], "reversal": False, "date": None, "clause": rule.clause, "item": "merit_pay",
                "label": MERIT, "category": MERIT, "points": 0, "amount": moved, "note": note,
            }


def _score(value: object) -> str:
    return "—" if value is pd.NA or value != value else plain(int(str(value)))


def _spending_of(run: Run) -> pd.DataFrame:
    assert run.settlement is not None
    ledger = run.settlement.fund
    out = ledger[(ledger["spending"] > 0).fillna(False) & (ledger["clause"] == "B-14")]
    return pd.DataFrame(
        {"date": out["date"], "label": out["summary"], "amount": -out["spending"].astype("int64"), "note": out["source"], "count": 1}
    )


def _people(connection: Connection, month: Month, run: Run) -> dict[str, dict[str, Any]]:
    """Name, department and role of everybody concerned: as they are now, else as they were when the month was closed."""
    assert run.settlement is not None
    kept = connection.execute(select(tables.people).where(tables.people.c.month == str(month))).mappings()
    columns = ["name", "department", "role"]
    known = {str(row["employee_id"]): {name: row[name] for name in columns} for row in kept}
    now = run.settlement.pay.set_index("employee_id")[columns].to_dict("index")
    return known | {str(who): {str(name): value for name, value in person.items()} for who, person in now.items()}


def _as_lines(rows: list[Line], month: Month) -> pd.DataFrame:
    if not rows:
        return no_corrections()
    frame = pd.DataFrame([{**row, "corrects_month": str(month)} for row in rows]).reindex(columns=list(DTYPES))
    return frame.astype(DTYPES).sort_values(["employee_id", "date", "clause"], kind="stable", na_position="last", ignore_index=True)
