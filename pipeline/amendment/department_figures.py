"""部门数值: what single figures are in one department, where its rule is another than the company's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from pipeline.amendment.rows import Figures, Row, Spots, rules_of
from pipeline.amendment.single_figures import read, shown
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.parameters import Parameter, parameters

TOPICS = ("exam", "neglect", "weekly_summary")
"""The rules of single figures that a department may have for itself; scales and ladders have tables of their own."""


def department_rows(rulebook: Rulebook) -> list[Row]:
    """Every figure of each such rule, by department."""
    return [
        {"department": each.path[1], "name": _company_s(each), "value": shown(each.value, rulebook), "unit": each.unit or None, "clause": each.clause}
        for each in parameters(rulebook) if each.path[0] == "departments" and each.path[2] in TOPICS
    ]  # fmt: skip


def put_department_figures(rows: Sequence[Row], rulebook: Rulebook, figures: Figures) -> tuple[Spots, list[int], Sequence[str]]:
    """The values put into rules that are otherwise those that the department had, or the company's; the rows that name no figure, and
    the names that there are."""
    known = {each.name: each for each in parameters(rulebook) if each.path[0] in TOPICS}
    before: Mapping[str, Any] = deepcopy(figures.get("departments", {}))
    for rules in figures.get("departments", {}).values():
        for topic in TOPICS:
            rules.pop(topic, None)
    spots: Spots = {}
    unknown = []
    for number, row in enumerate(rows):
        figure = known.get(str(row["name"]).strip())
        if figure is None:
            unknown.append(number)
            continue
        topic, (*keys, last) = str(figure.path[0]), figure.path[1:]
        own = rules_of(figures, row["department"])
        if topic not in own:
            company_s = {key: value for key, value in figures[topic].items() if key != "decided"}
            own[topic] = deepcopy(before.get(row["department"], {}).get(topic) or company_s)
        place: Any = own[topic]
        for key in keys:
            place = place[key]
        if (row["value"] or "") != (shown(place[last], rulebook) or ""):
            place[last] = read(row["value"], place[last], rulebook)
        spots["departments", row["department"], *figure.path] = (number, "value")
    return spots, unknown, list(known)


def _company_s(figure: Parameter) -> str:
    """The name that the figure has in the company's rule."""
    return figure.name.removeprefix(f"{figure.path[1]}：")
