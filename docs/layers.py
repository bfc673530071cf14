"""The picture in architecture.md, drawn from import-linter's contracts and the rooms' own words: `make architecture`."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- made by make architecture -->\n```text\n", "```\n<!-- end -->"


def page(text: str) -> str:
    """The page with the picture as it has to be now."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + "\n".join(picture()) + "\n" + END + rest.partition(END)[2]


def picture() -> Iterator[str]:
    """A box for each layer; a line says from where on down a library may not be imported, and by which rooms it may."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = [tuple(room.strip() for room in layer.split("|")) for layer in _one(contracts, "layers")["layers"]]
    limits = _limits(layers, [each for each in contracts if each["type"] == "forbidden"])
    column = max(len(room) for layer in layers for room in layer) + 2
    boxes = []
    for at, layer in enumerate(layers):
        if at in limits:
            boxes.append([f"▼ {line}" for line in limits[at]])
        boxes.append([f"{room:<{column}}{purpose(room)}" for room in layer])
    width = max(len(line) for box in boxes for line in box)
    for at, box in enumerate(boxes):
        yield ("├" if at else "┌") + "─" * (width + 2) + ("┤" if at else "┐")
        yield from (f"│ {line:<{width}} │" for line in box)
    yield "└" + "─" * (width + 2) + "┘"


def purpose(room: str) -> str:
    """What the room says first of itself, up to the colon, semicolon or full stop."""
    code = (ROOT / "pipeline" / room / "__init__.py").read_text(encoding="utf-8")
    return re.split(r"[.:;](?: |$)", ast.get_docstring(ast.parse(code)) or "")[0]


def _limits(layers: Sequence[tuple[str, ...]], forbidden: Sequence[Mapping[str, Any]]) -> dict[int, list[str]]:
    """By the layer from which on they hold, what may not be imported from there down."""
    found: dict[int, list[str]] = {}
    for contract in forbidden:
        kept_out = {module.rpartition(".")[2] for module in contract["source_modules"]}
        start = next(at for at, layer in enumerate(layers) if kept_out & set(layer))
        free = [room for layer in layers[start:] for room in layer if room not in kept_out]
        line = f"from here down no {', '.join(contract['forbidden_modules'])}" + (f" (but in {', '.join(free)})" if free else "")
        found.setdefault(start, []).append(line)
    return found


def _one(contracts: Sequence[Mapping[str, Any]], kind: str) -> Mapping[str, Any]:
    [contract] = [each for each in contracts if each["type"] == kind]
    return contract


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
