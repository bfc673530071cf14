"""What a workbook may offer to those who fill it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.base.period import Month
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.column import Column


@dataclass(frozen=True)
class KnownAhead:
    """The rulebook; and of a month that begins its days, its people (id and name), and rows by sheet and column, with the `notes` on
    their cells by sheet, row (from 0) and column.

    A row's values are those that the intake would read. `words` are those in use in a column ("roster.department") that
    people may want again. Of a template, which is for any month, only the rulebook.
    """

    rulebook: Rulebook
    month: Month | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    notes: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def offered_people(self) -> tuple[str, ...]:
        return tuple(map(self.offered, self.people))

    def offered(self, person: str) -> str:
        """The id with the name beside it, as the list shows it and the intake understands it."""
        return f"{person} {self.people[person]}" if person in self.people else person

    def words_for(self, column: Column) -> tuple[str, ...]:
        """The words that the column's list offers; none where any month's template is meant."""
        return tuple(dict.fromkeys(word for place in column.offers for word in self.words.get(place, ())))
