"""How the scores lie over the grades: people by steps of five points, each grade's band behind them (A-3.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.base.units import plain
from pipeline.language.translation import N_, _
from pipeline.month.report import Scales
from pipeline.reports.plots.drawing import LETTER, WIDTH, Plot, box, drawing, line, path, text, text_width
from pipeline.reports.plots.grades import grade_colour

NAME, TITLE = "plot-scores", N_("考核分分布")
STEP = 500
BELOW_LOWEST = 4
"""Steps that are shown under the lowest grade's bound; lower scores stand together in the first one."""
TOP, FLOOR, HEIGHT = 48, 172, 222


@dataclass(frozen=True)
class ScoreStep:
    """People with a score from `start` on; `grade` is the place of their grade from the best down."""

    start: int
    end: int
    grade: int
    people: int
    open_below: bool = False

    @property
    def label(self) -> str:
        return _("低于 {end}", end=plain(self.end)) if self.open_below else f"{plain(self.start)}–{plain(self.end)}"


def score_distribution(scores: Sequence[int], scales: Scales, cap: int, average: int) -> Plot | None:
    """`scores`, `cap` and `average` in hundredths; None where nobody has a score."""
    if not scores:
        return None
    steps = score_steps(scores, scales, cap)
    words = [*(grade for grade, _, _ in scales.grades), scales.below]
    most = max(steps, key=lambda step: step.people)
    summary = (
        _("{scores} 人的考核分，平均 {average}，最低 {lowest}，最高 {highest}；人数最多的是 {label} 分，{people} 人。", scores=len(scores), average=plain(average), lowest=plain(min(scores)), highest=plain(max(scores)), label=most.label, people=most.people)
    )
    return Plot(
        NAME, _(TITLE), summary, drawing(NAME, _(TITLE), summary, HEIGHT, _shapes(steps, words, average)),
        (_("分数段"), _("等级"), _("人数")), [(step.label, words[step.grade], step.people) for step in steps],
    )


def score_steps(scores: Sequence[int], scales: Scales, cap: int) -> list[ScoreStep]:
    """Steps of five points, the cap in the last one; a bound that belongs to the grade below is counted with that grade."""
    left_out = {bound for _, bound, excluded in scales.grades if excluded}
    lowest = scales.grades[-1][1] if scales.grades else min(scores) // STEP * STEP + BELOW_LOWEST * STEP
    first = lowest - BELOW_LOWEST * STEP
    starts = range(first - STEP, max(cap, max(scores)), STEP)
    counts = Counter(min(max((score - (score in left_out)) // STEP * STEP, starts[0]), starts[-1]) for score in scores)
    return [
        ScoreStep(start, start + STEP, _place(start, scales), counts[start], open_below=start < first) for start in starts
    ]


def _place(start: int, scales: Scales) -> int:
    return sum(bound > start for _, bound, _ in scales.grades)


def _shapes(steps: Sequence[ScoreStep], words: Sequence[str], average: int) -> list[str]:
    wide = WIDTH / len(steps)
    tallest = max(step.people for step in steps)
    are_wide = any(text_width(str(step.people)) > wide - 2 for step in steps)
    room = TOP + LETTER * (2 if are_wide else 1)
    first = steps[0].start

    def across(score: int) -> float:
        return min(max((score - first) / STEP * wide, 4), WIDTH - 4)

    shapes = []
    for place in sorted({step.grade for step in steps}):
        band = [number for number, step in enumerate(steps) if step.grade == place]
        people = sum(steps[number].people for number in band)
        left, right = band[0] * wide, (band[-1] + 1) * wide
        shapes += [
            box(left + 0.5, 0, right - left - 1, FLOOR, f"band {grade_colour(place)}"),
            text((left + right) / 2, 15, words[place], "middle", "strong"),
            text((left + right) / 2, 32, people, "middle"),
        ]
    written = 0.0
    for number, step in enumerate(steps):
        high = (FLOOR - room) * step.people / tallest
        left, above = number * wide, FLOOR - high - 4
        if text_width(str(step.people)) > wide - 2 and abs(above - written) < LETTER:
            above = written - LETTER
        written = above
        if step.people:
            says = _("{label} 分：{people} 人", label=step.label, people=step.people)
            shapes.append(box(left + 2, FLOOR - high, wide - 4, high, f"bar {grade_colour(step.grade)}", says))
            shapes.append(text(left + wide / 2, above, step.people, "middle"))
        if step.open_below:
            shapes.append(text(0, FLOOR + 17, f"<{plain(step.end)}"))
        elif step.start % (2 * STEP) == 0 and number > 2:
            shapes.append(text(left, FLOOR + 17, plain(step.start), "middle"))
    middle = across(average)
    return [
        *shapes,
        line(0, FLOOR, WIDTH, FLOOR, "axis"),
        path([(middle, FLOOR + 22), (middle - 5, FLOOR + 30), (middle + 5, FLOOR + 30)], "mark", closed=True),
        text(min(max(middle, 50), WIDTH - 50), FLOOR + 46, _("平均 {average}", average=plain(average)), "middle", "strong"),
    ]
