"""Ladders: what the first, second, third … occurrence costs (B-1c, B-3, B-6), and who stands where on them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from pipeline.base.order import in_order
from pipeline.base.period import Month
from pipeline.base.units import yuan
from pipeline.rulebook.model import Item, Ladder, Rulebook, Step
from pipeline.rulebook.pay_columns import FINE, WITHHELD
from pipeline.rules.entries import ACTION, entries
from pipeline.rules.events import ORDER

SPANS = {"month": "当月", "year": "本年", "employment": "在职期间"}


def climb(
    rows: pd.DataFrame, item: Item, ladder: Ladder, wages: pd.Series[int], rulebook: Rulebook, prior: pd.Series[int]
) -> pd.DataFrame:
    """An entry for each step that an occurrence reaches, by date, then row; past the last step nothing more.

    `wages` are what a month's wage withheld comes to, in fen by person; `prior` is the number of occurrences by person before this month, for ladders counted over a longer time.
    """
    made: list[dict[str, Any]] = []
    counts = {str(employee): int(count) for employee, count in prior.items()}
    for event in in_order(rows, ORDER).to_dict("records"):
        employee = event["employee_id"]
        count = counts.get(employee, 0)
        for nth in range(count, min(count + int(event["times"]), len(ladder.steps))):
            made.append(_entry(event, item, ladder, ladder.steps[nth], nth + 1, int(wages.get(employee, 0)), rulebook))
        counts[employee] = count + int(event["times"])
    return entries(pd.DataFrame(made)) if made else entries(pd.DataFrame({"employee_id": []}))


def _entry(
    event: dict[Hashable, Any], item: Item, ladder: Ladder, step: Step, nth: int, wage: int, rulebook: Rulebook
) -> dict[str, Any]:
    common = {key: event[key] for key in ("employee_id", "date", "item", "file", "sheet", "row")}
    common |= {"clause": ladder.clause, "label": item.label, "amount": 0}
    place = f"{SPANS[ladder.counted_by]}第 {nth} 次"
    remark = f"；{event['note']}" if event["note"] else ""
    if step.fine is not None:
        return common | {"amount": -step.fine, "category": FINE, "note": f"{place}，罚款 {yuan(step.fine)} 元{remark}"}
    if step.withhold is not None:
        note = f"{place}，扣发工资 {yuan(wage)} 元{remark}"
        return common | {"amount": -wage, "category": WITHHELD, "note": note}
    assert step.action is not None
    action = rulebook.actions[step.action]
    return common | {"item": step.action, "category": ACTION, "note": f"{place}，{action.label}{remark}"}


def occurrences(lines: pd.DataFrame, ladder: Ladder) -> pd.Series[int]:
    """How often something of the ladder happened, by employee_id and month.

    `lines` are closed months' with what was booked since (month, employee_id, clause, category, amount, count); one that gives
    money back, after an objection, takes an occurrence back.
    """
    counted = lines[(lines["clause"] == ladder.clause) & lines["category"].isin((FINE, WITHHELD, ACTION))]
    counts = counted["count"].where(counted["amount"] <= 0, -counted["count"])
    return counts.groupby([counted["employee_id"], counted["month"]]).sum()


def still_counted(found: pd.Series[int], ladder: Ladder, month: Month) -> pd.Series[int]:
    """Those of the occurrences, by employee_id and month, that the ladder counts in `month`."""
    if ladder.counted_by == "employment":
        return found
    start = str(month) if ladder.counted_by == "month" else f"{month.year:04d}-"
    return found[found.index.get_level_values("month").str.startswith(start)]
