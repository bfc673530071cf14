"""Limits that the rulebook has switched on: what is over them is carried to the next month, as entries."""

from __future__ import annotations

import pandas as pd

from pipeline.base.order import said_of_each
from pipeline.base.period import Month
from pipeline.base.units import yuan
from pipeline.labour_law.law import law_on
from pipeline.labour_law.wages import most, taken
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import CORRECTION
from pipeline.rules.entries import entries, no_entries

CARRIED = "结转"
CLAUSE = "L-16"
"""Article 16 of the wage payment rules, as a clause of lines that follow from it."""


def carried_over(paid: pd.DataFrame, roster: pd.DataFrame, month: Month, rulebook: Rulebook) -> pd.DataFrame:
    """An entry for each person of whom more is taken than the limits leave, giving the rest back this month."""
    limits = rulebook.labour_law.limits
    if not (limits.share_of_wage or limits.minimum_wage):
        return no_entries()
    law = law_on(month.first)
    rows = paid[paid["employee_id"].isin(roster["employee_id"])]
    wage = rows["employee_id"].map(said_of_each(roster, "employee_id", "monthly_wage")).astype("int64")
    off = taken(rows)
    over = pd.Series(0, index=rows.index)
    if limits.share_of_wage:
        over = (off - most(wage, law)).clip(lower=0)
    here = rulebook.labour_law.here
    minimum = here.minimum_on(month.first) if limits.minimum_wage and here is not None else None
    if minimum is not None:
        short = (minimum - wage - rows["total"]).clip(lower=0)
        over = over.combine(short, max).combine(off, min)
    hit = rows[over > 0]
    notes = [f"本月应扣 {yuan(off[at])} 元，按限额扣 {yuan(off[at] - over[at])} 元，其余 {yuan(over[at])} 元结转下月" for at in hit.index]
    return entries(
        hit[["employee_id"]], date=month.end, clause=CLAUSE, item=CARRIED, label="超过限额，结转下月", amount=over[hit.index],
        category=CORRECTION, note=notes,
    )
