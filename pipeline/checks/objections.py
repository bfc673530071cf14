"""申诉 against the rulebook's points and against what the month has (A-3, B)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import plain
from pipeline.checks.context import Context
from pipeline.checks.table import Mark
from pipeline.rulebook.model import Item, Rulebook
from pipeline.rules.month_entries import month_events
from pipeline.rules.objections import without_event
from pipeline.schemas.registry import with_absent_sheets


def changes_keep_within_limits(context: Context) -> Iterator[Mark]:
    """Changed points are those of an item that has points, from 0 to the most that it costs."""
    frame = context.frame("objections")
    if frame is None:
        return
    for at, row in frame[(frame["decision"] == "changed") & frame["item"].notna()].iterrows():
        item = context.rulebook.items[row["item"]]
        most = most_points(item)
        if most is None:
            yield Mark("OBJECTION_WITHOUT_POINTS", "objections", [int(str(at))], "decision", {"item": item.label})
        elif not pd.isna(row["new_points"]) and row["new_points"] > most:
            params = {"item": item.label, "high": plain(most)}
            yield Mark("NEW_POINTS_OUT_OF_RANGE", "objections", [int(str(at))], "new_points", params)


def most_points(item: Item) -> int | None:
    """The most points that the item takes at a time; None when it takes none."""
    figures = [each.points_between[1] if each.points_between else each.points for each in item.sets_off]
    return max((figure for figure in figures if figure is not None), default=None)


def lines_are_there(
    frame: pd.DataFrame, good: Mapping[str, pd.DataFrame], month: Month, rulebook: Rulebook
) -> Iterator[Mark]:
    """Each objection is to something that the month has. `frame` is the sheet as typed, `good` the rows that are right."""
    if "roster" not in good or good["objections"].empty:
        return
    missing = without_event(good["objections"], month_events(with_absent_sheets(good), month, rulebook).events)
    places = ["file", "sheet", "row"]
    wrong = pd.MultiIndex.from_frame(frame[places]).isin(pd.MultiIndex.from_frame(missing[places]))
    for at in frame.index[wrong]:
        params = {"employee": frame.at[at, "employee_id"], "item": rulebook.items[str(frame.at[at, "item"])].label}
        yield Mark("OBJECTION_WITHOUT_LINE", "objections", [int(at)], "date", params)
