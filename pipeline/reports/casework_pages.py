"""complaints.html and service.html: what is to be done, what is late, and every case of the month (C-6 to C-29)."""

from __future__ import annotations

from pathlib import Path

from pipeline.month.report import MonthReport
from pipeline.reports.casework_section import complaints_section, service_section
from pipeline.reports.month_plots import complaints_plot
from pipeline.reports.navigation import COMPLAINTS, SERVICE, ways
from pipeline.reports.pages import template


def write(folder: Path, report: MonthReport) -> None:
    """Write each page for which there is a register into `folder`."""
    if report.casework is not None:
        page = template(f"{COMPLAINTS}.j2").render(
            report=report, ways=ways(COMPLAINTS, report, folder), complaints=complaints_section(report.casework), plot=complaints_plot(report)
        )
        (folder / COMPLAINTS).write_bytes(page.encode())
    if report.service is not None:
        page = template(f"{SERVICE}.j2").render(report=report, ways=ways(SERVICE, report, folder), service=service_section(report.service))
        (folder / SERVICE).write_bytes(page.encode())
