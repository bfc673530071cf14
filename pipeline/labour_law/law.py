"""The parameters of national law, dated, with their references."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from pipeline.rulebook.values import Share

FILE = Path(__file__).with_name("national.yaml")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Reference(_Part):
    basis: str


class ShareOf(Reference):
    value: Share


class Count(Reference):
    value: int


class Law(_Part):
    """Hours, days and the share of a wage, each beside the article that says so."""

    in_force_from: date = Field(alias="from")
    share_of_wage: ShareOf
    minimum_wage: Reference
    withheld: Reference
    training_charge: Reference
    fines: Reference
    daily_hours: Count
    rest_in_days: Count
    overtime_hours: Count


@cache
def _laws() -> tuple[Law, ...]:
    return tuple(Law.model_validate(each) for each in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def law_on(day: date) -> Law:
    """What is in force on `day`; the oldest entry stands for all time before it."""
    laws = sorted(_laws(), key=lambda law: law.in_force_from)
    return next((law for law in reversed(laws) if law.in_force_from <= day), laws[0])
