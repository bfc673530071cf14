"""How many people have each grade, with last month's number as a mark on the bar (A-3.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.language.translation import N_, _
from pipeline.reports.plots.drawing import WIDTH, Plot, box, drawing, line, text, text_width

NAME, TITLE = "plot-grades", N_("等级人数")
ROW, LEFT = 36, 34
LARGEST_PLACE = 5


def grade_colour(place: int) -> str:
    """The class that page.css has for the grade in this place, the best being 0; the last ones share one."""
    return f"g{min(place, LARGEST_PLACE)}"


def grade_counts(grades: Sequence[tuple[str, int, float]], before: Mapping[str, int] | None) -> Plot | None:
    """`grades` as (grade, people, share) from the best down; `before` are last month's people by grade, if known."""
    if not grades:
        return None
    most = max([people for _, people, _ in grades] + list((before or {}).values()))
    notes = [_("{people} 人 · {share}", people=people, share=f"{share:.0%}") + ("" if before is None else _("（上月 {was}）", was=before.get(grade, 0))) for grade, people, share in grades]
    room = WIDTH - LEFT - max(map(text_width, notes)) - 12
    shapes, rows, words = [], [], []
    for place, (grade, people, share) in enumerate(grades):
        middle, was = place * ROW + ROW / 2, None if before is None else before.get(grade, 0)
        shapes.append(text(LEFT - 12, middle + 5, grade, "end", "strong"))
        shapes.append(box(LEFT, middle - 8, max(room * people / most, 1.5), 16, f"bar {grade_colour(place)}"))
        if was is not None:
            mark = LEFT + room * was / most
            shapes.append(line(mark, middle - 11, mark, middle + 11, "last"))
        shapes.append(text(WIDTH, middle + 5, notes[place], "end"))
        rows.append((grade, people, f"{share:.0%}", *(() if was is None else (was,))))
        words.append(_("{grade} 级 {people} 人", grade=grade, people=people))
    summary = "，".join(words) + "。" + ("" if before is None else _("竖线是上月人数。"))
    headers = (_("等级"), _("人数"), _("占比"), *(() if before is None else (_("上月人数"),)))
    return Plot(
        NAME, _(TITLE), summary, drawing(NAME, _(TITLE), summary, len(grades) * ROW, shapes), headers, rows, len(headers) - 1
    )
