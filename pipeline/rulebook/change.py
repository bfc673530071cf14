"""A rulebook with some of its figures set anew; the file that it came from stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from pipeline.language.translation import _
from pipeline.rulebook.layers import written
from pipeline.rulebook.load import RulebookError, figures_of, rulebook_from
from pipeline.rulebook.model import Rulebook

Keys = tuple[str | int, ...]


def with_values(rulebook: Rulebook, values: Mapping[Keys, Any]) -> Rulebook:
    """The rulebook with `values` at their paths; raises RulebookError with the place of what does not fit."""
    figures = figures_with(rulebook, values)
    return rulebook_from(figures, Path(f"{rulebook.name}.yaml"), written(figures))


def figures_with(rulebook: Rulebook, values: Mapping[Keys, Any]) -> dict[str, Any]:
    """The rulebook's figures with `values` at their paths."""
    figures = figures_of(rulebook)
    for path, value in values.items():
        place: Any = figures
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value
    return figures


def with_setting(rulebook: Rulebook, setting: str) -> Rulebook:
    """"pay.yuan_per_point=12" put into the rulebook; raises RulebookError."""
    dotted, equals, text = setting.partition("=")
    if not equals:
        raise RulebookError(_("--set 应写成 pay.yuan_per_point=12 这样，现为 {setting}。", setting=setting))
    path = path_of(figures_of(rulebook), dotted.strip())
    if path is None:
        raise RulebookError(_("规则里没有 {dotted} 这一项；各项的名称见 kaohe rulebook export 的“路径”列。", dotted=dotted.strip()))
    try:
        value = yaml.safe_load(text.strip())
    except yaml.YAMLError:
        raise RulebookError(_("{dotted} 的值 {text} 读不懂。", dotted=dotted.strip(), text=text.strip())) from None
    return with_values(rulebook, {path: value})


def path_of(figures: Any, dotted: str) -> Keys | None:
    """The keys that `dotted` names; codes of items have dots of their own, so the longest fitting key counts."""
    if isinstance(figures, Mapping):
        for key in sorted(figures, key=lambda each: -len(str(each))):
            if dotted == str(key):
                return (key,)
            if dotted.startswith(f"{key}."):
                rest = path_of(figures[key], dotted[len(str(key)) + 1 :])
                return None if rest is None else (key, *rest)
    if isinstance(figures, Sequence) and not isinstance(figures, str):
        head, _dot, tail = dotted.partition(".")
        if head.isdigit() and int(head) < len(figures):
            rest = path_of(figures[int(head)], tail) if tail else ()
            return None if rest is None else (int(head), *rest)
    return None
