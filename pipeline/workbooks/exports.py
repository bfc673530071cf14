"""Daily exports of DingTalk (每日统计) and WeCom (上下班打卡日报), and of others with such headers, turned into rows of 考勤.

Titles stand above one or two header rows; in the second the groups 上班1, 下班1, … have their 打卡时间 and 打卡结果.
Columns are found by name, since they move between versions; those of no use here are not kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.workbooks.approvals import ELSEWHERE, HOURS, LEAVE, PART, PENDING, WITHDRAWN, at_an_edge, part_of_day
from pipeline.workbooks.grid import Grid
from pipeline.workbooks.layout import cleaned
from pipeline.workbooks.part import Part, shown
from pipeline.workbooks.reading import RawSheet
from pipeline.workbooks.rows import table

HEADER_WITHIN = 10
NAMES = {
    "employee_id": ("工号", "员工工号"), "name": ("姓名", "员工姓名"), "date": ("日期", "时间", "考勤日期"),
    "shift": ("班次", "班次名称", "考勤概况班次", "基础信息班次"),
}
IN_TIME = re.compile(r"(第\d次)?上班\d?打卡时间|(考勤)?概况最早|最早")
OUT_TIME = re.compile(r"(第\d次)?下班\d?打卡时间|(考勤)?概况最晚|最晚")
RESULT = re.compile(r"(?:第\d次)?([上下])班\d?打卡(?:结果|状态)|(?:考勤)?概况考勤结果|考勤结果|校准状态")
APPROVAL = re.compile(r"关联的?审批单|审批单|(考勤概况)?假勤申请")
DATE = re.compile(r"(\d{2}|\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*(星期[一二三四五六日天]|周[一二三四五六日])?")
SHIFT = re.compile(r"(早班|晚班|休息)")
LEFT = re.compile(r"\s*[(（](?:已?离职|试用期?|实习)[)）]$")
SCHEDULED_OR_PUNCHED = {"clock_in": ("签到时间", "上班打卡", "上班打卡时间", "实际上班时间"), "clock_out": ("签退时间", "下班打卡", "下班打卡时间", "实际下班时间")}
"""Headers of punch machines for punches; beside them our own names stand for the schedule, or not: nobody can tell."""
WITHOUT_DAYS = {"月度汇总": "“每日统计”", "打卡时间": "“每日统计”", "原始记录": "“每日统计”", "打卡详情": "“上下班打卡_日报”", "打卡明细": "“上下班打卡_日报”"}
"""Sheets of DingTalk and WeCom that do not say each person's day, and what to export instead."""
EMPTY = {"", "--", "-", "—", "未打卡"}
NOT_IN_GROUP = "不在考勤组"

WORD = re.compile(r"([^\d(（]+?)\s*(?:\d+(?:\.\d+)?\s*(?:分钟|小时|次|天))?\s*(?:[(（](.*)[)）])?")
"""A result, how much of it, and in brackets why: 迟到15分钟, 正常（休息）, 正常(补卡)."""
NO_PUNCH = "打卡无效"
NORMAL = {"正常", "加班", "打卡无效:此记录已被更新", ""}
CHANGED = re.compile(r"补卡|管理员|修改|校准|审批|更正")
"""In the brackets of a result: that it was made so afterwards."""
SIMPLE = {
    "迟到": "迟到", "严重迟到": "迟到", "早退": "早退", "缺卡": "缺卡", "请假": "请假", "休息": "休息", "休息打卡": "休息", "休息并打卡": "休息", "节假日": "休息",
    "无需打卡": "休息", "出差": "出差", "外出": "外出", "外勤": "外勤", "外勤打卡": "外勤",
}  # fmt: skip
GRAVEST = ("迟到", "早退", "缺卡", "请假", "休息", "出差", "外出", "外勤")
ABSENT = {"旷工", "旷工迟到"}
SIDES = {"上": "上班", "下": "下班"}
ON_DUTY = "公假"
"""What covers the minutes of duty elsewhere, as leave covers those of leave."""
TWO_LEAVES = "一天请了两段假"
"""There is room for one; which minutes the other covers nobody could tell any more."""
NOT_APPROVED = "还没有批准的请假"
MADE = ("approved", "leave_type", "leave_from", "leave_to")
"""Columns of 考勤 that an export has no cell for."""


@dataclass(frozen=True)
class Columns:
    """Where the columns stand (0-based), each result with 上, 下 or nothing for the day; `first_row` is below the headers."""

    single: dict[str, int]
    clock_in: tuple[int, ...]
    clock_out: tuple[int, ...]
    results: tuple[tuple[str, int], ...]
    approval: int | None
    header_row: int
    first_row: int


def export_columns(sheet: RawSheet) -> Columns | None:
    """The columns of an export, or None for a sheet of another kind."""
    for at, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        words = [cleaned(cell) for cell in row]
        if not all(set(NAMES[name]) & set(words) for name in ("name", "date")):
            continue
        below = [cleaned(cell) for cell in sheet.rows[at + 1]] if at + 1 < len(sheet.rows) else []
        two_rows = any(word in ("打卡时间", "最早") for word in below)
        headers = _combined(words, below) if two_rows else words
        found = _columns(headers, at, at + (2 if two_rows else 1))
        if found is not None:
            return found
    return None


def export_part(file: str, sheet: RawSheet, columns: Columns, own: Mapping[str, int]) -> Part:
    """The export's rows as rows of 考勤: cells that need it in its words, at the places where they stood.

    `own` are columns of 考勤 that HR put beside the export's. A row is blank when no column that is used has anything.
    """
    anchor = next((at for _, at in columns.results), columns.single["name"])
    positions = {**columns.single, "status": anchor, **own}
    if columns.clock_in:
        positions["clock_in"] = columns.clock_in[0]
    if columns.clock_out:
        positions["clock_out"] = columns.clock_out[0]
    width = sheet.rows.width
    positions |= {name: width + at for at, name in enumerate(MADE) if name not in own}
    if columns.approval is not None and "leave_type" not in own:
        positions["leave_type"] = columns.approval
    results = [at for _, at in columns.results]
    used = [*columns.single.values(), *columns.clock_in, *columns.clock_out, *results, *own.values()]
    found = table(sheet.rows, columns.first_row, used, list(columns.single.values()))
    said = (*columns.clock_in, *columns.clock_out, *results, *own.values())
    not_in_group = found.without([
        at for at, row in enumerate(found.rows)
        if text_of(row, columns.single["shift"]) == NOT_IN_GROUP and not any(text_of(row, column) for column in said)
    ])  # fmt: skip
    typed = found.rows
    made = [in_our_words(row, columns, positions, width) for row in typed]
    passed_over = {
        "title": columns.first_row - 1, "blank": found.blank, "total": found.total, "note": found.note,
        "not_in_group": not_in_group,
    }  # fmt: skip
    return Part(
        "attendance", file, sheet.name, columns.header_row + 1, positions, Grid.of([cells for cells, _ in made], width + len(MADE)), found.numbers.tolist(), passed_over, typed,
        [stands for _, stands in made],
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
    pairs = [at for at in clock_in if "上班" in headers[at]]
    outs = [at for at in clock_out if "下班" in headers[at]]
    approval = next(iter(matching(APPROVAL)), None)
    results = tuple((found[1] or "", at) for at, header in enumerate(headers) if (found := RESULT.fullmatch(header)))
    return Columns(
        single, tuple(pairs or clock_in), tuple(outs or clock_out), results, approval, header_row, first_row
    )


def in_our_words(row: Sequence[object], columns: Columns, positions: dict[str, int], width: int) -> tuple[list[object], dict[str, int]]:
    """The row in our words, and where of several columns the one stands that a word of it was taken from."""
    cells: list[object] = [*row, *[None] * (width - len(row)), *[None] * len(MADE)]
    for name, change in CHANGES.items():
        if name in positions:
            cells[positions[name]] = change(cells[positions[name]])
    first_at = next((at for at in columns.clock_in if at < len(row) and text_of(row, at)), None)
    last_at = next((at for at in reversed(columns.clock_out) if at < len(row) and text_of(row, at)), None)
    first, last = (None if at is None else row[at] for at in (first_at, last_at))
    status, approved = _status([(of, text_of(row, at)) for of, at in columns.results])
    status_at = next((at for _, at in columns.results if status and _says(text_of(row, at), status)), None)
    stands = {name: at for name, at in (("clock_in", first_at), ("clock_out", last_at), ("status", status_at)) if at is not None}
    for name, value in (("clock_in", first), ("clock_out", last), ("status", status)):
        cells[positions[name]] = value
    cells[positions["approved"]] = approved
    if positions["leave_type"] == columns.approval:
        cells[columns.approval] = None
    no_punch = first is None and last is None
    shift = text_of(row, columns.single["shift"])
    approvals = text_of(row, columns.approval).splitlines() if columns.approval is not None else []
    is_absent = status == "旷工" and no_punch
    for line in approvals if approved != "是" or is_absent else ():
        if WITHDRAWN.search(line) or (is_absent and PENDING.search(line)):
            continue
        leave, elsewhere = LEAVE.search(line), ELSEWHERE.match(line.strip())
        if leave and PENDING.search(line):
            cells[positions["leave_type"]] = NOT_APPROVED
            continue
        part = part_of_day(line, shift, first, last, cells[positions["date"]]) if leave else None
        placeless = leave and PART.search(line) and not part and not no_punch
        if placeless and status in (None, "正常"):
            cells[positions["status"]], cells[positions["approved"]] = "正常", "是"
        elif leave and part and cells[positions["leave_from"]] is not None:
            cells[positions["leave_type"]] = TWO_LEAVES
        elif leave and (no_punch or part or placeless):
            cells[positions["leave_type"]] = leave[1]
            cells[positions["leave_from"]], cells[positions["leave_to"]] = part or (None, None)
            if is_absent:
                cells[positions["approved"]] = None
                continue
            if status in ("缺卡", None) and not part:
                cells[positions["status"]] = "请假"
            if status in ("请假", "缺卡") and part:
                cells[positions["status"]] = None
                on_leave = None if no_punch else _on_leave([(of, text_of(row, at)) for of, at in columns.results])
                cells[positions["approved"]] = on_leave or approved
        elif elsewhere and no_punch and status in ("缺卡", None):
            cells[positions["status"]] = elsewhere[1]
        elif elsewhere and (part := at_an_edge(line, shift, first, last, cells[positions["date"]])):
            cells[positions["leave_type"]] = ON_DUTY if cells[positions["leave_from"]] is None else TWO_LEAVES
            cells[positions["leave_from"]], cells[positions["leave_to"]] = part
    if status == "休息" and not shift:
        cells[positions["shift"]] = "休息"
    return cells, stands


def _status(results: Sequence[tuple[str, str]]) -> tuple[str | None, str | None]:
    """The day's result, and which punches it holds against: 是 both, 上班 or 下班 that one, None neither.

    A result that is not known is given back as it is.
    """
    said = [(of, *_word(part)) for of, text in results for part in re.split(r"[,，;；、\n]", text) if part.strip()]
    if any(word in ABSENT for _, word, _ in said):
        return "旷工", "是"
    unknown = [word for _, word, is_approved in said if not (is_approved or word in NORMAL or word in SIMPLE)]
    if unknown:
        return unknown[0], None
    sides = {of for of, _, is_approved in said if is_approved}
    approved = None if not sides else "是" if "" in sides or len(sides) > 1 else SIDES[sides.pop()]
    open_yet = [(of, SIMPLE[word]) for of, word, is_approved in said if word in SIMPLE and not is_approved]
    simple = [word for of, word in open_yet if of or len(open_yet) == 1 or approved is None]
    if not simple:
        return ("正常" if sides else None), approved
    if set(simple) == {"缺卡"} and len([of for of, _ in open_yet if of]) > 1:
        return None, approved
    return next(word for word in GRAVEST if word in simple), approved


def result_word(text: str) -> str:
    """A result without minutes and brackets."""
    return _word(text)[0]


def _says(text: str, status: str) -> bool:
    """Whether a result is the one that the day has its status from."""
    words = [result_word(part) for part in re.split(r"[,，;；、\n]", text) if part.strip()]
    return any(status in (word, SIMPLE.get(word)) or (status == "旷工" and word in ABSENT) for word in words)


def _on_leave(results: Sequence[tuple[str, str]]) -> str | None:
    """The one punch that the export itself says to lie in the leave."""
    sides = [of for of, text in results if of and result_word(text) == "请假"]
    return SIDES[sides[0]] if len(sides) == 1 else None


def _word(text: str) -> tuple[str, bool]:
    """One result without minutes and brackets, and whether it was approved or changed afterwards; a kind of leave is 请假."""
    text = text.strip()
    if text.startswith("补卡审批通过") or (text.startswith("管理员") and text.endswith("改为正常")):
        return "正常", True
    found = WORD.fullmatch(text)
    if found is None:
        return text, False
    word, why = found[1].strip(), found[2] or ""
    if (word == "正常" and CHANGED.search(why)) or why.endswith("为正常"):
        return "正常", True
    if LEAVE.fullmatch(word):
        return "请假", False
    return (why if word == "正常" and why in SIMPLE else word), False


def to_date(raw: object) -> object:
    found = DATE.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if not found:
        return raw
    year = found[1] if len(found[1]) == 4 else f"20{found[1]}"
    return f"{year}-{int(found[2]):02d}-{int(found[3]):02d}"


def _shift(raw: object) -> object:
    """The name alone; one that has its times with it is told by them."""
    found = SHIFT.match(raw.strip()) if isinstance(raw, str) else None
    return found[1] if found and not HOURS.search(str(raw)) else raw


def _or_empty(raw: object) -> object:
    return None if isinstance(raw, str) and raw.strip() in EMPTY else raw


def _name(raw: object) -> object:
    return LEFT.sub("", raw) if isinstance(raw, str) else raw


CHANGES: dict[str, Callable[[object], object]] = {"date": to_date, "shift": _shift, "employee_id": _or_empty, "name": _name}


def text_of(row: Sequence[object], at: int) -> str:
    text = (shown(row[at]) or "").strip() if at < len(row) else ""
    return "" if text in EMPTY else text
