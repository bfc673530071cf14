"""What closed months tell a later one: the fund's balance, ladders, last places, corrections, what is usual."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, func, select

from pipeline.archive import tables
from pipeline.archive.archived import Archived
from pipeline.archive.close import closed_row, last_closed
from pipeline.archive.effective import effective_entries, effective_scores, scores_of
from pipeline.archive.journal import head
from pipeline.archive.sheets import closed_month, known_before, latest_tables, register_of
from pipeline.archive.store import reading
from pipeline.base.period import Month
from pipeline.rulebook.model import Rulebook
from pipeline.rules.ladders import occurrences, still_counted
from pipeline.rules.month_entries import History
from pipeline.settlement.corrections import no_corrections
from pipeline.settlement.known import ClosedMonth, Known
from pipeline.settlement.settle import Past


def archived_before(connection: Connection, month: Month, rulebook: Rulebook) -> Archived:
    """Everything that `month` may look back on; of later months nothing is looked at."""
    last, _hash = last_closed(connection)
    if last is None:
        return Archived()
    months = tables.months
    all_closed = [Month.parse(text) for text in connection.execute(select(months.c.month).order_by(months.c.month)).scalars()]
    closed = [each for each in all_closed if each < month]
    follows = bool(closed) and closed[-1].next == month
    past = Past(
        history=_history(connection, month, closed, rulebook),
        last_before=_in_last_place(connection, month, rulebook) if follows else None,
        opening=closed_row(connection, closed[-1])["closing_fen"] if follows else None,
        corrections=corrections_booked_in(connection, month),
        predecessor_open=not follows and bool(closed),
        scores=_scores(connection, month, closed),
        paid=_pay_sheet(connection, closed[-1]) if follows else None,
        known=Known(**known_before(connection, closed)),
    )
    return Archived(past, head(connection), _earlier_runs(connection, closed), last, frozenset(all_closed))


def asking(known: Known, engine: Engine) -> Known:
    """`known` with the means to ask the archive for a closed month, its complaints or its log; each is read once."""

    @cache
    def read(month: Month) -> ClosedMonth | None:
        with reading(engine) as connection:
            return closed_month(connection, month, lambda *of: archived_before(*of).past)

    @cache
    def register(month: Month) -> pd.DataFrame | None:
        with reading(engine) as connection:
            return register_of(connection, month)

    @cache
    def logs(count: int) -> list[pd.DataFrame]:
        with reading(engine) as connection:
            found = [latest_tables(connection, month, ("deductions",)).get("deductions") for month in known.months[-count:]]
        return [log for log in found if log is not None]

    return replace(known, read=read, register=register, logs=logs)


def corrections_booked_in(connection: Connection, month: Month) -> pd.DataFrame:
    """The corrections that the month's pay sheet carries, one row a line (see `settlement.corrections`)."""
    booked = tables.corrections
    rows = connection.execute(select(booked).where(booked.c.booked_in == str(month)).order_by(booked.c.number)).mappings().all()
    if not rows:
        return no_corrections()
    frame = pd.DataFrame([dict(row) for row in rows]).rename(columns={"amount_fen": "amount"})
    return no_corrections().pipe(lambda empty: frame[list(empty.columns)].astype(empty.dtypes.to_dict()))


def _pay_sheet(connection: Connection, month: Month) -> pd.DataFrame | None:
    """employee_id, name and total (fen) of everybody on the month's sheet; None where it is purged."""
    scores, people = tables.scores, tables.people
    found = select(scores.c.employee_id, people.c.name, scores.c.total_fen.label("total")).join(people, tables.ONE_PERSON, isouter=True)
    rows = connection.execute(found.where(scores.c.month == str(month)).order_by(scores.c.employee_id)).mappings().all()
    return pd.DataFrame([dict(row) for row in rows]).astype({"employee_id": "str", "total": "int64"}) if rows else None


def _history(connection: Connection, month: Month, closed: list[Month], rulebook: Rulebook) -> History:
    """Occurrences by person and month on each ladder that counts by year or by employment, corrections counted; leavers charged, conflicts logged."""
    left, logged = _left(connection, closed), _conflicts_logged(connection, closed, rulebook)
    long = {name: ladder for name, ladder in rulebook.ladders.items() if ladder.counted_by != "month"}
    if not long or not closed:
        return History(left=left, logged=logged)
    made = effective_entries(connection, closed)
    return History({name: still_counted(occurrences(made, ladder), ladder, month) for name, ladder in long.items()}, left, logged)


def _left(connection: Connection, closed: list[Month]) -> dict[tuple[str, str], Any]:
    """Who was charged for leaving, less what was taken back, with the day of joining as it was then."""
    made, booked, people = tables.entries, tables.corrections, tables.people
    names, clauses = [str(month) for month in closed], ("A-6.1", "A-6.2")
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in connection.execute(select(made.c.month, made.c.employee_id, made.c.clause).where(made.c.month.in_(names), made.c.clause.in_(clauses))):
        counts[row.month, row.employee_id, row.clause] += 1
    since = select(booked.c.corrects_month, booked.c.employee_id, booked.c.clause, booked.c.reversal)
    for month, who, clause, reversal in connection.execute(since.where(booked.c.corrects_month.in_(names), booked.c.clause.in_(clauses))):
        counts[month, who, clause] += -1 if reversal else 1
    joined: dict[tuple[str, str], Any] = {
        (row.month, row.employee_id): pd.Timestamp(row.hire_date)
        for row in connection.execute(select(people.c.month, people.c.employee_id, people.c.hire_date).where(people.c.month.in_(names)))
    }
    return {(who, clause): joined.get((month, who), pd.NaT) for (month, who, clause), count in sorted(counts.items()) if count > 0}


def _conflicts_logged(connection: Connection, closed: list[Month], rulebook: Rulebook) -> frozenset[tuple[str, Any, str]]:
    """Person, day and item of the conflicts that the logs of closed months have, as corrected since; other months' logs are not unpacked."""
    made, booked, item = tables.entries, tables.corrections, rulebook.complaints.conflict_item
    names = [str(month) for month in closed]
    of_lines = select(made.c.month).where(made.c.month.in_(names), made.c.item == item)
    of_corrections = select(booked.c.corrects_month).where(booked.c.corrects_month.in_(names), booked.c.item == item)
    months = sorted(set(connection.execute(of_lines.union(of_corrections)).scalars()))
    logs = [latest_tables(connection, Month.parse(month), ("deductions",)).get("deductions") for month in months]
    rows = [log[log["item"] == item] for log in logs if log is not None]
    return frozenset((who, day, item) for log in rows for who, day in zip(log["employee_id"], log["date"], strict=True))


def _in_last_place(connection: Connection, month: Month, rulebook: Rulebook) -> pd.DataFrame | None:
    """Who was in last place below the limit in each of the months before that the rule looks at (A-1.3)."""
    rule = rulebook.dismissal.last_place
    people: set[str] | None = None
    for back in range(1, rule.months):
        scores = effective_scores(connection, month.shift(-back))
        if scores.empty:
            return None
        low = set(scores.loc[scores["last_place"] & (scores["score"] < rule.below), "employee_id"])
        people = low if people is None else people & low
    return pd.DataFrame({"employee_id": sorted(people or ())})


def _scores(connection: Connection, month: Month, closed: list[Month]) -> pd.DataFrame:
    """The scores of the last year's closed months, as corrected since."""
    scores = scores_of(connection, [each for each in closed if each >= month.shift(-11)])
    return scores.loc[scores["score"].notna(), ["month", "employee_id", "score"]].reset_index(drop=True)


def _earlier_runs(connection: Connection, closed: list[Month]) -> dict[str, dict[str, Any]]:
    """For each closed month its inputs and usual values, in the words of run.json."""
    if not closed:
        return {}
    scores, made, inputs = tables.scores, tables.entries, tables.inputs
    names = [str(month) for month in closed]
    totals: dict[str, dict[str, int]] = {}
    for month, who, total in connection.execute(select(scores.c.month, scores.c.employee_id, scores.c.total_fen).where(scores.c.month.in_(names))):
        totals.setdefault(month, {})[who] = total
    items: dict[str, dict[str, int]] = {}
    counted = select(made.c.month, made.c.item, func.count()).where(made.c.month.in_(names)).group_by(made.c.month, made.c.item)
    for month, item, count in connection.execute(counted):
        items.setdefault(month, {})[item] = count
    runs: dict[str, dict[str, Any]] = {}
    for month in names:
        of_people = {"usual": {"items": items.get(month, {})}, "totals": totals[month]} if month in totals else {}
        runs[month] = {"inputs": {}} | of_people
    for month, file, digest in connection.execute(select(inputs.c.month, inputs.c.file, inputs.c.sha256).where(inputs.c.month.in_(names))):
        runs[month]["inputs"][file] = {"sha256": digest}
    return runs
