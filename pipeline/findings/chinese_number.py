"""Numbers in Chinese words: 两次 is 2, 一千二百 is 1200."""

from __future__ import annotations

import re

DIGITS = {name: value for value, name in enumerate("零一二三四五六七八九")} | {"两": 2}
UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
WORD = re.compile(rf"[{''.join(DIGITS)}{''.join(UNITS)}]+")


def in_digits(text: str) -> str:
    """The text with each number in words as figures: 二十三日 as 23日."""
    return WORD.sub(lambda found: str(_value(found[0])), text)


def _value(word: str) -> int:
    if not set(word) & set(UNITS):
        return int("".join(str(DIGITS[each]) for each in word))
    total = section = digit = 0
    for each in word:
        if each == "万":
            total, section, digit = total + (section + digit or 1) * UNITS[each], 0, 0
        elif each in UNITS:
            section, digit = section + (digit or 1) * UNITS[each], 0
        else:
            digit = DIGITS[each]
    return total + section + digit
