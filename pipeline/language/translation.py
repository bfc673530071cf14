"""What the program says, in the language chosen: `_()` says a message now, `N_()` marks one that is said later.

Only what the program itself says is a message: sentences on the terminal, findings, headings and labels of pages. What is
recorded (notes of lines, forms, workbooks, what people typed) is Chinese in every language and has no mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipeline.language.chosen import CATALOGUES, CHINESE, chosen


def _(message: str, **values: object) -> str:
    """The message with `values` in their places, in the language chosen."""
    return worded(translated(message, chosen()), values)


def N_(message: str) -> str:
    """The message as it is: Babel finds it here, and `_()` says it elsewhere."""
    return message


def worded(message: str, values: Mapping[str, object]) -> str:
    """The message with `values` in their places; one without values may have braces of its own."""
    return message.format(**values) if values else message


def translated(message: str, language: str) -> str:
    """The message in that language; in Chinese where the catalogue has nothing for it."""
    return message if language == CHINESE else _catalogue(language).get(message, message)


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    from polib import pofile

    return {each.msgid: each.msgstr for each in pofile(str(CATALOGUES / f"{language}.po"), encoding="utf-8").translated_entries()}
