"""已核实: warnings that somebody has looked into are folded as long as the row that they are about is the same.

What an acceptance was given for is what its rows were when it was first seen; the last output remembers that.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import pandas as pd

from pipeline.checks.table import Table
from pipeline.findings.finding import Finding
from pipeline.workbooks.part import Part

Row = Mapping[Hashable, Any]
Remembered = Mapping[str, Sequence[str]]
WHAT = ["code", "of_file", "of_sheet", "employee_id", "reason", "accepted_by", "valid_until"]


@dataclass(frozen=True)
class Accepted:
    """A warning that somebody has looked into, why it is right, and who says so."""

    finding: Finding
    reason: str
    accepted_by: str
    valid_until: date | None


@dataclass(frozen=True)
class Folded:
    """The findings that are left, those accepted, and what the next run is to remember: rows by acceptance."""

    findings: list[Finding]
    accepted: list[Accepted]
    remembered: dict[str, list[str]]


def folded(
    findings: Sequence[Finding], acceptances: pd.DataFrame | None, tables: Mapping[str, Table], before: Remembered, as_of: date
) -> Folded:
    """The findings without those accepted; `before` is what the last output remembers."""
    if acceptances is None or acceptances.empty:
        return Folded(list(findings), [], {})
    rows: list[dict[Hashable, Any]] = acceptances.to_dict("records")
    names = _names(tables)
    parts = {(part.file, part.sheet): part for table in tables.values() for part in table.parts}
    fits = {_digest([row[name] for name in WHAT]): (row, [each for each in findings if _is_about(row, each, names)]) for row in rows}
    remembered = {key: list(before.get(key) or sorted({_about(each, parts) for each in about})) for key, (_row, about) in fits.items()}
    accepted: dict[int, Accepted] = {}
    for key, (row, about) in fits.items():
        until: date | None = None if pd.isna(row["valid_until"]) else row["valid_until"].date()
        for each in about if until is None or as_of <= until else ():
            if _about(each, parts) in remembered[key]:
                accepted.setdefault(id(each), Accepted(each, str(row["reason"]), str(row["accepted_by"]), until))
    left = [each for each in findings if id(each) not in accepted]
    return Folded(left, list(accepted.values()), {key: kept for key, kept in remembered.items() if kept})


def _is_about(row: Row, finding: Finding, names: Mapping[str, str]) -> bool:
    """A warning of that code, file, sheet and person, accepted by somebody whom it does not concern."""
    people = finding.people
    by = row["accepted_by"]
    return (
        finding.level == "warning" and finding.code == row["code"]
        and (pd.isna(row["of_file"]) or finding.file == row["of_file"])
        and (pd.isna(row["of_sheet"]) or finding.sheet == row["of_sheet"])
        and (pd.isna(row["employee_id"]) or row["employee_id"] in people)
        and by not in people and by not in [names.get(who) for who in people]
    )  # fmt: skip


def _names(tables: Mapping[str, Table]) -> dict[str, str]:
    roster = tables.get("roster")
    return {} if roster is None else dict(zip(roster.frame["employee_id"], roster.frame["name"], strict=True))


def _about(finding: Finding, parts: Mapping[tuple[Any, Any], Part]) -> str:
    """The row that the finding is about, wherever it stands; without one what the finding says."""
    part = parts.get((finding.file, finding.sheet))
    at = None if part is None else part.place_of(finding.row)
    if part is not None and at is not None:
        return _digest([finding.code, *(part.seen(at, name) for name in sorted(part.positions))])
    return _digest([finding.code, *finding.people, finding.message])


def _digest(values: Sequence[object]) -> str:
    return sha256("\n".join("" if value is None or value != value else str(value) for value in values).encode()).hexdigest()[:16]
