"""What all plots share: an SVG that a screen reader can read out, a few shapes, and the table behind the picture.

Colours and letters come from page.css by class. Lengths are in units of the view box, which is WIDTH wide, so that a
plot can be read on a telephone as well as on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

from pipeline.base.text import printable

WIDTH = 360
LETTER = 14
"""The size of a plot's letters, which page.css gives them: in a figure as narrow as a telephone they are as large as a table's."""
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Plot:
    """`summary` says in a sentence what the picture shows; the last `numbers` columns of the table are figures."""

    name: str
    title: str
    summary: str
    svg: Markup
    headers: Sequence[str]
    rows: Sequence[Sequence[object]]
    numbers: int = 1


def drawing(name: str, title: str, summary: str, height: float, shapes: Iterable[str], width: float = WIDTH) -> Markup:
    """An SVG of these shapes; `title` and `summary` are what a screen reader says instead of them."""
    return Markup(
        f'<svg class="plot" viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{_written(title)}</title><desc id="{name}-desc">{_written(summary)}</desc>'
        f"{''.join(shapes)}</svg>"
    )


def text(x: float, y: float, content: object, anchor: Anchor = "start", look: str = "") -> str:
    placed = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{x:.4g}" y="{y:.4g}"{placed}{_class(look)}>{_written(content)}</text>'


def box(x: float, y: float, width: float, height: float, look: str, says: str = "") -> str:
    """A rectangle; `says` is shown where the pointer rests on it."""
    shape = f'<rect x="{x:.4g}" y="{y:.4g}" width="{max(width, 0):.4g}" height="{max(height, 0):.4g}"{_class(look)}'
    return f"{shape}><title>{_written(says)}</title></rect>" if says else f"{shape}/>"


def line(x1: float, y1: float, x2: float, y2: float, look: str) -> str:
    return f'<line x1="{x1:.4g}" y1="{y1:.4g}" x2="{x2:.4g}" y2="{y2:.4g}"{_class(look)}/>'


def path(points: Sequence[tuple[float, float]], look: str, *, closed: bool = False) -> str:
    """Straight lines from point to point."""
    steps = "L".join(f"{x:.4g} {y:.4g}" for x, y in points)
    return f'<path d="M{steps}{"Z" if closed else ""}"{_class(look)}/>'


def dot(x: float, y: float, look: str, says: str = "") -> str:
    shape = f'<circle cx="{x:.4g}" cy="{y:.4g}" r="3.5"{_class(look)}'
    return f"{shape}><title>{_written(says)}</title></circle>" if says else f"{shape}/>"


def legend(entries: Iterable[tuple[str, str]], y: float) -> list[str]:
    """What the looks mean, (look, word) each, from the left, in as many lines as they need; each word has the room that it needs."""
    shapes: list[str] = []
    left = 0.0
    for look, word in entries:
        wide = 14 + text_width(word)
        if left and left + wide > WIDTH:
            left, y = 0.0, y + 20
        shapes += [box(left, y - 10, 10, 10, look), text(left + 14, y, word)]
        left += wide + 14
    return shapes


def text_width(content: str, size: float = LETTER) -> float:
    """About how wide a line of text is drawn: a Chinese character as wide as high, Latin ones as in common sans fonts."""
    return sum(_WIDTHS.get(character, 1.0 if ord(character) > 0x2E7F else 0.68 if character.isupper() else 0.56) for character in content) * size


_WIDTHS = {**dict.fromkeys("ijlI.,:;'|", 0.28), **dict.fromkeys("ft()[]- ", 0.34), "r": 0.38, **dict.fromkeys("mwMW", 0.86)}


def fitted(content: str, room: float) -> str:
    """`content` in so much room; what does not fit ends in an ellipsis."""
    if text_width(content) <= room:
        return content
    kept = content
    while kept and text_width(kept + "…") > room:
        kept = kept[:-1]
    return kept + "…"


def _written(content: object) -> str:
    return str(escape(printable(str(content))))


def _class(look: str) -> str:
    return f' class="{look}"' if look else ""
