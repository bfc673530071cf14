"""The story of a month: read the folder, check it, settle it, write it down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from pipeline.complaints.casework import Casework, casework
from pipeline.earlier import Earlier, unusual
from pipeline.findings.finding import Finding
from pipeline.period import Month
from pipeline.progress import stage
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.complete import with_absent_sheets
from pipeline.schemas.registry import SHEETS
from pipeline.schemas.validate import Validated, read_tables, validate
from pipeline.service.work import ServiceWork, service_work
from pipeline.settlement.opening import opening
from pipeline.settlement.settle import Past, Settlement, settle
from pipeline.workbooks.intake import Intake, take_in
from pipeline.workbooks.layout import Field, Layout

LAYOUTS = tuple(
    Layout(sheet.name, sheet.title, tuple(Field(column.name, column.header, column.required) for column in sheet.columns))
    for sheet in SHEETS
)
LARGEST_COPY = 2**20
"""Bytes; some thirty thousand rows, more than anybody mends by leafing through a copy."""


@dataclass(frozen=True)
class Request:
    """What is asked for: a month's folder, under a rulebook, with what closed months carry on."""

    month: Month
    folder: Path
    rulebook: Rulebook
    as_of: date
    past: Past = field(default_factory=Past)
    earlier: Earlier = field(default_factory=Earlier)
    draft: bool = False
    slips: bool = True
    settle: bool = True
    branch: str = ""


@dataclass(frozen=True)
class Run:
    """What came of it. Without a settlement the input has errors, or only a check was asked for."""

    request: Request
    intake: Intake
    validated: Validated
    findings: Sequence[Finding]
    settlement: Settlement | None = None
    casework: Casework | None = None
    service: ServiceWork | None = None

    @property
    def has_errors(self) -> bool:
        return any(finding.level == "error" for finding in self.findings)


def run_month(request: Request) -> Run:
    """Read, validate and, when there are no errors or a draft is wanted, settle. Writes nothing."""
    stage("读取工作簿…")
    intake = take_in(request.folder, LAYOUTS, request.earlier.inputs)
    tables = read_tables(intake.parts, request.rulebook)
    stage("校验…")
    validated = validate(tables, request.month, request.rulebook)
    about_past = [*_predecessor_open(request), *opening(validated.tables, request.past.opening)[1]]
    findings = sorted(
        [*_file_findings(intake), *validated.findings, *_without_copy(request.folder, validated), *about_past],
        key=lambda finding: finding.sort_key,
    )
    run = Run(request, intake, validated, findings)
    if not request.settle or (run.has_errors and not request.draft) or "roster" not in tables:
        return run
    return settled(run)


def settled(run: Run) -> Run:
    """The run with statements and casework, without the people whom an error concerns."""
    request, checked = run.request, run.validated
    held = held_people(checked)
    tables = without_people(with_absent_sheets(checked.tables), held)
    stage("计分和结算…")
    settlement = settle(tables, held, request.month, request.rulebook, request.past)
    roster, cases, service = tables["roster"], None, None
    if "complaints" in tables:
        cases = casework(
            tables["complaints"], roster, request.month, request.as_of, request.rulebook, settlement.entries
        )
    if "service_jobs" in checked.tables or "surveys" in checked.tables:
        service = service_work(tables["service_jobs"], tables["surveys"], roster, request.as_of, request.rulebook)
    odd = unusual(settlement.pay, settlement.entries, request.earlier, request.rulebook)
    findings = sorted([*run.findings, *odd], key=lambda finding: finding.sort_key)
    return replace(run, findings=findings, settlement=settlement, casework=cases, service=service)


def held_people(validated: Validated) -> pd.DataFrame:
    """Everybody on the roster whom an error concerns, with what is known of them."""
    roster = validated.typed["roster"].frame
    wanted = roster["employee_id"].isin(sorted(validated.held))
    people = roster.loc[wanted, ["employee_id", "name", "department", "role"]].drop_duplicates("employee_id")
    return people.reset_index(drop=True)


def without_people(tables: Mapping[str, pd.DataFrame], held: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables without the rows of those held back."""
    persons = {sheet.name: sheet.person for sheet in SHEETS}
    return {
        name: frame if persons[name] is None else frame[~frame[persons[name]].isin(held["employee_id"])]
        for name, frame in tables.items()
    }


def _without_copy(folder: Path, validated: Validated) -> list[Finding]:
    """The workbooks with findings that are too large for an annotated copy."""
    files = sorted({finding.file for finding in validated.findings if finding.file})
    return [Finding("COPY_LEFT_OUT", file) for file in files if (folder / file).stat().st_size > LARGEST_COPY]


def _predecessor_open(request: Request) -> list[Finding]:
    month = str(request.month.previous)
    return [Finding("PREDECESSOR_OPEN", params={"month": month})] if request.past.predecessor_open else []


def _file_findings(intake: Intake) -> list[Finding]:
    return [
        Finding(each.code, each.file, each.sheet, each.row, each.column, each.cell, each.value, each.params)
        for each in intake.problems
    ]
