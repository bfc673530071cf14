"""What is worked out of a frame, a report or a rulebook and asked more than once: of the same one, or of a frame without rows."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import pandas as pd

Work = TypeVar("Work", bound=Callable[..., Any])
Answers = dict[tuple[object, ...], tuple[tuple[object, ...], Any]]
_known: dict[int, tuple[weakref.ref[object], Answers]] = {}


def once_for_each(work: Work) -> Work:
    """The work, done once for the same object and the same other arguments. Nobody changes the object or the answer in place."""

    @wraps(work)
    def asked(of: object, *more: object) -> Any:
        answers, key = _answers_of(of), (work, *map(id, more))
        if key not in answers:
            answers[key] = more, work(of, *more)
        return answers[key][1]

    return asked  # type: ignore[return-value]


def _answers_of(of: object) -> Answers:
    number = id(of)
    if number not in _known:
        _known[number] = weakref.ref(of, lambda gone, known=_known: known.pop(number, None)), {}  # type: ignore[misc]
    return _known[number][1]


def nothing_of_nothing(work: Work) -> Work:
    """The work; what comes of a frame without rows has none either, and the same columns whatever else is asked, so it is done once."""
    kept: list[pd.DataFrame] = []

    @wraps(work)
    def asked(frame: pd.DataFrame, *more: object) -> pd.DataFrame:
        if len(frame):
            return work(frame, *more)  # type: ignore[no-any-return]
        if not kept:
            kept.append(work(frame, *more))
        return kept[0].copy(deep=False)

    return asked  # type: ignore[return-value]
