"""What the archive hands to a run of a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.archive.address import START
from pipeline.base.period import Month
from pipeline.settlement.settle import Past


@dataclass(frozen=True)
class Archived:
    """`past` for the rules, `link` the journal's head that it all stands on, `runs` what earlier months had (by month).

    `last` is the last closed month, `closed` are all of them.
    """

    past: Past = field(default_factory=Past)
    link: str = START
    runs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    last: Month | None = None
    closed: frozenset[Month] = frozenset()
