"""Daily exports of DingTalk (每日统计) and WeCom (上下班打卡日报), turned into rows of 考勤.

Titles stand above one or two header rows; in the second the groups 上班1, 下班1, … have their 打卡时间 and 打卡结果.
Columns are found by name, since they move between versions; those of no use here are not kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.workbooks.layout import cleaned
from pipeline.workbooks.part import Part, shown
from pipeline.workbooks.reading import RawSheet

HEADER_WITHIN = 10
NAMES = {"employee_id": ("工号",), "name": ("姓名",), "date": ("日期", "时间"), "shift": ("班次", "班次名称")}
IN_TIME = re.compile(r"上班\d?打卡时间|(考勤)?概况最早|最早")
OUT_TIME = re.compile(r"下班\d?打卡时间|(考勤)?概况最晚|最晚")
RESULT = re.compile(r"[上下]班\d?打卡(结果|状态)|(考勤)?概况考勤结果|考勤结果|校准状态")
APPROVAL = re.compile(r"关联的?审批单|审批单|假勤申请")
DATE = re.compile(r"(\d{2}|\d{4})[-/](\d{1,2})[-/](\d{1,2})\s*(星期[一二三四五六日天]|周[一二三四五六日])?")
LEAVE = re.compile(r"(年假|事假|病假|婚假|产假|丧假|调休)")
SHIFT = re.compile(r"(早班|晚班|休息)")
EMPTY = {"", "--", "-", "—", "未打卡"}

NORMAL = {"正常", "外勤", "外勤打卡", "打卡无效:此记录已被更新", ""}
SIMPLE = {"迟到": "迟到", "严重迟到": "迟到", "早退": "早退", "缺卡": "缺卡", "请假": "请假", "休息": "休息", "休息打卡": "休息"}
ABSENT = {"旷工", "旷工迟到"}


@dataclass(frozen=True)
class Columns:
    """Where the columns stand (0-based); `first_row` is the first row below the headers."""

    single: dict[str, int]
    clock_in: tuple[int, ...]
    clock_out: tuple[int, ...]
    results: tuple[int, ...]
    approval: int | None
    header_row: int
    first_row: int


def export_columns(sheet: RawSheet) -> Columns | None:
    """The columns of an export, or None for a sheet of another kind."""
    for at, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        words = [cleaned(cell) for cell in row]
        if "姓名" not in words or not {"日期", "时间"} & set(words):
            continue
        below = [cleaned(cell) for cell in sheet.rows[at + 1]] if at + 1 < len(sheet.rows) else []
        two_rows = any(word in ("打卡时间", "最早") for word in below)
        headers = _combined(words, below) if two_rows else words
        found = _columns(headers, at, at + (2 if two_rows else 1))
        if found is not None:
            return found
    return None


def export_part(file: str, sheet: RawSheet, columns: Columns) -> Part:
    """The export's rows as rows of 考勤: cells that need it in its words, at the places where they stood."""
    anchor = columns.results[0] if columns.results else columns.single["name"]
    positions = {**columns.single, "status": anchor}
    if columns.clock_in:
        positions["clock_in"] = columns.clock_in[0]
    if columns.clock_out:
        positions["clock_out"] = columns.clock_out[0]
    width = max(len(row) for row in sheet.rows)
    positions |= {"approved": width, "leave_type": width + 1}
    rows, typed, numbers, blank = [], [], [], 0
    for at in range(columns.first_row, len(sheet.rows)):
        row = sheet.rows[at]
        if not any(_text(row, column) for column in (columns.single["name"], columns.single["date"])):
            blank += 1
            continue
        rows.append(_plain(row, columns, positions, width))
        typed.append(row)
        numbers.append(at + 1)
    passed_over = {"title": columns.first_row - 1, "blank": blank, "total": 0}
    return Part(
        "attendance", file, sheet.name, columns.header_row + 1, positions, rows, numbers, passed_over, typed
    )


def _combined(words: Sequence[str], below: Sequence[str]) -> list[str]:
    """Group and column in one word: a merged group stands above the first of its columns only."""
    headers, group = [], ""
    for at in range(max(len(words), len(below))):
        word = words[at] if at < len(words) else ""
        under = below[at] if at < len(below) else ""
        group = word or (group if under else "")
        headers.append(group + under if under else word)
    return headers


def _columns(headers: Sequence[str], header_row: int, first_row: int) -> Columns | None:
    def matching(pattern: re.Pattern[str]) -> tuple[int, ...]:
        return tuple(at for at, header in enumerate(headers) if pattern.fullmatch(header))

    single = {
        name: next(at for at, header in enumerate(headers) if header in known)
        for name, known in NAMES.items()
        if any(header in known for header in headers)
    }
    clock_in, clock_out = matching(IN_TIME), matching(OUT_TIME)
    if not {"name", "date", "shift"} <= single.keys() or not (clock_in and clock_out):
        return None
    pairs = [at for at in clock_in if headers[at].startswith("上班")]
    outs = [at for at in clock_out if headers[at].startswith("下班")]
    approval = next(iter(matching(APPROVAL)), None)
    return Columns(
        single, tuple(pairs or clock_in), tuple(outs or clock_out), matching(RESULT), approval, header_row, first_row
    )


def _plain(row: Sequence[object], columns: Columns, positions: dict[str, int], width: int) -> list[object]:
    cells: list[object] = [*row, *[None] * (width - len(row)), None, None]
    for name, change in CHANGES.items():
        if name in positions:
            cells[positions[name]] = change(cells[positions[name]])
    first = next((row[at] for at in columns.clock_in if at < len(row) and _text(row, at)), None)
    last = next((row[at] for at in reversed(columns.clock_out) if at < len(row) and _text(row, at)), None)
    status, approved = _status([_text(row, at) for at in columns.results])
    for name, value in (("clock_in", first), ("clock_out", last), ("status", status)):
        cells[positions[name]] = value
    cells[positions["approved"]] = "是" if approved else None
    leave = LEAVE.match(_text(row, columns.approval)) if columns.approval is not None else None
    if leave and first is None and last is None and not approved:
        cells[positions["leave_type"]] = leave[1]
        if status in ("缺卡", "旷工", None):
            cells[positions["status"]] = "请假"
    if status == "休息" and not _text(row, columns.single["shift"]):
        cells[positions["shift"]] = "休息"
    return cells


def _status(results: Sequence[str]) -> tuple[str | None, bool]:
    """The day's result and whether it holds against the punches; a result that is not known is given back as it is."""
    words = [word for word in results if word]
    if any(word in ABSENT for word in words):
        return "旷工", True
    unknown = [word for word in words if not (_is_approved(word) or word in NORMAL or word in SIMPLE)]
    if unknown:
        return unknown[0], False
    approved = any(map(_is_approved, words))
    simple = [SIMPLE[word] for word in words if word in SIMPLE]
    if simple and not approved:
        return (None, False) if set(simple) == {"缺卡"} and len(simple) > 1 else (simple[0], False)
    if approved and not simple:
        return "正常", True
    return (simple[0], True) if simple else (None, False)


def _is_approved(word: str) -> bool:
    return word.startswith("补卡审批通过") or (word.startswith("管理员") and word.endswith("改为正常"))


def _date(raw: object) -> object:
    found = DATE.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if not found:
        return raw
    year = found[1] if len(found[1]) == 4 else f"20{found[1]}"
    return f"{year}-{int(found[2]):02d}-{int(found[3]):02d}"


def _shift(raw: object) -> object:
    found = SHIFT.match(raw.strip()) if isinstance(raw, str) else None
    return found[1] if found else raw


def _or_empty(raw: object) -> object:
    return None if isinstance(raw, str) and raw.strip() in EMPTY else raw


CHANGES: dict[str, Callable[[object], object]] = {"date": _date, "shift": _shift, "employee_id": _or_empty}


def _text(row: Sequence[object], at: int) -> str:
    text = (shown(row[at]) or "").strip() if at < len(row) else ""
    return "" if text in EMPTY else text
