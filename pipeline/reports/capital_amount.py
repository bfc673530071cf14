"""Amounts in the capital numerals of Chinese financial documents, which cannot be altered by a stroke."""

from __future__ import annotations

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "兆")
GROUP = 10_000


def capital_amount(fen: int) -> str:
    """123405 is 壹仟贰佰叁拾肆元零伍分, 100000 is 壹仟元整, and what is below zero begins with 负."""
    if fen < 0:
        return f"负{capital_amount(-fen)}"
    whole, rest = divmod(int(fen), 100)
    jiao, cents = divmod(rest, 10)
    text = f"{_whole(whole)}元" if whole or not rest else ""
    if not rest:
        return text + "整"
    if jiao:
        text += f"{DIGITS[jiao]}角"
    elif whole:
        text += "零"
    return text + (f"{DIGITS[cents]}分" if cents else "整")


def _whole(number: int) -> str:
    if number == 0:
        return DIGITS[0]
    text, gap = "", False
    for place in reversed(range(len(GROUPS))):
        group = number // GROUP**place % GROUP
        if not group:
            gap = bool(text)
            continue
        if text and (gap or group < GROUP // 10):
            text += DIGITS[0]
        text += _group(group) + GROUPS[place]
        gap = False
    return text


def _group(number: int) -> str:
    """A number from 1 to 9999."""
    text, gap = "", False
    for place in reversed(range(len(PLACES))):
        digit = number // 10**place % 10
        if digit:
            text += (DIGITS[0] if gap and text else "") + DIGITS[digit] + PLACES[place]
        gap = not digit
    return text
