"""What a sheet looks like: its title and its headers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Field:
    """A column by its English name and its Chinese header; both are accepted as a header.

    A row with one of the words `void` in it says that there is nothing to count, like 缺考.
    """

    name: str
    header: str
    required: bool
    void: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """A sheet by its English name and its Chinese title."""

    name: str
    title: str
    fields: tuple[Field, ...]

    @cached_property
    def by_header(self) -> dict[str, Field]:
        return {cleaned(text): field for field in self.fields for text in (field.header, field.name)}

    @property
    def required(self) -> frozenset[str]:
        return frozenset(field.name for field in self.fields if field.required)


def cleaned(text: object) -> str:
    """A header or title as it is compared: half-width, without spaces, line breaks and marks of being required."""
    if not isinstance(text, str):
        return ""
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\s*\u200b\ufeff]|\(必填\)|\[必填\]|【必填】", "", plain)
