"""The rulebook that the tests reckon with: the shipped one, its figures those of own_rulebook.yaml.

As long as the shipped figures are the same it is the shipped file itself. When one of them changes, only the tests that
look at SHIPPED_BOOK see it; all others go on with the figures that they were written with.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.nodes import MappingNode, Node, SequenceNode

from pipeline.app.settings import RULEBOOK
from pipeline.rulebook import load
from pipeline.rulebook.load import Loader, rulebook_for

SHIPPED_BOOK = rulebook_for(date(2026, 11, 1))
OWN: dict[str, Any] = yaml.load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"), Loader)


def use_own_figures() -> None:
    """Let the program take a rulebook with the tests' figures for the shipped one, where these differ."""
    text = _with(SHIPPED_BOOK.text, OWN)
    if text != SHIPPED_BOOK.text:
        folder = Path(tempfile.mkdtemp(prefix="kaohe-own-rulebook-"))
        (folder / SHIPPED_BOOK.source.name).write_text(text, encoding="utf-8")
        load.SHIPPED = folder


def of_processes() -> dict[str, str]:
    """What the environment says to processes that the program starts, so that they take the tests' figures too."""
    return {} if SHIPPED_BOOK.source.parent == load.SHIPPED else {RULEBOOK: str(load.SHIPPED)}


def differing(shipped: Any, own: Any, path: str) -> dict[str, Any]:
    """By path, the shipped figures that are not the tests' own."""
    if isinstance(shipped, Mapping) and isinstance(own, Mapping):
        below = (differing(shipped.get(key), value, f"{path}.{key}") for key, value in own.items())
        return {place: figure for each in below for place, figure in each.items()}
    return {} if shipped == own else {path: shipped}


def _with(text: str, own: Mapping[str, Any]) -> str:
    """The text of a rulebook with these figures in their places, and not a letter of it otherwise changed."""
    for start, end, figure in sorted(_changes(yaml.compose(text, Loader), own), reverse=True):
        text = text[:start] + figure + text[len(text[:end].rstrip()):]
    return text


def _changes(node: Node, own: Any) -> Iterator[tuple[int, int, str]]:
    """From where to where the text has another figure, and what belongs there."""
    if isinstance(node, MappingNode) and isinstance(own, Mapping):
        for key, value in node.value:
            if key.value in own:
                yield from _changes(value, own[key.value])
    elif isinstance(node, SequenceNode) and isinstance(own, list) and len(node.value) == len(own):
        for value, figure in zip(node.value, own, strict=True):
            yield from _changes(value, figure)
    elif SafeConstructor().construct_object(node, deep=True) != own:
        figure = yaml.safe_dump(own, default_flow_style=True, allow_unicode=True, width=10**6).removesuffix("...\n").strip()
        yield node.start_mark.index, node.end_mark.index, figure
