"""Recorders who are unlike the others for the same item: harder, milder, or with far more rows (A-1.4).

Rows of the last closed months count as well: few have enough of them in one. Only who recorded in this month is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pandas as pd

from pipeline.findings.finding import Finding
from pipeline.findings.message import Phrase
from pipeline.language.translation import N_
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.topics import PairOfEyes

Logs = Callable[[int], Sequence[pd.DataFrame]]


def scorers_that_differ(log: pd.DataFrame | None, logs: Logs, rulebook: Rulebook, rule: PairOfEyes) -> list[Finding]:
    """`logs` gives the deductions of so many of the last closed months."""
    own = None if log is None else _recorded(log)
    if own is None or own.empty:
        return []
    before = [_recorded(each) for each in logs(rule.own_months)]
    period = Phrase(N_("最近 {months} 个月，"), months=len(before) + 1) if before else Phrase(N_("本月，"))
    found = []
    for code, rows in pd.concat([own, *before], ignore_index=True).groupby("item"):
        here = set(own.loc[own["item"] == code, "recorded_by"])
        if here and code in rulebook.items and len(rows) >= rule.scorer_rows:
            item = rulebook.items[str(code)]
            told = {"period": period, "item": item.label}
            found += [Finding("SCORER_RECORDS_MORE", params=told | more, people=(who,)) for who, more in _with_far_more(rows, here, rule)]
            if item.points_between is not None:
                found += [Finding("SCORER_DIFFERS", params=told | other, people=(who,)) for who, other in _harder_or_milder(rows, here, rule)]
    return found


Told = Iterator[tuple[str, dict[str, object]]]


def _with_far_more(rows: pd.DataFrame, here: set[str], rule: PairOfEyes) -> Told:
    """Who has more than so many times what each of the others has on average, these together having enough to say so."""
    if rule.scorer_times is None:
        return
    counts = rows["recorded_by"].value_counts()
    rows_of_all = int(counts.sum())
    for who, count in counts[counts.index.isin(here)].sort_index().items():
        others, people = rows_of_all - int(count), len(counts) - 1
        if others >= rule.scorer_rows and count * people > rule.scorer_times * others:
            yield str(who), {"recorder": who, "rows": int(count), "others": others, "people": people, "times": rule.scorer_times}


def _harder_or_milder(rows: pd.DataFrame, here: set[str], rule: PairOfEyes) -> Told:
    """Whose points on average are far from what the others give, both with enough rows; the farthest first, and who is left without them."""
    given = rows[rows["points"].notna()].groupby("recorded_by")["points"].agg(["size", "sum"]).astype("int64")
    while True:
        others, points = given["size"].sum() - given["size"], given["sum"].sum() - given["sum"]
        compared = given[(given["size"] >= rule.scorer_rows) & (others >= rule.scorer_rows)]
        apart = compared["sum"] / compared["size"] - (points / others).reindex(compared.index)
        far = apart[apart.abs() >= rule.scorer_points]
        if far.empty:
            return
        # of two who are each other's measure it is who recorded in this month, then the harder one
        who = max(far.index, key=lambda each: (abs(far[each]), each in here, far[each]))
        if who in here:
            yield str(who), {
                "recorder": who, "rows": int(given["size"][who]), "mean": _points(given["sum"][who] / given["size"][who]),
                "others": int(others[who]), "other_mean": _points(points[who] / others[who]),
            }  # fmt: skip
        given = given.drop(index=who)


def _points(hundredths: float) -> str:
    return f"{hundredths / 100:.1f}"


def _recorded(log: pd.DataFrame) -> pd.DataFrame:
    return log.loc[log["recorded_by"].notna(), ["item", "recorded_by", "points"]]
