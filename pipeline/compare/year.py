"""A year's months beside each other: people by month, what each came to, the fund, ladders, what could be reclaimed (A-3.5, B-14)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.base.period import Month
from pipeline.labour_law.law import law_on
from pipeline.labour_law.reclaim import reclaimable
from pipeline.language.translation import N_
from pipeline.rulebook.pay_columns import MONEY
from pipeline.settlement.annual import annual_scores, as_it_stands
from pipeline.templates.consequence_words import step_words

if TYPE_CHECKING:
    from pipeline.archive.year import Year

PERSON = ["employee_id", "name", "department"]
SPANS = {"month": N_("按月"), "year": N_("按年"), "employment": N_("按在职期间")}
PURGED = N_("个人数据已清除，各人各表不含这个月")


@dataclass(frozen=True)
class YearBeside:
    """Frames with a row a person have PERSON first, and blanks where somebody was not there; money in fen, scores in hundredths.

    names: the closed months, as 2026-11
    results: PERSON, each month's score as corrected, months, mean, grade
    grades: PERSON, each month's grade as corrected
    paid: PERSON, each month's total as its sheet had it, total
    stands: the same after all corrections, each at the month that it corrects
    amounts: PERSON, the year's sums of MONEY
    months: month, people, total, stands, opening, income, spending, closing, note
    figures: month, and what the course of a year is drawn of (see `plots.trends`); none of a month whose persons were taken out
    fund: the year's ledger
    ladders: PERSON, clause, counted_by, in_year, now, next
    corrections: those that correct one of the months
    reclaim: PERSON, clause, category, amount, basis
    """

    names: Sequence[str]
    results: pd.DataFrame
    grades: pd.DataFrame
    paid: pd.DataFrame
    stands: pd.DataFrame
    amounts: pd.DataFrame
    months: pd.DataFrame
    figures: pd.DataFrame
    fund: pd.DataFrame
    ladders: pd.DataFrame
    corrections: pd.DataFrame
    objections: pd.DataFrame
    reclaim: pd.DataFrame


def beside(found: Year) -> YearBeside:
    names = [str(name) for name in found.months["month"]]
    people = found.paid.drop_duplicates("employee_id", keep="last").sort_values("employee_id")[PERSON].reset_index(drop=True)

    def by_month(rows: pd.DataFrame, value: str) -> pd.DataFrame:
        wide = rows.pivot_table(index="employee_id", columns="month", values=value, aggfunc="first").reindex(columns=names)
        return people.merge(wide.reset_index(), on="employee_id", how="left")

    def of_people(rows: pd.DataFrame) -> pd.DataFrame:
        return people.merge(rows, on="employee_id", how="right")[[*PERSON, *(name for name in rows if name != "employee_id")]]

    stands = as_it_stands(found.paid, found.corrections)
    sums = found.paid.groupby("employee_id", as_index=False)[list(MONEY)].sum()
    scores = by_month(found.scores, "score").astype(dict.fromkeys(names, "Int64"))
    law = law_on(Month.parse(names[-1]).first)
    return YearBeside(
        names=names,
        results=scores.merge(annual_scores(found.scores, found.rulebook), on="employee_id", how="left"),
        grades=by_month(found.scores, "grade"),
        paid=_with_sum(by_month(found.paid, "total"), names),
        stands=_with_sum(by_month(stands, "total"), names),
        amounts=of_people(sums),
        months=_months(found, stands),
        figures=_figures(found),
        fund=found.fund,
        ladders=of_people(pd.DataFrame(_steps(found), columns=["employee_id", "clause", "counted_by", "in_year", "now", "next"])),
        corrections=found.corrections[found.corrections["corrects_month"].isin(names)],
        objections=found.objections,
        reclaim=of_people(reclaimable(found.entries, found.rulebook, law)),
    )


def _with_sum(people: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    amounts = people.astype(dict.fromkeys(names, "Int64"))
    return amounts.assign(total=amounts[list(names)].sum(axis=1))


def _months(found: Year, stands: pd.DataFrame) -> pd.DataFrame:
    """A month whose persons were taken out has its own sums alone."""
    sums = stands.groupby("month")["total"].sum()
    kept = ~found.months["purged"].astype(bool)
    return found.months.assign(
        stands=found.months["month"].map(sums).astype("Int64").where(kept), note=found.months["purged"].map({True: PURGED, False: ""}),
    )


def _figures(found: Year) -> pd.DataFrame:
    paid = found.paid.assign(pay_up=found.paid["merit_pay"].clip(lower=0), pay_down=found.paid["merit_pay"].clip(upper=0))
    sums = paid.groupby("month")[["total", "pay_up", "pay_down", "fines"]].sum()
    averages = found.scores.groupby("month")["score"].mean().round().astype("Int64").rename("average")
    closings = found.months.set_index("month")["closing"].rename("fund_closing")
    return sums.join([averages, closings]).reset_index()


def _steps(found: Year) -> Iterator[tuple[object, ...]]:
    """Each person's place on a ladder, and what the next occurrence would cost; nothing for who is no longer there."""
    last = set(found.paid.loc[found.paid["month"] == found.months["month"].iloc[-1], "employee_id"])
    for row in found.ladders.to_dict("records"):
        ladder = found.rulebook.ladders[row["ladder"]]
        now = 0 if ladder.counted_by == "month" else row["now"]
        following = f"第 {now + 1} 次{step_words(ladder.steps[now], found.rulebook)}" if now < len(ladder.steps) else "已到最后一级"
        yield row["employee_id"], ladder.clause, SPANS[ladder.counted_by], row["in_year"], row["now"], following if row["employee_id"] in last else ""
