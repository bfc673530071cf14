"""What a sheet looks like: its title, its headers, and how places are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Protocol

UNSEEN_OR_REQUIRED = re.compile(r"[\s*\u200b\ufeff]|\(必填\)|\[必填\]|【必填】")
UNIT = re.compile(r"\((?:单位:)?(?:元|人民币|分|次|件|个|字|分钟)\)$")


class Described(Protocol):
    """A column as its sheet describes it: its English name and its Chinese header, both accepted as a header."""

    @property
    def name(self) -> str: ...
    @property
    def header(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def void(self) -> tuple[str, ...]: ...


class Layout(Protocol):
    """What has to be known of a sheet to find it in a workbook; the sheets of `pipeline.schemas` are such."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def columns(self) -> Sequence[Described]: ...
    @property
    def identifying(self) -> frozenset[str]: ...
    @property
    def has_month(self) -> bool: ...
    @property
    def names_first(self) -> bool: ...
    def __hash__(self) -> int: ...


def needed(layout: Layout) -> frozenset[str]:
    return frozenset(column.name for column in layout.columns if column.required)


@cache
def by_header(layout: Layout) -> Mapping[str, Described]:
    return {cleaned(text): column for column in layout.columns for text in (column.header, column.name)}


def cleaned(text: object) -> str:
    """A header or title as it is compared: half-width, without spaces, line breaks, marks of being required and a unit behind it."""
    return _cleaned(text) if isinstance(text, str) else ""


@lru_cache(maxsize=32_768)
def _cleaned(text: str) -> str:
    """Asked of each row's first cells, which repeat: days, ids, names."""
    if text.isascii() and text.isalnum():
        return text.lower()
    return UNIT.sub("", UNSEEN_OR_REQUIRED.sub("", unicodedata.normalize("NFKC", text).lower()))


def letters(column: int) -> str:
    """A 0-based column as Excel writes it: 0 is "A", 26 is "AA"."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
