"""满意度: how customers rate each person in four matters, what they write, and which jobs nobody asked about (C-14 to C-18)."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from pipeline.base.units import HUNDREDTHS, half_up
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.service import MATTERS, RATINGS, SEVERITIES
from pipeline.service.forms import without_survey
from pipeline.service.jobs import KIND_LABELS, names_of

ALL_MATTERS = "四项合计"
LEVELS = tuple(RATINGS.values())
GOOD = ("very_satisfied", "satisfied")
SERIOUS = "serious"
TO_VICE_PRESIDENT = "立即报副总经理，优先处理"
TO_DEPARTMENT = "部门处理"
BY_LETTER = "书信"
EITHER_WAY = "书面或电话"


def satisfaction(surveys: pd.DataFrame, roster: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """Five rows a person: each matter, then all four together.

    employee_id, name, matter, a count for each level, ratings (their number), good (share satisfied or better) and
    mean (hundredths, by the weights of the rulebook).
    """
    ratings = _ratings(surveys)
    together = ratings.assign(matter=ALL_MATTERS)
    counts = pd.concat([ratings, together]).groupby(["employee_id", "matter", "level"]).size().unstack("level", fill_value=0)
    counts = counts.reindex(columns=list(LEVELS), fill_value=0).astype("int64").reset_index()
    order = {matter: place for place, matter in enumerate([*MATTERS.values(), ALL_MATTERS])}
    counts = counts.assign(place=counts["matter"].map(order)).sort_values(["employee_id", "place"], ignore_index=True)
    counts = counts.drop(columns="place")
    number = counts[list(LEVELS)].sum(axis=1)
    counts.insert(1, "name", names_of(counts["employee_id"].astype("str"), roster))
    return counts.assign(ratings=number, good=counts[list(GOOD)].sum(axis=1) / number, mean=_means(counts, rulebook))


def satisfaction_by_person(surveys: pd.DataFrame, rulebook: Rulebook) -> pd.Series:
    """Each rated person's average over all four matters, in hundredths, by employee id (C-15)."""
    if surveys.empty:
        return pd.Series(dtype="Int64", name="satisfaction")
    levels = _ratings(surveys).groupby(["employee_id", "level"]).size().unstack("level", fill_value=0)
    levels = levels.reindex(columns=list(LEVELS), fill_value=0)
    return pd.Series(_means(levels, rulebook), index=levels.index, dtype="Int64", name="satisfaction")


def unsurveyed(jobs: pd.DataFrame, surveys: pd.DataFrame, roster: pd.DataFrame) -> pd.DataFrame:
    """Finished jobs without a survey, oldest first (C-16): job_no, registered_on, kind_label, customer, technician_id, name."""
    missing = jobs[without_survey(jobs, surveys)]
    listed = missing.assign(kind_label=missing["kind"].map(KIND_LABELS), name=names_of(missing["technician_id"], roster))
    wanted = ["job_no", "registered_on", "kind_label", "customer", "technician_id", "name"]
    return listed.sort_values(["registered_on", "job_no"], ignore_index=True)[wanted]


def comments(surveys: pd.DataFrame, roster: pd.DataFrame) -> pd.DataFrame:
    """What customers wrote, and every serious survey: these first, then by day (C-18).

    date, job_no, employee_id, name, severity_label, comment, handling (who deals with it), answer (how the customer
    is told).
    """
    grave = surveys["severity"] == SERIOUS
    written = surveys.assign(grave=grave)[grave | surveys["comment"].notna()]
    labels = {code: label for label, code in SEVERITIES.items()}
    serious = written["grave"]
    listed = written.assign(
        name=names_of(written["employee_id"], roster),
        severity_label=written["severity"].map(labels).fillna(labels["ordinary"]),
        handling=pd.Series(TO_DEPARTMENT, index=written.index, dtype="str").mask(serious, TO_VICE_PRESIDENT),
        answer=pd.Series(EITHER_WAY, index=written.index, dtype="str").mask(serious, BY_LETTER),
    ).sort_values(["grave", "date", "row"], ascending=[False, True, True], ignore_index=True)
    return listed[["date", "job_no", "employee_id", "name", "severity_label", "comment", "handling", "answer"]]


def _ratings(surveys: pd.DataFrame) -> pd.DataFrame:
    """One row a rating: employee_id, matter (its label) and level."""
    named = surveys[["employee_id", *MATTERS]].rename(columns=MATTERS)
    return named.melt(id_vars="employee_id", var_name="matter", value_name="level").dropna(subset=["level"])


def _means(counts: pd.DataFrame, rulebook: Rulebook) -> list[int]:
    weights = {str(level): weight for level, weight in rulebook.survey.averages.items()}
    rows = counts[list(LEVELS)].to_dict("records")
    return [
        half_up(Fraction(HUNDREDTHS * sum(weights[str(level)] * int(n) for level, n in row.items()), sum(map(int, row.values()))))
        for row in rows
    ]
