"""A person's scores of the last months as a small drawing, with the figures in it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from pipeline.base.units import plain
from pipeline.language.translation import _

STEP, HEIGHT, EDGE = 52, 30, 14
FEWEST = 2


def small_scores(scores: Sequence[tuple[str, int]]) -> Markup | None:
    """`scores` are (month, hundredths), oldest first; one month alone is no course, and gives None."""
    if len(scores) < FEWEST:
        return None
    values = [score for _month, score in scores]
    low, span = min(values), max(max(values) - min(values), 1)
    places = [(EDGE + 12 + at * STEP, EDGE + HEIGHT - (score - low) * HEIGHT // span) for at, score in enumerate(values)]
    line = " ".join(f"{x},{y}" for x, y in places)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="2.5"/>' for x, y in places)
    figures = "".join(f'<text x="{x}" y="{y - 5}">{plain(score)}</text>' for (x, y), score in zip(places, values, strict=True))
    months = "".join(f'<text x="{x}" y="{HEIGHT + 2 * EDGE}">{month[2:]}</text>' for (x, _y), (month, _score) in zip(places, scores, strict=True))
    each_month = [_("{month} {score} 分", month=month, score=plain(score)) for month, score in scores]
    said = _("各月考核分：{scores}", scores="，".join(each_month))
    width, height = 2 * EDGE + 24 + (len(scores) - 1) * STEP, HEIGHT + 2 * EDGE + 4
    return Markup(
        f'<svg role="img" aria-label="{said}" width="{width}" height="{height}" fill="currentColor" font-size="10" text-anchor="middle">'
        f'<polyline points="{line}" fill="none" stroke="#3f7fb0" stroke-width="1.5"/>{dots}{figures}{months}</svg>'
    )
