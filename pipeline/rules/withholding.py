"""Withheld wages together are at most a month's wage (B-1c, B-3, A-6.1)."""

from __future__ import annotations

import pandas as pd

from pipeline.rulebook.model import Rulebook
from pipeline.rules.entries import WITHHELD


def limited_to_wage(made: pd.DataFrame, roster: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """The entries with later withholdings cut to what is left of the limit, which their note then says."""
    withheld = made[made["category"] == WITHHELD]
    if withheld.empty:
        return made
    limit = withheld["employee_id"].map(roster.set_index("employee_id")["monthly_wage"]) * rulebook.withholding.max_months_wage
    before = -(withheld.groupby("employee_id")["amount"].cumsum() - withheld["amount"])
    left = (limit - before).clip(lower=0)
    cut = -withheld["amount"] > left
    amount = withheld["amount"].where(~cut, -left).astype("int64")
    note = withheld["note"].where(~cut, withheld["note"] + "；扣发工资合计以一个月工资为限")
    result = made.copy()
    result.loc[withheld.index, "amount"] = amount
    result.loc[withheld.index, "note"] = note
    return result
