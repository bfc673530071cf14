"""Money is integer fen, points and scores are integer hundredths of a point; Decimal appears at the edges only."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

HUNDREDTHS = 100
SECONDS_A_MINUTE = 60
SECONDS_A_DAY = 86_400


def half_up(value: Fraction | Decimal) -> int:
    """The whole number nearest to `value`; a half goes away from zero, as finance rounds."""
    if isinstance(value, Decimal):
        return int(value.quantize(Decimal(1), ROUND_HALF_UP))
    numerator, denominator = value.numerator, value.denominator
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return magnitude if numerator >= 0 else -magnitude


def plain(hundredths: int) -> str:
    """Hundredths as people write them: 250 is "2.5", -8000 is "-80"."""
    sign = "-" if hundredths < 0 else ""
    whole, rest = divmod(abs(int(hundredths)), HUNDREDTHS)
    return f"{sign}{whole}" + (f".{rest:02d}".rstrip("0") if rest else "")


def signed(hundredths: int) -> str:
    """Hundredths with their sign spelled out: 500 is "+5", -250 is "-2.5", 0 is "0"."""
    return f"+{plain(hundredths)}" if hundredths > 0 else plain(hundredths)


def yuan(fen: int) -> str:
    """Fen as an amount in yuan with thousands separators: 123450 is "1,234.50"."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(int(fen)), HUNDREDTHS)
    return f"{sign}{whole:,}.{rest:02d}"


def clock(seconds: int) -> str:
    """Seconds since the day's midnight as a time: 28800 is "08:00", 89880 is "次日 00:58"."""
    day, rest = divmod(int(seconds), SECONDS_A_DAY)
    hours, minutes = divmod(rest // SECONDS_A_MINUTE, 60)
    return f"次日 {hours:02d}:{minutes:02d}" if day else f"{hours:02d}:{minutes:02d}"
