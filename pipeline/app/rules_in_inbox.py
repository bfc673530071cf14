"""规则.xlsx in a month's folder of the inbox: the rules of that department or branch, from the day that the workbook says (A-5.3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.exits import INPUT_ERRORS, Stop
from pipeline.base.period import Month
from pipeline.language.translation import _
from pipeline.workbooks.files import RULES

if TYPE_CHECKING:
    from pipeline.amendment.book import Amended
    from pipeline.findings.finding import Finding
    from pipeline.rulebook.model import Rulebook

NEVER = date.max
MOST_SAID = 10
"""Errors that are named one by one."""


def in_force(inbox: Path, month: Month, branch: str, others: Rulebook) -> Rulebook:
    """Of the workbooks of this month and those before, and the other rules, what came into force last; raises Stop where that has errors.

    No other is read whole but one whose day cannot be read, since it could be that one.
    """
    from pipeline.amendment.book import amended, day_in

    latest, rules = others.effective_from, others
    illegible, in_question = [], None
    for folder in (each for each in Month.among(path.name for path in inbox.iterdir()) if each <= month):
        path = inbox / str(folder) / branch / RULES
        day = day_in(path, others) if path.is_file() else NEVER
        if day is None:
            illegible.append(path)
        elif latest <= day <= month.first:
            latest, in_question = day, path
    for path in [*illegible, *([in_question] if in_question else [])]:
        made = amended(others, path)
        if made.rulebook is None:
            lines, copy = refused(path, made)
            where = [_("每一处都标在 {copy} 里；改好以后放回 {path}，重新运行。没有结果写出。", copy=copy, path=path)] if copy else []
            raise Stop(INPUT_ERRORS, "\n".join([*lines, *where]))
        rules = made.rulebook
    return rules


def refused(workbook: Path, made: Amended) -> tuple[list[str], Path | None]:
    """What of the workbook was not taken, and every error with its cell; and the copy of the workbook with all of them marked, written beside it where there can be one."""
    from pipeline.reports import annotated

    folder = workbook.parent / "annotated"
    errors = [each for each in made.findings if each.level == "error"]
    annotated.write(folder, workbook.parent, made.findings, made.header_rows, (), Month.of(date.today()), {})
    lines = [*not_taken(workbook, made), *(_with_place(workbook, each) for each in errors[:MOST_SAID])]
    more = [_("另有 {count} 处。", count=len(errors) - MOST_SAID)] if len(errors) > MOST_SAID else []
    copy = folder / workbook.name
    return [*lines, *more], copy if copy.exists() else None


def not_taken(workbook: Path, made: Amended) -> list[str]:
    """The sheets and columns that are none of a rulebook's, so that nothing of them was read."""
    return [_with_place(workbook, each) for each in made.findings if each.level == "warning"]


def _with_place(workbook: Path, finding: Finding) -> str:
    from pipeline.findings.said import message_of

    return " · ".join(filter(None, (workbook.name, finding.sheet, finding.cell))) + f"：{message_of(finding)}"
