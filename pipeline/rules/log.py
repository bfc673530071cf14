"""The events that people recorded in 扣分记录 and 加分记录."""

from __future__ import annotations

import pandas as pd

from pipeline.rules.events import events


def recorded(log: pd.DataFrame) -> pd.DataFrame:
    """Each row of a log as an event; an empty 次数 is once, an empty 情节严重 is no."""
    serious = log["serious"].fillna(False) if "serious" in log else False
    return events(log, times=log["times"].fillna(1), serious=serious, derived=False, note=log["note"].fillna(""))
