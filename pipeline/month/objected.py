"""The month's objections as people follow them: to what, recorded by whom, and what became of each."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import plain
from pipeline.language.translation import N_, _
from pipeline.rulebook.model import Rulebook
from pipeline.rules.objections import months_before, recorders, recorders_of
from pipeline.schemas.objections import DECISIONS
from pipeline.settlement.known import Known

OPEN = N_("待裁定")
COLUMNS = [
    "employee_id", "name", "date", "item", "clause", "recorder", "reason", "evidence", "raised_on", "state", "decided_by", "decided_on",
    "decision_reason",
]  # fmt: skip


def objections_followed(tables: Mapping[str, pd.DataFrame], month: Month, rulebook: Rulebook, known: Known) -> pd.DataFrame:
    """One row an objection (COLUMNS), those still open first."""
    rows = tables.get("objections")
    if rows is None or rows.empty:
        return pd.DataFrame(columns=COLUMNS)
    names = dict(zip(known.people["employee_id"], known.people["name"], strict=True))
    names |= dict(zip(tables["roster"]["employee_id"], tables["roster"]["name"], strict=True))
    recorded_by = recorders([tables.get("deductions"), *_closed_logs(rows, month, known)])
    items = [rulebook.items[code] for code in rows["item"]]
    found = rows.reindex(columns=COLUMNS).assign(
        name=rows["employee_id"].map(names),
        item=[item.label for item in items],
        clause=[item.sets_off[0].clause for item in items],
        recorder=recorders_of(rows, recorded_by),
        state=[state(decision, points) for decision, points in zip(rows["decision"], rows["new_points"], strict=True)],
    )
    return found.sort_values(["state", "date"], key=lambda each: each != OPEN if each.name == "state" else each, kind="stable", ignore_index=True)


def said_of(row: Mapping[Hashable, Any]) -> str:
    """What became of an objection, in a sentence for the slip."""
    day, item, became = f"{row['date']:%m-%d}", row["item"], row["state"]
    if became == OPEN:
        return _("申诉处理中：对 {day} {item}的申诉还没有结论，暂按原记。", day=day, item=item)
    result = _(became)
    who = row["decided_by"] if pd.isna(row["decided_on"]) else f"{row['decided_by']} {row['decided_on']:%Y-%m-%d}"
    reason = "" if pd.isna(row["decision_reason"]) else row["decision_reason"]
    return _("申诉已裁定：对 {day} {item}的申诉，结论是{result}（裁定人 {who}）。{reason}", day=day, item=item, result=result, who=who, reason=reason)


def state(decision: object, new_points: object) -> str:
    labels = {code: label for label, code in DECISIONS.items()}
    if decision not in labels:
        return OPEN
    return labels[str(decision)] if pd.isna(new_points) else f"{labels[str(decision)]}为 {plain(int(str(new_points)))} 分"  # type: ignore[call-overload]


def _closed_logs(rows: pd.DataFrame, month: Month, known: Known) -> list[pd.DataFrame | None]:
    closed = [known.read(each) for each in months_before(rows, month) if each in known.months]
    return [each.tables.get("deductions") for each in closed if each is not None]
