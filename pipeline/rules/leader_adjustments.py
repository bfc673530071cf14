"""The month's adjustment of team leaders (A-3.4)."""

from __future__ import annotations

import pandas as pd

from pipeline.base.period import Month
from pipeline.rulebook.model import Rulebook
from pipeline.rules.entries import LEADER, entries


def leader_adjustments(adjustments: pd.DataFrame, month: Month, rulebook: Rulebook) -> pd.DataFrame:
    """An entry for each adjustment, dated the month's last day, with its reason (A-3.4)."""
    rule = rulebook.leader_adjustment
    return entries(
        adjustments, date=month.end, clause=rule.clause, item=rule.clause, label="组长奖惩", category=LEADER,
        note=adjustments["reason"],
    )
