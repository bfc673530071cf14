"""The month by department and 组别: points, yuan, people, how often somebody is late, complaints for a hundred contacts."""

from __future__ import annotations

import pandas as pd

from pipeline.base.period import Month
from pipeline.month.report import MonthReport
from pipeline.rules.punches import on_shift

GROUP = ["department", "team"]
SUMS = ("fines", "total", "late", "shifts", "complaints", "contacts")


def groups(report: MonthReport) -> pd.DataFrame:
    """One row a department and 组别 ("" where there is none), of those not held back, the dearest first.

    department, team, people, average and change against last month (hundredths, of those whom both months know), pay_up,
    pay_down, fines, total (fen), late (times), late_rate (of the shifts on the roster), complaints, contacts, per_hundred.
    """
    pay = report.settled.pay
    known = pay[~pay["held"].astype(bool)]
    who = known["employee_id"]
    before = scores_before(report)
    rows = known.assign(
        team=[report.teams.get(each, "") for each in who], points=known["score"].astype("Float64"),
        pay_up=known["merit_pay"].clip(lower=0), pay_down=known["merit_pay"].clip(upper=0),
        moved=known["score"].astype("Float64") - who.map(before).astype("Float64"),
        **{name: who.map(count).fillna(0).astype("int64") for name, count in _counts(report).items()},
    )  # fmt: skip
    each = rows.groupby(GROUP, sort=True)
    means = each[["points", "moved"]].mean().rename(columns={"points": "average", "moved": "change"})
    found = each.size().to_frame("people").join(means).join(each[["pay_up", "pay_down", *SUMS]].sum()).reset_index()
    found[["average", "change"]] = found[["average", "change"]].round().astype("Int64")
    found["late_rate"] = _share(found["late"], found["shifts"])
    found["per_hundred"] = _share(found["complaints"], found["contacts"]) * 100
    return found.sort_values(["total", *GROUP], ignore_index=True)


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


def _counts(report: MonthReport) -> dict[str, pd.Series]:
    """By person: times late or early, shifts on the roster, complaints received in the month, contacts."""
    entries, attendance, cases = report.settled.entries, report.attendance, report.complaints
    nobody = pd.Series(dtype="int64")
    received = nobody if cases is None else cases.loc[cases["received_on"].dt.strftime("%Y-%m") == report.month, "responsible_id"].value_counts()
    return {
        "late": entries.loc[entries["item"] == report.scales.late, "employee_id"].value_counts(),
        "shifts": nobody if attendance is None else attendance.loc[on_shift(attendance), "employee_id"].value_counts(),
        "complaints": received,
        "contacts": pd.Series(dict(report.contacts), dtype="int64"),
    }


def _share(part: pd.Series, whole: pd.Series) -> pd.Series:
    return part.astype("Float64") / whole.astype("Float64").where(whole > 0)
