"""Months of any size by seed, as HR would hand them in: real workbooks, plausible rows, no errors."""

from __future__ import annotations

import calendar
import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

MONTH = "2026-11"
DAYS = 30
REST = 4
WORKED = 27
A_DEPARTMENT = 50
Rows = Iterable[list[Any]]
Books = Mapping[str, Mapping[str, Rows]]


class Formula(NamedTuple):
    """A cell with a formula, and what it came to; 0 is what a program writes that works none out."""

    text: str
    value: str | int = 0


def write_month(folder: Path, people: int, seed: int, findings: int = 0) -> Path:
    """Workbooks of a month with `people`, each with 27 rows of attendance, into `folder`/2026-11.

    With `findings` as many cells of the deduction log are wrong, each in a row of its own.
    """
    return write_books(folder, month(people, seed, findings))


def month(people: int, seed: int, findings: int = 0) -> Books:
    """The rows of each sheet, by workbook and sheet, the header first."""
    dice = random.Random(seed)
    ids = [f"P{seed:02d}{number:05d}" for number in range(people)]
    roles = {who: role(at) for at, who in enumerate(ids)}
    return {
        "花名册.xlsx": {"花名册": roster(ids, roles, dice)},
        "扣分.xlsx": {
            "扣分记录": deductions(ids, roles, dice, findings), "加分记录": bonuses(ids, roles, dice), "考试成绩": exams(ids, dice),
            "工作量": workload(ids, dice), "周总结": summaries(ids, roles, dice),
        },
        "考勤.xlsx": {"考勤": attendance(ids, dice)},
        "投诉.xlsx": {"投诉登记": complaints(ids, dice), "基金期初": [["金额"], [10_000]]},
    }  # fmt: skip


def write_books(folder: Path, books: Books) -> Path:
    target = folder / MONTH
    target.mkdir(parents=True, exist_ok=True)
    for name, sheets in books.items():
        _book(target / name, sheets)
    return target


def role(at: int) -> str:
    place = at % A_DEPARTMENT
    return "主管" if place == 0 else "培训专员" if place == 1 else "客服组长" if place < 5 else "现场接待" if place < 15 else "客服"


def recorder_of(ids: list[str], at: int) -> str:
    """The department's trainer; of the trainer the supervisor, since nobody records for oneself."""
    first = at - at % A_DEPARTMENT
    return ids[first if at == first + 1 else min(first + 1, len(ids) - 1)]


def roster(ids: list[str], roles: dict[str, str], dice: random.Random) -> Rows:
    yield ["工号", "姓名", "部门", "岗位", "入职日期", "月工资"]
    for at, who in enumerate(ids):
        hired = f"{dice.randint(2015, 2025)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
        yield [who, f"员工{at}", f"客服{at // A_DEPARTMENT + 1}部", roles[who], hired, dice.randrange(4_000, 12_000, 50)]


def deductions(ids: list[str], roles: dict[str, str], dice: random.Random, findings: int) -> Rows:
    yield ["日期", "工号", "姓名", "事项", "次数", "分值", "超时分钟", "金额", "情节严重", "记录人", "备注"]
    items = ["A-3.1.1", "A-3.1.2", "A-3.1.3", "A-3.1.8", "A-3.1.12", "A-3.2.1", "handover_missing", "B-8", "emergency_overrun"]
    for number in range(max(len(ids) * 2, findings)):
        time_round, at = divmod(number, len(ids))
        item = items[(at + time_round * 4) % len(items)]
        points = dice.randint(2, 5) if item == "A-3.1.8" else None
        minutes = dice.randint(1, 20) if item == "emergency_overrun" else None
        day = f"{MONTH}-{worked_day(at, dice):02d}" if number >= findings else f"{MONTH[:4]}-13-{dice.randint(1, DAYS):02d}"
        yield [day, ids[at], f"员工{at}", item, None, points, minutes, None, None, recorder_of(ids, at), None]


def worked_day(at: int, dice: random.Random) -> int:
    """A day on which the attendance has somebody at work."""
    day = dice.randint(1, WORKED)
    return day if works(at, day) else day % WORKED + 1


def works(at: int, day: int) -> bool:
    return (day + at) % 7 != 0


def bonuses(ids: list[str], roles: dict[str, str], dice: random.Random) -> Rows:
    yield ["日期", "工号", "姓名", "事项", "次数", "记录人"]
    for at in range(0, len(ids), 3):
        yield [f"{MONTH}-{dice.randint(1, DAYS):02d}", ids[at], f"员工{at}", dice.choice(["A-2.3", "A-2.4", "A-2.6"]), None, recorder_of(ids, at)]


def exams(ids: list[str], dice: random.Random) -> Rows:
    yield ["日期", "工号", "姓名", "得分"]
    for at, who in enumerate(ids):
        yield [f"{MONTH}-20", who, f"员工{at}", dice.choice([70, 80, 90, 95, 100])]


def workload(ids: list[str], dice: random.Random) -> Rows:
    yield ["工号", "姓名", "接待量", "质量分", "成交量"]
    for at, who in enumerate(ids):
        contacts = dice.randint(100, 900)
        yield [who, f"员工{at}", contacts, dice.randint(600, 1_000) / 10, dice.randint(0, contacts)]


def summaries(ids: list[str], roles: dict[str, str], dice: random.Random) -> Rows:
    yield ["周六日期", "工号", "姓名", "提交时间", "字数"]
    for at, who in enumerate(ids):
        if roles[who] in ("客服", "现场接待", "客服组长"):
            for day in (7, 14, 21, 28):
                if dice.random() > 0.03:
                    yield [f"{MONTH}-{day:02d}", who, f"员工{at}", f"{MONTH}-{day:02d} {dice.randint(9, 16):02d}:{dice.randint(0, 59):02d}", dice.randint(200, 600)]


def attendance(ids: list[str], dice: random.Random) -> Rows:
    yield ["日期", "工号", "姓名", "班次", "上班时间", "下班时间", "请假类型", "交接记录"]
    assert calendar.monthrange(2026, 11)[1] == DAYS
    for at, who in enumerate(ids):
        late_shifts = dice.random() < 0.3
        for day in range(1, WORKED + 1):
            date = f"{MONTH}-{day:02d}"
            if not works(at, day):
                yield [date, who, f"员工{at}", "休息", None, None, None, None]
            elif late_shifts:
                start = "16:00" if dice.random() > 0.02 else f"16:{dice.randint(1, 40):02d}"
                yield [date, who, f"员工{at}", "晚班", start, "次日 00:30", None, "是"]
            else:
                start = "7:55" if dice.random() > 0.02 else f"8:{dice.randint(1, 40):02d}"
                yield [date, who, f"员工{at}", "早班", start, "17:35", None, None]


def complaints(ids: list[str], dice: random.Random) -> Rows:
    yield ["投诉编号", "投诉日期", "受理日期", "客户名称", "投诉类别", "投诉原因", "是否有效", "责任人", "投诉金额", "结案日期"]
    for number in range(1, len(ids) // 20 + 1):
        day = dice.randint(1, 20)
        yield [
            f"KS-202611-{number:04d}", f"{MONTH}-{day:02d}", f"{MONTH}-{day:02d}", f"客户{number}", "非质量", dice.choice(["服务", "运输", "其他"]),
            dice.choice(["是", "否"]), dice.choice(ids), dice.randrange(100, 6_000, 50), f"{MONTH}-{day + 5:02d}",
        ]  # fmt: skip


def _book(path: Path, sheets: Mapping[str, Rows]) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(at, column, value)
                    elif isinstance(value, Formula):
                        sheet.write_formula(at, column, value.text, None, value.value)
                    elif value is not None:
                        sheet.write_number(at, column, value)
