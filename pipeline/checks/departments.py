"""Departments that are perhaps one, mistyped: ranks and last places are within a department."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from pipeline.checks.context import Context
from pipeline.checks.table import Mark

MOST_IN_A_MISTYPED_ONE = 2
SHORT = 5
"""A name with fewer characters is another one as soon as two of them differ."""
TELLS_APART = re.compile(r"[0-9A-Za-z一二三四五六七八九十]")
"""客服一部 and 客服二部 are two."""


def departments_are_told_apart(context: Context) -> Iterator[Mark]:
    """A department of one or two people whose name differs from another's by a letter or two is a warning, at its first row."""
    roster = context.frame("roster")
    if roster is None:
        return
    counts = context.employed["department"].dropna().value_counts()
    for small in sorted(counts.index[counts <= MOST_IN_A_MISTYPED_ONE]):
        like = next((other for other in counts.index if counts[other] > counts[small] and are_alike(small, other)), None)
        if like is not None:
            first = int((roster["department"] == small).to_numpy().argmax())
            yield Mark("DEPARTMENT_ALIKE", "roster", [first], "department", {"count": int(counts[small]), "other": like})


def are_alike(one: str, other: str) -> bool:
    """Whether the names differ by a letter or two, none of which is a numeral or stands for one."""
    changes = [each for each in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if each[0] != "equal"]
    letters = sum(max(until - since, end - start) for _, since, until, start, end in changes)
    told = "".join(one[since:until] + other[start:end] for _, since, until, start, end in changes)
    return 0 < letters <= (1 if min(len(one), len(other)) < SHORT else 2) and not TELLS_APART.search(told)
