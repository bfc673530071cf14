"""Who has to decide a complaint by its amount, who did, and whether that was in their authority (C-25.6, C-27)."""

from __future__ import annotations

import pandas as pd

from pipeline.complaints.words import OFFICES, UNKNOWN, is_no
from pipeline.rulebook.model import Rulebook

IN_GOODS = ("return", "rework")
IN_MONEY = ("discount", "compensation")
YES, NO = "是", "否"


def authority(complaints: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """should_approve, did_approve (missing while undecided) and authority_ok (是, 否, —) for each complaint.

    Without an amount nobody can say who should decide, nor whether somebody may: both are —. An empty cell is never 0.
    """
    rule = rulebook.complaints
    ranks: dict[str, int] = {office.role: rule.rank(office.role) for office in rule.authority.offices}
    should = [None if amount is pd.NA else rule.approver_for(int(amount)) for amount in complaints["amount"].tolist()]
    did = [role if isinstance(role, str) else None for role in complaints["approver_role"].tolist()]
    ok = [UNKNOWN if has is None or needed is None else YES if ranks.get(has, -1) >= ranks[needed] else NO for has, needed in zip(did, should, strict=True)]
    words = {
        "should_approve": [OFFICES.get(role or "", UNKNOWN) for role in should],
        "did_approve": [OFFICES.get(role or "") for role in did],
        "authority_ok": ok,
    }
    return pd.DataFrame(words, index=complaints.index, dtype="str")


def costs_something(complaints: pd.DataFrame) -> pd.Series[bool]:
    """Outcomes by which money or goods go to the customer."""
    return complaints["resolution"].isin([*IN_MONEY, *IN_GOODS])


def amount_wanted(complaints: pd.DataFrame) -> pd.Series[bool]:
    """Complaints without an amount that need one: all but those that are not upheld (C-27)."""
    not_upheld = is_no(complaints["effective"]) | (complaints["resolution"] == "not_upheld")
    return complaints["amount"].isna() & ~not_upheld.fillna(False).astype(bool)
