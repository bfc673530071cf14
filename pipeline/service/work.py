"""All that a month's service comes to: dispatch, vouchers, income and cost, hours, satisfaction (C-6 to C-18)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.rulebook.model import Rulebook
from pipeline.schemas.frames import empty_frame
from pipeline.schemas.service import SERVICE_JOBS, SURVEYS
from pipeline.service.costs import by_kind, by_technician
from pipeline.service.dispatch import WAITING, dispatch
from pipeline.service.forms import forms
from pipeline.service.jobs import is_finished
from pipeline.service.satisfaction import comments, satisfaction, satisfaction_by_person, unsurveyed
from pipeline.service.vouchers import vouchers


@dataclass(frozen=True)
class ServiceWork:
    """Frames as their modules describe them; money in fen, hours and averages in hundredths.

    `jobs`, `finished` and `surveys` count the rows of the registers; `average` has each rated person's, by id.
    `forms` are the jobs of each form to print, by its code.
    """

    as_of: date
    jobs: int
    finished: int
    surveys: int
    dispatch: pd.DataFrame
    vouchers: pd.DataFrame
    satisfaction: pd.DataFrame
    by_kind: pd.DataFrame
    by_technician: pd.DataFrame
    unsurveyed: pd.DataFrame
    comments: pd.DataFrame
    average: pd.Series
    forms: Mapping[str, pd.DataFrame]

    @property
    def waiting(self) -> pd.DataFrame:
        """The rows of `dispatch` that are to be dispatched first on the next day."""
        return self.dispatch[self.dispatch["state"] == WAITING]


def service_work(
    jobs: pd.DataFrame | None, surveys: pd.DataFrame | None, roster: pd.DataFrame, as_of: date, rulebook: Rulebook
) -> ServiceWork:
    """The month's service as of a day; a register that nobody handed in counts as empty."""
    jobs = empty_frame(SERVICE_JOBS) if jobs is None else jobs
    surveys = empty_frame(SURVEYS) if surveys is None else surveys
    day = pd.Timestamp(as_of).as_unit("s")
    return ServiceWork(
        as_of=as_of,
        jobs=len(jobs),
        finished=int(is_finished(jobs).sum()),
        surveys=len(surveys),
        dispatch=dispatch(jobs, roster, day),
        vouchers=vouchers(jobs, roster, day),
        satisfaction=satisfaction(surveys, roster, rulebook),
        by_kind=by_kind(jobs),
        by_technician=by_technician(jobs, roster),
        unsurveyed=unsurveyed(jobs, surveys, roster),
        comments=comments(surveys, roster),
        average=satisfaction_by_person(surveys, rulebook),
        forms=forms(jobs, surveys, roster, day),
    )
