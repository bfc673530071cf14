"""The workbooks of a folder, and what else lies there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.workbooks.problem import Problem

WORKBOOKS = {".xlsx", ".xlsm"}
TABLES_OF_ANOTHER_KIND = {".xls", ".xlsb", ".csv", ".tsv", ".et", ".ods", ".numbers", ".xltx", ".xlt"}


@dataclass(frozen=True)
class Listing:
    """`workbooks` are to be read, in order of name; `problems` say what was passed over, or must be saved anew."""

    workbooks: Sequence[Path]
    problems: Sequence[Problem]


def workbooks_in(folder: Path) -> Listing:
    """What lies directly in `folder`; sub-folders are not looked into."""
    workbooks, problems = [], []
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        code = _code(path)
        if code is None:
            workbooks.append(path)
        elif code:
            problems.append(Problem(code, path.name, params={"ending": path.suffix.lower()}))
    return Listing(workbooks, problems)


def _code(path: Path) -> str | None:
    """None for a workbook; a message's code for what is passed over or refused; "" for what is not worth a word."""
    if path.name in ("README.md", ".gitkeep"):
        return ""
    if path.name.startswith("~$"):
        return "LOCK_FILE"
    if path.name.startswith("."):
        return "HIDDEN_FILE"
    if not path.is_file():
        return "NOT_A_FILE"
    ending = path.suffix.lower()
    if ending in WORKBOOKS:
        return None
    return "SAVE_AS_XLSX" if ending in TABLES_OF_ANOTHER_KIND else "OTHER_FILE"
