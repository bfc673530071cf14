"""The register's codes in the words in which people read them, as the schemas have them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.schemas.complaints import ANSWERS, APPROVERS, CATEGORIES, REASONS, RESOLUTIONS
from pipeline.schemas.service import SEVERITIES

CHOICES: Mapping[str, Mapping[str, str]] = {
    "category": CATEGORIES,
    "reason": REASONS,
    "severity": SEVERITIES,
    "approver_role": APPROVERS,
    "resolution": RESOLUTIONS,
    "notified_by": ANSWERS,
}
OFFICES = {code: label for label, code in APPROVERS.items()}
UNKNOWN = "—"
SEPARATOR = "；"


def with_labels(complaints: pd.DataFrame) -> pd.DataFrame:
    """The register with the label of each choice beside its code, as `category_label` and so on."""
    labels = {name: {code: label for label, code in choices.items()} for name, choices in CHOICES.items()}
    return complaints.assign(**{f"{name}_label": pd.array([words.get(code) for code in complaints[name]], dtype="str") for name, words in labels.items()})


def is_no(answer: pd.Series[bool]) -> pd.Series[bool]:
    """Where a yes/no column says no; missing is not no."""
    return ~answer.fillna(True).astype(bool)


def is_yes(answer: pd.Series[bool]) -> pd.Series[bool]:
    """Where a yes/no column says yes; missing is not yes."""
    return answer.fillna(False).astype(bool)
