"""How the figures of a rulebook are written, and the exact whole numbers that they become."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from pipeline.base.units import HUNDREDTHS, SECONDS_A_DAY


class Topic(BaseModel):
    """A part of the rulebook: unknown keys are refused, nothing changes after reading.

    `decided` says what was decided, and why, where the regulation is silent.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    decided: str | None = None


class Rule(Topic):
    """A topic with the clause that it comes from."""

    clause: str


def hundredths(value: object) -> int:
    """2 or 2.5 as hundredths; no more than two decimals, no text, no yes/no."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"应为数字，现为 {value!r}")
    exact = Decimal(str(value)) * HUNDREDTHS
    if exact != exact.to_integral_value():
        raise ValueError(f"最多两位小数，现为 {value}")
    return int(exact)


def seconds(value: object) -> int:
    """"17:30" or "次日 01:00" as seconds since the day's midnight; must be quoted in YAML."""
    found = re.fullmatch(r"(次日\s*)?([01]?\d|2[0-3]):([0-5]\d)", value) if isinstance(value, str) else None
    if not found:
        raise ValueError(f"应为带引号的时间，如 \"17:30\" 或 次日 01:00，现为 {value!r}")
    return bool(found[1]) * SECONDS_A_DAY + int(found[2]) * 3600 + int(found[3]) * 60


def share(value: object) -> Fraction:
    """"1/2" or 1 as an exact share between 0 and 1."""
    try:
        exact = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"应为分数，如 1/2，现为 {value!r}") from None
    if not 0 <= exact <= 1:
        raise ValueError(f"应在 0 和 1 之间，现为 {value}")
    return exact


Points = Annotated[int, BeforeValidator(hundredths)]
Yuan = Annotated[int, BeforeValidator(hundredths)]
Clock = Annotated[int, BeforeValidator(seconds)]
Share = Annotated[Fraction, BeforeValidator(share)]
