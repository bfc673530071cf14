"""What was checked, good or not: each column and each check across rows, with how many rows it went through and how many were not right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.checks.context import Check
from pipeline.checks.every_check import ANY, CHECKS
from pipeline.checks.table import Mark, Table
from pipeline.findings.catalogue import MESSAGES
from pipeline.language.translation import N_
from pipeline.schemas.column import Column
from pipeline.schemas.registry import SHEETS
from pipeline.workbooks.cells import CAUSED_ELSEWHERE

SPANS = {"month": N_("当月内"), "until_month_end": N_("不晚于月末"), "until_next_month_end": N_("不晚于下月末")}


@dataclass(frozen=True)
class Checked:
    """`what` are words, each to be said by itself; `rows` is None where the sheet was not handed in. Rows are counted once each."""

    sheet: str
    what: tuple[str, ...]
    rows: int | None
    wrong: int
    doubtful: int

    @property
    def good(self) -> int:
        return max((self.rows or 0) - self.wrong - self.doubtful, 0)


def columns_checked(tables: Mapping[str, Table], found: Sequence[Mark]) -> Iterator[Checked]:
    """Each column that can be wrong: filled where it must be, readable, unique, within its bounds."""
    by_column: dict[tuple[str, str | None], list[Mark]] = {}
    for mark in found:
        by_column.setdefault((mark.table, mark.column), []).append(mark)
    for sheet in SHEETS:
        for column in sheet.columns if sheet.name in tables else ():
            if (what := _expected(column)):
                rows = len(tables[sheet.name].frame)
                yield _checked(sheet.title, (column.header, *what), rows, by_column.get((sheet.name, column.name), []))


def checks_made(made: Sequence[tuple[Check, Sequence[Mark]]], tables: Mapping[str, Table]) -> Iterator[Checked]:
    """Each check across rows and sheets; nothing was checked of a sheet that is not there."""
    titles = {sheet.name: sheet.title for sheet in SHEETS}
    for check, marks in made:
        label, name = CHECKS[check]
        if name == ANY:
            yield _checked("", (label,), sum(len(table.frame) for table in tables.values()), marks)
        else:
            yield _checked(titles[name], (label,), len(tables[name].frame) if name in tables else None, marks)


def _checked(sheet: str, what: tuple[str, ...], rows: int | None, marks: Sequence[Mark]) -> Checked:
    wrong, doubtful = set[tuple[str, int]](), set[tuple[str, int]]()
    for mark in marks:
        places = {(mark.table, position) for position in mark.positions or [-1]}
        (wrong if mark.code == CAUSED_ELSEWHERE or MESSAGES[mark.code].level == "error" else doubtful).update(places)
    return Checked(sheet, what, rows, len(wrong), len(doubtful - wrong))


def _expected(column: Column) -> tuple[str, ...]:
    words = []
    if column.required:
        words.append(N_("必填"))
    if column.unique:
        words.append(N_("不重复"))
    if column.kind not in ("text", "name"):
        words.append(N_("写法能读懂"))
    if column.choices or column.named_by or column.kind == "item":
        words.append(N_("是可选的值"))
    if column.minimum is not None or column.above is not None or column.maximum is not None:
        words.append(N_("在限度以内"))
    if column.span in SPANS:
        words.append(SPANS[column.span])
    return tuple(words)
