"""Decided objections: the month with and without what was revoked or changed, and the lines that make up for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from pipeline.base.period import Month
from pipeline.rules.entries import ACTION, no_entries, together
from pipeline.rules.line_changes import line_changes

EVENT = ["employee_id", "date", "item"]
LINE = ["employee_id", "date", "clause", "item", "category", "points", "amount"]
WORDS = {"revoked": "撤销", "changed": "改分"}
TAKEN_BACK, PUT_DOWN = "申诉后冲销", "申诉后改记"


def months_before(objections: pd.DataFrame, month: Month) -> list[Month]:
    """The months before `month` that objections are about, in order."""
    return sorted({Month.of(day) for day in objections.loc[objections["date"] < month.start, "date"]})


def recorders(logs: Iterable[pd.DataFrame | None]) -> dict[tuple[object, ...], tuple[str, ...]]:
    """By event (person, day, item), who recorded such rows, in order of id; nothing where a sheet without recorders showed it."""
    found: dict[tuple[object, ...], set[str]] = {}
    for log in logs:
        recorded = () if log is None else log.loc[log["recorded_by"].notna(), [*EVENT, "recorded_by"]].itertuples(index=False, name=None)
        for *event, who in recorded:
            found.setdefault(tuple(event), set()).add(who)
    return {event: tuple(sorted(each)) for event, each in found.items()}


def recorders_of(objections: pd.DataFrame, recorded_by: Mapping[tuple[object, ...], tuple[str, ...]]) -> pd.Series:
    """Who recorded what each is about, by `recorders`; missing where nobody did."""
    found = ["、".join(recorded_by.get(event, ())) or None for event in objections[EVENT].itertuples(index=False, name=None)]
    return pd.Series(found, objections.index, dtype="str")


def of_month(objections: pd.DataFrame, month: Month) -> pd.DataFrame:
    """Those to something of that month."""
    return objections[(objections["date"] >= month.start) & (objections["date"] < month.next.start)]


def decided(objections: pd.DataFrame) -> pd.DataFrame:
    """The objections that change something."""
    return objections[objections["decision"].isin(list(WORDS))]


def without_event(objections: pd.DataFrame, happened: pd.DataFrame) -> pd.DataFrame:
    """The objections that no event of the month fits."""
    return objections[~_of(objections).isin(_of(happened))]


def as_decided(happened: pd.DataFrame, objections: pd.DataFrame) -> pd.DataFrame:
    """The events without those revoked, and with the points that were decided for those changed."""
    revoked = objections[objections["decision"] == "revoked"]
    changed = objections[objections["decision"] == "changed"]
    kept = happened[~_of(happened).isin(_of(revoked))].reset_index(drop=True)
    new_points = pd.Series(changed["new_points"].to_numpy(), index=_of(changed), dtype="Int64")
    found = pd.Series(new_points.reindex(_of(kept)).to_numpy(), index=kept.index, dtype="Int64")
    return kept.assign(points=found.fillna(kept["points"]))


def making_up(recorded: pd.DataFrame, decided_on: pd.DataFrame, objections: pd.DataFrame) -> pd.DataFrame:
    """All lines as recorded, and after them those that turn them into the lines as decided.

    `recorded` and `decided_on` are entries with and without the events objected to. A line that falls away is
    reversed, one that comes is added, each pointing at the objection; proposed actions are simply as decided.
    """
    acts = recorded["category"] == ACTION
    went, came = line_changes(recorded[~acts], decided_on[decided_on["category"] != ACTION], LINE)
    reversals = went.assign(points=-went["points"], amount=-went["amount"])
    parts = [_pointing(reversals, objections, TAKEN_BACK), _pointing(came, objections, PUT_DOWN)]
    return together((recorded[~acts], decided_on[decided_on["category"] == ACTION], *parts))


def standing(lines: pd.DataFrame) -> pd.DataFrame:
    """Of lines as recorded with those that make up for them, the lines as decided: what was taken back and what took it back left out."""
    if not lines["label"].str.startswith((TAKEN_BACK, PUT_DOWN)).any():
        return lines
    taken_back = lines["label"].str.startswith(TAKEN_BACK)
    undone = lines[taken_back]
    stood, _ = line_changes(lines[~taken_back], undone.assign(points=-undone["points"], amount=-undone["amount"]), LINE)
    return stood.assign(label=stood["label"].str.removeprefix(f"{PUT_DOWN}："))


def is_making_up(label: str) -> bool:
    """Whether a line of this label makes up for one that was objected to."""
    return label.startswith((TAKEN_BACK, PUT_DOWN))


def _pointing(lines: pd.DataFrame, objections: pd.DataFrame, word: str) -> pd.DataFrame:
    """Lines with the source of the objection that they follow from: the one to this very item, else the person's first."""
    if lines.empty:
        return no_entries()
    answers: list[dict[str, Any]] = [{str(name): value for name, value in row.items()} for row in objections.to_dict("records")]
    own = {tuple(answer[name] for name in EVENT): answer for answer in answers}
    first = {answer["employee_id"]: answer for answer in reversed(answers)}
    made: list[dict[Any, Any]] = []
    for line in lines.to_dict("records"):
        answer = own.get((line["employee_id"], line["date"], line["item"]), first[line["employee_id"]])
        was = f"{line['sheet']} 第 {line['row']} 行" if isinstance(line["sheet"], str) and not pd.isna(line["row"]) else "自动计算"
        note = f"申诉{WORDS[answer['decision']]}（裁定人 {answer['decided_by']}），原记 {was}"
        place = {name: answer[name] for name in ("file", "sheet", "row")}
        made.append(dict(line) | place | {"label": f"{word}：{line['label']}", "note": note})
    return pd.DataFrame(made).astype(lines.dtypes.to_dict())


def _of(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[EVENT])
