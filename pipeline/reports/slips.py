"""slips/ID.html: one page a person, from which the result can be followed line by line, and all of them to print (A-4, A-5.2)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pipeline.base.text import month_said
from pipeline.explain.small_scores import small_scores
from pipeline.explain.statement import statements
from pipeline.month.report import MonthReport
from pipeline.outputs.output import write_or_keep
from pipeline.reports.navigation import from_a_slip
from pipeline.reports.pages import template

ALL = "全部.html"
GAP = Markup("<!-- a person's -->")
"""Where what all slips have in common is filled for each."""
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


def write(folder: Path, report: MonthReport) -> None:
    """Write a slip for everybody on the pay sheet into `folder`, which is made, and all of them as one file of a page each."""
    folder.mkdir(exist_ok=True)
    names = file_names(report.settled.pay["employee_id"])
    shared = {"report": report, "ways": from_a_slip(), "month": month_said(report.month)}
    said: Any = template("_slip.html.j2").make_module(shared)
    before, between, after = template("slip.html.j2").render(shared, title=GAP, body=GAP).split(GAP)
    last = None if report.last_folder is None else report.last_folder / folder.name
    bodies: list[Markup] = []
    for person in statements(report):
        bodies.append(said.slip(person, small_scores(person.course)))
        page = "".join((before, said.title(person), between, bodies[-1], after))
        write_or_keep(folder / names[person.employee_id], page.encode(), last)
    every = template("slips.html.j2").render(shared, bodies=bodies)
    write_or_keep(folder / ALL, every.encode(), last)


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
