"""What people noted beside the figures of a rulebook: comments of its file, and those that a workbook had on its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from pipeline.rulebook.layers import HEAD
from pipeline.rulebook.load import SHIPPED, Loader, base_of, figures_of
from pipeline.rulebook.model import Rulebook

WHOLE_LINE = re.compile(r"\s*#\s?(.*)")
BEHIND = re.compile(r"[\s\]},]*#\s?(.*)")


def comments_of(rulebook: Rulebook) -> dict[str, str]:
    """By the dotted path of what each is about; those of the shipped file are for its maintainers and stay there."""
    found = _of_file(rulebook.source) if rulebook.source.suffix == ".yaml" and rulebook.source.is_file() else {}
    return found | {path: text for path, text in figures_of(rulebook).get("comments", {}).items() if text is not None}


def _of_file(path: Path) -> dict[str, str]:
    """Of the file and those that it builds on; one that a file says is gone is gone."""
    if path.parent == SHIPPED:
        return {}
    text = path.read_text(encoding="utf-8")
    figures = yaml.load(text, Loader)
    found = _of_file(base_of(str(figures["based_on"]), path)) if figures.get("based_on") else {}
    found |= _in_text(text)
    gone = [place for place, said in figures.get("comments", {}).items() if said is None]
    return {place: said for place, said in found.items() if place not in gone}


def _in_text(text: str) -> dict[str, str]:
    """Lines of comment stand above what they are about, one behind a value beside it."""
    lines = text.splitlines()
    begin: dict[int, str] = {}
    ends: dict[int, int] = {}
    for path, node in _nodes(yaml.compose(text, Loader), ()):
        begin.setdefault(node.start_mark.line, ".".join(path))
        if isinstance(node, yaml.ScalarNode):
            ends[node.end_mark.line] = max(ends.get(node.end_mark.line, 0), node.end_mark.column)
    found: dict[str, list[str]] = {}
    above: list[str] = []
    for number, line in enumerate(lines):
        if number in begin:
            behind = BEHIND.fullmatch(line[ends.get(number, len(line)) :])
            said = [*above, *([behind[1]] if behind else [])]
            above = []
            if said:
                found.setdefault(begin[number], []).extend(said)
        elif number not in ends and (own := WHOLE_LINE.fullmatch(line)) and f"{line}\n" != HEAD:
            above.append(own[1])
    return {path: "\n".join(said) for path, said in found.items()}


def _nodes(node: yaml.Node | None, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], yaml.Node]]:
    """Every key and every entry of a list with its path, and every value."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value))
            yield here, key
            yield from _nodes(value, here)
    elif isinstance(node, yaml.SequenceNode):
        for at, each in enumerate(node.value):
            yield (*path, str(at)), each
            yield from _nodes(each, (*path, str(at)))
    elif node is not None:
        yield path, node
