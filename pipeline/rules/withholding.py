"""Withheld wages: how much of the month's wage there is to lose, and at most how much is taken (B-1c, B-3, A-6.1)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import half_up
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import WITHHELD


def wages_to_lose(roster: pd.DataFrame, month: Month, rulebook: Rulebook) -> pd.Series[int]:
    """By employee the fen that withholding a month's wage takes (B-1c, B-3, A-6.1).

    Who was employed for part of the month has only that part's wage: wage × days employed ÷ days of the month, half up
    to the fen; the rulebook can say `whole`.
    """
    people = roster[["employee_id", "monthly_wage", "hire_date", "leave_date"]].drop_duplicates("employee_id").set_index("employee_id")
    wages = people["monthly_wage"]
    if rulebook.withholding.wage == "whole":
        return wages
    first = np.fmax(people["hire_date"].to_numpy(), np.datetime64(month.start))
    last = np.fmin(people["leave_date"].to_numpy(), np.datetime64(month.end))
    days, of = (last - first) // np.timedelta64(1, "D") + 1, (month.end - month.start).days + 1
    shares = [half_up(Fraction(wage * count, of)) for wage, count in zip(wages.tolist(), days.tolist(), strict=True)]
    return pd.Series(shares, index=wages.index, dtype="int64")


def limited_to_wage(made: pd.DataFrame, wages: pd.Series[int], rulebook: Rulebook) -> pd.DataFrame:
    """The entries with later withholdings cut to what is left of the limit, which their note then says."""
    withheld = made[made["category"] == WITHHELD]
    if withheld.empty:
        return made
    limit = withheld["employee_id"].map(wages) * rulebook.withholding.max_months_wage
    before = -(withheld.groupby("employee_id")["amount"].cumsum() - withheld["amount"])
    left = (limit - before).clip(lower=0)
    cut = -withheld["amount"] > left
    amount = withheld["amount"].where(~cut, -left).astype("int64")
    note = withheld["note"].where(~cut, withheld["note"] + "；扣发工资合计以一个月工资为限")
    result = made.copy()
    result.loc[withheld.index, "amount"] = amount
    result.loc[withheld.index, "note"] = note
    return result
