"""What events cost: points, fines, charges and actions, by the clauses that their item sets off (A-2, A-3, B)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from pipeline.base.units import plain, yuan
from pipeline.rulebook.model import Consequence, Item, Rulebook
from pipeline.rulebook.pay_columns import CHARGE, FINE
from pipeline.rules.entries import ACTION, BONUS, DEDUCTION, entries, together
from pipeline.rules.events import no_events
from pipeline.rules.ladders import climb


def consequences(
    happened: pd.DataFrame, wages: pd.Series[int], rulebook: Rulebook, prior: Mapping[str, pd.Series[int]]
) -> pd.DataFrame:
    """Entries of all events. `wages` are what may be withheld (see `wages_to_lose`), `prior` has, for each ladder counted beyond the month, earlier occurrences by person."""
    parts: list[pd.DataFrame] = []
    if happened.empty:
        return together(parts)
    for code, rows in happened.groupby("item", sort=False):
        item = rulebook.items[str(code)]
        for consequence in item.sets_off:
            if consequence.ladder is None:
                parts += list(_of(item, consequence, _hit(consequence, rows), rulebook))
            else:
                counted = prior.get(consequence.ladder, pd.Series(dtype="int64"))
                parts.append(climb(rows, item, rulebook.ladders[consequence.ladder], wages, rulebook, counted))
    return together(parts)


def _hit(consequence: Consequence, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows for which the consequence holds: serious ones only, or overruns within its minutes."""
    hit = np.ones(len(rows), dtype=bool)
    if consequence.when == "serious":
        hit &= rows["serious"].to_numpy(dtype=bool, na_value=False)
    if consequence.minutes is not None:
        low, high = consequence.minutes
        over = rows["overrun_minutes"].to_numpy(dtype="float64", na_value=np.nan)
        hit &= (over >= low) & (over <= (np.inf if high is None else high))
    return rows[hit] if hit.any() else no_events()


def _of(item: Item, consequence: Consequence, rows: pd.DataFrame, rulebook: Rulebook) -> Iterator[pd.DataFrame]:
    if rows.empty:
        return
    common = {"clause": consequence.clause, "label": item.label}
    if consequence.points is not None or consequence.points_between is not None:
        each = rows["points"].fillna(consequence.points) if consequence.points is not None else rows["points"]
        bonus = item.sheet == "bonuses" or item.is_bonus
        points = each * rows["times"] * (1 if bonus else -1)
        notes = _notes(rows, [f"每次 {plain(value)} 分" for value in each])
        yield entries(rows, **common, points=points, amount=0, category=BONUS if bonus else DEDUCTION, note=notes)
    if consequence.fine is not None:
        notes = _notes(rows, [f"每次罚款 {yuan(consequence.fine)} 元"] * len(rows))
        yield entries(rows, **common, points=0, amount=-consequence.fine * rows["times"], category=FINE, note=notes)
    if consequence.charge is not None:
        notes = _notes(rows, ["照价赔偿"] * len(rows), times=False)
        yield entries(rows, **common, points=0, amount=-rows["amount"], category=CHARGE, note=notes)
    if consequence.action is not None:
        action = rulebook.actions[consequence.action]
        notes = _notes(rows, [action.label] * len(rows), times=False)
        yield entries(rows, **common, points=0, amount=0, item=consequence.action, category=ACTION, note=notes)


def _notes(rows: pd.DataFrame, what: list[str], times: bool = True) -> list[str]:
    """What it costs, how often, and what was remarked, in one line."""
    lines = []
    for text, count, remark in zip(what, rows["times"], rows["note"], strict=True):
        often = f" × {count} 次" if times and count > 1 else ""
        lines.append("；".join(filter(None, [text + often, remark])))
    return lines
