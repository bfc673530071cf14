"""A month's folder as parts: every workbook read, every sheet of ours found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.workbooks.files import workbooks_in
from pipeline.workbooks.layout import Layout
from pipeline.workbooks.part import Part
from pipeline.workbooks.problem import Problem
from pipeline.workbooks.reading import Workbook, read_workbook
from pipeline.workbooks.recognise import recognise


@dataclass(frozen=True)
class Intake:
    """`files` are (name, sha256) of every workbook, in order of name; `parts` their sheets that were recognised."""

    files: Sequence[tuple[str, str]]
    parts: Sequence[Part]
    problems: Sequence[Problem]


def take_in(folder: Path, layouts: Sequence[Layout]) -> Intake:
    """Everything in `folder`. A workbook whose content was there before under another name is read once."""
    listing = workbooks_in(folder)
    problems, parts, files = list(listing.problems), [], []
    seen: dict[str, str] = {}
    for path in listing.workbooks:
        workbook = read_workbook(path)
        files.append((workbook.file, workbook.sha256))
        problems += workbook.problems
        if workbook.sheets and workbook.sha256 in seen:
            problems.append(Problem("FILE_TWICE", workbook.file, params={"other": seen[workbook.sha256]}))
            continue
        seen[workbook.sha256] = workbook.file
        found = _parts(workbook, layouts, problems)
        parts += found
        if workbook.sheets and not found and not any(each.file == workbook.file for each in problems):
            problems.append(Problem("FILE_WITHOUT_TABLES", workbook.file))
    return Intake(files, parts, problems)


def _parts(workbook: Workbook, layouts: Sequence[Layout], problems: list[Problem]) -> list[Part]:
    parts = []
    for sheet in workbook.sheets:
        recognised = recognise(workbook.file, sheet, layouts)
        problems += (replace(each, file=workbook.file) for each in recognised.problems)
        if recognised.part is not None:
            parts.append(recognised.part)
    return parts
