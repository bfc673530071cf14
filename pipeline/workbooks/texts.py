"""Words in cells: texts, names, identifiers, choices."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from pipeline.findings.message import Phrase
from pipeline.language.translation import N_
from pipeline.workbooks.cells import (
    CONTROL,
    EMPTY,
    SPACES,
    AsShown,
    PartStruck,
    Reading,
    Unreadable,
    half_width,
    is_whole,
    refuse_broken,
)

LONGEST_TEXT = 2_000
YES = {"是", "Y", "YES", "√", "✓", "✔"}
NO = {"否", "N", "NO", "×", "✗", "✘"}
MIDDLE_DOT = re.compile(r"[\u00b7\u2022\u2027\u2219\u22c5\u30fb\u318d\u0387\uff65]")
FULL_STOP_FOR_DOT = re.compile(r"(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff])")
"""What people type for the middle dot of a name when their keyboard has none."""
OTHERWISE = re.compile(r"[不未无非没免转补或/→>半\d]|上午|下午|小时|加班")
"""What makes something else of a label that stands beside it: 未旷工, 事假半天, 休息日加班."""


def read_text(raw: object) -> Reading:
    """Text without the spaces around it; numbers as people see them."""
    raw = raw.text if isinstance(raw, AsShown | PartStruck) else raw
    refuse_broken(raw)
    if isinstance(raw, str):
        text = CONTROL.sub("", raw).strip(SPACES)
        if len(text) > LONGEST_TEXT:
            raise Unreadable("TEXT_TOO_LONG", limit=LONGEST_TEXT)
        return Reading(text or None, text != raw)
    if raw is None:
        return EMPTY
    if isinstance(raw, bool):
        return Reading("是" if raw else "否", True)
    if isinstance(raw, int | float):
        return Reading(_number_text(raw), True)
    return Reading(str(raw), True)


def read_name(raw: object) -> Reading:
    """A name; spaces that only spread Chinese characters apart are dropped."""
    value, changed = read_text(raw)
    if value is None:
        return Reading(None, changed)
    text = MIDDLE_DOT.sub("·", unicodedata.normalize("NFKC", value))
    text = re.sub(r"(?<=[\u3400-\u9fff·])\s+(?=[\u3400-\u9fff·])", "", text)
    text = FULL_STOP_FOR_DOT.sub("·", text)
    return Reading(text, changed or text != value)


def read_id(raw: object) -> Reading:
    """An identifier as text, leading zeros kept; a whole number is its digits, or what its cell shows."""
    raw = raw.text if isinstance(raw, AsShown) else raw
    refuse_broken(raw)
    if raw is None:
        return EMPTY
    if isinstance(raw, bool | dt.date | dt.time | dt.timedelta):
        raise Unreadable("ID_UNREADABLE", hint="")
    if isinstance(raw, int | float):
        if not is_whole(raw) or raw < 0:
            raise Unreadable("ID_UNREADABLE", hint="")
        return Reading(str(int(raw)), False)
    text = half_width(str(raw))
    if text and not re.fullmatch(r"[A-Za-z0-9_-]{1,32}", text):
        raise Unreadable("ID_UNREADABLE", hint="")
    return Reading(text or None, text != raw)


def read_choice(raw: object, choices: Mapping[str, str]) -> Reading:
    """The code of a label; the code itself is accepted too."""
    value, changed = read_text(raw)
    if value is None:
        return Reading(None, changed)
    text = half_width(value).upper()
    text = "是" if text in YES and "是" in choices else "否" if text in NO and "否" in choices else text
    for label, code in choices.items():
        if text in (label.upper(), code.upper()):
            return Reading(code, changed or value not in (label, code))
    near = meant_by(text, list(choices))
    hint = Phrase(N_("是不是“{suggested}”？"), suggested=near) if near else ""
    raise Unreadable("CHOICE_UNKNOWN", value=value, choices="、".join(choices), hint=hint)


def meant_by(text: str, labels: Sequence[str]) -> str | None:
    """The label that was mistyped: with more around it, less of it, a character of several wrong.

    中班 is not 晚班, nor 微信 书信: of two characters the first makes the difference.
    """
    if OTHERWISE.search(text):
        return None
    whole = [label for label in labels if (len(text) > 1 and (label in text or text in label)) or sorted(text) == sorted(label)]
    if len(whole) == 1:
        return whole[0]
    alike = [label for label in labels if label[:-1] == text[:-1] and len(text) > 1]
    if len(alike) == 1:
        return alike[0]
    near = get_close_matches(text, [label for label in labels if min(len(text), len(label)) > 3], n=1, cutoff=0.7)
    return near[0] if near else None


def read_yes_no(raw: object) -> Reading:
    """是/否, Y/N, √/× or a real boolean."""
    if isinstance(raw, bool):
        return Reading(raw, False)
    value, changed = read_text(raw)
    if value is None:
        return Reading(None, changed)
    text = half_width(value).upper()
    if text in YES:
        return Reading(True, value != "是")
    if text in NO:
        return Reading(False, value != "否")
    raise Unreadable("YES_NO_UNREADABLE")


def _number_text(number: int | float) -> str:
    return str(int(number)) if is_whole(number) and abs(number) < 1e15 else repr(number)
