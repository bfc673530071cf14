"""What is not there: sheets, exams, attendance, weekly summaries, training (A-1.6, A-3.3.1, B-3, B-5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from pipeline.checks.context import Context, marks, of_rows
from pipeline.checks.days import days_of
from pipeline.checks.table import Mark
from pipeline.findings.message import Phrase
from pipeline.language.translation import N_
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
    due = people[people["role"].notna() & (people["role"] != SUPERVISOR) & ~(people["hire_date"] > last) & ~(people["leave_date"] < exams["date"].min())]
    yield from _missing_people("EXAM_MISSING", context, due.index[~due.index.isin(sorted(examined))])


def everybody_has_attendance(context: Context) -> Iterator[Mark]:
    """Somebody employed in the month without a row of attendance; not as long as rows of as many ids that nobody has may be theirs."""
    attendance, people = context.frame("attendance"), context.employed
    if attendance is None or people.empty:
        return
    if attendance.empty:
        yield Mark("ATTENDANCE_EMPTY", "attendance", [])
        return
    places = context.places("attendance", "employee_id")
    missing = context.people.index[context.is_employed & ~np.isin(np.arange(len(context.people)), places)]
    if not len(missing):
        return
    strangers = attendance["employee_id"][places < 0].dropna().unique()
    if len(strangers) < len(missing):
        yield from _missing_people("NO_ATTENDANCE", context, missing)


@of_rows("attendance")
def every_day_has_a_row(context: Context, attendance: pd.DataFrame) -> Iterator[Mark]:
    """Days on which others of the department have a row and somebody employed has none, one warning a person (A-3.3.1).

    Whose row has a day that cannot be read, or an id that nobody has, is told so at that cell, and nothing that follows from it.
    """
    people = context.people
    if context.employed.empty or context.tables["attendance"].lacks_days_off:
        return
    days = days_of(context)
    places = context.places("attendance", "employee_id")
    of_nobody = attendance["name"][places < 0].dropna()
    undated = np.isin(np.arange(len(people)), places[attendance["date"].isna()]) | people["name"].isin(list(of_nobody)).to_numpy()
    missing = days.employed & ~days.there & ~days.gaps[days.department] & (days.there.any(axis=1) & ~undated)[:, None]
    if not missing.any():
        return
    first = attendance[days.counted].groupby("employee_id")["date"].idxmin()
    for at in sorted(np.flatnonzero(missing.any(axis=1)).tolist(), key=people.index.__getitem__):
        employee, named = people.index[at], "、".join(f"{pd.Timestamp(gap):%m-%d}" for gap in days.calendar[missing[at]])
        yield Mark("DAYS_WITHOUT_ROW", "attendance", [int(first[employee])], "employee_id", {"employee": employee, "days": named})


@of_rows("attendance")
def every_day_has_somebody(context: Context, attendance: pd.DataFrame) -> Iterator[Mark]:
    """Days on which nobody of a department has a row, as of an export that was made too early, one warning for those departments that lack the same.

    As long as there are as many rows that say no person or day, they may be those. Where days off have no row, only more of
    them on end than the month has for rest are too many.
    """
    if context.employed.empty:
        return
    days, lacks_days_off = days_of(context), context.tables["attendance"].lacks_days_off
    doubtful, lacking = int((~days.counted).sum()), np.flatnonzero(days.gaps.any(axis=1))
    alike: dict[bytes, list[int]] = {}
    for at in lacking.tolist():
        alike.setdefault(days.gaps[at].tobytes(), []).append(at)
    for of in alike.values():
        gaps = np.flatnonzero(days.gaps[of[0]])
        runs = np.split(gaps, np.flatnonzero(np.diff(gaps) > 1) + 1)
        told = [run for run in runs if not lacks_days_off or len(run) > context.rulebook.working_time.rest_days.days]
        if sum(map(len, told)) > doubtful:
            everybody = len(of) == len(days.names) > 1
            departments = Phrase(N_("各部门")) if everybody else "、".join(f"“{days.names[at]}”" for at in of)
            yield Mark("DAYS_OF_NOBODY", "attendance", [], params={"departments": departments, "days": "、".join(_run(days.calendar[run]) for run in told)})


def _run(days: np.ndarray) -> str:
    """Days one after the other as the first and the last of them."""
    return "～".join(f"{pd.Timestamp(day):%m-%d}" for day in days[[0, -1][: len(days)]])


@of_rows("product_training")
def products_are_learned(context: Context, training: pd.DataFrame) -> Iterator[Mark]:
    """Who has not learned a product by the day before it goes on sale (B-5)."""
    on_sale = training["on_sale_from"]
    too_late = ~(training["learned_on"] < on_sale) & (on_sale - pd.Timedelta(days=1) <= context.month.end)
    for position in training.index[too_late & training["employee_id"].notna()]:
        params = {"employee": training.at[position, "employee_id"], "product": training.at[position, "product"], "day": f"{on_sale[position]:%m-%d}"}
        yield Mark("PRODUCT_NOT_LEARNED", "product_training", [int(position)], "learned_on", params)


@of_rows("weekly_summaries")
def summaries_say_what_to_improve(context: Context, summaries: pd.DataFrame) -> Iterator[Mark]:
    """A summary without what to improve is a hint, no fine (B-3)."""
    yield from marks("SUMMARY_WITHOUT_IMPROVEMENT", "weekly_summaries", ~summaries["improvements"].fillna(True).astype(bool), "improvements")


def weekly_summaries_are_there(context: Context) -> Iterator[Mark]:
    """Without the sheet B-3 is not applied; with one that is empty everybody owes every week. Both are said."""
    summaries = context.frame("weekly_summaries")
    if summaries is None:
        yield Mark("WEEKLY_SUMMARIES_ABSENT", "weekly_summaries", [])
    elif summaries["submitted_at"].isna().all() and not context.tables["weekly_summaries"].unreadable:
        yield Mark("WEEKLY_SUMMARIES_EMPTY", "weekly_summaries", [])


def _missing_people(code: str, context: Context, missing: Iterable[str]) -> Iterator[Mark]:
    roster = context.frame("roster")
    assert roster is not None
    rows = dict(zip(roster["employee_id"][::-1], roster.index[::-1], strict=True))
    for employee in missing:
        yield Mark(code, "roster", [int(rows[employee])], "employee_id", {"employee": employee})
