"""The language that this run's people read; Chinese unless `--lang` or KAOHE_LANG says otherwise."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHINESE, ENGLISH = "zh", "en"
LANGUAGES = (CHINESE, ENGLISH)
HTML_NAMES = {CHINESE: "zh-CN", ENGLISH: "en"}
VARIABLE = "KAOHE_LANG"
CATALOGUES = Path(__file__).parent


def choose(language: str) -> None:
    """From here on, in this process and those that it starts, people read `language`, one of LANGUAGES."""
    os.environ[VARIABLE] = language


def chosen() -> str:
    language = os.environ.get(VARIABLE, CHINESE)
    return language if language in LANGUAGES else CHINESE


@contextmanager
def read_in(language: str) -> Iterator[None]:
    """For a while people read `language`."""
    before = os.environ.get(VARIABLE)
    choose(language)
    try:
        yield
    finally:
        os.environ.pop(VARIABLE, None) if before is None else choose(before)
