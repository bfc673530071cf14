"""Closed months settled again, one after the other: a change in one moves ladders and last places of those after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from pipeline import __version__
from pipeline.base.period import Month
from pipeline.month.difference import RESULT, Difference, difference, effective_of
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import FINE, PENALTY, WITHHELD
from pipeline.rules.entries import ACTION
from pipeline.rules.month_entries import month_entries
from pipeline.rules.objections import EVENT
from pipeline.schemas.registry import with_absent_sheets
from pipeline.settlement.known import ClosedMonth, Effective, Known
from pipeline.settlement.settle import Past, Settlement, settle

Tables = Mapping[str, pd.DataFrame]
NOBODY = pd.DataFrame(columns=["employee_id", "name", "department", "role"], dtype="str")


@dataclass
class Again:
    """What comes of settling again: `found` by month, and what a later month looks back on because of it.

    `of_program` has what this version of the program makes of the same inputs; it is no part of `found`.
    """

    known: Known
    found: dict[Month, Difference] = field(default_factory=dict)
    of_program: dict[Month, Difference] = field(default_factory=dict)
    scores: dict[Month, pd.DataFrame] = field(default_factory=dict)

    def past_of(self, month: Month, past: Past, rulebook: Rulebook) -> Past:
        """`past` with the ladders and last places as they are now."""
        occurrences = dict(past.history.occurrences)
        for name, ladder in rulebook.ladders.items():
            moved = self._moved(ladder.clause, month, by_year=ladder.counted_by == "year") if ladder.counted_by != "month" else None
            if moved is not None and len(moved):
                before = occurrences.get(name)
                occurrences[name] = moved if before is None else before.add(moved, fill_value=0).astype("int64")
        history = replace(past.history, occurrences=occurrences)
        return replace(past, history=history, last_before=self._last_before(month, past, rulebook))

    def _moved(self, clause: str, month: Month, by_year: bool) -> pd.Series[int] | None:
        lines = [
            each.lines for earlier, each in self.found.items() if earlier < month and (earlier.year == month.year or not by_year)
        ]
        if not lines:
            return None
        all_lines = pd.concat(lines)
        hit = all_lines[(all_lines["clause"] == clause) & all_lines["category"].isin((FINE, WITHHELD, ACTION))]
        back = hit["reversal"]
        was = hit["amount"].where(~back, -hit["amount"])
        # A line that gives money back, after an objection, takes an occurrence back.
        sign = (was <= 0).map({True: 1, False: -1}) * back.map({True: -1, False: 1})
        return sign.groupby([hit["employee_id"], hit["corrects_month"].rename("month")]).sum()

    def _last_before(self, month: Month, past: Past, rulebook: Rulebook) -> pd.DataFrame | None:
        rule = rulebook.dismissal.last_place
        earlier = [month.shift(-back) for back in range(1, rule.months)]
        if past.last_before is None or not any(each in self.scores for each in earlier):
            return past.last_before
        people: set[str] | None = None
        for each in earlier:
            closed = None if each in self.scores else self.known.read(each)
            scores = self.scores.get(each, None if closed is None else closed.effective.scores)
            if scores is None:
                return past.last_before
            low = set(scores.loc[scores["last_place"] & (scores["score"] < rule.below).fillna(False), "employee_id"])
            people = low if people is None else people & low
        return pd.DataFrame({"employee_id": sorted(people or ())})


    def as_closed(self, closed: ClosedMonth) -> Effective:
        """What the month is to be compared with: as it is, or, where another version closed it, as this one settles the same inputs."""
        if closed.version == __version__ or not closed.tables:
            return closed.effective
        settled = _settled(closed, tables_now(closed), closed.past)
        found = difference(closed.effective, closed.month, settled, closed.rulebook)
        if found.is_empty:
            return closed.effective
        self.of_program[closed.month] = found
        return effective_of(settled, closed.effective)


def settle_again(first: Month, changed: Mapping[Month, Tables], known: Known, *, with_program: bool = False) -> Again:
    """The closed months from `first` on, those in `changed` with these tables, against what they are.

    What only follows from a newer program is left out, unless it is asked for `with_program`.
    """
    again = Again(known)
    for month in (each for each in known.months if each >= first):
        closed = known.read(month)
        tables = changed.get(month) or (tables_now(closed) if closed else {})
        if closed is None or not tables:
            continue
        settled = _settled(closed, tables, again.past_of(month, closed.past, closed.rulebook))
        was = closed.effective if with_program else again.as_closed(closed)
        found = difference(was, month, settled, closed.rulebook)
        if was is not closed.effective:
            found = replace(found, results=_on_top(found.results, was.scores, closed.effective.scores, closed.rulebook))
        if not found.is_empty:
            again.found[month] = found
        again.scores[month] = _now(closed.effective.scores, found.results)
    return again


def _on_top(results: pd.DataFrame, was: pd.DataFrame, effective: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """The changed results on top of the `effective` ones, where they were found against others."""
    own = results.set_index("employee_id")
    before, found = (each.set_index("employee_id").reindex(own.index) for each in (effective, was))
    known = before["merit_pay"].notna() & found["merit_pay"].notna()
    for name in ("score", "merit_pay"):
        moved = (before[name] - found[name]).fillna(0).where(known, 0).astype(own[name].dtype)
        own[name] += moved
        own[f"{name}_before"] += moved
    own["grade"] = pd.Series([None if pd.isna(score) else rulebook.grade(int(score)) for score in own["score"]], own.index, dtype="str")
    own["grade_before"] = before["grade"].where(known, own["grade_before"])
    return own.reset_index()[list(results.columns)]


def _now(effective: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """The scores of a month (see `result_rows`), those that were found to be others as they are now."""
    columns = ["employee_id", *RESULT]
    kept = effective.loc[~effective["employee_id"].isin(results["employee_id"]), columns]
    return pd.concat([kept, results[columns].astype(kept.dtypes.to_dict())], ignore_index=True) if len(results) else kept


def tables_now(closed: ClosedMonth) -> dict[str, pd.DataFrame]:
    """The closed month's tables with all that later months know of it."""
    return with_objected(with_decided(closed.tables, closed.decided), closed.objected)


def with_objected(tables: Tables, objected: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """A closed month's tables, its objections as later months know them; the latest decision on one holds."""
    if objected.empty:
        return dict(tables)
    before = tables.get("objections")
    both = objected if before is None or before.empty else pd.concat([before, objected], ignore_index=True)
    return {**tables, "objections": both.drop_duplicates(EVENT, keep="last").reset_index(drop=True)}


def with_decided(tables: Tables, decided: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """A closed month's tables, its complaints as later registers know them; a penalty that was charged stays."""
    register = tables.get("complaints")
    if register is None or decided.empty:
        return dict(tables)
    kept = register[~register["complaint_no"].isin(decided["complaint_no"])]
    own = register.drop_duplicates("complaint_no").set_index("complaint_no").reindex(decided["complaint_no"]).set_axis(decided.index)
    flags = {name: own[name].astype("boolean").fillna(False).astype(bool) for name in ("penalty_due", "reviewed_before")}
    later = decided.assign(**flags)
    for name in ("penalty_amount", "penalty_approved_on"):
        later[name] = own[name].astype(register[name].dtype).where(later["penalty_due"], later[name])
    return {**tables, "complaints": pd.concat([kept, later[list(kept.columns)]], ignore_index=True)}


def _settled(closed: ClosedMonth, tables: Tables, past: Past) -> Settlement:
    """The month on these tables. Later registers may name somebody who was not there: that is told, and nothing is theirs.

    Somebody who had left before may have a penalty alone, as in the month itself.
    """
    complete = with_absent_sheets(tables)
    entries = month_entries(complete, closed.month, closed.rulebook, past.history).entries
    there = entries["employee_id"].isin(complete["roster"]["employee_id"])
    penalised = (entries["category"] == PENALTY) & entries["employee_id"].isin(past.known.people["employee_id"])
    return settle(entries[there | penalised], complete, NOBODY, closed.month, closed.rulebook, past)

