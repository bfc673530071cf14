"""Notes on the cells of a rulebook's workbook, kept by what the cell is about, wherever its row has moved to (A-5.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.amendment.rows import Path

Cell = tuple[str, int, str]
"""Sheet, row (from 0), column."""


@dataclass(frozen=True)
class Named:
    """What the cells of a workbook are about, and the rows, by dotted paths; of several the shortest."""

    cells: Mapping[Cell, str]
    rows: Mapping[tuple[str, int], str]

    @classmethod
    def of(cls, spots: Mapping[Path, Cell]) -> Named:
        longest_first = sorted(((".".join(map(str, place)), cell) for place, cell in spots.items()), key=lambda spot: -len(spot[0]))
        return cls({cell: name for name, cell in longest_first}, {cell[:2]: name for name, cell in longest_first})

    def name(self, cell: Cell) -> str | None:
        """What a cell is about: its figure, or else a column of its row."""
        row = self.rows.get(cell[:2])
        return self.cells.get(cell) or (None if row is None else f"{row}#{cell[2]}")

    def cell(self, name: str) -> Cell | None:
        """Where what is named stands, or else the first of what is in it, or what is around it."""
        path, _sign, column = name.partition("#")
        row = next((row for row, each in self.rows.items() if each == path), None) if column else None
        if row is not None:
            return (*row, column)
        while path:
            within = [cell for cell, each in self.cells.items() if each == path or each.startswith(f"{path}.")]
            if within:
                return min(within, key=lambda cell: (self.cells[cell] != path, cell[1]))
            path = path.rpartition(".")[0]
        return None


def shown(comments: Mapping[str, str], named: Named) -> dict[Cell, str]:
    """What stands on each cell; of several about one, each on a line of its own."""
    found: dict[Cell, str] = {}
    for name, text in comments.items():
        cell = named.cell(name)
        if cell is not None:
            found[cell] = f"{found[cell]}\n{text}" if cell in found else text
    return found


def as_noted(comments: Mapping[str, str], before: Named, notes: Mapping[Cell, str], now: Named) -> dict[str, str]:
    """The comments as the notes of a workbook have them, which was written with `comments` on its cells as they were named `before`."""
    found = {name: text for name, text in comments.items() if before.cell(name) is None}
    written = {before.name(cell): text for cell, text in shown(comments, before).items()}
    for cell, text in notes.items():
        name = now.name(cell)
        if name is None:
            continue
        if written.get(name) == text:
            found |= {each: said for each, said in comments.items() if (where := before.cell(each)) is not None and before.name(where) == name}
        else:
            found[name] = text
    return found
