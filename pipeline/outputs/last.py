"""What the last output of a month told, for the run that replaces it."""

from __future__ import annotations

import csv
from pathlib import Path


def findings_of(output: Path) -> frozenset[tuple[str, ...]] | None:
    """The findings of an earlier output as rows of its validation.csv; None where there is none."""
    path = output / "validation.csv"
    if not path.exists():
        return None
    with path.open(encoding="utf-8-sig", newline="") as file:
        return frozenset(tuple(row) for row in list(csv.reader(file))[1:])
