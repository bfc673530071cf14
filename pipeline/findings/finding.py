"""A finding: one thing that is wrong or unusual in what was handed in, with the place to look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.findings.catalogue import MESSAGES
from pipeline.findings.message import Level, Message, Phrase
from pipeline.language.translation import N_

LEVEL_LABELS: dict[Level, str] = {"error": N_("错误"), "warning": N_("警告")}


@dataclass(frozen=True)
class Finding:
    """One finding; `column` is the header as HR sees it, `cell` like "D5", `value` as it was typed.

    `people` are the employee ids that the finding concerns; a draft holds their amounts back. `more` are the other cells
    of the column that are wrong in the same way: one cause is one finding.
    """

    code: str
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    value: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    more: tuple[Finding, ...] = ()

    @property
    def kind(self) -> Message:
        return MESSAGES[self.code]

    @property
    def level(self) -> Level:
        return self.kind.level

    @property
    def message(self) -> str:
        """What it says in Chinese, which is what is recorded of it."""
        words = {name: word.chinese if isinstance(word, Phrase) else word for name, word in self.words.items()}
        return self.kind.text.format(**words)

    @property
    def words(self) -> dict[str, object]:
        place = {"file": self.file, "sheet": self.sheet, "row": self.row, "column": self.column, "cell": self.cell}
        return {**place, "value": self.value, **self.params}

    @cached_property
    def sort_key(self) -> tuple[str, str, int, int, str, str, str]:
        letters = (self.cell or "").rstrip("0123456789")
        return (self.file or "", self.sheet or "", self.row or 0, len(letters), letters, self.code, self.message)


FEW = 5
"""Cells wrong in the same way that are still findings each of its own."""


def by_cause(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, many errors of one kind in one column of a sheet drawn together in the first of them."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in sorted(findings, key=lambda each: each.sort_key):
        one_by_one = finding.level != "error" or finding.row is None or finding.column is None
        alike.setdefault((id(finding),) if one_by_one else (finding.code, finding.file, finding.sheet, finding.column), []).append(finding)
    together: list[Finding] = []
    for group in alike.values():
        if len(group) <= FEW:
            together += group
        else:
            people = tuple(sorted({person for each in group for person in each.people}))
            together.append(replace(group[0], people=people, more=tuple(group[1:])))
    return together


def each_cell(findings: Iterable[Finding]) -> list[Finding]:
    """Every cell that has a finding, also those that were drawn together."""
    return [cell for finding in findings for cell in (replace(finding, more=()), *finding.more)]
