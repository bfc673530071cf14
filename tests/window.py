"""An open page in windows of another width."""

from __future__ import annotations

from typing import Any

DRAWN = """width => new Promise(done => {
    const look = () => requestAnimationFrame(innerWidth === width ? done : look);
    look();
})"""


def resized(page: Any, width: int) -> None:
    """The window has this width, and the page's script has heard of it."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(DRAWN, width)


def wider_than_window(page: Any) -> dict[int, int]:
    """By how many pixels the page is wider than a telephone's window and than a screen's."""
    wider = {}
    for width in (400, 1_400):
        resized(page, width)
        wider[width] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider
