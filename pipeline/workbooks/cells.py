"""What a cell can hold, and what comes of reading one: a value and whether it was tidied, or `Unreadable`.

What is doubtful is refused, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, NamedTuple

SPACES = " \t\r\n\u00a0\u3000\u200b\ufeff\u2002\u2003\u2009"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe00-\ufe0f]")
"""What nobody sees: control characters, soft hyphens, joiners, direction marks, variation selectors."""


class Reading(NamedTuple):
    """`changed` says that the value was tidied: not what stood in the cell to the letter."""

    value: Any
    changed: bool


class Unreadable(Exception):
    """The cell cannot be read as its column's kind; `code` names the message."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class ErrorValue:
    """An error value such as #N/A in a cell."""

    text: str


@dataclass(frozen=True)
class Unstored:
    """A formula whose value is not stored in the file."""

    formula: str


@dataclass(frozen=True)
class Percent:
    """A number that its cell shows as a percentage: 88% for 0.88."""

    value: float

    def __str__(self) -> str:
        return f"{self.value * 100:.10g}%"


@dataclass(frozen=True)
class AsShown:
    """A number that its cell shows in another way: 00006 for 6."""

    value: float
    text: str


@dataclass(frozen=True)
class PartStruck:
    """Text of which a part is struck through: what is left nobody but its writer can tell."""

    text: str = ""


@dataclass(frozen=True)
class UnderAMerge:
    """A cell under a merged one; its finding stands at the merge."""


UNDER_A_MERGE = UnderAMerge()
CAUSED_ELSEWHERE = ""
"""The code of what is not right because of something that has a finding of its own elsewhere."""
EMPTY = Reading(None, False)


def refuse_broken(raw: object) -> None:
    """Raises `Unreadable` where nobody can tell what the cell says, whatever its column."""
    if isinstance(raw, UnderAMerge):
        raise Unreadable(CAUSED_ELSEWHERE)
    if isinstance(raw, ErrorValue):
        raise Unreadable("CELL_ERROR_VALUE", error=raw.text)
    if isinstance(raw, Unstored):
        raise Unreadable("FORMULA_NOT_STORED", formula=raw.formula)
    if isinstance(raw, PartStruck):
        raise Unreadable("CELL_PART_STRUCK")


def half_width(text: str) -> str:
    """The text in half-width characters, without what nobody sees."""
    return unicodedata.normalize("NFKC", CONTROL.sub("", text)).strip(SPACES)


def is_whole(number: int | float) -> bool:
    return isinstance(number, int) or number.is_integer()
