"""Tables for the terminal, in which a Chinese character is two columns wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

from pipeline.language.chosen import read


def table_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Header and rows as lines, each column as wide as its widest cell."""
    lines = [tuple(read(str(cell)) for cell in row) for row in (header, *rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
