"""Months under another rulebook beside today's; nothing of archive or outputs is touched."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, select

from pipeline.archive import tables
from pipeline.base.period import Month
from pipeline.settlement.settle import Settlement

PERSON = ["employee_id", "name", "score", "grade", "merit_pay", "total"]


@dataclass(frozen=True)
class Side:
    """One side of a month: a row a person (PERSON, in hundredths and fen), the fund's last balance, actions by label."""

    people: pd.DataFrame
    fund: int
    actions: Counter[str]


@dataclass(frozen=True)
class Simulated:
    month: Month
    today: Side
    then: Side
    is_closed: bool

    @property
    def people(self) -> pd.DataFrame:
        """A row a person with `…_before` and after, and `difference` (fen); who is on one side only has nothing on the other."""
        both = self.today.people.merge(self.then.people, on="employee_id", how="outer", suffixes=("_before", ""))
        for name in ("merit_pay", "total", "merit_pay_before", "total_before"):
            both[name] = both[name].fillna(0).astype("int64")
        return both.assign(
            month=str(self.month), name=both["name"].fillna(both["name_before"]), difference=both["total"] - both["total_before"]
        )


def side(settlement: Settlement) -> Side:
    return Side(settlement.pay[PERSON], int(settlement.fund["balance"].iloc[-1]), Counter(settlement.actions["action"]))


def closed_side(connection: Connection, month: Month, labels: dict[str, str]) -> Side:
    """A closed month as it was paid."""
    scores, people, months, entries = tables.scores, tables.people, tables.months, tables.entries
    found = (
        select(scores.c.employee_id, people.c.name, scores.c.score, scores.c.grade, scores.c.merit_pay_fen, scores.c.total_fen)
        .join(people, (people.c.month == scores.c.month) & (people.c.employee_id == scores.c.employee_id))
        .where(scores.c.month == str(month))
        .order_by(scores.c.employee_id)
    )
    rows = pd.DataFrame([tuple(row) for row in connection.execute(found)], columns=PERSON)
    frame = rows.astype({"employee_id": "str", "name": "str", "score": "Int64", "grade": "str", "merit_pay": "int64", "total": "int64"})
    fund = connection.execute(select(months.c.closing_fen).where(months.c.month == str(month))).scalar_one()
    acted = connection.execute(select(entries.c.item).where(entries.c.month == str(month), entries.c.category == "处理")).scalars()
    return Side(frame, int(fund), Counter(labels.get(code, code) for code in acted))


def grades(which: Side) -> Counter[str]:
    return Counter(which.people.loc[which.people["score"].notna(), "grade"])
