"""How a value becomes a cell: one kind of column, one number format, one way of writing.

The XML of a cell is put together here rather than by XlsxWriter's `write_…` calls: a column's equal values are
written once, as the bytes of the file, which makes a large sheet several times faster, and text is always text, whatever it looks like.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Literal

import pandas as pd

from pipeline.base.text import printable, shortened
from pipeline.base.units import plain, yuan

Kind = Literal["id", "text", "note", "prose", "date", "money", "points", "score", "whole", "share"]

LONGEST_TEXT = 32_767
"""Characters that Excel holds in a cell."""
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_LOOKS_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9a-fA-F]{4}_)")


@dataclass(frozen=True)
class CellStyle:
    """`xml` gives a cell's inside, `shown` the text as the sheet shows it; `widest` limits the column, in letters."""

    number_format: str
    align: Literal["left", "center", "right"]
    xml: Callable[[object], str]
    shown: Callable[[object], str]
    widest: int
    wraps: bool = False


def _text_xml(value: object) -> str:
    text = escape(_LOOKS_LIKE_AN_ESCAPE.sub("_x005F_", shortened(printable(str(value)), LONGEST_TEXT)), quote=False)
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f' t="inlineStr"><is><t{space}>{text}</t></is></c>'


def _number_xml(text: str) -> str:
    return f"><v>{text}</v></c>"


def _day_number(value: object) -> int:
    assert isinstance(value, date)
    return value.toordinal() - _EXCEL_DAY_ZERO.toordinal()


def _whole(value: object) -> int:
    return int(value)  # type: ignore[call-overload, no-any-return]


def _share(value: object) -> str:
    return f"{float(value):.16g}"  # type: ignore[arg-type]


def _text(align: Literal["left", "center"], widest: int, wraps: bool = False) -> CellStyle:
    return CellStyle("@", align, _text_xml, lambda value: printable(str(value)), widest, wraps)


def _hundredths(number_format: str, shown: Callable[[int], str]) -> CellStyle:
    return CellStyle(
        number_format, "right", lambda value: _number_xml(plain(_whole(value))), lambda value: shown(_whole(value)), 18
    )


STYLES: dict[Kind, CellStyle] = {
    "id": _text("left", 22),
    "text": _text("left", 26, wraps=True),
    "note": _text("left", 44, wraps=True),
    "prose": _text("left", 78, wraps=True),
    "date": CellStyle("yyyy-mm-dd", "center", lambda v: _number_xml(str(_day_number(v))), lambda v: "2026-11-30", 12),
    "money": _hundredths("#,##0.00;[Red]-#,##0.00", yuan),
    "points": _hundredths("+General;[Red]-General;General", plain),
    "score": _hundredths("General", plain),
    "whole": CellStyle("0", "right", lambda v: _number_xml(str(_whole(v))), lambda v: str(_whole(v)), 12),
    "share": CellStyle("0.0%", "right", lambda v: _number_xml(_share(v)), lambda v: "100.0%", 9),
}


def is_missing(value: object) -> bool:
    """Whether a cell is left blank: None, NaN, NaT, NA or no text."""
    return value is None or value is pd.NA or value is pd.NaT or value == "" or value != value


class CellTexts(dict[object, bytes]):
    """From a column's values to their cells' XML after the reference, each different value made once."""

    def __init__(self, style: CellStyle, format_index: int) -> None:
        super().__init__()
        self._xml = style.xml
        self._start = f' s="{format_index}"'

    def __missing__(self, value: object) -> bytes:
        text = (self._start + ("/>" if is_missing(value) else self._xml(value))).encode()
        self[value] = text
        return text
