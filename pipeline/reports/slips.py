"""slips/ID.html: one page a person, from which the result can be followed line by line (A-4, A-5.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from pipeline.reports.month_report import MonthReport
from pipeline.reports.pages import template
from pipeline.reports.text import month_label
from pipeline.units import plain, signed, yuan

SCORED = frozenset({"加分", "扣分", "组长奖惩"})
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
_plain, _signed, _yuan = (lru_cache(maxsize=65_536)(form) for form in (plain, signed, yuan))


class Line(NamedTuple):
    """One consequence as the slip shows it; `figure` is points or yuan, `running` the score so far."""

    date: str
    clause: str
    label: str
    figure: str
    running: str
    category: str
    source: str
    note: str | None


def write(folder: Path, report: MonthReport) -> None:
    """Write a slip for everybody on the pay sheet into `folder`, which is made."""
    folder.mkdir(exist_ok=True)
    settlement = report.settled
    scored, charged = _lines(settlement.entries, report.base_score)
    actions = _by_person(settlement.actions)
    results = {str(row.employee_id): row for row in settlement.appraisal.itertuples(index=False)}
    names = file_names(settlement.pay["employee_id"])
    page = template("slip.html.j2")
    shared = {
        "report": report,
        "month": month_label(report.month),
        "base": plain(report.base_score),
        "cap": plain(report.score_cap),
    }
    for pay in settlement.pay.itertuples(index=False):
        person = str(pay.employee_id)
        points = scored[person]
        result = results.get(person)
        text = page.render(
            shared,
            pay=pay,
            grade=_known(pay.grade),
            rank=_known(getattr(result, "rank", None)),
            pay_note=_known(getattr(result, "pay_note", None)),
            score=None if pay.score is pd.NA else _plain(pay.score),
            role=report.role_labels.get(str(pay.role), pay.role),
            held=bool(pay.held),
            points=points.lines,
            uncapped=_plain(points.sum),
            is_capped=points.sum > report.score_cap,
            charges=charged[person],
            merit_pay=_yuan(pay.merit_pay),
            total=_yuan(pay.total),
            actions=actions.get(person, ()),
        )
        with (folder / names[person]).open("wb", buffering=0) as file:
            file.write(text.encode())


def file_names(employee_ids: Iterable[str]) -> dict[str, str]:
    """A file name for each id: ID.html, or with ~ and a number where a file system would take two ids for one.

    Ids that differ only in case are numbered in order of the id; the devices of Windows (CON, NUL, …) get ~ as well.
    No id has a ~, so that no name is given twice.
    """
    names: dict[str, str] = {}
    taken: dict[str, int] = {}
    for employee_id in sorted(employee_ids):
        folded = employee_id.casefold()
        count = taken.get(folded, int(folded in _DEVICES)) + 1
        taken[folded] = count
        names[employee_id] = f"{employee_id}.html" if count == 1 else f"{employee_id}~{count}.html"
    return names


class Points:
    """A person's scored lines so far, and the score that they have come to."""

    def __init__(self, base: int) -> None:
        self.lines: list[Line] = []
        self.sum = base


def _lines(entries: pd.DataFrame, base: int) -> tuple[dict[str, Points], dict[str, list[Line]]]:
    """Each person's lines in order of date (the whole month's last): those of the score, and those of money."""
    scored: dict[str, Points] = defaultdict(lambda: Points(base))
    charged: dict[str, list[Line]] = defaultdict(list)
    for entry in _in_order_of_date(entries):
        person, date, clause, label, points, amount, category, source, note = entry
        if category in SCORED:
            so_far = scored[person]
            so_far.sum += points
            line = Line(date, clause, label, _signed(points), _plain(so_far.sum), category, source, note)
            so_far.lines.append(line)
        elif amount:
            charged[person].append(Line(date, clause, label, _yuan(amount), "", category, source, note))
    return scored, charged


def _in_order_of_date(entries: pd.DataFrame) -> Iterator[tuple[str, str, str, str, int, int, str, str, str | None]]:
    dated = entries.sort_values("date", kind="stable", na_position="last")
    columns = (dated[field].tolist() for field in ("employee_id", "clause", "label", "points", "amount", "category"))
    person, clause, label, points, amount, category = columns
    date = dated["date"].dt.strftime("%m-%d").fillna("全月").tolist()
    note = dated["note"].astype(object).where(dated["note"].notna(), None).tolist()
    return zip(person, date, clause, label, points, amount, category, _sources(dated), note, strict=True)


def _sources(entries: pd.DataFrame) -> list[str]:
    """Where each line comes from: "扣分.xlsx · 扣分记录 · 第 5 行", or — for what no single row says."""
    rows = zip(entries["file"].tolist(), entries["sheet"].tolist(), entries["row"].tolist(), strict=True)
    return [_source(file, sheet, row) for file, sheet, row in rows]


def _source(file: object, sheet: object, row: object) -> str:
    parts = [str(part) for part in (file, sheet) if isinstance(part, str) and part]
    if isinstance(row, int | float) and row == row:
        parts.append(f"第\N{NO-BREAK SPACE}{int(row)}\N{NO-BREAK SPACE}行")
    return " · ".join(parts) or "—"


def _known(value: object) -> object:
    return None if value is pd.NA or value != value else value


def _by_person(actions: pd.DataFrame) -> dict[str, list[tuple[str, str, str]]]:
    """Each person's proposed actions as (clause, action, basis)."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for action in actions.itertuples(index=False):
        found[str(action.employee_id)].append((str(action.clause), str(action.action), str(action.basis)))
    return found
