"""All that a month's complaints come to: deadlines, decisions, penalties, returns, forms (C-20 to C-29)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.base.period import Month
from pipeline.complaints import tracking
from pipeline.complaints.analysis import analysis, repeats
from pipeline.complaints.forms import forms
from pipeline.complaints.penalties import penalties
from pipeline.complaints.returns import returns
from pipeline.complaints.review import review, review_due
from pipeline.complaints.todo import todo
from pipeline.rulebook.model import Rulebook


@dataclass(frozen=True)
class Casework:
    """Frames as their modules describe them, each in its order of printing; money in fen.

    `cases` is the register by number with labels and names (see `tracking.cases`), in the order of `tracking`.
    """

    as_of: date
    review_due: date
    cases: pd.DataFrame
    tracking: pd.DataFrame
    todo: pd.DataFrame
    review: pd.DataFrame
    penalties: pd.DataFrame
    returns: pd.DataFrame
    analysis: pd.DataFrame
    repeats: pd.DataFrame
    forms: pd.DataFrame


def casework(
    complaints: pd.DataFrame, roster: pd.DataFrame, month: Month, as_of: date, rulebook: Rulebook, held: Collection[str]
) -> Casework:
    """The month's complaints as of a day, those of the people whom a draft holds back (`held`) marked.

    Raises HolidaysUnknown where the rulebook counts working days of a year without known holidays.
    """
    day = pd.Timestamp(as_of).as_unit("s")
    cases = tracking.cases(complaints, roster, held)
    tracked = tracking.tracking(cases, day, rulebook)
    return Casework(
        as_of=as_of,
        review_due=review_due(month, rulebook),
        cases=cases,
        tracking=tracked,
        todo=todo(cases, tracked, day),
        review=review(cases, month, rulebook),
        penalties=penalties(cases, month),
        returns=returns(cases),
        analysis=analysis(cases, tracked, month),
        repeats=repeats(cases),
        forms=forms(cases, tracked, month),
    )
