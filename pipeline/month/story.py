"""The story of a month: read the folder, check it, settle it, write it down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.base.period import Month
from pipeline.checks.context import Closed
from pipeline.checks.table import Table
from pipeline.checks.validate import Validated, read_tables, validate
from pipeline.complaints.casework import Casework, casework
from pipeline.findings.finding import Finding
from pipeline.language.progress import stage
from pipeline.language.translation import _
from pipeline.month.accepted import Accepted, folded
from pipeline.month.again import tables_now
from pipeline.month.earlier import Earlier
from pipeline.month.look_back import LookedBack, look_back
from pipeline.month.paid import paid_otherwise
from pipeline.month.review import oddities
from pipeline.month.undated import like_earlier
from pipeline.month.unusual import unusual
from pipeline.rulebook.model import Rulebook
from pipeline.rules.considered import considered
from pipeline.rules.month_entries import MonthLines, month_entries
from pipeline.schemas.registry import SHEETS, with_absent_sheets
from pipeline.service.work import ServiceWork, service_work
from pipeline.settlement.balance import assert_charged
from pipeline.settlement.known import Known
from pipeline.settlement.opening import below_zero, opening
from pipeline.settlement.settle import Past, Settlement, settle
from pipeline.workbooks.intake import Intake, take_in

MOST_ROWS_COPIED = 4_000
"""In one workbook; more than anybody mends by leafing through a copy, which would take longer than the month itself."""


@dataclass(frozen=True)
class Request:
    """What is asked for: a month's folder, under a rulebook, with what closed months carry on. `kept` is the folder of what was read before."""

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
    kept: Path | None = None


@dataclass(frozen=True)
class Basis:
    """What counts (`tables`), who is held back, and the lines and statements that follow."""

    tables: Mapping[str, pd.DataFrame]
    held: pd.DataFrame
    lines: MonthLines
    settlement: Settlement
    looked_back: LookedBack


@dataclass(frozen=True)
class Result:
    """A month settled: statements, complaints and service worked; `considered` finds, for who asks, what did not apply to whom (see `rules.considered`)."""

    settlement: Settlement
    considered: Callable[[], pd.DataFrame]
    casework: Casework | None
    service: ServiceWork | None
    looked_back: LookedBack


@dataclass(frozen=True)
class Run:
    """What came of it. Without a result the input has errors, or only a check was asked for.

    `accepted` are findings apart, which somebody has looked into; `remembered` is for the next run (see `month.accepted`).
    """

    request: Request
    intake: Intake
    validated: Validated
    findings: Sequence[Finding]
    result: Result | None = None
    accepted: Sequence[Accepted] = ()
    remembered: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def settlement(self) -> Settlement | None:
        return None if self.result is None else self.result.settlement

    @property
    def has_errors(self) -> bool:
        return any(finding.level == "error" for finding in self.findings)


def run_month(request: Request) -> Run:
    """Read, validate and, when there are no errors or a draft is wanted, settle. Writes nothing."""
    stage(_("读取工作簿…"))
    intake = take_in(request.folder, SHEETS, request.earlier.inputs, request.kept)
    tables = read_tables(intake.parts, request.rulebook)
    stage(_("校验…"))
    known = request.past.known
    validated = validate(tables, request.month, request.rulebook, frozenset(known.people["employee_id"]), partial(closed_as_known, known))
    about_past = [
        *like_earlier(tables, request.month, request.earlier.undated), *_predecessor_open(request),
        *_placed(_charged_for_leaving(validated, request), tables),
        *opening(validated.tables, request.past.opening)[1],
        *paid_otherwise(tables.get("paid"), validated.tables.get("paid"), request.past.paid),
    ]  # fmt: skip
    found = [*intake.findings, *_not_told_yet([*validated.findings, *about_past], intake, tables)]
    run = Run(request, intake, validated, found)
    if not request.settle or (run.has_errors and not request.draft) or "roster" not in tables:
        return _with_findings_in_order(run)
    stage(_("计分和结算…"))
    result = settled(validated, request.month, request.as_of, request.rulebook, request.past)
    odd = [
        *unusual(result.settlement.entries, request.earlier, request.rulebook),
        *oddities(result.settlement, validated.tables, request.earlier.totals, known.logs, request.rulebook),
    ]
    found += [*_placed([*result.looked_back.findings, *odd], tables), *below_zero(result.settlement.fund)]
    return _with_findings_in_order(replace(run, result=result))


def _placed(findings: Iterable[Finding], tables: Mapping[str, Table]) -> Iterator[Finding]:
    """The findings about a row that say its file, sheet and row, with their cell."""
    of_sheet = {(part.file, part.sheet): table for table in tables.values() for part in table.parts}
    for finding in findings:
        table = of_sheet.get((finding.file or "", finding.sheet or ""))
        yield table.placed(finding) if table is not None and finding.row is not None and finding.cell is None else finding


def _with_findings_in_order(run: Run) -> Run:
    """The run, its findings sorted, the warnings that somebody has looked into apart from the others."""
    request, ordered = run.request, sorted(run.findings, key=lambda finding: finding.sort_key)
    found = folded(ordered, run.validated.tables.get("accepted"), run.validated.typed, request.earlier.accepted, request.as_of)
    findings = sorted([*found.findings, *_large(run.intake, found.findings)], key=lambda finding: finding.sort_key)
    return replace(run, findings=findings, accepted=found.accepted, remembered=found.remembered)


def closed_as_known(known: Known, month: Month) -> Closed | None:
    """A closed month with all that is known of it now; None where it cannot be settled again."""
    closed = known.read(month) if month in known.months else None
    return None if closed is None else Closed(tables_now(closed), closed.rulebook)


def statements(checked: Validated, month: Month, rulebook: Rulebook, past: Past) -> Basis:
    """Rules and settlement of the rows that are right, without the people whom an error concerns."""
    held = held_people(checked)
    looked = look_back(checked.tables, month, rulebook, past)
    complete = with_absent_sheets(checked.tables)
    if looked.for_rules is not None:
        complete["complaints"] = looked.for_rules
    tables, past = without_people(complete, held), looked.past
    lines = month_entries(tables, month, rulebook, past.history)
    return Basis(tables, held, lines, settle(lines.entries, tables, held, month, rulebook, past), looked)


def settled(checked: Validated, month: Month, as_of: date, rulebook: Rulebook, past: Past) -> Result:
    """The statements, with casework and service."""
    basis = statements(checked, month, rulebook, past)
    cases, service, tables = complaints_worked(checked, basis.looked_back, month, as_of, rulebook), None, basis.tables
    if cases is not None:
        assert_charged(cases.penalties, basis.settlement.entries)
    if "service_jobs" in checked.tables or "surveys" in checked.tables:
        service = service_work(tables["service_jobs"], tables["surveys"], tables["roster"], as_of, rulebook)
    return Result(basis.settlement, partial(considered, basis.lines, tables, month, rulebook), cases, service, basis.looked_back)


def complaints_worked(checked: Validated, looked_back: LookedBack, month: Month, as_of: date, rulebook: Rulebook) -> Casework | None:
    """The month's casework, with the names of people who have left; None without a register.

    It keeps the complaints of people held back, marked as such: the case goes on, its penalty waits.
    """
    if looked_back.register is None:
        return None
    held = held_people(checked)
    known = pd.concat([without_people({"roster": checked.tables["roster"]}, held)["roster"], held, looked_back.past.known.people])
    return casework(looked_back.register, known, month, as_of, rulebook, held["employee_id"])


@once_for_each
def held_people(validated: Validated) -> pd.DataFrame:
    """Everybody on the roster whom an error concerns, with what is known of them."""
    roster = validated.typed["roster"].frame
    wanted = roster["employee_id"].isin(sorted(validated.held))
    people = roster[["employee_id", "name", "department", "role"]][wanted]
    return people.drop_duplicates("employee_id").reset_index(drop=True) if len(people) else people


def without_people(tables: Mapping[str, pd.DataFrame], held: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables without the rows of those held back."""
    if held.empty:
        return dict(tables)
    persons = {sheet.name: sheet.person for sheet in SHEETS}
    def of_others(frame: pd.DataFrame, person: str | None) -> pd.DataFrame:
        theirs = frame[person].isin(held["employee_id"]) if person else None
        return frame if theirs is None or not theirs.any() else frame[~theirs]

    return {name: of_others(frame, persons[name]) for name, frame in tables.items()}


def _large(intake: Intake, findings: Sequence[Finding]) -> list[Finding]:
    """The workbooks with findings in their sheets that are too large for a copy of all that they have."""
    marked = {finding.file for finding in findings if finding.sheet}
    large = [each.file for each in intake.workbooks if sum(len(sheet.rows) for sheet in each.sheets) > MOST_ROWS_COPIED]
    return [Finding("COPY_OF_ROWS", file) for file in large if file in marked]


def _charged_for_leaving(validated: Validated, request: Request) -> list[Finding]:
    """Those whom a closed month charged for leaving (A-6): who leaves in this one is not charged again, and who stays was charged for nothing."""
    roster = validated.tables.get("roster")
    left = {who: joined for (who, _), joined in request.past.history.left.items()}
    if roster is None or not left:
        return []
    there = roster[(roster["hire_date"] <= request.month.end) & ~(roster["leave_date"] < request.month.start) & roster["employee_id"].isin(list(left))]
    return [
        Finding("LEFT_BEFORE", row["file"], row["sheet"], int(row["row"]), "离职日期", value=f"{row['leave_date']:%Y-%m-%d}", params={"employee": row["employee_id"]})
        if row["leave_date"] <= request.month.end
        else Finding("STAYED_AFTER_LEAVING", row["file"], row["sheet"], int(row["row"]), "离职日期", params={"employee": row["employee_id"]})
        for row in there.to_dict("records") if not left[row["employee_id"]] < row["hire_date"]
    ]


def _predecessor_open(request: Request) -> list[Finding]:
    month = str(request.month.previous)
    return [Finding("PREDECESSOR_OPEN", params={"month": month})] if request.past.predecessor_open else []


def _not_told_yet(found: Sequence[Finding], intake: Intake, tables: Mapping[str, Table]) -> list[Finding]:
    """The findings without those about sheets that are missing because they, or the workbook that they are in, have a finding of their own.

    Of a workbook that could not be read nobody knows what it has: every sheet that is missing may be in it.
    """
    set_aside = {part.layout for part in intake.set_aside}
    told = {str(finding.sheet or finding.params.get("name")) for finding in intake.findings}
    told |= {sheet.title for sheet in SHEETS if sheet.name in set_aside}
    unread = any(finding.level == "error" and finding.file and not finding.sheet for finding in intake.findings)
    missing = {sheet.title for sheet in SHEETS if sheet.name not in tables}
    return [finding for finding in found if not (finding.sheet in missing and not finding.file and (unread or finding.sheet in told))]
