"""How a command ended: everything that its views (lines, nothing, JSON) are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Made:
    """A month's or branch's output that a command made, or kept as it was: its findings by level, its files by name."""

    month: str
    folder: str
    findings: Mapping[str, int]
    files: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """The exit code, what is said in sentences (the last one is what to do next), and the outputs that it is about.

    `record` is what the command answers to other programs where they ask for it; then nothing is said.
    """

    code: int
    said: tuple[str, ...] = ()
    made: tuple[Made, ...] = ()
    record: object = None

    @property
    def next(self) -> str:
        return self.said[-1] if self.said else ""

    def named(self, name: Callable[[str], str]) -> Outcome:
        """With folders called by other names."""
        made = tuple(replace(each, folder=name(each.folder)) for each in self.made)
        return replace(self, said=tuple(map(name, self.said)), made=made)


def said(code: int, *sentences: object) -> Outcome:
    return Outcome(code, tuple(line for each in sentences for line in str(each).split("\n")))


def file_names(outputs: Mapping[str, object]) -> tuple[str, ...]:
    """The files of an output that stand in its folder itself."""
    return tuple(sorted(name for name in outputs if Path(name).name == name))
