"""Months with one kind of mistake in many rows: none may cost much more than a clean month, or grow faster than its rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from bench.contenders import kaohe
from bench.measure import ROOT, Taken, machine, measured
from bench.months import Formula, month, write_books

Row = list[Any]
Sheets = dict[str, list[Row]]
Books = dict[str, Sheets]
Mistake = Callable[[Books], None]


def write(folder: Path, kind: str, people: int) -> None:
    """The month of `people` with the mistake `kind`, one of KINDS."""
    books = {book: {sheet: list(rows) for sheet, rows in sheets.items()} for book, sheets in month(people, seed=1).items()}
    for mistake in KINDS[kind]:
        mistake(books)
    write_books(folder, books)


def in_every_row(book: str, sheet: str, header: str, change: Callable[[Any, int], Any]) -> Mistake:
    """The cell below `header` of each row becomes what `change` makes of it and of the row's number."""
    def made(books: Books) -> None:
        rows = books[book][sheet]
        at = rows[0].index(header)
        for number, row in enumerate(islice(rows, 1, None)):
            row[at] = change(row[at], number)

    return made


def pasted_again(book: str, sheet: str, times: int = 1) -> Mistake:
    """All rows stand below themselves again."""
    def made(books: Books) -> None:
        rows = books[book][sheet]
        rows.extend([list(row) for _ in range(times) for row in rows[1:]])

    return made


def old_beside_new(books: Books) -> None:
    rows = [list(row) for row in books[ATTENDANCE[0]][ATTENDANCE[1]]]
    for row in rows[1::100]:
        row[4] = "8:41"
    books["考勤(旧).xlsx"] = {ATTENDANCE[1]: rows}


ATTENDANCE, LOG, REGISTER, ROSTER = ("考勤.xlsx", "考勤"), ("扣分.xlsx", "扣分记录"), ("投诉.xlsx", "投诉登记"), ("花名册.xlsx", "花名册")
KINDS: dict[str, Sequence[Mistake]] = {
    "clean": (),
    "last month's attendance": (in_every_row(*ATTENDANCE, "日期", lambda day, _: day.replace("2026-11", "2026-10")),),
    "an old attendance beside the new": (old_beside_new,),
    "attendance pasted twice": (pasted_again(*ATTENDANCE),),
    "one complaint number filled down": (pasted_again(*REGISTER, 20), in_every_row(*REGISTER, "投诉编号", lambda *_: "KS-202611-0001")),
    "dates that do not exist": (in_every_row(*LOG, "日期", lambda _, number: f"2026-13-{number % 28 + 1:02d}"),),
    "a different wrong date in every row": (in_every_row(*ATTENDANCE, "日期", lambda day, number: f"{day}号{number}"),),
    "unknown ids": (in_every_row(*LOG, "工号", lambda _, number: f"X{number:06d}"),),
    "names that disagree": (in_every_row(*ATTENDANCE, "姓名", lambda _, number: f"别人{number}"),),
    "unknown shifts": (in_every_row(*ATTENDANCE, "班次", lambda shift, number: f"{shift}？{number % 50}"),),
    "formulas that were never worked out": (in_every_row(*ATTENDANCE, "上班时间", lambda _, number: Formula(f"=J{number + 2}")),),
    "formulas that end in an error": (in_every_row(*ATTENDANCE, "姓名", lambda _, number: Formula(f"=VLOOKUP(B{number + 2},A:C,3,0)", "#N/A")),),
    "unreadable clocks": (in_every_row(*ATTENDANCE, "上班时间", lambda _, number: f"{number}点钟"),),
    "unknown items": (in_every_row(*LOG, "事项", lambda item, number: f"{item}？{number}"),),
    "unknown recorders": (in_every_row(*LOG, "记录人", lambda _, number: f"R{number:06d}"),),
    "the roster pasted twice": (pasted_again(*ROSTER),),
}  # fmt: skip

SMALL, LARGE, HUGE = 185, 370, 3_700
"""People, so that their attendance has some 5,000 rows, 10,000 and 100,000."""
COMMONEST = ("clean", "last month's attendance", "an old attendance beside the new", "attendance pasted twice", "unreadable clocks")
MOST_RATIO, MOST_OF_CLEAN = 2.3, 2.0
HEAD = """# Dirty months

Written by `make bench SIZES=DIRTY`: `kaohe month` over months of {small}, {large} and {huge:,} people (5,000, 10,000 and
100,000 rows of attendance) with one kind of mistake in every row of a sheet; processor time, and memory of the largest
process; {machine}. Twice the rows may take {ratio} times the time at most, and no mistake more than {clean} times a clean
month of as many rows. The same is counted in operations, not in time, by `tests/bench/test_growth.py`.

| mistake | 5,000 rows (s) | 10,000 rows (s) | ratio | against clean | memory (MB) | 100,000 rows (s) | against clean | memory (MB) |
|---|---|---|---|---|---|---|---|---|
"""


def main() -> None:
    """Measure every kind and write docs/dirty-months.md. Raises SystemExit where one misses its bounds."""
    clean: dict[int, Taken] = {}
    missed, lines = [], [HEAD.format(small=SMALL, large=LARGE, huge=HUGE, machine=machine(), ratio=MOST_RATIO, clean=MOST_OF_CLEAN)]
    for kind in KINDS:
        taken = {people: _taken(kind, people) for people in (SMALL, LARGE, *((HUGE,) if kind in COMMONEST else ()))}
        clean = clean or taken
        ratio = taken[LARGE].cpu / taken[SMALL].cpu
        of_clean = {people: each.cpu / clean[people].cpu for people, each in taken.items()}
        missed += [kind] if ratio > MOST_RATIO or max(of_clean.values()) > MOST_OF_CLEAN else []
        cells = [kind, f"{taken[SMALL].cpu:.2f}", f"{taken[LARGE].cpu:.2f}", f"{ratio:.2f}", f"{of_clean[LARGE]:.2f}", f"{taken[LARGE].memory:.0f}"]
        cells += [f"{taken[HUGE].cpu:.2f}", f"{of_clean[HUGE]:.2f}", f"{taken[HUGE].memory:.0f}"] if HUGE in taken else ["", "", ""]
        lines.append(f"| {' | '.join(cells)} |\n")
        (ROOT / "docs" / "dirty-months.md").write_text("".join(lines), encoding="utf-8")
    if missed:
        raise SystemExit(f"too slow: {', '.join(missed)}")


def _taken(kind: str, people: int) -> Taken:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        write(work / "inbox", kind, people)
        return measured([*kaohe("month", work / "inbox", work / "output"), "--no-slips"])
