"""Which cell reader goes with which kind of column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache, partial

from pipeline.base.units import SECONDS_A_DAY
from pipeline.findings.message import Phrase
from pipeline.language.translation import N_
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.column import Column, choices_in
from pipeline.workbooks.cells import Reading, Unreadable
from pipeline.workbooks.days import read_date, read_datetime, read_month, read_time
from pipeline.workbooks.numbers import read_hundredths, read_money, read_whole
from pipeline.workbooks.texts import read_choice, read_id, read_name, read_text, read_yes_no

EPOCH = datetime(1970, 1, 1)
once = lru_cache(maxsize=32_768, typed=True)
"""For ids and names, which stand in one sheet after the other; 1, 1.0 and TRUE are three."""
READERS: dict[str, Callable[[object], Reading]] = {
    "id": read_id,
    "text": read_text,
    "name": once(read_name),
    "month": read_month,
    "date": read_date,
    "time": read_time,
    "datetime": read_datetime,
    "whole": read_whole,
    "money": read_money,
    "points": read_hundredths,
    "yes_no": read_yes_no,
}
TIMES = re.compile(r"(\d{1,2}):(\d{2})\s*[-~—–至到]+\s*(?:次日|第二天)?\s*(\d{1,2}):(\d{2})")


def reader_for(column: Column, sheet: str, rulebook: Rulebook) -> Callable[[object], Reading]:
    """The function from a raw cell to a value; it raises `Unreadable`."""
    if column.named_by == "shifts":
        return partial(read_shift, rulebook=rulebook)
    if column.kind == "choice":
        return partial(read_called, choices=choices_in(column, rulebook), also=column.also)
    if column.kind == "item":
        return partial(read_item, sheet=sheet, rulebook=rulebook)
    if column.kind == "moment":
        return read_moment
    if column.kind == "person":
        return read_person
    return READERS[column.kind]


def read_called(raw: object, choices: Mapping[str, str], also: Mapping[str, str]) -> Reading:
    """A choice by its label, its code, or another word for it."""
    code = also.get(unicodedata.normalize("NFKC", raw).strip()) if isinstance(raw, str) and also else None
    return read_choice(raw, choices) if code is None else Reading(code, True)


def read_shift(raw: object, rulebook: Rulebook) -> Reading:
    """A shift by its name or another that the rulebook has for it, or one of the company's own names by the times that stand in it."""
    choices = rulebook.shift_codes
    called = rulebook.shift_codes_as_called.get(str(raw).strip())
    if called is not None:
        return Reading(called, True)
    spans = [_span(found) for found in TIMES.finditer(unicodedata.normalize("NFKC", raw))] if isinstance(raw, str) else []
    if not spans:
        return read_choice(raw, choices)
    start, ends = spans[0][0], {spans[0][1], spans[-1][1]}
    for code, shift in rulebook.shifts.items():
        if start == shift.start and ends & {shift.end, shift.leave_from}:
            return Reading(code, True)
    raise Unreadable("CHOICE_UNKNOWN", choices="、".join(choices), hint=Phrase(N_("规则里没有这个时间的班次；它若就是其中一个，请在规则里把这个名称写进那个班次的“其他叫法”。")))


def _span(times: re.Match[str]) -> tuple[int, int]:
    """From when to when, in seconds; what does not end after it starts ends on the next day."""
    start, end = (int(times[at]) * 3600 + int(times[at + 1]) * 60 for at in (1, 3))
    return start, end + (SECONDS_A_DAY if end <= start else 0)


def read_item(raw: object, sheet: str, rulebook: Rulebook) -> Reading:
    """An item of the rulebook by code, label or both; its code is the value."""
    reading = read_text(raw)
    if reading.value is None:
        return reading
    text = str(reading.value)
    item = rulebook.find_item(text, sheet)
    if item is not None:
        return Reading(item.code, False)
    if any(text.upper() == code.upper() for code in (*rulebook.deductions, *rulebook.bonuses, *rulebook.derived)):
        raise Unreadable("ITEM_NOT_FOR_SHEET")
    suggestion = rulebook.suggest_item(text, sheet)
    raise Unreadable("ITEM_UNKNOWN", hint=Phrase(N_("是不是“{suggested}”？"), suggested=suggestion) if suggestion else "")


@once
def read_person(raw: object) -> Reading:
    """An employee's id, alone or as the lists offer it: the id, a space and the name."""
    chosen = id_and_name(raw)
    return read_id(raw if chosen is None else chosen[0])


def id_and_name(raw: object) -> tuple[str, str] | None:
    """The two words of "KF011 胡佳佳"; None where a cell holds anything else. Digits after the space are no name."""
    words = raw.split(maxsplit=1) if isinstance(raw, str) else []
    return (words[0], words[1]) if len(words) == 2 and words[1][0].isalpha() else None


def read_moment(raw: object) -> Reading:
    """A date and time as seconds since 1970, or a time alone as seconds since midnight."""
    try:
        return read_time(raw)
    except Unreadable:
        reading = read_datetime(raw)
    moment = reading.value
    return Reading(None if moment is None else int((moment - EPOCH).total_seconds()), reading.changed)
