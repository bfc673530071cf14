"""Months with one kind of mistake in many rows: none may cost much more than a clean month, or grow faster than its rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from bench.contenders import kaohe
from bench.measure import ROOT, Taken, machine, measured
from bench.months import month, write_books

Row = list[Any]
Sheets = dict[str, list[Row]]
Books = dict[str, Sheets]


def write(folder: Path, kind: str, people: int) -> None:
    """The month of `people` with the mistake `kind`, one of KINDS."""
    books = {book: {sheet: list(rows) for sheet, rows in sheets.items()} for book, sheets in month(people, seed=1).items()}
    KINDS[kind](books)
    write_books(folder, books)


def _each(rows: list[Row], header: str, change: Callable[[Any, int], Any]) -> None:
    at = rows[0].index(header)
    for number, row in enumerate(islice(rows, 1, None)):
        row[at] = change(row[at], number)


def _clean(books: Books) -> None:
    pass


def _attendance_of_the_month_before(books: Books) -> None:
    _each(books["考勤.xlsx"]["考勤"], "日期", lambda day, _: day.replace("2026-11", "2026-10"))


def _old_attendance_beside_the_new(books: Books) -> None:
    rows = [list(row) for row in books["考勤.xlsx"]["考勤"]]
    for row in rows[1::100]:
        row[4] = "8:41"
    books["考勤(旧).xlsx"] = {"考勤": rows}


def _attendance_rows_twice(books: Books) -> None:
    rows = books["考勤.xlsx"]["考勤"]
    rows.extend([list(row) for row in rows[1:]])


def _one_complaint_number(books: Books) -> None:
    rows = books["投诉.xlsx"]["投诉登记"]
    rows.extend([list(row) for _ in range(20) for row in rows[1:]])
    _each(rows, "投诉编号", lambda *_: "KS-202611-0001")


def _dates_that_do_not_exist(books: Books) -> None:
    _each(books["扣分.xlsx"]["扣分记录"], "日期", lambda _, number: f"2026-13-{number % 28 + 1:02d}")


def _different_wrong_dates(books: Books) -> None:
    _each(books["考勤.xlsx"]["考勤"], "日期", lambda day, number: f"{day}号{number}")


def _unknown_ids(books: Books) -> None:
    _each(books["扣分.xlsx"]["扣分记录"], "工号", lambda who, number: f"X{number:06d}")


def _names_that_disagree(books: Books) -> None:
    _each(books["考勤.xlsx"]["考勤"], "姓名", lambda name, number: f"别人{number}")


def _shifts_that_are_none(books: Books) -> None:
    _each(books["考勤.xlsx"]["考勤"], "班次", lambda shift, number: f"{shift}？{number % 50}")


def _clocks_that_are_none(books: Books) -> None:
    _each(books["考勤.xlsx"]["考勤"], "上班时间", lambda time, number: f"{number}点钟")


def _items_that_are_none(books: Books) -> None:
    _each(books["扣分.xlsx"]["扣分记录"], "事项", lambda item, number: f"{item}？{number}")


def _recorders_unknown(books: Books) -> None:
    _each(books["扣分.xlsx"]["扣分记录"], "记录人", lambda who, number: f"R{number:06d}")


def _everybody_twice(books: Books) -> None:
    rows = books["花名册.xlsx"]["花名册"]
    rows.extend([list(row) for row in rows[1:]])


KINDS: dict[str, Callable[[Books], None]] = {
    "clean": _clean,
    "last month's attendance": _attendance_of_the_month_before,
    "an old attendance beside the new": _old_attendance_beside_the_new,
    "attendance pasted twice": _attendance_rows_twice,
    "one complaint number filled down": _one_complaint_number,
    "dates that do not exist": _dates_that_do_not_exist,
    "a different wrong date in every row": _different_wrong_dates,
    "unknown ids": _unknown_ids,
    "names that disagree": _names_that_disagree,
    "unknown shifts": _shifts_that_are_none,
    "unreadable clocks": _clocks_that_are_none,
    "unknown items": _items_that_are_none,
    "unknown recorders": _recorders_unknown,
    "the roster pasted twice": _everybody_twice,
}

ROWS = (370, 740)
"""People, so that their attendance has some 10,000 rows and 20,000."""
MOST_RATIO, MOST_OF_CLEAN = 2.3, 2.0
HEAD = """# Dirty months

Written by `make bench SIZES=DIRTY`: `kaohe month` over months of {small} and {large} people (10,000 and 20,000 rows of
attendance) with one kind of mistake in every row of a sheet; processor time and memory of the largest process; {machine}.
Twice the rows may take {ratio} times the time at most, and no mistake more than {clean} times a clean month.

| mistake | {small} people (s) | {large} people (s) | ratio | against clean | memory (MB) |
|---|---|---|---|---|---|
"""


def main() -> None:
    """Measure every kind and write docs/dirty-months.md. Raises SystemExit where one misses its bounds."""
    taken = {kind: [_taken(kind, people) for people in ROWS] for kind in KINDS}
    clean, missed = taken["clean"], []
    lines = [HEAD.format(small=ROWS[0], large=ROWS[1], machine=machine(), ratio=MOST_RATIO, clean=MOST_OF_CLEAN)]
    for kind, (small, large) in taken.items():
        ratio, of_clean = large.cpu / small.cpu, large.cpu / clean[1].cpu
        missed += [kind] if ratio > MOST_RATIO or of_clean > MOST_OF_CLEAN else []
        lines.append(f"| {kind} | {small.cpu:.2f} | {large.cpu:.2f} | {ratio:.2f} | {of_clean:.2f} | {large.memory:.0f} |\n")
    (ROOT / "docs" / "dirty-months.md").write_text("".join(lines), encoding="utf-8")
    if missed:
        raise SystemExit(f"too slow: {', '.join(missed)}")


def _taken(kind: str, people: int) -> Taken:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        write(work / "inbox", kind, people)
        return measured([*kaohe("month", work / "inbox", work / "output"), "--no-slips"])
