"""The story of a month: read the folder, check it, settle it, write it down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pipeline import __version__
from pipeline.findings.finding import Finding
from pipeline.period import Month
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.registry import SHEETS
from pipeline.schemas.roster import ROLES
from pipeline.schemas.table import Table
from pipeline.schemas.validate import Validated, read_tables, validate
from pipeline.settlement.opening import opening
from pipeline.settlement.settle import Past, Settlement, settle
from pipeline.workbooks.intake import Intake, take_in
from pipeline.workbooks.layout import Field, Layout

if TYPE_CHECKING:
    from pipeline.reports.month_report import InputFile, MonthReport

LAYOUTS = tuple(
    Layout(sheet.name, sheet.title, tuple(Field(column.name, column.header, column.required) for column in sheet.columns))
    for sheet in SHEETS
)
OPTIONAL_TO_RULES = {"complaints", "weekly_summaries"}


@dataclass(frozen=True)
class Request:
    """What is asked for: a month's folder, under a rulebook, with what closed months carry on."""

    month: Month
    folder: Path
    rulebook: Rulebook
    as_of: date
    past: Past = field(default_factory=Past)
    draft: bool = False
    slips: bool = True
    settle: bool = True


@dataclass(frozen=True)
class Run:
    """What came of it. Without a settlement the input has errors, or only a check was asked for."""

    request: Request
    intake: Intake
    validated: Validated
    findings: Sequence[Finding]
    settlement: Settlement | None

    @property
    def has_errors(self) -> bool:
        return any(finding.level == "error" for finding in self.findings)


def run_month(request: Request) -> Run:
    """Read, validate and, when there are no errors or a draft is wanted, settle. Writes nothing."""
    intake = take_in(request.folder, LAYOUTS)
    tables = read_tables(intake.parts, request.rulebook)
    validated = validate(tables, request.month, request.rulebook)
    findings = sorted(
        [*_file_findings(intake), *validated.findings, *opening(validated.tables, request.past.opening)[1]], key=lambda finding: finding.sort_key
    )
    run = Run(request, intake, validated, findings, None)
    if not request.settle or (run.has_errors and not request.draft) or "roster" not in tables:
        return run
    held = held_people(validated)
    complete = without_people(with_absent_sheets(validated.tables), held)
    settlement = settle(complete, held, request.month, request.rulebook, request.past)
    return Run(request, intake, validated, findings, settlement)


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


def with_absent_sheets(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables with an empty one for each absent sheet, but those whose absence means something to the rules."""
    complete = dict(tables)
    for sheet in SHEETS:
        if sheet.name not in complete and sheet.name not in OPTIONAL_TO_RULES:
            complete[sheet.name] = Table.empty(sheet).frame
    complete["attendance"] = complete["attendance"].assign(approved=complete["attendance"]["approved"].fillna(False).astype(bool))
    return complete


def report_of(run: Run) -> MonthReport:
    """What the reports draw."""
    from pipeline.reports.month_report import MonthReport, RulebookUsed

    request, rulebook = run.request, run.request.rulebook
    roster = run.validated.tables.get("roster")
    departments = [] if roster is None else list(roster["department"].dropna().unique())
    return MonthReport(
        month=str(request.month),
        as_of=request.as_of.isoformat(),
        version=__version__,
        department="、".join(departments[:3]),
        rulebook=RulebookUsed(rulebook.name, rulebook.effective_from.isoformat(), rulebook.sha256),
        base_score=rulebook.score.base.points,
        score_cap=rulebook.score.cap.points,
        settlement=run.settlement,
        complaints=None,
        findings=run.findings,
        inputs=_inputs(run),
        role_labels={code: label for label, code in ROLES.items()},
        draft=request.draft,
        held=run.validated.held,
        slips=request.slips,
    )


def _file_findings(intake: Intake) -> list[Finding]:
    return [
        Finding(each.code, each.file, each.sheet, each.row, each.column, each.cell, each.value, each.params)
        for each in intake.problems
    ]


def _inputs(run: Run) -> list[InputFile]:
    """Each workbook with the rows of its sheets: read = used + rejected + passed over."""
    from pipeline.reports.month_report import InputFile, InputSheet

    sheets: dict[str, list[InputSheet]] = {}
    for name, table in run.validated.typed.items():
        start = 0
        cleaned = pd.Series([(change.file, change.sheet) for change in table.changes], dtype=object).value_counts()
        for part in table.parts:
            end = start + len(part.rows)
            rejected = int(run.validated.rejected[name][start:end].sum())
            passed_over = sum(part.passed_over.values())
            sheets.setdefault(part.file, []).append(
                InputSheet(
                    part.sheet, len(part.rows) + passed_over, len(part.rows) - rejected, rejected, passed_over,
                    int(cleaned.get((part.file, part.sheet), 0)),
                )
            )
            start = end
    return [InputFile(file, digest, tuple(sheets.get(file, ()))) for file, digest in run.intake.files]
