"""Who does the same thing again and again: at least three times in this month and the one before."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from pipeline.month.report import MonthReport
from pipeline.rulebook.pay_columns import CORRECTION
from pipeline.rules.objections import standing

OFTEN = 3
Event = tuple[str, str]
"""A person and an item."""
LINE = ["employee_id", "item", "name", "clause", "label", "points", "amount"]
COLUMNS = ["employee_id", "name", "clause", "label", "times", "before", "points", "amount"]


def repeats(report: MonthReport) -> pd.DataFrame:
    """One row a person and item (COLUMNS), most often first; `before` is how often last month, figures are this month's."""
    lines = _taken(report.settled.entries)
    now, before = _times(lines), Counter[Event]() if report.before is None else _times(_taken(report.before[1]))
    often = {each: (times, before[each]) for each, times in now.items() if times + before[each] >= OFTEN}
    found: dict[Event, dict[str, Any]] = {}
    for who, item, name, clause, label, points, amount in zip(*(lines[each].tolist() for each in LINE) if often else (), strict=True):
        if (who, item) in often:
            row = found.setdefault((who, item), {"employee_id": who, "name": name, "clause": {}, "label": label, "points": 0, "amount": 0})
            row["clause"][clause] = None
            row |= {"points": row["points"] + points, "amount": row["amount"] + amount}
    rows = [
        found[each] | {"clause": "、".join(found[each]["clause"]), "times": often[each][0], "before": often[each][1]}
        for each in sorted(found, key=lambda each: (-often[each][0], -often[each][1], each))
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _taken(lines: pd.DataFrame) -> pd.DataFrame:
    """What stands of the month itself: a correction is of a month before, where it happened."""
    stood = standing(lines)
    took = ((stood["points"] < 0) | (stood["amount"] < 0)) & (stood["category"] != CORRECTION) & stood["file"].notna()
    return stood[took]


def _times(lines: pd.DataFrame) -> Counter[Event]:
    """How often, by person and item: an event that sets off two clauses is one."""
    times = Counter[Event]()
    for (who, item, _clause), count in Counter(zip(*(lines[each].tolist() for each in ("employee_id", "item", "clause")), strict=True)).items():
        times[who, item] = max(times[who, item], count)
    return times
