"""Who has to decide a complaint by its amount, who did, and whether that was in their authority (C-25.6, C-27)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.complaints.words import OFFICES, UNKNOWN
from pipeline.rulebook.model import Rulebook

IN_GOODS = ("return", "rework")
IN_MONEY = ("discount", "compensation")
YES, NO = "是", "否"


def authority(complaints: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """should_approve, did_approve (missing while undecided) and authority_ok (是, 否, —) for each complaint.

    Without an amount nothing is known to be paid and it counts as 0, unless the outcome costs something: then nobody
    can say who should decide (—), and only the highest office certainly may.
    """
    rule = rulebook.complaints
    amount = complaints["amount"].mask(complaints["amount"].isna() & ~costs_something(complaints), 0)
    should = amount.map({value: rule.approver_for(int(value)) for value in amount.dropna().unique()}).astype("str")
    did = complaints["approver_role"]
    ranks = {office.role: rule.rank(office.role) for office in rule.authority}
    highest = max(ranks.values())
    needed, had = should.map(ranks), did.map(ranks)
    allowed = (had >= needed) | (had == highest)
    cases = [did.isna(), allowed, needed.notna()]
    return pd.DataFrame(
        {
            "should_approve": should.map(OFFICES).astype("str").fillna(UNKNOWN),
            "did_approve": did.map(OFFICES).astype("str"),
            "authority_ok": pd.Series(np.select(cases, [UNKNOWN, YES, NO], UNKNOWN), index=complaints.index, dtype="str"),
        }
    )


def costs_something(complaints: pd.DataFrame) -> pd.Series[bool]:
    """Outcomes by which money or goods go to the customer."""
    return complaints["resolution"].isin([*IN_MONEY, *IN_GOODS])
