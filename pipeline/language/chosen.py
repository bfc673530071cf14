"""The language that this run's people read; Chinese unless `--lang` or KAOHE_LANG says otherwise."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.language.reading import Reading

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


def read(text: str) -> str:
    """The program's Chinese in the language chosen."""
    reading = reading_in(chosen())
    return text if reading is None else reading(text)


@cache
def reading_in(language: str) -> Reading | None:
    """What turns the program's Chinese into `language`; None where that is Chinese."""
    if language == CHINESE:
        return None
    from babel.messages.pofile import read_po

    from pipeline.language.reading import Reading

    with (CATALOGUES / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    return Reading({str(each.id): str(each.string) for each in catalogue if each.id and not each.fuzzy})
