"""All reports of a month."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from pipeline.base.helper import START, is_at_hand, with_help
from pipeline.base.period import Month
from pipeline.month.report import MonthReport
from pipeline.outputs import lines_json, run_json
from pipeline.reports import (
    annotated,
    appraisal,
    casework_pages,
    complaints,
    fine_fund,
    fund_page,
    month_page,
    notices,
    pay_adjustment,
    people_page,
    review,
    rulebook_page,
    seal,
    service,
    slips,
    validation,
    validation_page,
)

Draw = Callable[[], Mapping[str, int] | None]
LARGE = 40 if START == "fork" else 3_000
"""People of a month whose reports take longer than a helper takes to begin: some hundredths of a second, or with the program to load one."""


def write_check(folder: Path, report: MonthReport, last: Path) -> None:
    """Write the validation report into `folder` beside what the last run left in `last`, which stays as it was."""
    if not (last / run_json.NAME).exists():
        write_reports(folder, report)
        return
    shutil.copytree(last, folder, dirs_exist_ok=True)
    shutil.rmtree(folder / "annotated", ignore_errors=True)
    validation.write(folder, report)
    validation_page.write(folder / "validation.html", report)
    _annotate(folder, report)
    run_json.update(folder)


def write_reports(folder: Path, report: MonthReport, large: int = LARGE) -> None:
    """Write every report of `report` into `folder`, run.json last; from `large` people on a second process helps.

    Without a settlement that is the validation report alone. Raises OSError where a file cannot be written.
    """
    drawings = _drawings(folder, report)
    is_large = report.settlement is not None and len(report.settled.pay) >= large
    drawn = with_help(list(drawings.values())) if is_large and is_at_hand() else [draw() for draw in drawings.values()]
    rows = {name: made for name, made in zip(drawings, drawn, strict=True) if made is not None and name.endswith(".xlsx")}
    run_json.write(folder, report, rows)


def _drawings(folder: Path, report: MonthReport) -> dict[str, Draw]:
    """What draws each report and needs no other, those first that take longest in a large month; a workbook's returns the rows of its sheets."""
    checked: dict[str, Draw] = {
        "validation.xlsx": partial(validation.write, folder, report),
        "validation.html": partial(validation_page.write, folder / "validation.html", report),
    }
    if report.settlement is None:
        return {"annotated": partial(_annotate, folder, report), **checked}
    longest: dict[str, Draw] = {"slips": partial(slips.write, folder / "slips", report)} if report.slips else {}
    drawings: dict[str, Draw] = {
        **longest,
        "annotated": partial(_annotate, folder, report),
        "pay_adjustment.xlsx": partial(pay_adjustment.write, folder / "pay_adjustment.xlsx", report),
        "appraisal.xlsx": partial(appraisal.write, folder / "appraisal.xlsx", report),
        "people.html": partial(people_page.write, folder / "people.html", report),
        "report.html": partial(month_page.write, folder / "report.html", report),
        "notices": partial(notices.write_notices, folder, report.casework, report.service, report),
        "fine_fund.xlsx": partial(fine_fund.write, folder / "fine_fund.xlsx", report),
        "lines.json": partial(lines_json.write, folder, report),
        **checked,
        review.NAME: partial(review.write, folder / review.NAME, report),
        "rulebook.html": partial(rulebook_page.write, folder / "rulebook.html", report),
        "casework": partial(casework_pages.write, folder, report),
        "fund.html": partial(fund_page.write, folder / "fund.html", report),
    }
    if report.casework is not None:
        drawings["complaints.xlsx"] = partial(complaints.write_complaints, folder, report.casework, report)
    if report.service is not None:
        drawings["service.xlsx"] = partial(service.write_service, folder, report.service, report)
    if report.seal is not None:
        drawings["seal"] = partial(seal.write, folder, report, report.seal)
    return drawings


def _annotate(folder: Path, report: MonthReport) -> None:
    """Copies of HR's workbooks with the findings in them, where there are any."""
    if report.inbox is not None and report.findings:
        annotated.write(folder / "annotated", report.inbox, report.findings, report.header_rows, report.adopted, Month.parse(report.month), report.excerpts)
