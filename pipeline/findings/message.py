"""What a finding says: its level, a short title, a sentence and a piece of advice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Message:
    """`text` and `advice` are `str.format` templates over a finding's parameters."""

    level: Level
    title: str
    text: str
    advice: str
