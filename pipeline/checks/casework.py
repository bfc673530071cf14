"""投诉登记, 服务登记 and 意见调查 as casework needs them (C-7, C-11, C-14, C-16, C-17, C-25.1, C-25.5)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.checks.context import Context, marks, of_rows
from pipeline.checks.table import Mark, Table
from pipeline.complaints.chains import loops, reopened
from pipeline.complaints.gaps import FORM_FIELDS, gaps
from pipeline.findings.message import Phrase
from pipeline.language.translation import N_

JOBS_NAMED = 5
OF_REGISTER = ("specification", "purchased_on", "purchased_at")
INTERNAL = "D"


def reopened_complaints_are_known(context: Context) -> Iterator[Mark]:
    """A complaint that is opened again names one of the register, or of an earlier month (C-25.5)."""
    frame = _with_reopened(context)
    if frame is None:
        return
    prefix = context.rulebook.complaints.number_prefix.prefix
    numbers = frame["reopens"]
    nowhere = numbers.notna() & ~numbers.isin(frame["complaint_no"].dropna())
    well_formed = numbers.str.fullmatch(rf"{prefix}-\d{{4}}(0[1-9]|1[0-2])-\d{{4}}").fillna(False).astype(bool)
    scheme = Phrase(N_("{prefix}-年月-四位序号"), prefix=prefix)
    yield from marks("REOPENS_MALFORMED", "complaints", nowhere & ~well_formed, "reopens", scheme=scheme)
    earlier = numbers.str[len(prefix) + 1 : -5] < f"{context.month.year:04d}{context.month.month:02d}"
    yield from marks("REOPENS_UNKNOWN", "complaints", nowhere & well_formed & ~earlier, "reopens")
    yield from marks("REOPENS_EARLIER_MONTH", "complaints", nowhere & well_formed & earlier, "reopens")


def reopened_complaints_make_no_loop(context: Context) -> Iterator[Mark]:
    """A chain of complaints opened again ends; one finding a loop, on the row of its lowest number (C-25.5)."""
    frame = _with_reopened(context)
    if frame is None:
        return
    rows = {number: position for position, number in enumerate(frame["complaint_no"])}
    for loop in loops(reopened(frame)):
        path = " → ".join([*loop, loop[0]])
        yield Mark("REOPENS_IN_LOOP", "complaints", [rows[number] for number in loop], "reopens", {"loop": path})


def reopened_complaints_were_closed(context: Context) -> Iterator[Mark]:
    """The one before was closed, and is opened again only once (C-25.5)."""
    frame = _with_reopened(context)
    if frame is None:
        return
    known = frame.dropna(subset=["complaint_no"]).drop_duplicates("complaint_no").set_index("complaint_no")
    before = frame["reopens"].isin(known.index) & (frame["reopens"] != frame["complaint_no"])
    closed = known["closed_on"].reindex(frame["reopens"]).set_axis(frame.index)
    yield from marks("REOPENS_NOT_CLOSED", "complaints", before & ~(closed <= frame["received_on"]), "reopens")
    yield from _again("REOPENED_TWICE", context.tables["complaints"], ["reopens"], "reopens")


@of_rows("complaints")
def quality_complaints_have_their_form(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """Order, batch, delivery, defective quantity and request of a complaint about quality (C-25.1)."""
    missing = gaps(frame, FORM_FIELDS)
    for position in frame.index[(frame["category"] == "quality") & (missing != "")]:
        first = next(name for name in FORM_FIELDS if frame[name].isna()[position])
        yield Mark("QUALITY_FORM_INCOMPLETE", "complaints", [int(position)], first, {"missing": missing[position]})


@of_rows("service_jobs")
def requests_are_registered_in_full(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """Specification, date and place of purchase of every request but internal ones; one finding a column (C-7)."""
    for column in OF_REGISTER:
        lacking = frame[frame[column].isna() & (frame["kind"] != INTERNAL)]
        if len(lacking):
            jobs = "、".join(lacking["job_no"].dropna().head(JOBS_NAMED)) + (" …" if len(lacking) > JOBS_NAMED else "")
            yield Mark(
                "SERVICE_REGISTER_INCOMPLETE", "service_jobs", [int(lacking.index[0])], column, {"count": len(lacking), "jobs": jobs}
            )


@of_rows("service_jobs")
def vouchers_are_used_once(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """A service voucher belongs to one job (C-11)."""
    yield from _again("VOUCHER_TWICE", context.tables["service_jobs"], ["voucher_no"], "voucher_no")


@of_rows("surveys")
def surveys_belong_to_jobs(context: Context, surveys: pd.DataFrame) -> Iterator[Mark]:
    """A survey's job is registered, was done by the person who is rated, and is rated once (C-16, C-17)."""
    jobs = context.rows("service_jobs")
    yield from _again("SURVEY_TWICE", context.tables["surveys"], ["job_no", "employee_id"], "job_no")
    if jobs is None:
        return
    technicians = jobs.dropna(subset=["job_no"]).drop_duplicates("job_no").set_index("job_no")["technician_id"]
    unknown = surveys["job_no"].notna() & ~surveys["job_no"].isin(technicians.index)
    yield from marks("SURVEY_JOB_UNKNOWN", "surveys", unknown, "job_no")
    did_it = surveys["job_no"].map(technicians)
    another = did_it.notna() & surveys["employee_id"].notna() & (did_it != surveys["employee_id"])
    for position in surveys.index[another]:
        yield Mark("SURVEY_OF_ANOTHER", "surveys", [int(position)], "employee_id", {"technician": did_it[position]})


def surveys_are_taken(context: Context) -> Iterator[Mark]:
    """A month with service jobs and without any survey (C-14)."""
    if context.rows("service_jobs") is not None and context.rows("surveys") is None:
        yield Mark("NO_SURVEYS", "surveys", [])


def _with_reopened(context: Context) -> pd.DataFrame | None:
    """The register, where a complaint of it is opened again: few months have one."""
    frame = context.rows("complaints")
    return None if frame is None or frame["reopens"].isna().all() else frame


def _again(code: str, table: Table, key: list[str], column: str) -> Iterator[Mark]:
    """A mark on each row whose key stood on an earlier row, naming that row."""
    given = table.frame.dropna(subset=key)
    first = given.index.to_series().groupby([given[name] for name in key]).transform("first")
    for position in map(int, given.index[given.duplicated(key)]):
        yield Mark(code, table.sheet.name, [position], column, {"earlier": table.place(int(first[position]), position)})
