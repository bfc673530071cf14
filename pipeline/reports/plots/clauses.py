"""Where the team loses most: points taken by clause."""

from __future__ import annotations

import pandas as pd

from pipeline.base.units import plain
from pipeline.language.translation import N_, _
from pipeline.reports.plots.drawing import WIDTH, Plot, box, drawing, fitted, text, text_width
from pipeline.rules.objections import standing

NAME, TITLE = "plot-clauses", N_("扣分最多的条款")
SHOWN = 8
ROW = 40


def points_by_clause(entries: pd.DataFrame, deduction: str) -> Plot | None:
    """Points lost and how often, the worst clauses first; None where nothing was deducted."""
    stood = standing(entries)
    lost = stood[(stood["category"] == deduction) & (stood["points"] < 0)]
    if lost.empty:
        return None
    groups = lost.groupby("clause", sort=True)
    sums = groups.agg(label=("label", "first"), points=("points", "sum"), times=("points", "size"), people=("employee_id", "nunique"))
    listed = sums.sort_values("points", kind="stable").reset_index()
    lines = listed.to_dict("records")
    worst = lines[0]["points"]
    shapes = []
    for number, row in enumerate(lines[:SHOWN]):
        top = number * ROW
        said = _("{points} 分 · {times} 次", points=plain(row['points']), times=row['times'])
        shapes.append(text(0, top + 15, fitted(f"{row['clause']} {row['label']}", WIDTH - text_width(said) - 12)))
        shapes.append(text(WIDTH, top + 15, said, "end", "strong"))
        shapes.append(box(0, top + 22, WIDTH * row["points"] / worst, 9, "bar lost"))
    rows = [(row["clause"], row["label"], row["times"], row["people"], plain(row["points"])) for row in lines]
    first = lines[0]
    summary = (
        _("全部门共扣 {points} 分，涉及 {lines} 条；最多的是 {clause} {label}，{times} 次共 {worst} 分。", points=plain(-sum(row['points'] for row in lines)), lines=len(lines), clause=first['clause'], label=first['label'], times=first['times'], worst=plain(-worst))
    )
    height = min(len(lines), SHOWN) * ROW
    headers = (_("条款"), _("事项"), _("次数"), _("人数"), _("扣分"))
    return Plot(NAME, _(TITLE), summary, drawing(NAME, _(TITLE), summary, height, shapes), headers, rows, 3)
