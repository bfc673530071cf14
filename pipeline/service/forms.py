"""The forms that the service register calls for: vouchers, applications for out-of-town work, surveys (C-8, C-12, C-16)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from pipeline.base.units import SECONDS_A_DAY, clock
from pipeline.service.jobs import KIND_LABELS, is_finished, is_yes, names_of


@dataclass(frozen=True)
class ServiceForm:
    """`due` says for which jobs of the register there is a form, given the surveys that were taken."""

    code: str
    title: str
    clause: str
    due: Callable[[pd.DataFrame, pd.DataFrame], pd.Series[bool]]


def _every_job(jobs: pd.DataFrame, surveys: pd.DataFrame) -> pd.Series[bool]:
    return pd.Series(True, index=jobs.index)


def _not_approved(jobs: pd.DataFrame, surveys: pd.DataFrame) -> pd.Series[bool]:
    return is_yes(jobs["out_of_town"]) & jobs["out_of_town_approved_on"].isna()


def without_survey(jobs: pd.DataFrame, surveys: pd.DataFrame) -> pd.Series[bool]:
    """Finished jobs about which nobody asked the customer (C-16)."""
    return is_finished(jobs) & ~jobs["job_no"].isin(surveys["job_no"].dropna())


FORMS = (
    ServiceForm("voucher", "服务凭证", "C-8", _every_job),
    ServiceForm("out_of_town", "异地服务申请单", "C-12", _not_approved),
    ServiceForm("survey", "客户意见调查表", "C-16", without_survey),
)


def forms(jobs: pd.DataFrame, surveys: pd.DataFrame, roster: pd.DataFrame, as_of: pd.Timestamp) -> dict[str, pd.DataFrame]:
    """By code the jobs of each form as known on `as_of`, oldest first, with what the register says in words."""
    known = jobs[jobs["registered_on"] <= as_of]
    approved = known["out_of_town_approved_on"]
    known = known.assign(out_of_town_approved_on=approved.where(approved <= as_of))
    worded = known.assign(
        kind_label=known["kind"].map(KIND_LABELS),
        name=names_of(known["technician_id"], roster),
        started=_moments(known["started_at"]),
        ended=_moments(known["ended_at"]),
    ).sort_values(["registered_on", "job_no"])
    return {form.code: worded[form.due(worded, surveys)].reset_index(drop=True) for form in FORMS}


def _moments(seconds: pd.Series) -> pd.Series[str]:
    """As typed: with the day where there is one, else the time alone."""
    words = [None if pd.isna(value) else _moment(int(value)) for value in seconds]
    return pd.Series(words, index=seconds.index, dtype="str")


def _moment(value: int) -> str:
    return clock(value) if value < 2 * SECONDS_A_DAY else f"{pd.Timestamp(value, unit='s'):%Y-%m-%d %H:%M}"
