"""Cells as people type them, turned into values; what is doubtful is refused, never guessed.

Each reader takes a raw cell and gives its value and whether it was tidied; it raises `Unreadable`.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any, NamedTuple

from pipeline.base.units import HUNDREDTHS, SECONDS_A_DAY
from pipeline.findings.message import Phrase
from pipeline.language.translation import N_

SPACES = " \t\r\n\u00a0\u3000\u200b\ufeff\u2002\u2003\u2009"
LONGEST_TEXT = 2_000
FIRST_YEAR, LAST_YEAR = 1950, 2100
EXCEL_ZERO_DAYS = {dt.date(1899, 12, 30), dt.date(1899, 12, 31), dt.date(1900, 1, 1)}
FLOAT_NOISE = Decimal("1e-9")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe00-\ufe0f]")
"""What nobody sees: control characters, soft hyphens, joiners, direction marks, variation selectors."""
YES = {"是", "Y", "YES", "√", "✓", "✔"}
NO = {"否", "N", "NO", "×", "✗", "✘"}


MIDDLE_DOT = re.compile(r"[\u00b7\u2022\u2027\u2219\u22c5\u30fb\u318d\u0387\uff65]")
FULL_STOP_FOR_DOT = re.compile(r"(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff])")
"""What people type for the middle dot of a name when their keyboard has none."""


class Reading(NamedTuple):
    """`changed` says that the value was tidied: not what stood in the cell to the letter."""

    value: Any
    changed: bool


class Unreadable(Exception):
    """The cell cannot be read as its column's kind; `code` names the message."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class ErrorValue:
    """An error value such as #N/A in a cell."""

    text: str


@dataclass(frozen=True)
class Unstored:
    """A formula whose value is not stored in the file."""

    formula: str


@dataclass(frozen=True)
class Percent:
    """A number that its cell shows as a percentage: 88% for 0.88."""

    value: float

    def __str__(self) -> str:
        return f"{self.value * 100:.10g}%"


@dataclass(frozen=True)
class AsShown:
    """A number that its cell shows in another way: 00006 for 6."""

    value: float
    text: str


@dataclass(frozen=True)
class PartStruck:
    """Text of which a part is struck through: what is left nobody but its writer can tell."""

    text: str = ""


@dataclass(frozen=True)
class UnderAMerge:
    """A cell under a merged one; its finding stands at the merge."""


UNDER_A_MERGE = UnderAMerge()
CAUSED_ELSEWHERE = ""
"""The code of what is not right because of something that has a finding of its own elsewhere."""
EMPTY = Reading(None, False)
SHORTEST_MOMENT = len("2026-1-1 8:00")


def read_text(raw: object) -> Reading:
    """Text without the spaces around it; numbers as people see them."""
    raw = raw.text if isinstance(raw, AsShown | PartStruck) else raw
    _refuse_broken(raw)
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
    _refuse_broken(raw)
    if raw is None:
        return EMPTY
    if isinstance(raw, bool | dt.date | dt.time | dt.timedelta):
        raise Unreadable("ID_UNREADABLE", hint="")
    if isinstance(raw, int | float):
        if not _is_whole(raw) or raw < 0:
            raise Unreadable("ID_UNREADABLE", hint="")
        return Reading(str(int(raw)), False)
    text = _half_width(str(raw))
    if text and not re.fullmatch(r"[A-Za-z0-9_-]{1,32}", text):
        raise Unreadable("ID_UNREADABLE", hint="")
    return Reading(text or None, text != raw)


def read_choice(raw: object, choices: Mapping[str, str]) -> Reading:
    """The code of a label; the code itself is accepted too."""
    value, changed = read_text(raw)
    if value is None:
        return Reading(None, changed)
    text = _half_width(value).upper()
    text = "是" if text in YES and "是" in choices else "否" if text in NO and "否" in choices else text
    for label, code in choices.items():
        if text in (label.upper(), code.upper()):
            return Reading(code, changed or value not in (label, code))
    near = meant_by(text, list(choices))
    hint = Phrase(N_("是不是“{suggested}”？"), suggested=near) if near else ""
    raise Unreadable("CHOICE_UNKNOWN", value=value, choices="、".join(choices), hint=hint)


OTHERWISE = re.compile(r"[不未无非没免转补或/→>半\d]|上午|下午|小时|加班")
"""What makes something else of a label that stands beside it: 未旷工, 事假半天, 休息日加班."""


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
    text = _half_width(value).upper()
    if text in YES:
        return Reading(True, value != "是")
    if text in NO:
        return Reading(False, value != "否")
    raise Unreadable("YES_NO_UNREADABLE")


def read_whole(raw: object) -> Reading:
    """A whole number."""
    number, changed = _number(raw, "次|人|件|字|个|台|分钟")
    if number is None:
        return Reading(None, changed)
    if number != number.to_integral_value():
        raise Unreadable("NOT_WHOLE")
    return Reading(_bounded(number), changed)


def read_money(raw: object) -> Reading:
    """An amount in yuan as fen: 50, 50元, ¥1,200.00."""
    return _in_hundredths(raw, "元")


def read_hundredths(raw: object) -> Reading:
    """Points or a score in hundredths."""
    return _in_hundredths(raw, "分")


def read_date(raw: object) -> Reading:
    """A day; a bare serial number or a date with two readings is refused."""
    raw = raw.value if isinstance(raw, AsShown) else raw
    _refuse_broken(raw)
    if isinstance(raw, dt.datetime):
        if raw.time() != dt.time():
            raise Unreadable("DATE_HAS_TIME")
        return Reading(_plausible(raw.date()), False)
    if isinstance(raw, dt.date):
        return Reading(_plausible(raw), False)
    if raw is None:
        return EMPTY
    if isinstance(raw, bool | dt.time | dt.timedelta):
        raise Unreadable("DATE_UNREADABLE")
    if isinstance(raw, int | float):
        return _date_from_number(raw)
    text = _half_width(str(raw))
    if not text:
        return Reading(None, True)
    day = _day(MIDNIGHT.sub("", text))
    return Reading(day, raw != day.isoformat())


def read_month(raw: object) -> Reading:
    """A month as 2026-11; Excel makes its first day of it."""
    text = _half_width(raw) if isinstance(raw, str) else ""
    found = MONTH.fullmatch(text)
    if found is None:
        reading = read_date(raw)
        return reading if reading.value is None else Reading(f"{reading.value:%Y-%m}", True)
    year, number = found[1], int(found[2])
    if not (FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= number <= 12):
        raise Unreadable("DATE_UNREADABLE")
    month = f"{year}-{number:02d}"
    return Reading(month, raw != month)


def read_time(raw: object) -> Reading:
    """A time of day as seconds since midnight; 次日 adds a day."""
    _refuse_broken(raw)
    if raw is None:
        return EMPTY
    if isinstance(raw, dt.datetime):
        if raw.date() not in EXCEL_ZERO_DAYS:
            raise Unreadable("TIME_UNREADABLE")
        return Reading(_seconds(raw.time()), False)
    if isinstance(raw, dt.time):
        return Reading(_seconds(raw), False)
    if isinstance(raw, dt.timedelta):
        total = round(raw.total_seconds())
        if not 0 <= total < 2 * SECONDS_A_DAY:
            raise Unreadable("TIME_UNREADABLE")
        return Reading(total, False)
    if not isinstance(raw, str):
        raise Unreadable("TIME_UNREADABLE")
    text = _half_width(raw)
    if not text:
        return Reading(None, True)
    found = re.fullmatch(r"(次日\s*)?(\d{1,2}):(\d{2})(?::(\d{2}))?(\(次日\))?", text)
    if not found or int(found[2]) > 23 or int(found[3]) > 59 or int(found[4] or 0) > 59:
        raise Unreadable("TIME_UNREADABLE")
    total = int(found[2]) * 3600 + int(found[3]) * 60 + int(found[4] or 0)
    return Reading(total + bool(found[1] or found[5]) * SECONDS_A_DAY, text != raw)


def clock_of(raw: object, day: object) -> object:
    """A clock cell without the date in it, where that is the row's own `day` or the one after; else as it is."""
    moment: dt.datetime | None = raw if isinstance(raw, dt.datetime) else None
    if isinstance(raw, str) and len(raw) >= SHORTEST_MOMENT:
        try:
            moment = read_datetime(raw).value
        except Unreadable:
            return raw
    try:
        own = read_date(day).value if moment is not None else None
    except Unreadable:
        return raw
    if moment is None or own is None or (moment.date() - own).days not in (0, 1):
        return raw
    return moment - dt.datetime.combine(own, dt.time())


def read_datetime(raw: object) -> Reading:
    """A day with a time."""
    _refuse_broken(raw)
    if raw is None:
        return EMPTY
    if isinstance(raw, dt.datetime):
        _plausible(raw.date())
        return Reading(raw.replace(microsecond=0), False)
    if isinstance(raw, dt.date):
        raise Unreadable("DATETIME_WITHOUT_TIME")
    if not isinstance(raw, str):
        raise Unreadable("DATETIME_UNREADABLE")
    text = _half_width(raw)
    if not text:
        return Reading(None, True)
    found = re.fullmatch(r"(.*?[\d日])[\sT]*?\s*(\d{1,2}:\d{2}(?::\d{2})?)", text)
    if not found:
        raise Unreadable("DATETIME_WITHOUT_TIME" if DAY.fullmatch(text) else "DATETIME_UNREADABLE")
    moment = dt.datetime.combine(_day(found[1].rstrip("T ")), dt.time())
    return Reading(moment + dt.timedelta(seconds=read_time(found[2]).value), text != raw)


READERS: dict[str, Callable[[object], Reading]] = {
    "id": read_id,
    "text": read_text,
    "name": read_name,
    "month": read_month,
    "date": read_date,
    "time": read_time,
    "datetime": read_datetime,
    "whole": read_whole,
    "money": read_money,
    "points": read_hundredths,
    "yes_no": read_yes_no,
}


def _refuse_broken(raw: object) -> None:
    if isinstance(raw, UnderAMerge):
        raise Unreadable(CAUSED_ELSEWHERE)
    if isinstance(raw, ErrorValue):
        raise Unreadable("CELL_ERROR_VALUE", error=raw.text)
    if isinstance(raw, Unstored):
        raise Unreadable("FORMULA_NOT_STORED", formula=raw.formula)
    if isinstance(raw, PartStruck):
        raise Unreadable("CELL_PART_STRUCK")


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", CONTROL.sub("", text)).strip(SPACES)


def _is_whole(number: int | float) -> bool:
    return isinstance(number, int) or number.is_integer()


def _number_text(number: int | float) -> str:
    return str(int(number)) if _is_whole(number) and abs(number) < 1e15 else repr(number)


def _in_hundredths(raw: object, unit: str) -> Reading:
    number, changed = _number(raw, unit)
    if number is None:
        return Reading(None, changed)
    exact = number * HUNDREDTHS
    if exact != exact.to_integral_value():
        raise Unreadable("TOO_MANY_DECIMALS")
    return Reading(_bounded(exact), changed)


def _number(raw: object, units: str) -> tuple[Decimal | None, bool]:
    """A number as people write it, exactly; the noise of binary fractions is no part of it."""
    raw = raw.value if isinstance(raw, AsShown) else raw
    _refuse_broken(raw)
    if raw is None:
        return None, False
    if isinstance(raw, Percent):
        raise Unreadable("NUMBER_IS_PERCENT")
    if isinstance(raw, bool | dt.date | dt.time | dt.timedelta):
        raise Unreadable("NUMBER_UNREADABLE")
    if isinstance(raw, int | float):
        return _from_float(raw), False
    text = _half_width(str(raw))
    if not text:
        return None, True
    money = "元" in units
    found = re.fullmatch(rf"{'[¥￥]?' if money else ''}\s*([+-]?)\s*([\d,]*\.?\d*)\s*(?:{units})?", text)
    if not found or not re.search(r"\d", found[2]):
        raise Unreadable("NUMBER_UNREADABLE")
    digits = found[2]
    if "," in digits and not re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d*)?", digits):
        raise Unreadable("NUMBER_UNREADABLE")
    return Decimal(found[1] + digits.replace(",", "")), raw != digits


def _from_float(raw: int | float) -> Decimal:
    try:
        exact = Decimal(repr(raw))
        rounded = exact.quantize(Decimal("1e-4")) if abs(exact) < 10**12 else exact
    except InvalidOperation:
        raise Unreadable("NUMBER_UNREADABLE") from None
    if not exact.is_finite():
        raise Unreadable("NUMBER_UNREADABLE")
    return rounded if abs(exact - rounded) < FLOAT_NOISE else exact


def _bounded(number: Decimal) -> int:
    if abs(number) >= 10**13:
        raise Unreadable("NUMBER_TOO_LARGE")
    return int(number)


def _date_from_number(raw: int | float) -> Reading:
    if _is_whole(raw) and 19_000_000 < raw < 22_000_000:
        return Reading(_day(str(int(raw))), True)
    if _is_whole(raw) and 18_000 < raw < 74_000:
        meant = dt.date(1899, 12, 30) + dt.timedelta(days=int(raw))
        raise Unreadable("DATE_SERIAL", meant=meant.isoformat())
    raise Unreadable("DATE_UNREADABLE")


MONTH = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?)")
MIDNIGHT = re.compile(r"[\sT]+0{1,2}:00(:00(\.0+)?)?$")
DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)")
TWO_READINGS = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[-/.月]\d{1,2}日?|\d{2}年\d{1,2}月\d{1,2}日")


def _day(text: str) -> dt.date:
    found = DAY.fullmatch(text)
    compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    if not found and not compact:
        raise Unreadable("DATE_AMBIGUOUS" if TWO_READINGS.fullmatch(text) else "DATE_UNREADABLE")
    parts = [int(part) for part in (found or compact).groups() if part]  # type: ignore[union-attr]
    try:
        return _plausible(dt.date(*parts))
    except ValueError:
        raise Unreadable("DATE_IMPOSSIBLE") from None


def _plausible(day: dt.date) -> dt.date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable("DATE_IMPOSSIBLE")
    return day


def _seconds(time: dt.time) -> int:
    return time.hour * 3600 + time.minute * 60 + time.second
