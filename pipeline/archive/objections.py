"""Objections of closed months by clause and recorder, and how many of them were found right (A-1.4)."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, select

from pipeline.archive import tables
from pipeline.archive.packed import OBJECTED
from pipeline.archive.sheets import latest_tables
from pipeline.base.period import Month
from pipeline.month.again import with_objected
from pipeline.rulebook.load import rulebook_as_kept
from pipeline.rules.objections import WORDS, recorders, recorders_of

COLUMNS = ["clause", "recorder", "raised", "open", "upheld", "changed", "revoked", "share"]


def objections_by_recorder(connection: Connection, of: str = "%") -> pd.DataFrame:
    """One row a clause and recorder (COLUMNS: counts, and the share of the decided ones that were found right).

    `of` are the months meant (as in LIKE). The recorder is missing where no person recorded it, the share where none is
    decided. Decisions of later months count; months whose persons were taken out tell nothing.
    """
    months = tables.months.c
    columns = (months.month, months.rulebook, months.rulebook_text, months.purged)
    closed = connection.execute(select(*columns).where(months.month.like(of)).order_by(months.month)).all()
    found = [_of_month(connection, row.month, row.rulebook, row.rulebook_text) for row in closed if not row.purged and row.rulebook_text]
    filled = [each for each in found if len(each)]
    if not filled:
        return pd.DataFrame(columns=COLUMNS)
    rows = pd.concat(filled, ignore_index=True)
    counts = rows.assign(
        raised=1, open=rows["decision"].isna(), upheld=rows["decision"] == "upheld", **{word: rows["decision"] == word for word in WORDS}
    )
    sums = counts.groupby(["clause", "recorder"], dropna=False, as_index=False)[COLUMNS[2:-1]].sum()
    decided = sums["raised"] - sums["open"]
    return sums.assign(share=(sums["changed"] + sums["revoked"]).where(decided > 0) / decided)


def _of_month(connection: Connection, month: str, name: str, text: str) -> pd.DataFrame:
    """clause, recorder and decision of each objection to something of that month."""
    kept = latest_tables(connection, Month.parse(month), ("objections", OBJECTED, "deductions"))
    own = with_objected(kept, kept[OBJECTED]) if OBJECTED in kept else kept
    objections = own.get("objections")
    if objections is None or objections.empty:
        return pd.DataFrame()
    objections = objections[objections["date"].dt.strftime("%Y-%m") == month]
    items = rulebook_as_kept(name, text).items
    return pd.DataFrame({
        "clause": [items[code].sets_off[0].clause for code in objections["item"]],
        "recorder": recorders_of(objections, recorders([kept.get("deductions")])).to_numpy(),
        "decision": objections["decision"].to_numpy(),
    })
