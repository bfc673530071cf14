"""Text that may go into any output: what was typed, less the characters that no page or sheet can hold."""

from __future__ import annotations

import re

from pipeline.language.translation import N_, _

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""The last ones turn the direction of what follows, so that it reads as something else than it is."""
FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")


def printable(text: str) -> str:
    """`text` without control characters, direction marks and broken surrogates; line ends become a plain newline."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def csv_text(text: str) -> str:
    """`text` for a CSV cell: what a spreadsheet would take for a formula gets a leading apostrophe."""
    if text[:1] in FORMULA_STARTS or text.lstrip()[:1] in FORMULA_STARTS:
        return "'" + printable(text)
    return printable(text)


def shortened(text: str, limit: int) -> str:
    """`text`, cut to at most `limit` characters, the last of which then says that something is missing."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def display_width(text: str) -> float:
    """How many Latin letters wide `text` is on a sheet, a Chinese character counting as two."""
    return max(map(_line_width, text.split("\n"))) if "\n" in text else _line_width(text)


def _line_width(line: str) -> float:
    return len(line) if line.isascii() else (len(line.encode("utf-8", "replace")) + len(line)) / 2


def month_label(month: str) -> str:
    """ "2026-11" as people say it: "2026年11月"."""
    return _MONTH.format(**_parts(month))


def month_said(month: str) -> str:
    """ "2026-11" in the reader's language."""
    return _(_MONTH, **_parts(month))


_MONTH = N_("{year}年{month}月")


def _parts(month: str) -> dict[str, object]:
    year, number = month.split("-")
    return {"year": year, "month": int(number)}
