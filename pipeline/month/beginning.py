"""What is known of a month before it begins: its people, and the rows that each of its sheets starts with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from pipeline.base.period import Month
from pipeline.checks.context import employed_between
from pipeline.checks.table import Table
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.registry import SHEETS
from pipeline.schemas.sheet import Sheet
from pipeline.templates.known import KnownAhead

Rows = list[dict[str, Any]]
Tables = Mapping[str, Table]
SATURDAY = 5
LEADER, SUPERVISOR = "team_leader", "supervisor"


def beginning(month: Month, rulebook: Rulebook, before: Tables, there: Tables) -> KnownAhead:
    """What `month` starts with, after the tables of an earlier month; what is `there` of its own is not said again.

    The people are those of its own roster, else the earlier one's without leavers.
    """
    carried = {sheet.name: _still_open(sheet, before) for sheet in SHEETS if sheet.starts == "open"}
    roster = there["roster"].frame if "roster" in there else _carried_on(month, before, carried)
    roster = roster[roster["employee_id"].notna()].drop_duplicates("employee_id")
    people = roster[employed_between(roster, month.start, month.end)]
    starts: dict[str, Callable[[Sheet], pd.DataFrame]] = {
        "roster": lambda sheet: roster,
        "everybody": lambda sheet: people[_roles(sheet, before, people) & (people["role"] != SUPERVISOR)],
        "leaders": lambda sheet: people[people["role"] == LEADER].assign(**_assessor(people, rulebook)),
        "saturdays": lambda sheet: _saturdays(people, month, rulebook),
        "days": lambda sheet: _days(people, month),
        "open": lambda sheet: _reassigned(carried[sheet.name], sheet, people),
    }
    wanted = [sheet for sheet in SHEETS if sheet.starts in starts and not has_rows(sheet, there)]
    rows = {sheet.name: _rows(starts[sheet.starts](sheet), sheet) for sheet in wanted}
    named = roster[roster["name"].notna()]
    names = dict(zip(named["employee_id"], named["name"], strict=True))
    return KnownAhead(rulebook, month, names, rows, words=_words_in_use({**before, **there}))


def has_rows(sheet: Sheet, tables: Tables) -> bool:
    return sheet.name in tables and not tables[sheet.name].frame.empty


def _carried_on(month: Month, before: Tables, carried: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The earlier roster without those who have left, but for the ones whom an open complaint or objection still names."""
    if "roster" not in before:
        return Table.empty(next(sheet for sheet in SHEETS if sheet.name == "roster")).frame
    roster = before["roster"].frame
    gone = roster["leave_date"] < month.start
    named = [rows[sheet.person] for sheet, rows in _of_closed_months(carried)]
    return roster[~gone | roster["employee_id"].isin(pd.concat(named).dropna())]


def _of_closed_months(carried: Mapping[str, pd.DataFrame]) -> list[tuple[Sheet, pd.DataFrame]]:
    return [(sheet, carried[sheet.name]) for sheet in SHEETS if sheet.of_closed_months and sheet.name in carried]


def _still_open(sheet: Sheet, before: Tables) -> pd.DataFrame:
    assert sheet.open_until is not None
    frame = before.get(sheet.name, Table.empty(sheet)).frame
    still = frame[sheet.open_until].isna()
    for given, awaited in sheet.awaited:
        still |= frame[given].notna() & frame[awaited].isna()
    return frame[still]


def _words_in_use(tables: Tables) -> dict[str, tuple[str, ...]]:
    """By column ("roster.department"), of those that some column offers, as they come."""
    offered = {place for sheet in SHEETS for column in sheet.columns for place in column.offers}
    frames = {f"{name}.{column}": table.frame[column] for name, table in tables.items() for column in table.frame}
    return {place: tuple(frames[place].dropna().unique()) for place in sorted(offered & frames.keys())}


def _reassigned(rows: pd.DataFrame, sheet: Sheet, people: pd.DataFrame) -> pd.DataFrame:
    """Who a complaint or an objection is about stays who it was; a job of somebody who has left is open to anybody, a duty of theirs is none."""
    if sheet.person is None or sheet.of_closed_months:
        return rows
    here = rows[sheet.person].isin(people["employee_id"])
    return rows[here] if sheet.column(sheet.person).required else rows.assign(**{sheet.person: rows[sheet.person].where(here)})


def _roles(sheet: Sheet, before: Tables, people: pd.DataFrame) -> pd.Series[bool]:
    """Those in a role that had a row on the earlier month's sheet; everybody where there was none."""
    if not has_rows(sheet, before) or "roster" not in before:
        return pd.Series(True, index=people.index)
    roster = before["roster"].frame
    return people["role"].isin(roster.loc[roster["employee_id"].isin(before[sheet.name].frame["employee_id"]), "role"])


def _assessor(people: pd.DataFrame, rulebook: Rulebook) -> dict[str, str | None]:
    """The trainer, where there is but one (A-1.4)."""
    scorers = people.loc[people["role"] == rulebook.recorders.scorer, "employee_id"]
    return {"assessed_by": scorers.iloc[0] if len(scorers) == 1 else None}


def _saturdays(people: pd.DataFrame, month: Month, rulebook: Rulebook) -> pd.DataFrame:
    """One row a Saturday and person who owes a summary then (B-3); whether they were away is not known yet."""
    writers = people[people["role"].isin(list(rulebook.weekly_summary.owed_by))]
    rows = _days(writers, month).rename(columns={"date": "week_ending"})
    owed: pd.DataFrame = rows[rows["week_ending"].dt.day_of_week == SATURDAY]
    return owed


def _days(people: pd.DataFrame, month: Month) -> pd.DataFrame:
    """One row a person and day employed, person after person."""
    days = pd.DataFrame({"date": pd.date_range(month.start, month.end, unit="s")})
    rows: pd.DataFrame = people[["employee_id", "name", "hire_date", "leave_date"]].merge(days, how="cross")
    employed: pd.DataFrame = rows[~(rows["date"] < rows["hire_date"]) & ~(rows["date"] > rows["leave_date"])]
    return employed


def _rows(frame: pd.DataFrame, sheet: Sheet) -> Rows:
    """What of the frame is the sheet's; columns that only describe the person elsewhere are left to people."""
    columns = [column.name for column in sheet.columns if column.name in frame]
    if sheet.starts in ("everybody", "leaders"):
        columns = [name for name in columns if name in ("employee_id", "name", "assessed_by")]
    return [{str(name): value for name, value in row.items()} for row in frame[columns].to_dict("records")]
