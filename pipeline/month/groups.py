"""The month by department and 组别: points, yuan, people, how often somebody is late, complaints for a hundred contacts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from operator import itemgetter
from typing import Any

import pandas as pd

from pipeline.base.period import Month
from pipeline.month.report import MonthReport
from pipeline.rules.punches import on_shift

COUNTED = ("employee_id", "department", "score", "merit_pay", "fines", "total")
DTYPES = {
    "department": "str", "team": "str", "people": "int64", "average": "Int64", "change": "Int64", "pay_up": "int64", "pay_down": "int64",
    "fines": "int64", "total": "int64", "late": "int64", "shifts": "int64", "complaints": "int64", "contacts": "int64",
    "late_rate": "Float64", "per_hundred": "Float64",
}  # fmt: skip
SHARES = (("late_rate", "late", "shifts", 1), ("per_hundred", "complaints", "contacts", 100))


def groups(report: MonthReport) -> pd.DataFrame:
    """One row a department and 组别 ("" where there is none), of those not held back, the dearest first.

    department, team, people, average and change against last month (hundredths, of those whom both months know), pay_up,
    pay_down, fines, total (fen), late (times), late_rate (of the shifts on the roster), complaints, contacts, per_hundred.
    """
    pay, before, counts = report.settled.pay, scores_before(report), _counts(report)
    known = pay[~pay["held"].astype(bool)]
    sums: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for who, department, score, merit, fines, total in zip(*(known[name].tolist() for name in COUNTED), strict=True):
        group = sums[department, report.teams.get(who, "")]
        own = {"people": 1, "pay_up": max(merit, 0), "pay_down": min(merit, 0), "fines": fines, "total": total}
        own |= {name: count.get(who, 0) for name, count in counts.items()}
        if score is not pd.NA:
            own |= {"scored": 1, "points": score} | ({"known": 1, "moved": score - before[who]} if who in before else {})
        for name, figure in own.items():
            group[name] += figure
    rows = sorted((_figures(*of, group) for of, group in sums.items()), key=itemgetter("total", "department", "team"))
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in DTYPES.items()})


def _figures(department: str, team: str, sums: Counter[str]) -> dict[str, Any]:
    share = {name: sums[part] / sums[of] * times if sums[of] > 0 else None for name, part, of, times in SHARES}
    average, change = (round(sums[part] / sums[of]) if sums[of] else None for part, of in (("points", "scored"), ("moved", "known")))
    return {name: sums[name] for name in DTYPES} | share | {"department": department, "team": team, "average": average, "change": change}


def scores_before(report: MonthReport) -> dict[str, int]:
    """Each person's score in the month before, as it is closed, or else as it was last worked out."""
    last = str(Month.parse(report.month).previous)
    found: dict[str, int] = {}
    if report.before is not None:
        people, _lines = report.before
        scored = people[people["score"].notna()]
        found = {str(who): int(score) for who, score in zip(scored["employee_id"], scored["score"], strict=True)}
    return found | {who: dict(scores)[last] for who, scores in report.earlier_scores.items() if last in dict(scores)}


def totals_before(report: MonthReport) -> dict[str, int]:
    """Each person's 调整合计 of the month before, in fen, where that month has been worked out."""
    if report.before is None:
        return {}
    people, _lines = report.before
    return {str(who): int(total) for who, total in zip(people["employee_id"], people["total"], strict=True)}


def _counts(report: MonthReport) -> dict[str, Mapping[Any, int]]:
    """By person: times late or early, shifts on the roster, complaints received in the month, contacts."""
    entries, attendance, cases = report.settled.entries, report.attendance, report.complaints
    nobody = pd.Series(dtype="str")
    rows = {
        "late": entries.loc[entries["item"] == report.scales.late, "employee_id"],
        "shifts": nobody if attendance is None else attendance.loc[on_shift(attendance), "employee_id"],
        "complaints": nobody if cases is None else cases.loc[cases["received_on"].dt.strftime("%Y-%m") == report.month, "responsible_id"],
    }
    return {**{name: Counter(each.tolist()) for name, each in rows.items()}, "contacts": dict(report.contacts)}
