"""What is worked out of a frame and asked more than once: of the same frame, or of one without rows."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import pandas as pd

Work = TypeVar("Work", bound=Callable[..., Any])
Answers = dict[tuple[object, ...], tuple[tuple[object, ...], Any]]
_of_frames: dict[int, tuple[weakref.ref[pd.DataFrame], Answers]] = {}


def once_a_frame(work: Work) -> Work:
    """The work, done once for the same frame and the same other arguments. Nobody changes the frame or the answer in place."""

    @wraps(work)
    def asked(frame: pd.DataFrame, *more: object) -> Any:
        answers, key = _answers_of(frame), (work, *map(id, more))
        if key not in answers:
            answers[key] = more, work(frame, *more)
        return answers[key][1]

    return asked  # type: ignore[return-value]


def _answers_of(frame: pd.DataFrame) -> Answers:
    number = id(frame)
    if number not in _of_frames:
        _of_frames[number] = weakref.ref(frame, lambda gone: _of_frames.pop(number, None)), {}
    return _of_frames[number][1]


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
