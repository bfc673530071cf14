"""A person's month, line by line: what the slip, the terminal and other programs show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd

from pipeline.base.units import plain, signed, yuan
from pipeline.language.translation import _
from pipeline.month.amount_reasons import more_than_wage
from pipeline.month.objected import said_of
from pipeline.month.report import MonthReport
from pipeline.rulebook.pay_columns import CORRECTION
from pipeline.rules.entries import POINT_CATEGORIES
from pipeline.settlement.corrections import held_in

_plain, _signed, _yuan = (lru_cache(maxsize=65_536)(form) for form in (plain, signed, yuan))


class Line(NamedTuple):
    """One consequence; `figure` is points or yuan, `running` the score so far."""

    date: str
    clause: str
    label: str
    figure: str
    running: str
    category: str
    source: str
    note: str | None


@dataclass(frozen=True)
class Statement:
    """Everything that a person's result is made of. Scores and amounts are written as people write them.

    `objections` say what became of each, `received_on` and `object_until` are the day of the receipt and the last one to object.
    `considered` are (clause, why it did not apply), `actions` (clause, action, basis), `earlier` (month, score in
    hundredths) of closed months, `course` the same with this month's. Whoever is `held` in a draft has no figures.
    """

    employee_id: str
    name: str
    department: str
    role: str
    role_label: str
    held: bool
    score: str | None
    grade: str | None
    rank: int | None
    base: str
    cap: str
    uncapped: str
    is_capped: bool
    points: list[Line]
    merit_pay: str
    pay_note: str | None
    charges: list[Line]
    total: str
    total_note: str
    actions: list[tuple[str, str, str]]
    considered: list[tuple[str, str]]
    objections: list[str]
    received_on: str | None
    object_until: str | None
    earlier: list[tuple[str, int]]
    course: list[tuple[str, int]]

    @property
    def has_left(self) -> bool:
        """Whether only corrections of earlier months are left to settle."""
        return self.score is None and self.role != "supervisor" and not self.held

    @property
    def held_in(self) -> str:
        """The last month in which this person had the id that somebody else has now; empty where the id is still theirs."""
        return held_in(self.employee_id)


def statements(report: MonthReport, only: str | None = None) -> Iterator[Statement]:
    """One for everybody on the pay sheet, or for the one person asked for."""
    settlement = report.settled
    assert report.considered is not None
    pay, entries, looked_at = settlement.pay, settlement.entries, report.considered()
    if only is not None:
        pay = pay[pay["employee_id"] == only]
        entries, looked_at = entries[entries["employee_id"] == only], looked_at[looked_at["employee_id"] == only]
    scored, charged = _lines(entries, report.base_score)
    actions = _grouped(settlement.actions, ("clause", "action", "basis"))
    objected = _objections(report)
    considered = _grouped(looked_at, ("clause", "text"))
    results = {str(row.employee_id): row for row in settlement.appraisal.itertuples(index=False)}
    base, cap = plain(report.base_score), plain(report.score_cap)
    for row in pay.itertuples(index=False):
        person = str(row.employee_id)
        points, result = scored[person], results.get(person)
        found = considered.get(person, [])
        yield Statement(
            employee_id=person,
            name=_known(row.name) or "",
            department=_known(row.department) or "",
            role=(role := _known(row.role) or ""),
            role_label=report.role_labels.get(role, role),
            held=bool(row.held),
            score=None if row.score is pd.NA else _plain(row.score),
            grade=_known(row.grade),
            rank=_known(getattr(result, "rank", None)),
            base=base,
            cap=cap,
            uncapped=_plain(points.sum),
            is_capped=points.sum > report.score_cap,
            points=points.lines,
            merit_pay=_yuan(row.merit_pay),
            pay_note=_known(getattr(result, "pay_note", None)),
            charges=charged[person],
            total=_yuan(row.total),
            total_note=str(more_than_wage(int(str(row.total)), report.wages.get(person)) or ""),
            actions=actions.get(person, []),
            considered=found,
            objections=objected.get(person, []),
            received_on=report.receipts.get(person, (None, None))[0],
            object_until=report.receipts.get(person, (None, None))[1],
            earlier=(earlier := report.earlier_scores.get(person, [])),
            course=earlier if row.score is pd.NA else [*earlier, (report.month, int(str(row.score)))],
        )


class RunningScore:
    """A person's scored lines so far, and the score that they have come to."""

    def __init__(self, base: int) -> None:
        self.lines: list[Line] = []
        self.sum = base


def _objections(report: MonthReport) -> dict[str, list[str]]:
    """What became of each person's objections."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in () if report.objections is None else report.objections.to_dict("records"):
        found[str(row["employee_id"])].append(said_of(row))
    return found


def _lines(entries: pd.DataFrame, base: int) -> tuple[dict[str, RunningScore], dict[str, list[Line]]]:
    """Each person's lines in order of date (the whole month's last): those of the score, and those of money.

    A correction of an earlier month stands with the money even where it moves none, since it explains one that does.
    """
    scored: dict[str, RunningScore] = defaultdict(lambda: RunningScore(base))
    charged: dict[str, list[Line]] = defaultdict(list)
    for entry in _in_order_of_date(entries):
        person, date, clause, label, points, amount, category, source, note = entry
        if category in POINT_CATEGORIES:
            so_far = scored[person]
            so_far.sum += points
            line = Line(date, clause, label, _signed(points), _plain(so_far.sum), category, source, note)
            so_far.lines.append(line)
        elif amount or category == CORRECTION:
            charged[person].append(Line(date, clause, label, _yuan(amount), "", category, source, note))
    return scored, charged


def _in_order_of_date(entries: pd.DataFrame) -> Iterator[tuple[str, str, str, str, int, int, str, str, str | None]]:
    dated = entries.sort_values("date", kind="stable", na_position="last")
    columns = (dated[field].tolist() for field in ("employee_id", "clause", "label", "points", "amount", "category"))
    person, clause, label, points, amount, category = columns
    date = dated["date"].dt.strftime("%m-%d").fillna(_("全月")).tolist()
    note = dated["note"].astype(object).where(dated["note"].notna(), None).tolist()
    return zip(person, date, clause, label, points, amount, category, _sources(dated), note, strict=True)


def _sources(entries: pd.DataFrame) -> list[str]:
    """Where each line comes from: "扣分.xlsx · 扣分记录 · 第 5 行", or — for what no single row says."""
    rows = zip(entries["file"].tolist(), entries["sheet"].tolist(), entries["row"].tolist(), strict=True)
    return [source_said(file, sheet, row) for file, sheet, row in rows]


def source_said(file: object, sheet: object, row: object) -> str:
    """Where a line comes from, in the reader's language."""
    parts = [str(part) for part in (file, sheet) if isinstance(part, str) and part]
    if isinstance(row, int | float) and row == row:
        parts.append(_("第\N{NO-BREAK SPACE}{row}\N{NO-BREAK SPACE}行", row=int(row)))
    return " · ".join(parts) or "—"


def _known(value: Any) -> Any:
    if value is pd.NA or value != value:
        return None
    return value.item() if hasattr(value, "item") else value


def _grouped(rows: pd.DataFrame, columns: tuple[str, ...]) -> Mapping[str, list[Any]]:
    """The rows' `columns` as tuples, by person."""
    found: dict[str, list[Any]] = defaultdict(list)
    for person, *values in zip(rows["employee_id"], *(rows[column] for column in columns), strict=True):
        found[str(person)].append(tuple(map(str, values)))
    return found
