"""What the archive can tell of closed months, when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.base.period import Month
from pipeline.rulebook.model import Rulebook
from pipeline.settlement.corrections import PERSON

if TYPE_CHECKING:
    from pipeline.settlement.settle import Past



@dataclass(frozen=True)
class Effective:
    """A closed month with all that was booked since (see `archive.effective`); `people` by id, `opening` in fen."""

    entries: pd.DataFrame
    scores: pd.DataFrame
    spending: pd.DataFrame
    people: Mapping[str, Mapping[str, Any]]
    opening: int


@dataclass(frozen=True)
class ClosedMonth:
    """What it takes to settle a closed month again.

    `version` is that of the program that closed it. `tables` are those that it was last settled with by itself, `decided`
    the complaints of which later months' registers knew better, `objected` the objections
    that later months have. `past` is what it looked back on, with all corrections since.
    """

    month: Month
    version: str
    rulebook: Rulebook
    tables: Mapping[str, pd.DataFrame]
    decided: pd.DataFrame
    objected: pd.DataFrame
    past: Past
    effective: Effective


def _nothing(_: Month) -> None:
    return None


def _no_logs(_: int) -> list[pd.DataFrame]:
    return []


@dataclass(frozen=True)
class Known:
    """`months` are those closed before, `read` gives one that can be settled again, None where it is purged or too old.

    `register` gives its complaints alone, as later registers know them, None where the archive has none.
    `logs` gives the deductions of as many of the last months as are asked for and still there, oldest first.
    `charged` has the months in which a complaint's penalty was charged, `people` whoever was on a closed pay sheet (PERSON).
    """

    months: tuple[Month, ...] = ()
    read: Callable[[Month], ClosedMonth | None] = _nothing
    register: Callable[[Month], pd.DataFrame | None] = _nothing
    logs: Callable[[int], list[pd.DataFrame]] = _no_logs
    charged: Mapping[str, str] = field(default_factory=dict)
    people: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=PERSON, dtype="str"))
