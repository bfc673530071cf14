"""Tables as the rules take them: a frame for each sheet."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.schemas.frames import empty_frame
from pipeline.schemas.registry import SHEETS

OPTIONAL_TO_RULES = {"complaints", "weekly_summaries"}


def with_absent_sheets(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables with an empty one for each absent sheet, but those whose absence means something to the rules."""
    complete = dict(tables)
    for sheet in SHEETS:
        if sheet.name not in complete and sheet.name not in OPTIONAL_TO_RULES:
            complete[sheet.name] = empty_frame(sheet)
    attendance = complete["attendance"]
    complete["attendance"] = attendance.assign(approved=attendance["approved"].fillna(False).astype(bool))
    return complete
