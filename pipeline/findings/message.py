"""What a finding says: its level, a short title, a sentence and a piece of advice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.language.translation import _, worded

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Message:
    """`title`, `text` and `advice` are marked `N_()`; the latter two are `str.format` templates over a finding's parameters."""

    level: Level
    title: str
    text: str
    advice: str


def error(title: str, text: str, advice: str) -> Message:
    return Message("error", title, text, advice)


def warning(title: str, text: str, advice: str) -> Message:
    return Message("warning", title, text, advice)


class Phrase:
    """A parameter of a finding that the program words itself, marked `N_()`: in the reader's language wherever it is said.

    What would mend the cell is its value `suggested`.
    """

    __slots__ = ("message", "values")

    def __init__(self, message: str, **values: object) -> None:
        self.message, self.values = message, values

    def __str__(self) -> str:
        return _(self.message, **self.values)

    @property
    def chinese(self) -> str:
        return worded(self.message, self.values)
