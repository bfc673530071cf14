"""notices/: the forms that somebody signs, as pages that print on A4 (C-8, C-11, C-12, C-16, C-25.1,
C-25.8, C-28.1, C-28.2, C-29.1, C-29.3).

One file a form and one with all forms of its kind; service forms one file a kind. No form has the customer's telephone or
address but those whose reader goes there: dispatch list, voucher, application.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from pipeline.base.text import month_label
from pipeline.month.report import MonthReport
from pipeline.reports.pages import template
from pipeline.reports.records import Record, records

if TYPE_CHECKING:
    from pipeline.complaints.casework import Casework
    from pipeline.service.work import ServiceWork

FOLDER = "notices"
ALL = "全部"
DISPATCH = "优先派工单"
DISPATCH_PREFIX = "PG"


def write_notices(folder: Path, casework: Casework | None, service: ServiceWork | None, report: MonthReport) -> dict[str, int]:
    """Write the month's forms into `folder`/notices; returns how many there are of each kind. Raises OSError."""
    written = {} if casework is None else _write_forms(folder / FOLDER, casework, report)
    if service is not None and len(service.waiting):
        (folder / FOLDER).mkdir(exist_ok=True)
        listed = {"number": f"{DISPATCH_PREFIX}-{service.as_of:%Y%m%d}", "jobs": _in_words(service.waiting)}
        _write(folder / FOLDER / f"{DISPATCH}.html", DISPATCH, _drawn([listed], report, body="dispatch"), report, landscape=True)
        written[DISPATCH] = 1
    if service is not None:
        written |= _write_service_forms(folder / FOLDER, service, report)
    return written


def _write_service_forms(folder: Path, service: ServiceWork, report: MonthReport) -> dict[str, int]:
    from pipeline.schemas.service import MATTERS, RATINGS
    from pipeline.service.forms import FORMS

    written = {}
    for kind in FORMS:
        forms = _in_words(service.forms[kind.code])
        if forms:
            folder.mkdir(exist_ok=True)
            drawn = _drawn(forms, report, body=kind.code, matters=list(MATTERS.values()), levels=list(RATINGS))
            _write(folder / f"{kind.title}-{ALL}.html", kind.title, drawn, report)
            written[kind.title] = len(forms)
    return written


def _write_forms(folder: Path, casework: Casework, report: MonthReport) -> dict[str, int]:
    from pipeline.complaints.forms import KINDS

    ready = casework.forms[casework.forms["withheld"] == ""]
    if ready.empty:
        return {}
    tracked = _in_words(casework.tracking[["complaint_no", "close_due", "should_approve"]])
    facts = {case["complaint_no"]: case | told for case, told in zip(_in_words(casework.cases.drop(columns=["note", "file"])), tracked, strict=True)}
    every = [facts[form["complaint_no"]] | form for form in _in_words(ready.drop(columns="copies"))]
    written = {}
    for kind in KINDS:
        forms = [form for form in every if form["kind"] == kind.code]
        if not forms:
            continue
        folder.mkdir(exist_ok=True)
        shared = {"body": kind.code, "owners": kind.copies, "review_due": f"{casework.review_due.day} 日"}
        drawn = _drawn(forms, report, **shared)
        for form, page in zip(forms, drawn, strict=True):
            _write(folder / form["file"], kind.title, [page], report)
        _write(folder / f"{kind.title}-{ALL}.html", kind.title, drawn, report)
        written[kind.title] = len(forms)
    return written


def _drawn(forms: Sequence[Record], report: MonthReport, *, body: object, **more: object) -> list[Markup]:
    """Each form, which stands on a page of its own and among all of its kind."""
    drawing, month = template(f"notices/{body}.html.j2"), month_label(report.month)
    return [Markup(drawing.render(more, form=form, report=report, month=month)) for form in forms]


def _write(path: Path, title: str, forms: Sequence[Markup], report: MonthReport, *, landscape: bool = False) -> None:
    title = f"{title} {month_label(report.month)}"
    page = template("notices/forms.html.j2").render(title=title, forms=forms, report=report, landscape=landscape)
    path.write_bytes(page.encode("utf-8"))


def _in_words(rows: pd.DataFrame) -> list[Record]:
    """The rows with dates as 2026年11月30日."""
    return records(rows, lambda day: f"{day.year}年{day.month}月{day.day}日")
