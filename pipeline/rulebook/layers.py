"""A company's rulebook that says only what differs from the one that it builds on."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import yaml

Figures = dict[str, Any]
Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
TABLES = {
    ("roles",), ("shifts",), ("ladders",), ("company_tables",), ("actions",), ("deductions",), ("bonuses",), ("derived",), ("clauses",),
    ("departments",), ("complaints", "closing", "departments"), ("survey", "points_per_rating"), ("labour_law", "regions"), ("comments",),
}  # fmt: skip
"""Where entries have names of the company's own."""
OWN = ("effective_from", "approval", "based_on")
"""What each rulebook says of itself."""
HEAD = "# 由 kaohe 生成的规则文件；各项的含义见 kaohe rulebook export 的工作簿。\n"


def merged(base: Mapping[str, Any], layer: Mapping[str, Any], path: tuple[str, ...] = ()) -> Figures:
    """The figures of `base` with those of `layer` in their places; lists and single figures are replaced whole.

    An entry of a table, a topic or a list that is `null` in the layer is not in the rulebook any more.
    """
    figures = {key: deepcopy(value) for key, value in base.items() if path or key not in OWN}
    for key, value in layer.items():
        if value is None and (path in TABLES or isinstance(figures.get(key), Mapping | list)):
            figures.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(figures.get(key), Mapping):
            figures[key] = merged(figures[key], value, (*path, str(key)))
        else:
            figures[key] = deepcopy(value)
    return figures


def difference(base: Mapping[str, Any], figures: Mapping[str, Any], path: tuple[str, ...] = ()) -> Figures:
    """The layer that makes `figures` of `base`: what is not there any more is null in it."""
    layer: Figures = {key: None for key in base if key not in figures and (path or key not in OWN)}
    for key, value in figures.items():
        was = base.get(key)
        if key in base and was == value and (path or key not in OWN):
            continue
        if isinstance(value, Mapping) and isinstance(was, Mapping) and (path or key not in OWN):
            layer[key] = difference(was, value, (*path, str(key)))
        else:
            layer[key] = deepcopy(value)
    return layer


def written(figures: Mapping[str, Any]) -> str:
    """The figures as a rulebook file."""
    return HEAD + yaml.dump(dict(figures), Dumper=Dumper, allow_unicode=True, sort_keys=False, width=110)
