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
    from polib import pofile

    from pipeline.language.reading import Reading

    catalogue = pofile(str(CATALOGUES / f"{language}.po"), encoding="utf-8")
    return Reading({each.msgid: each.msgstr for each in catalogue.translated_entries()})
