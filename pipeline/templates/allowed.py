"""What may stand in a column: the choices of its list, the limits of its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.base.units import plain
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.column import Column, labels_in
from pipeline.schemas.sheet import Sheet

IN_HUNDREDTHS = ("money", "points")


@dataclass(frozen=True)
class Bounds:
    """Bounds as people write them ("0.5"); None where there is none; `above` leaves the lower one itself out."""

    low: str | None = None
    high: str | None = None
    above: bool = False

    @property
    def words(self) -> str:
        if self.low is not None and self.high is not None:
            return f"{self.low} 到 {self.high}"
        if self.low is not None:
            return f"{'大于' if self.above else '不小于'} {self.low}"
        return f"不大于 {self.high}" if self.high is not None else ""


def choices(column: Column, sheet: Sheet, rulebook: Rulebook) -> tuple[str, ...]:
    """The entries of the column's drop-down list; none for columns that are filled freely."""
    if column.kind == "yes_no":
        return ("是", "否")
    if column.kind == "item":
        books = (rulebook, *rulebook.of_departments.values())
        return tuple(dict.fromkeys(f"{item.code} {item.label}" for book in books for item in book.items_on(sheet.name)))
    return tuple(dict.fromkeys(labels_in(column, rulebook).values()))


def limits(column: Column, sheet: Sheet, rulebook: Rulebook) -> Bounds:
    """The schema's limits; where the rulebook sets them (A-3, A-3.4), the rulebook's."""
    if (sheet.name, column.name) == ("leader_adjustments", "points"):
        most = rulebook.leader_adjustment.limit
        return Bounds(plain(-most), plain(most))
    if (sheet.name, column.name) == ("deductions", "points"):
        return Bounds("0", plain(_most_points(rulebook)))
    write = plain if column.kind in IN_HUNDREDTHS else str
    low = column.minimum if column.above is None else column.above
    return Bounds(
        None if low is None else write(low),
        None if column.maximum is None else write(column.maximum),
        above=column.above is not None,
    )


def _most_points(rulebook: Rulebook) -> int:
    """The most that any item of the log costs a time."""
    figures = [0]
    for item in rulebook.items.values():
        if item.sheet == "deductions":
            figures += [each.points for each in item.sets_off if each.points is not None]
            figures += [each.points_between[1] for each in item.sets_off if each.points_between is not None]
    return max(figures)
