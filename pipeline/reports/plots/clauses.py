"""Where the team loses most: points taken by clause."""

from __future__ import annotations

import pandas as pd

from pipeline.base.units import plain
from pipeline.reports.plots.drawing import WIDTH, Plot, box, drawing, fitted, text

NAME, TITLE = "plot-clauses", "扣分最多的条款"
SHOWN = 10
ROW = 34
LETTERS = 42


def points_by_clause(entries: pd.DataFrame, deduction: str) -> Plot | None:
    """Points lost and how often, the worst clauses first; None where nothing was deducted."""
    lost = entries[(entries["category"] == deduction) & (entries["points"] < 0)]
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
        shapes.append(text(0, top + 13, fitted(f"{row['clause']} {row['label']}", LETTERS)))
        shapes.append(text(WIDTH, top + 13, f"{plain(row['points'])} 分 · {row['times']} 次", "end", "strong"))
        shapes.append(box(0, top + 18, WIDTH * row["points"] / worst, 9, "bar lost"))
    rows = [(row["clause"], row["label"], row["times"], row["people"], plain(row["points"])) for row in lines]
    first = lines[0]
    summary = (
        f"全部门共扣 {plain(-sum(row['points'] for row in lines))} 分，涉及 {len(lines)} 条；"
        f"最多的是 {first['clause']} {first['label']}，{first['times']} 次共 {plain(-worst)} 分。"
    )
    height = min(len(lines), SHOWN) * ROW
    headers = ("条款", "事项", "次数", "人数", "扣分")
    return Plot(NAME, TITLE, summary, drawing(NAME, TITLE, summary, height, shapes), headers, rows, 3)
