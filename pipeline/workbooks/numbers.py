"""Numbers in cells: counts, amounts in fen, points in hundredths; exact, or refused."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from pipeline.base.units import HUNDREDTHS
from pipeline.workbooks.cells import AsShown, Percent, Reading, Unreadable, half_width, refuse_broken

FLOAT_NOISE = Decimal("1e-9")


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
    refuse_broken(raw)
    if raw is None:
        return None, False
    if isinstance(raw, Percent):
        raise Unreadable("NUMBER_IS_PERCENT")
    if isinstance(raw, bool | dt.date | dt.time | dt.timedelta):
        raise Unreadable("NUMBER_UNREADABLE")
    if isinstance(raw, int | float):
        return _from_float(raw), False
    text = half_width(str(raw))
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
