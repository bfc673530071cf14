"""The month's exam: full marks (A-2.2) and failures (A-3.2.7)."""

from __future__ import annotations

import pandas as pd

from pipeline.base.units import plain
from pipeline.rulebook.model import Rulebook
from pipeline.rules.events import events, together


def exams(results: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """An event for each full mark and each score below the pass mark, which itself passes."""
    rule = rulebook.exam
    notes = pd.Series([f"考试得分 {plain(score)}" for score in results["score"]], index=results.index, dtype="str")
    results = results.assign(note=notes)
    return together(
        (
            events(results[results["score"] >= rule.full_marks.points], rule.full_marks.item),
            events(results[results["score"] < rule.pass_mark.points], rule.pass_mark.item),
        )
    )
