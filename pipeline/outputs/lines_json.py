"""lines.json: a run's results in few words, so that a later run can say what changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.base.period import Month
from pipeline.month.report import MonthReport
from pipeline.rulebook.pay_columns import MONEY

NAME, BEFORE = "lines.json", "lines.before.json"
RESULT = ["employee_id", "name", "score", "grade", *MONEY]
LINE = ["employee_id", "date", "clause", "item", "label", "category", "points", "amount", "file", "sheet", "row"]


@dataclass(frozen=True)
class Record:
    """`made_of` has month, version, rulebook and inputs (file -> SHA-256); `people` and `lines` are frames, in fen."""

    made_of: dict[str, Any]
    people: pd.DataFrame
    lines: pd.DataFrame


def write(folder: Path, report: MonthReport) -> None:
    """Write lines.json, and beside it the record of the last run that had another result."""
    content = _content(report)
    (folder / NAME).write_bytes(content)
    last, before_last = report.last_records
    kept = before_last if last is not None and _result(last) == _result(content) else last
    if kept is not None:
        (folder / BEFORE).write_bytes(kept)


def read(path: Path) -> Record:
    """Raises OSError or ValueError for what is no record."""
    content = json.loads(path.read_text(encoding="utf-8"))
    lines = pd.DataFrame(content["lines"], columns=LINE).astype({"employee_id": "str", "points": "int64", "amount": "int64"})
    return Record(content["made_of"], pd.DataFrame(content["people"], columns=RESULT).astype({"employee_id": "str"}), lines)


def month_before(output: Path, month: Month, branch: str) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """People and lines of the month before, as they lie in `output`; None where there are none, or but those of a draft."""
    folder = output / str(month.previous) / branch
    try:
        if json.loads((folder / "run.json").read_text(encoding="utf-8"))["draft"]:
            return None
        record = read(folder / NAME)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return record.people, record.lines


def last_records(last: Path | None) -> tuple[bytes | None, bytes | None]:
    """The record in the output that is to be replaced, and the one that it keeps of a run before."""
    if last is None:
        return None, None
    first, second = ((last / name).read_bytes() if (last / name).is_file() else None for name in (NAME, BEFORE))
    return first, second


def _result(content: bytes) -> bytes:
    """What came out, whatever it was made of."""
    return content.partition(b',"people":')[2]


def _content(report: MonthReport) -> bytes:
    settlement = report.settled
    made_of = {
        "month": report.month,
        "version": report.version,
        "rulebook": {"name": report.rulebook.name, "sha256": report.rulebook.sha256},
        "inputs": {file.file: file.sha256 for file in report.inputs},
    }
    lines = settlement.entries.assign(date=settlement.entries["date"].dt.strftime("%Y-%m-%d"))
    content = {"made_of": made_of, "people": _rows(settlement.pay, RESULT), "lines": _rows(lines, LINE)}
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "backslashreplace")


def _rows(frame: pd.DataFrame, columns: list[str]) -> list[list[Any]]:
    plain = [[None if value is None or value is pd.NA or value != value else value for value in frame[name].tolist()] for name in columns]
    return [list(row) for row in zip(*plain, strict=True)]
