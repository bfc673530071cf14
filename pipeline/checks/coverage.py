"""What is not there: sheets, exams, attendance, weekly summaries (A-1.6, B-3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.checks.context import Context
from pipeline.checks.table import Mark
from pipeline.schemas.registry import SHEETS

SUPERVISOR = "supervisor"


def required_sheets_are_there(context: Context) -> Iterator[Mark]:
    """The four sheets without which nothing can be paid, and somebody on the roster."""
    for sheet in SHEETS:
        if sheet.required and sheet.name not in context.tables:
            yield Mark("SHEET_MISSING", sheet.name, [], params={"title": sheet.title})
    roster = context.frame("roster")
    if roster is not None and roster.empty:
        yield Mark("ROSTER_EMPTY", "roster", [])


def everybody_is_examined(context: Context) -> Iterator[Mark]:
    """One exam a month for everyone: nobody examined is one warning, else one for each who is missing (A-1.6)."""
    exams, people = context.frame("exams"), context.employed
    if people.empty:
        return
    examined = set() if exams is None else set(exams["employee_id"].dropna())
    if not examined:
        yield Mark("NOBODY_EXAMINED", "exams", [])
        return
    assert exams is not None
    last = exams["date"].max()
    due = people[(people["role"] != SUPERVISOR) & ~(people["hire_date"] > last) & ~(people["leave_date"] < exams["date"].min())]
    yield from _missing_people("EXAM_MISSING", context, due.index[~due.index.isin(sorted(examined))])


def everybody_has_attendance(context: Context) -> Iterator[Mark]:
    """Somebody employed in the month without a row of attendance."""
    attendance, people = context.frame("attendance"), context.employed
    if attendance is None or people.empty:
        return
    yield from _missing_people("NO_ATTENDANCE", context, people.index[~people.index.isin(attendance["employee_id"])])


def weekly_summaries_are_there(context: Context) -> Iterator[Mark]:
    """Without the sheet B-3 is not applied; with one that is empty everybody owes every week. Both are said."""
    summaries = context.frame("weekly_summaries")
    if summaries is None:
        yield Mark("WEEKLY_SUMMARIES_ABSENT", "weekly_summaries", [])
    elif summaries["submitted_at"].isna().all():
        yield Mark("WEEKLY_SUMMARIES_EMPTY", "weekly_summaries", [])


def _missing_people(code: str, context: Context, missing: Iterable[str]) -> Iterator[Mark]:
    roster = context.frame("roster")
    assert roster is not None
    rows = roster.reset_index().drop_duplicates("employee_id").set_index("employee_id")["index"]
    for employee in missing:
        yield Mark(code, "roster", [int(rows[employee])], "employee_id", {"employee": employee})
