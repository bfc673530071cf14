"""Where the team loses most: points taken by clause."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from pipeline.base.units import plain
from pipeline.language.translation import N_, _
from pipeline.reports.plots.drawing import WIDTH, Plot, box, drawing, fitted, text, text_width
from pipeline.rules.objections import standing

NAME, TITLE = "plot-clauses", N_("扣分最多的条款")
SHOWN = 8
ROW = 40


@dataclass
class _Lost:
    """What a clause took: points (hundredths, negative), from whom and how often."""

    clause: str
    label: str
    points: int = 0
    times: int = 0
    people: set[str] = field(default_factory=set)


def points_by_clause(entries: pd.DataFrame, deduction: str) -> Plot | None:
    """Points lost and how often, the worst clauses first; None where nothing was deducted."""
    stood = standing(entries)
    lost = stood[(stood["category"] == deduction) & (stood["points"] < 0)]
    if lost.empty:
        return None
    lines = _by_clause(lost)
    first = lines[0]
    shapes = []
    for number, line in enumerate(lines[:SHOWN]):
        top = number * ROW
        said = _("{points} 分 · {times} 次", points=plain(line.points), times=line.times)
        shapes.append(text(0, top + 15, fitted(f"{line.clause} {line.label}", WIDTH - text_width(said) - 12)))
        shapes.append(text(WIDTH, top + 15, said, "end", "strong"))
        shapes.append(box(0, top + 22, WIDTH * line.points / first.points, 9, "bar lost"))
    rows = [(line.clause, line.label, line.times, len(line.people), plain(line.points)) for line in lines]
    summary = (
        _("全部门共扣 {points} 分，涉及 {lines} 条；最多的是 {clause} {label}，{times} 次共 {worst} 分。", points=plain(-sum(line.points for line in lines)), lines=len(lines), clause=first.clause, label=first.label, times=first.times, worst=plain(-first.points))
    )
    height = min(len(lines), SHOWN) * ROW
    headers = (_("条款"), _("事项"), _("次数"), _("人数"), _("扣分"))
    return Plot(NAME, _(TITLE), summary, drawing(NAME, _(TITLE), summary, height, shapes), headers, rows, 3)


def _by_clause(lost: pd.DataFrame) -> list[_Lost]:
    """The one that took most first."""
    found: dict[str, _Lost] = {}
    for clause, label, points, who in zip(*(lost[name].tolist() for name in ("clause", "label", "points", "employee_id")), strict=True):
        line = found.setdefault(clause, _Lost(clause, label))
        line.points, line.times = line.points + points, line.times + 1
        line.people.add(who)
    return sorted(found.values(), key=lambda line: (line.points, line.clause))
