"""slips/ID.html: one page a person, from which the result can be followed line by line, and all of them to print (A-4, A-5.2)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from markupsafe import Markup

from pipeline.base.text import month_said
from pipeline.explain.small_scores import small_scores
from pipeline.explain.statement import statements
from pipeline.month.report import MonthReport
from pipeline.reports.navigation import from_a_slip
from pipeline.reports.pages import template

ALL = "全部.html"
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


def write(folder: Path, report: MonthReport) -> None:
    """Write a slip for everybody on the pay sheet into `folder`, which is made, and all of them as one file of a page each."""
    folder.mkdir(exist_ok=True)
    names = file_names(report.settled.pay["employee_id"])
    page, month, back = template("slip.html.j2"), month_said(report.month), from_a_slip()
    bodies = []
    for person in statements(report):
        text = page.render(report=report, ways=back, month=month, person=person, course=small_scores(person.course))
        with (folder / names[person.employee_id]).open("wb", buffering=0) as file:
            file.write(text.encode())
        bodies.append(Markup(_within_main(text)))
    every = template("slips.html.j2").render(report=report, ways=back, month=month, bodies=bodies)
    (folder / ALL).write_bytes(every.encode())


def _within_main(page: str) -> str:
    """What a slip shows, so that it need not be drawn twice."""
    return page.partition("<main")[2].partition(">")[2].rpartition("</main>")[0]


def file_names(employee_ids: Iterable[str]) -> dict[str, str]:
    """A file name for each id: ID.html, or with ~ and a number where a file system would take two ids for one.

    Ids that differ only in case are numbered in order of the id; the devices of Windows (CON, NUL, …) get ~ as well.
    No id has a ~, so that no name is given twice.
    """
    names: dict[str, str] = {}
    taken: dict[str, int] = {}
    for employee_id in sorted(employee_ids):
        folded = employee_id.casefold()
        count = taken.get(folded, int(folded in _DEVICES)) + 1
        taken[folded] = count
        names[employee_id] = f"{employee_id}.html" if count == 1 else f"{employee_id}~{count}.html"
    return names
