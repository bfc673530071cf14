"""All reports of a month, in the order in which a reader would want them if the run broke off."""

from __future__ import annotations

import shutil
from pathlib import Path

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


def write_reports(folder: Path, report: MonthReport) -> None:
    """Write every report of `report` into `folder`, run.json last.

    Without a settlement that is the validation report alone. Raises OSError where a file cannot be written.
    """
    rows = {"validation.xlsx": validation.write(folder, report)}
    validation_page.write(folder / "validation.html", report)
    _annotate(folder, report)
    if report.settlement is not None:
        rows["pay_adjustment.xlsx"] = pay_adjustment.write(folder / "pay_adjustment.xlsx", report)
        rows["appraisal.xlsx"] = appraisal.write(folder / "appraisal.xlsx", report)
        rows["fine_fund.xlsx"] = fine_fund.write(folder / "fine_fund.xlsx", report)
        if report.casework is not None:
            rows["complaints.xlsx"] = complaints.write_complaints(folder, report.casework, report)
        if report.service is not None:
            rows["service.xlsx"] = service.write_service(folder, report.service, report)
        rows[review.NAME] = review.write(folder / review.NAME, report)
        notices.write_notices(folder, report.casework, report.service, report)
        if report.slips:
            slips.write(folder / "slips", report)
        fund_page.write(folder / "fund.html", report)
        people_page.write(folder / "people.html", report)
        casework_pages.write(folder, report)
        month_page.write(folder / "report.html", report)
        if report.regulations is not None:
            rulebook_page.write(folder / "rulebook.html", report, report.regulations)
        if report.seal is not None:
            seal.write(folder, report, report.seal)
        lines_json.write(folder, report)
    run_json.write(folder, report, rows)


def _annotate(folder: Path, report: MonthReport) -> None:
    """Copies of HR's workbooks with the findings in them, where there are any."""
    if report.inbox is not None and report.findings:
        annotated.write(folder / "annotated", report.inbox, report.findings, report.header_rows, report.adopted, Month.parse(report.month), report.excerpts)
