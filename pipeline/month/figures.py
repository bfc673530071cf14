"""The month's few headline figures: counts and sums over what settlement has computed, and what changed since last month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.base.order import in_order
from pipeline.base.period import Month
from pipeline.base.units import plain, yuan
from pipeline.language.translation import _
from pipeline.month.groups import scores_before
from pipeline.month.report import MonthReport
from pipeline.rulebook.pay_columns import CORRECTION, MONEY, SUMMED, TOTAL
from pipeline.rules.objections import standing

NO_GRADE = "—"
SHARES = ("close_on_time", "report_on_time")
LEVELS = ("average", *SHARES)
TAKEN = ("pay_down", *(name for category, name in SUMMED.items() if category != CORRECTION))
EITHER_WAY = (TOTAL, "merit_pay", SUMMED[CORRECTION])
"""Sums that may be more or less than nothing: “less” would be read as less taken."""


@dataclass(frozen=True)
class Overview:
    """`average` in hundredths, None when nobody is appraised; money in fen; `grades` as (grade, people, share).

    The shares on time are of the complaints that were due, None when none was. `amounts` are the sums of the
    columns of money, `moved` the people whose total is not 0.
    """

    people: int
    appraised: int
    held: int
    average: int | None
    grades: list[tuple[str, int, float]]
    pay_up: int
    pay_down: int
    fund_opening: int
    fund_income: int
    fund_spending: int
    fund_closing: int
    complaints: int | None
    complaints_overdue: int
    close_on_time: float | None = None
    report_on_time: float | None = None
    moved: int = 0
    amounts: Mapping[str, int] = field(default_factory=dict)


@once_for_each
def overview(report: MonthReport) -> Overview:
    """People held back in a draft count as people, but not in averages and sums of money."""
    settlement = report.settled
    pay, fund = settlement.pay, settlement.fund
    open_pay = pay[~pay["held"].astype(bool)]
    return Overview(
        people=len(pay),
        held=int(pay["held"].sum()),
        fund_opening=int(fund["balance"].iloc[0]),
        fund_income=int(fund["income"].sum()),
        fund_spending=int(fund["spending"].sum()),
        fund_closing=int(fund["balance"].iloc[-1]),
        complaints=None if report.complaints is None else len(report.complaints),
        complaints_overdue=0 if report.complaints is None else _overdue(report.complaints),
        close_on_time=_on_time(report, "close_on_time"),
        report_on_time=_on_time(report, "report_on_time"),
        **_of_people(open_pay, report),
    )


def _of_people(pay: pd.DataFrame, report: MonthReport) -> dict[str, Any]:
    """What is counted, averaged and summed over people: those with a score, their average and grades, what scores moved, totals that are not 0, each column of money."""
    is_scored, merit = pay["score"].notna(), pay["merit_pay"]
    return {
        "appraised": int(is_scored.sum()),
        "average": round(float(pay.loc[is_scored, "score"].mean())) if is_scored.any() else None,
        "grades": _grades(pay.loc[is_scored, "grade"], [grade for grade, _, _ in report.scales.grades]),
        "pay_up": int(merit[merit > 0].sum()),
        "pay_down": int(merit[merit < 0].sum()),
        "moved": int((pay[TOTAL] != 0).sum()),
        "amounts": {name: int(pay[name].sum()) for name in MONEY},
    }


def cost_by_clause(report: MonthReport) -> pd.DataFrame:
    """What each clause took from people and no objection gave back, in yuan and in points: clause, label, count, people, amount (fen), points (hundredths), the dearest first.

    A correction reverses a line and puts another down: what it took from a person is what is left of both.
    """
    entries = standing(report.settled.entries)
    is_correction = entries["category"] == CORRECTION
    if is_correction.any():
        net = entries[is_correction].groupby(["clause", "label", "employee_id"], as_index=False)[["amount", "points"]].sum()
        entries = pd.concat([entries[~is_correction], net])
    taken = entries[(entries["amount"] < 0) | (entries["points"] < 0)]
    lines: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
    for clause, label, *line in zip(*(taken[name].tolist() for name in ("clause", "label", "employee_id", "amount", "points")), strict=True):
        lines.setdefault((clause, label), []).append(tuple(line))
    rows = []
    for of, own in sorted(lines.items()):
        people, amounts, points = zip(*own, strict=True)
        rows.append((*of, len(own), len(set(people)), sum(amounts), sum(points)))
    return in_order(pd.DataFrame(rows, columns=["clause", "label", "count", "people", "amount", "points"]), ["amount", "points", "clause"])


def moved_since_last(report: MonthReport) -> pd.DataFrame:
    """Whose score rose or fell against the month before: employee_id, name, before, score, change (hundredths); who fell most first."""
    before = scores_before(report)
    people = report.settled.appraisal
    now = zip(people["employee_id"], people["name"], people["score"], strict=True) if before else ()
    moved = [(who, name, before[who], score, score - before[who]) for who, name, score in now if who in before and score is not pd.NA and score != before[who]]
    return pd.DataFrame(moved, columns=["employee_id", "name", "before", "score", "change"]).sort_values(["change", "employee_id"], ignore_index=True)


def figures(overview: Overview) -> dict[str, Any]:
    """The overview as run.json keeps it, for later months and the index."""
    return _as_kept(asdict(overview))


def _as_kept(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Amounts by their names, grades as people by grade."""
    kept = {name: value for name, value in figures.items() if name != "amounts"}
    return kept | dict(figures["amounts"]) | {"grades": {grade: people for grade, people, _ in figures["grades"]}}


def last_month(report: MonthReport) -> Mapping[str, Any] | None:
    """The headline figures of the month before, where it has been computed; beside a draft that holds people back, of the others alone."""
    known = report.history.get(str(Month.parse(report.month).previous))
    if known is None or not report.held:
        return known
    others = {} if report.before is None else _as_kept(_of_people(report.before[0], report))
    of_both = {"people", "complaints", "complaints_overdue", *SHARES}
    return {name: figure for name, figure in known.items() if name in of_both} | others


def changes(now: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, str]:
    """For each figure that both months have, how it moved; nothing without the month before."""
    if before is None:
        return {}
    written: dict[str, Callable[[int], str]] = {
        **dict.fromkeys(("people", "appraised", "complaints", "complaints_overdue"), str),
        "average": plain,
        "moved": str,
        **dict.fromkeys(("pay_up", "pay_down", "fund_closing", *MONEY), yuan),
        **dict.fromkeys(SHARES, lambda share: _("{share} 个百分点", share=share)),
    }
    known = [name for name in written if now.get(name) is not None and before.get(name) is not None]
    return {name: _moved(name, _size(name, now) - _size(name, before), written[name]) for name in known}


def _size(name: str, figures: Mapping[str, Any]) -> int:
    """The figure as people compare it: shares in whole percent, what is taken by how much it is."""
    size = round(figures[name] * 100) if name in SHARES else int(figures[name])
    return -size if name in TAKEN else size


def _moved(name: str, difference: int, written: Callable[[int], str]) -> str:
    if not difference:
        return _("与上月持平")
    if name in EITHER_WAY:
        return _("较上月 {difference}", difference=("+" if difference > 0 else "") + written(difference))
    more, less = (_("高"), _("低")) if name in LEVELS else (_("多"), _("少"))
    return _("较上月{more} {difference}", more=more if difference > 0 else less, difference=written(abs(difference)))


def _grades(grades: pd.Series, order: list[str]) -> list[tuple[str, int, float]]:
    """The best first, as far as the rulebook says; those without a grade last."""
    counts = Counter(grades.fillna(NO_GRADE).replace("", NO_GRADE).tolist())
    place = {grade: number for number, grade in enumerate(order)}
    listed = sorted({*counts, *order} if counts else (), key=lambda grade: (grade == NO_GRADE, place.get(grade, len(place)), grade))
    return [(grade, counts[grade], counts[grade] / counts.total()) for grade in listed]


def _overdue(complaints: pd.DataFrame) -> int:
    return int(complaints["close_status"].isin(["逾期", "逾期未结"]).sum())


def _on_time(report: MonthReport, name: str) -> float | None:
    if report.casework is None or report.casework.analysis.empty:
        return None
    share = report.casework.analysis[name].iloc[0]
    return None if pd.isna(share) else round(float(share), 4)
