"""The way between a month's pages: each names the others in the same order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.language.translation import N_, _
from pipeline.month.report import MonthReport
from pipeline.reports.pages import template

REPORT, PEOPLE, COMPLAINTS, SERVICE, CHECKS, RULES, FUND = (
    "report.html", "people.html", "complaints.html", "service.html", "validation.html", "rulebook.html", "fund.html"
)  # fmt: skip
LABELS = {
    REPORT: N_("月报"), PEOPLE: N_("人员"), COMPLAINTS: N_("投诉"), SERVICE: N_("服务"), CHECKS: N_("资料检查"), RULES: N_("规则"), FUND: N_("基金"),
}  # fmt: skip


@dataclass(frozen=True)
class Way:
    """A link of the navigation; without an address it is the page itself."""

    label: str
    address: str


def from_a_slip() -> list[Way]:
    """Back from a person's slip, which lies a folder deeper."""
    return [Way(_(LABELS[name]), f"../{name}") for name in (REPORT, PEOPLE)]


def ways(here: str, report: MonthReport, folder: Path) -> list[Way]:
    """The month's pages that this run writes, or that stand in `folder`, then the overviews above it."""
    there = {CHECKS, *(name for name in LABELS if (folder / name).exists())}
    if report.settlement is not None:
        there |= {REPORT, PEOPLE, RULES, FUND}
        there |= {name for name, part in ((COMPLAINTS, report.casework), (SERVICE, report.service)) if part is not None}
    listed = [Way(_(label), "" if name == here else name) for name, label in LABELS.items() if name in there]
    if report.branch:
        listed.append(Way(_("各分支"), "../summary.html"))
    return [*listed, Way(_("各月一览"), "../../index.html" if report.branch else "../index.html")]


def write_page(path: Path, report: MonthReport, **shown: Any) -> None:
    """A month's page, drawn by the template of its name, with the way to the others."""
    page = template(f"{path.name}.j2").render(report=report, ways=ways(path.name, report, path.parent), **shown)
    path.write_bytes(page.encode())
