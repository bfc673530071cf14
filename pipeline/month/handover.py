"""What the reports draw, out of a run: the month's story handed over from computing to drawing."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline import __version__
from pipeline.base.once import once_for_each
from pipeline.base.period import Month
from pipeline.checks.objections import last_day_to_object
from pipeline.findings.finding import each_cell
from pipeline.month.objected import objections_followed
from pipeline.month.paid import held_against
from pipeline.month.report import (
    NOTHING_BEFORE,
    SHOWN_A_SHEET,
    InputFile,
    InputSheet,
    Last,
    LegalNotice,
    MonthReport,
    RulebookUsed,
    Waiting,
)
from pipeline.month.review import matters
from pipeline.month.story import Run, statements
from pipeline.month.undated import undated_digests
from pipeline.month.unusual import usual_values
from pipeline.settlement.corrections import person_names
from pipeline.workbooks.excerpt import Excerpt, excerpt_of

NAMED_DEPARTMENTS = 3
"""In a heading."""


def report_of(run: Run, to: Path | None = None, last: Last = NOTHING_BEFORE) -> MonthReport:
    """Everything that the reports draw into the folder `to`, and what the output told that they replace."""
    request, rulebook, result = run.request, run.request.rulebook, run.result
    roster = run.validated.tables.get("roster")
    departments = [] if roster is None else list(roster["department"].dropna().unique())
    parts = [part for table in run.validated.typed.values() for part in table.parts]
    return MonthReport(
        month=str(request.month),
        as_of=request.as_of.isoformat(),
        version=__version__,
        department=_of(departments),
        rulebook=RulebookUsed(rulebook.name, rulebook.effective_from.isoformat(), rulebook.sha256, tuple(rulebook.of_departments)),
        settlement=run.settlement,
        considered=None if result is None else result.considered,
        casework=None if result is None else result.casework,
        service=None if result is None else result.service,
        findings=run.findings,
        accepted=run.accepted,
        remembered=run.remembered,
        inputs=inputs(run),
        wages={} if roster is None else dict(zip(roster["employee_id"], roster["monthly_wage"].astype("int64"), strict=True)),
        teams={} if roster is None else _by_person(roster, "team"),
        contacts=_by_person(run.validated.tables["workload"], "contacts") if "workload" in run.validated.tables else {},
        before=_of_the_same_people(last.month_before, roster, request.month, run.validated.held),
        paid=held_against(run.validated.tables.get("paid"), request.past.paid),
        inbox=request.folder,
        header_rows={(part.file, part.sheet): part.header_row for part in parts},
        seen_rows=seen_rows(run),
        changes=[change for table in run.validated.typed.values() for change in table.changes],
        checked=run.validated.checked,
        adopted=run.intake.adopted,
        excerpts=_excerpts(run),
        waiting=waiting(run),
        last_folder=last.folder,
        last_findings=last.findings,
        usual={} if run.settlement is None else usual_values(run.settlement.entries),
        undated=undated_digests(run.validated.typed),
        draft=request.draft,
        held=run.validated.held,
        slips=request.slips,
        notices=legal_notices(run),
        regulations=rulebook,
        last_records=last.records,
        earlier_scores=earlier_scores((run.result.looked_back.past if run.result else request.past).scores, roster),
        receipts=receipts(run),
        review=() if run.settlement is None else matters(run.findings, run.settlement, rulebook),
        objections=None if run.settlement is None else objections_followed(run.validated.tables, request.month, rulebook, request.past.known),
        attendance=run.validated.tables.get("attendance"),
        history=request.earlier.figures,
        sources=None if to is None else way_to(request.folder, to),
        branch=request.branch,
    )


def _by_person(table: pd.DataFrame, column: str) -> dict[str, Any]:
    known = table[table[column].notna()]
    return dict(zip(known["employee_id"], known[column].tolist(), strict=True))


def _excerpts(run: Run) -> dict[str, Excerpt]:
    """The rows with findings of the workbooks that are too large for a whole copy, by file."""
    large = {finding.file for finding in run.findings if finding.code == "COPY_OF_ROWS"}
    found = each_cell(run.findings) if large else []
    return {each.file: excerpt_of(each, run.intake.parts, found) for each in run.intake.workbooks if each.file in large}


def receipts(run: Run) -> dict[str, tuple[str, str | None]]:
    """By person, the day on which the month's slip was received, and the last one to object to it."""
    rows, rule = run.validated.tables.get("receipts"), run.request.rulebook.objections
    own = () if rows is None else rows.loc[rows["month"] == str(run.request.month), ["employee_id", "received_on"]].itertuples(index=False, name=None)
    return {who: (f"{day:%Y-%m-%d}", None if rule is None else f"{last_day_to_object(day, rule.within_days):%Y-%m-%d}") for who, day in own}


def way_to(folder: Path, output: Path) -> str | None:
    """The link from a page in `output` to `folder`, where both lie within the project and so move together."""
    here, source, page = Path.cwd().resolve(), folder.resolve(), output.resolve()
    if not (source.is_relative_to(here) and page.is_relative_to(here)):
        return None
    return Path(os.path.relpath(source, page)).as_posix()


def legal_notices(run: Run) -> list[LegalNotice]:
    """What labour law has to say to the month, those that concern everybody first."""
    if run.settlement is None:
        return []
    names = person_names(run.settlement.pay)
    return [LegalNotice(who or None, names.get(who), *said) for who, *said in run.settlement.notices.itertuples(index=False, name=None)]


def earlier_scores(scores: pd.DataFrame | None, roster: pd.DataFrame | None) -> dict[str, list[tuple[str, int]]]:
    """Each person's (month, score) in closed months, oldest first; not those of somebody who had the id before."""
    joined = {} if roster is None else {who: f"{day:%Y-%m}" for who, day in zip(roster["employee_id"], roster["hire_date"], strict=True)}
    found: dict[str, list[tuple[str, int]]] = {}
    for month, person, score in () if scores is None else scores.itertuples(index=False, name=None):
        if month >= joined.get(person, ""):
            found.setdefault(str(person), []).append((month, int(score)))
    return found


def _of_the_same_people(
    before: tuple[pd.DataFrame, pd.DataFrame] | None, roster: pd.DataFrame | None, month: Month, held: frozenset[str]
) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """The month before, without the rows of an id that somebody else has since (people are known by id and day of joining), and of those held back."""
    if before is None or roster is None:
        return before
    others = held.union(roster.loc[roster["hire_date"] >= month.start, "employee_id"])
    people, lines = before
    return people[~people["employee_id"].isin(others)], lines[~lines["employee_id"].isin(others)]


@once_for_each
def inputs(run: Run) -> list[InputFile]:
    """Each workbook with the rows of its sheets: read = used + rejected + passed over."""
    sheets: dict[str, list[InputSheet]] = {}
    for name, table in run.validated.typed.items():
        cleaned = Counter((change.file, change.sheet) for change in table.changes)
        start = 0
        for part in table.parts:
            end = start + len(part.rows)
            rejected = int(run.validated.rejected[name][start:end].sum())
            passed_over = sum(part.passed_over.values())
            read = len(part.rows) + passed_over
            used = len(table.frame.iloc[start:end]) - rejected
            assert read == used + rejected + passed_over, (part.file, part.sheet)
            sheet = InputSheet(part.sheet, read, used, rejected, passed_over, cleaned[part.file, part.sheet])
            sheets.setdefault(part.file, []).append(sheet)
            start = end
    for part in run.intake.set_aside:
        passed_over = sum(part.passed_over.values())
        sheet = InputSheet(part.sheet, len(part.rows) + passed_over, 0, len(part.rows), passed_over)
        sheets.setdefault(part.file, []).append(sheet)
    return [InputFile(file, digest, tuple(sheets.get(file, ()))) for file, digest in run.intake.files]


def seen_rows(run: Run) -> dict[tuple[str, str, int], str]:
    """The rows of the findings that the page lists, as HR typed them, by file, sheet and row."""
    wanted: dict[tuple[str, str], list[int]] = {}
    for finding in run.findings:
        if finding.file and finding.sheet and finding.row:
            wanted.setdefault((finding.file, finding.sheet), []).append(finding.row)
    rows = {}
    for table in run.validated.typed.values():
        for part in table.parts:
            listed = wanted.get((part.file, part.sheet), [])[:SHOWN_A_SHEET]
            for number in listed:
                at = part.place_of(number)
                if at is not None:
                    rows[part.file, part.sheet, number] = part.line(at)
    return rows


def _of(departments: Sequence[str]) -> str:
    """The departments as a heading names them: the first of many, and how many there are."""
    named = "、".join(departments[:NAMED_DEPARTMENTS])
    return named if len(departments) <= NAMED_DEPARTMENTS else f"{named}等 {len(departments)} 个部门"


def waiting(run: Run) -> Waiting | None:
    """What the errors hold up; None where nothing waits."""
    roster = run.validated.tables.get("roster")
    if not run.has_errors or roster is None or run.settlement is not None:
        return None
    known = 0
    if "roster" in run.validated.typed:
        request = run.request
        found = statements(run.validated, request.month, request.rulebook, request.past)
        known = int(found.settlement.pay["total"].abs().sum())
    employed = set(roster["employee_id"]) | set(run.validated.held)
    return Waiting(len(employed), len(run.validated.held), known)


