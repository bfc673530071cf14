"""The rulebook that the tests reckon with: the shipped one, its figures those of own_rulebook.yaml.

As long as the shipped figures are the same it is the shipped file itself. When one of them changes, only the tests that
look at SHIPPED_BOOK see it; all others go on with the figures that they were written with.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pipeline.rulebook import load
from pipeline.rulebook.layers import written
from pipeline.rulebook.load import figures_of, rulebook_for

SHIPPED_BOOK = rulebook_for(date(2026, 11, 1))
OWN: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))


def use_own_figures() -> None:
    """Let the program take a rulebook with the tests' figures for the shipped one, where these differ."""
    shipped = figures_of(SHIPPED_BOOK)
    own = _with(shipped, OWN)
    if own != shipped:
        folder = Path(tempfile.mkdtemp(prefix="kaohe-own-rulebook-"))
        (folder / SHIPPED_BOOK.source.name).write_text(written(own), encoding="utf-8")
        load.SHIPPED = folder


def differing(shipped: Any, own: Any, path: str) -> dict[str, Any]:
    """By path, the shipped figures that are not the tests' own."""
    if isinstance(shipped, Mapping) and isinstance(own, Mapping):
        below = (differing(shipped.get(key), value, f"{path}.{key}") for key, value in own.items())
        return {place: figure for each in below for place, figure in each.items()}
    return {} if shipped == own else {path: shipped}


def _with(figures: Any, own: Any) -> Any:
    """The figures with the tests' own in their place; what these do not have stays."""
    if isinstance(figures, Mapping) and isinstance(own, Mapping):
        return {**figures, **{key: _with(figures.get(key), value) for key, value in own.items()}}
    return own
