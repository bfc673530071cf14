"""What people could reclaim of what was taken from them, by what labour law says to it."""

from __future__ import annotations

import pandas as pd

from pipeline.labour_law.law import Law
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import CHARGE, FINE, WITHHELD


def reclaimable(lines: pd.DataFrame, rulebook: Rulebook, law: Law) -> pd.DataFrame:
    """employee_id, clause, category, amount (positive fen) and basis, one row a person and clause, of fines, wages withheld and training charges.

    `lines` are closed months' with what was booked since (employee_id, clause, category, amount, count), so that what was
    given back is not counted.
    """
    basis = {FINE: law.fines.basis, WITHHELD: law.withheld.basis, CHARGE: law.training_charge.basis}
    price = (lines["category"] == CHARGE) & (lines["clause"] != rulebook.resignation.training_charge.clause)
    owed = lines[lines["category"].isin(list(basis)) & ~price]
    taken = owed.assign(amount=-owed["amount"] * owed["count"])
    sums = taken.groupby(["employee_id", "clause", "category"], sort=True)["amount"].sum().reset_index()
    sums = sums[sums["amount"] != 0]
    return sums.assign(basis=sums["category"].map(basis).to_numpy(dtype=object))
