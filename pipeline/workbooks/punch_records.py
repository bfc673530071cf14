"""DingTalk's 原始记录, which has a row for each punch, turned into rows of 考勤: one for each person and day.

When each punch was due is the shift. A day's other punches stand in columns of their own behind those of its first row,
and know the row that they came from.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.workbooks.exports import (
    HEADER_WITHIN,
    MADE,
    NO_PUNCH,
    SIMPLE,
    Columns,
    in_our_words,
    result_word,
    text_of,
    to_date,
)
from pipeline.workbooks.grid import Grid, is_filled
from pipeline.workbooks.layout import cleaned
from pipeline.workbooks.part import Part, shown
from pipeline.workbooks.reading import RawSheet
from pipeline.workbooks.rows import table

HEADERS = {"name": "姓名", "employee_id": "工号", "date": "考勤日期", "due": "考勤时间", "punch": "打卡时间", "result": "打卡结果"}
OPTIONAL = {"employee_id"}
DUE = re.compile(r"(?:(?:\d{2,4}[-/.])?\d{1,2}[-/.](?P<day>\d{1,2})\s+)?(?P<next>次日\s*)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?")
MINUTES_A_DAY = 24 * 60
OFF_DUTY = "未排班"
Place = tuple[int, int]


@dataclass(frozen=True)
class RecordColumns:
    at: Mapping[str, int]
    header_row: int


@dataclass(frozen=True)
class _Punch:
    row: Sequence[object]
    number: int
    due: int | None
    """Minutes since the day's midnight; None where nothing was due."""


def record_columns(sheet: RawSheet) -> RecordColumns | None:
    """The columns of a sheet of single punches, or None for one of another kind."""
    for at, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        words = [cleaned(cell) for cell in row]
        found = {name: words.index(header) for name, header in HEADERS.items() if header in words}
        if HEADERS.keys() - OPTIONAL <= found.keys():
            return RecordColumns(found, at)
    return None


def records_part(file: str, sheet: RawSheet, columns: RecordColumns, own: Mapping[str, int]) -> Part:
    """The day of each person as a row of 考勤, at the place of its first punch. `own` are columns that HR put beside."""
    at, width = columns.at, sheet.rows.width
    who = [at[name] for name in ("name", "employee_id") if name in at]
    found = table(sheet.rows, columns.header_row + 1, [*at.values(), *own.values()], [*who, at["date"]])
    days: dict[tuple[str, ...], list[_Punch]] = {}
    for number, row in zip(found.numbers.tolist(), found.rows, strict=True):
        key = tuple(text_of(row, column) for column in (*who, at["date"]))
        days.setdefault(key, []).append(_Punch(row, number, _due(row, at)))
    shifts = {(due[0], due[-1]) for punches in days.values() if len(due := _all_due(punches)) > 1}
    due_of_each = [_due_of(punches, shifts) for punches in days.values()]
    sided = [_sides(punches, due, at) for punches, due in zip(days.values(), due_of_each, strict=True)]
    pairs = max((len(side) for sides in sided for side in sides), default=1)
    laid = _Laid(at, width, pairs)
    positions = laid.positions(own)
    typed, made, origins, stands = [], [], [], []
    for punches, due, sides in zip(days.values(), due_of_each, sided, strict=True):
        row, places = laid.row(punches, due, sides, own)
        cells, of_row = in_our_words(row, laid.columns, positions, laid.width)
        typed.append(row)
        made.append(cells)
        origins.append(places)
        stands.append(of_row)
    passed_over = {"title": columns.header_row, "blank": found.blank, "total": found.total, "note": found.note, "further_punch": len(found.rows) - len(days)}
    return Part(
        "attendance", file, sheet.name, columns.header_row + 1, positions, Grid.of(made, laid.width + len(MADE)),
        [punches[0].number for punches in days.values()], passed_over, Grid.of(typed, laid.width), stands, origins,
    )  # fmt: skip


@dataclass(frozen=True)
class _Laid:
    """Where things stand in a day's row: those of its first punch, then the shift, then the punches, each with its result."""

    at: Mapping[str, int]
    first: int
    pairs: int

    @property
    def width(self) -> int:
        return self.first + 1 + 4 * self.pairs

    def punch(self, side: int, number: int) -> int:
        return self.first + 1 + 4 * number + 2 * side

    @cached_property
    def columns(self) -> Columns:
        times = [tuple(self.punch(side, number) for number in range(self.pairs)) for side in (0, 1)]
        results = tuple((word, column + 1) for word, side in zip("上下", times, strict=True) for column in side)
        single = {name: self.at[name] for name in ("name", "employee_id", "date") if name in self.at} | {"shift": self.first}
        return Columns(single, times[0], times[1], results, None, 0, 0)

    def positions(self, own: Mapping[str, int]) -> dict[str, int]:
        columns = self.columns
        placed = {**columns.single, "status": columns.results[0][1], **own, "clock_in": columns.clock_in[0], "clock_out": columns.clock_out[0]}
        return placed | {name: self.width + at for at, name in enumerate(MADE) if name not in own}

    def row(self, punches: Sequence[_Punch], due: Sequence[int], sides: Sequence[Sequence[_Punch]], own: Mapping[str, int]) -> tuple[list[object], dict[int, Place]]:
        first = punches[0]
        cells: list[object] = [*first.row, *[None] * (self.width - len(first.row))]
        unread = next((punch for punch in punches if punch.due is None and text_of(punch.row, self.at["due"])), None)
        places = {self.first: ((unread or first).number, self.at["due"])}
        cells[self.first] = unread.row[self.at["due"]] if unread else _shift(punches, due, self.at)
        for side, own_punches in enumerate(sides):
            for number, punch in enumerate(own_punches):
                for more, name in enumerate(("punch", "result")):
                    column = self.punch(side, number) + more
                    cells[column], places[column] = punch.row[self.at[name]], (punch.number, self.at[name])
            for number in range(len(own_punches), self.pairs):
                places |= {self.punch(side, number) + more: (punches[-side].number, self.at[name]) for more, name in enumerate(("punch", "result"))}
        for column in own.values():
            filled = next((punch for punch in punches if is_filled(punch.row[column])), first)
            cells[column], places[column] = filled.row[column], (filled.number, column)
        return cells, places


def _sides(punches: Sequence[_Punch], due: Sequence[int], at: Mapping[str, int]) -> tuple[list[_Punch], list[_Punch]]:
    """Those of coming and those of leaving, by turns as they were due; where nothing was due the first and the last."""
    if not due:
        return [punches[0]], [*punches[1:]][-1:]
    sides: tuple[list[_Punch], list[_Punch]] = ([], [])
    for turn, minute in enumerate(due):
        theirs = [punch for punch in punches if punch.due == minute]
        counted = [punch for punch in theirs if not text_of(punch.row, at["result"]).startswith(NO_PUNCH)]
        sides[turn % 2].extend(counted or theirs[:1])
    return sides


def _shift(punches: Sequence[_Punch], due: Sequence[int], at: Mapping[str, int]) -> str | None:
    """The times from the first to the last that was due; a day of rest where the results say that nothing was."""
    if len(due) > 1:
        return f"{_clock(due[0])}-{_clock(due[-1])}"
    if due:
        return _clock(due[0])
    resting = all(SIMPLE.get(word := result_word(text_of(punch.row, at["result"]))) == "休息" or word == OFF_DUTY for punch in punches)
    return "休息" if resting else None


def _due_of(punches: Sequence[_Punch], shifts: Collection[tuple[int, int]]) -> list[int]:
    """When the day's punches were due; of one that stands alone its shift tells the other, where the sheet has one such."""
    due = _all_due(punches)
    known = [shift for shift in shifts if due[0] in shift] if len(due) == 1 else []
    return [*known[0]] if len(known) == 1 else due


def _all_due(punches: Sequence[_Punch]) -> list[int]:
    return sorted({punch.due for punch in punches if punch.due is not None})


def _clock(minute: int) -> str:
    return f"{'次日 ' if minute >= MINUTES_A_DAY else ''}{minute // 60 % 24:02d}:{minute % 60:02d}"


def _due(row: Sequence[object], at: Mapping[str, int]) -> int | None:
    found = DUE.fullmatch((shown(row[at["due"]]) or "").strip())
    if found is None:
        return None
    day = str(to_date(shown(row[at["date"]])) or "")[-2:]
    later = bool(found["next"]) or (found["day"] is not None and day.isdigit() and int(found["day"]) != int(day))
    return later * MINUTES_A_DAY + int(found["hour"]) * 60 + int(found["minute"])
