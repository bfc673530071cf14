"""Perhaps the same event twice: in the log, in log and derived events, or in log and register. Both count."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from pipeline.base.period import Month
from pipeline.checks.table import Mark
from pipeline.rulebook.model import Rulebook
from pipeline.rules.month_entries import month_events
from pipeline.schemas.registry import with_absent_sheets

A_DAY = pd.Timedelta(days=1)
PLACE = ["file", "sheet", "row"]
Row = Mapping[Hashable, Any]


def perhaps_twice(log: pd.DataFrame, good: Mapping[str, pd.DataFrame], month: Month, rulebook: Rulebook) -> Iterator[Mark]:
    """One mark a pair of the same person and clause within a day of each other, on its row of the log.

    `log` is 扣分记录 as typed, `good` the rows that are right. Rows alike in every column are told elsewhere.
    """
    recorded = good.get("deductions")
    if "roster" not in good or recorded is None or recorded.empty:
        return
    happened = month_events(with_absent_sheets(good), month, rulebook).events
    events = happened[happened["item"].isin(_log_items(rulebook)) & happened["employee_id"].isin(recorded["employee_id"])]
    several = events[events.duplicated("employee_id", keep=False)]
    if several.empty:
        return
    events = _by_clause(several, rulebook)
    events = events[events.duplicated(["employee_id", "of_clause"], keep=False)]
    if events.empty:
        return
    pairs = list(_pairs(events, _alike(recorded)))
    if not pairs:
        return
    first = log.drop_duplicates(PLACE)
    at = dict(zip(first[PLACE].itertuples(index=False, name=None), first.index, strict=True))
    for later, earlier in pairs:
        position = int(at[tuple(later[name] for name in PLACE)])
        item = rulebook.items[str(later["item"])].label
        params = {"employee": later["employee_id"], "item": item, "day": f"{earlier['date']:%m-%d}"} | {
            f"other_{name}": earlier[name] for name in PLACE
        }
        yield Mark("PERHAPS_TWICE", "deductions", [position], "item", params)


def _log_items(rulebook: Rulebook) -> list[str]:
    """Items with a clause that the log may have."""
    entered = {each.clause for item in rulebook.items_on("deductions") for each in item.sets_off}
    return [code for code, item in rulebook.items.items() if not item.is_bonus and any(each.clause in entered for each in item.sets_off)]


def _by_clause(events: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    clauses = {code: sorted({each.clause for each in item.sets_off}) for code, item in rulebook.items.items()}
    numbered = events.reset_index(drop=True).reset_index(names="number")
    return numbered.assign(of_clause=numbered["item"].map(clauses)).explode("of_clause")


def _alike(recorded: pd.DataFrame) -> set[tuple[object, ...]]:
    """The places of rows that repeat another one in every column."""
    typed = recorded.drop(columns=PLACE)
    return set(recorded.loc[typed.duplicated(), PLACE].itertuples(index=False, name=None))


def _pairs(events: pd.DataFrame, alike: set[tuple[object, ...]]) -> Iterator[tuple[Row, Row]]:
    """Each pair once: a row of the log with the one before it, and with every derived event."""
    logged = events[~events["derived"]].sort_values(["employee_id", "of_clause", "date", "file", "sheet", "row"], kind="stable")
    before = logged.groupby(["employee_id", "of_clause"])["number"].shift()
    derived = events[events["derived"]]
    near = logged[["employee_id", "of_clause", "date", "number"]].merge(
        derived[["employee_id", "of_clause", "date", "number"]], on=["employee_id", "of_clause"], suffixes=("", "_before")
    )
    pairs = pd.concat([logged.assign(number_before=before).dropna(subset=["number_before"])[["number", "number_before"]], near[["number", "number_before"]]])
    by_number = events.drop_duplicates("number").set_index("number")
    pairs = pairs.astype("int64").drop_duplicates()
    day, day_before = (by_number["date"].reindex(pairs[name]).to_numpy() for name in ("number", "number_before"))
    near_by = pairs[abs(day - day_before) <= A_DAY]
    if near_by.empty:
        return
    rows = by_number.loc[pd.unique(near_by.to_numpy().ravel())].to_dict("index")
    for one, other in near_by.itertuples(index=False):
        later, earlier = rows[one], rows[other]
        if tuple(later[name] for name in PLACE) not in alike:
            yield later, earlier

