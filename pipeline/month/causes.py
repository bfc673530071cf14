"""Why closed months are settled again: the row of this month's workbooks behind each line that is booked, and what it says."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import yuan
from pipeline.findings.finding import Finding
from pipeline.month.difference import Difference
from pipeline.month.objected import state
from pipeline.rules.objections import is_making_up
from pipeline.schemas.complaints import REASONS
from pipeline.settlement.corrections import MERIT

Row = Mapping[Hashable, Any]
PLACE = ["file", "sheet", "row"]
COUNTS = ("effective", "reason", "responsible_id", "occurred_on", "received_on", "reopens")
"""What decides points and fines of a complaint."""
VERDICT = COUNTS[:3]
"""What a form that reopens another can say otherwise than that one; its days are its own."""


@dataclass(frozen=True)
class Cause:
    """A row that knows better: `people` whom it can concern, `numbers` of the complaint's forms, and what it says in a few words."""

    code: Literal["COMPLAINT_BOOKED", "OBJECTION_BOOKED"]
    month: Month
    row: Row
    people: frozenset[str]
    numbers: tuple[str, ...]
    said: str

    def finding(self, lines: Sequence[Row]) -> Finding:
        """What was booked because of it."""
        place = {"file": self.row["file"], "sheet": self.row["sheet"], "row": int(self.row["row"])}
        params = {"month": str(self.month), "lines": len(lines), "amount": yuan(sum(int(line["amount"]) for line in lines))}
        if self.code == "COMPLAINT_BOOKED":
            number = self.row["complaint_no"]
            return Finding(self.code, **place, column="投诉编号", value=number, params={"complaint": number, **params})
        who = self.row["employee_id"]
        return Finding(self.code, **place, column="日期", value=f"{self.row['date']:%Y-%m-%d}", params={"employee": who, **params}, people=(who,))


def of_complaint(row: Row, forms: pd.DataFrame, was: Row | None, month: Month) -> Cause:
    """`forms` are all forms of the complaint, as known before and now; `was` is this one as it was known."""
    numbers = tuple(sorted({*forms["complaint_no"], row["complaint_no"]}))
    people = frozenset({*forms["responsible_id"].dropna(), *([] if pd.isna(row["responsible_id"]) else [row["responsible_id"]])})
    if was is None and pd.isna(row["reopens"]):
        changes = ["结账时还没有登记"]
    elif was is None:
        reopened = forms[forms["complaint_no"] == row["reopens"]].to_dict("records")
        changes = [f"就 {row['reopens']} 重新立案，以这一次的认定为准", *(_changes(row, reopened[0], VERDICT) if reopened else ())]
    else:
        changes = list(_changes(row, was, COUNTS))
    said = f"投诉 {row['complaint_no']}：{'，'.join(changes)}"
    return Cause("COMPLAINT_BOOKED", month, row, people, numbers, said)


def of_objection(row: Row, month: Month) -> Cause:
    said = f"申诉 {row['date']:%Y-%m-%d} {row['item']}：{state(row['decision'], row['new_points'])}"
    return Cause("OBJECTION_BOOKED", month, row, frozenset({row["employee_id"]}), (), said)


def _changes(row: Row, was: Row, names: Sequence[str]) -> Iterator[str]:
    """What a row of the register says otherwise; nobody else's id, since a slip repeats it."""
    for name in names:
        before, now = was[name], row[name]
        if (pd.isna(before) and pd.isna(now)) or (not pd.isna(before) and not pd.isna(now) and before == now):
            continue
        if name == "effective":
            yield f"{_effective(before)} → {_effective(now)}"
        elif name == "responsible_id":
            yield "已查明责任人" if pd.isna(before) else "责任人未定" if pd.isna(now) else "责任人有更改"
        elif name == "reason":
            labels = {code: label for label, code in REASONS.items()}
            yield f"原因 {labels[before]} → {labels[now]}"
        elif name == "reopens":
            yield "原投诉编号有更改"
        else:
            header = "发生日期" if name == "occurred_on" else "投诉日期"
            yield f"{header} {_day(before)} → {_day(now)}"


def _effective(value: Any) -> str:
    return "未认定" if pd.isna(value) else "有效" if value else "无效"


def _day(value: Any) -> str:
    return "空" if pd.isna(value) else f"{value:%Y-%m-%d}"


def with_causes(booked: Mapping[Month, Difference], causes: Sequence[Cause]) -> tuple[dict[Month, Difference], list[Finding]]:
    """The differences with this month's row as their lines' source, where those have none of their own, and a finding a cause that moved something."""
    followed: dict[int, list[Row]] = {at: [] for at in range(len(causes))}
    placed = {}
    for month, found in booked.items():
        lines = found.lines.copy()
        for at, line in zip(lines.index, lines.to_dict("records"), strict=True):
            behind = _behind(line, causes)
            for cause in behind:
                followed[cause].append(line)
            said = "；".join(causes[cause].said for cause in behind)
            lines.loc[at, "note"] = _because(line["note"], f"结账后有变化：{said}")
            if not isinstance(line["file"], str) or line["reversal"]:
                row = causes[behind[0]].row
                lines.loc[at, PLACE[:2]] = [row["file"], row["sheet"]]
                lines.loc[at, "row"] = int(row["row"])
        placed[month] = replace(found, lines=lines)
    return placed, [causes[at].finding(lines) for at, lines in followed.items() if lines]


def with_reason(found: Mapping[Month, Difference], corrected: Month) -> dict[Month, Difference]:
    """The differences of a month `corrected` by command, and of those after it: each line says so."""
    why = f"{corrected} 的资料结账后有更正"
    return {month: replace(each, lines=each.lines.assign(note=[_because(note, why) for note in each.lines["note"]])) for month, each in found.items()}


def _because(note: object, why: str) -> str:
    return f"{note if isinstance(note, str) else ''}（{why}）"


def _behind(line: Row, causes: Sequence[Cause]) -> list[int]:
    """Which causes a line follows from: its person's, of its kind, of its complaint or row, as far as there are such."""
    code = "OBJECTION_BOOKED" if is_making_up(line["label"]) else "COMPLAINT_BOOKED"
    remark = line["note"] if isinstance(line["note"], str) else ""
    fitting = [{at for at, cause in enumerate(causes) if line["employee_id"] in cause.people}]
    if line["category"] != MERIT:
        fitting += [
            {at for at, cause in enumerate(causes) if cause.code == code},
            {at for at, cause in enumerate(causes) if any(number in remark for number in cause.numbers) or all(line[name] == cause.row[name] for name in PLACE)},
        ]
    picked = set(range(len(causes)))
    for fits in fitting:
        picked = picked & fits or picked
    return sorted(picked)
