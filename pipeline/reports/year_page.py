"""YEAR.html: the year on a page, from the same frames as its workbook (A-3.5, B-14)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.base.period import Month
from pipeline.compare.year import YearBeside
from pipeline.language.translation import _
from pipeline.reports.index_page import NAME as INDEX
from pipeline.reports.navigation import Way
from pipeline.reports.pages import template
from pipeline.reports.plots.trends import trends
from pipeline.reports.records import records
from pipeline.rulebook.pay_columns import MONEY
from pipeline.settlement.fund import fund_sums


def write_year_page(path: Path, year: int, found: YearBeside, links: Mapping[str, str]) -> None:
    """`links` are the pages of months, by month, as far as they lie beside this one. Raises OSError."""
    figures = {row["month"]: row for row in records(found.figures)}
    last = found.names[-1]
    page = template("year.html.j2").render(
        year=year,
        names=[(name, Month.parse(name).month) for name in found.names],
        links=links,
        ways=[Way(_("各月一览"), INDEX), Way(str(year), "")] if (path.parent / INDEX).exists() else [],
        months=records(found.months),
        results=list(zip(records(found.results), records(found.grades), strict=True)),
        money=list(zip(records(found.paid), records(found.stands), strict=True)),
        amounts=records(found.amounts),
        amount_names=MONEY,
        fund=records(fund_sums(found.fund)),
        ladders=records(found.ladders),
        corrections=records(found.corrections),
        objections=records(found.objections),
        reclaim=records(found.reclaim),
        trends=trends(Month.parse(last), figures[last], figures) if last in figures else [],
    )
    path.write_bytes(page.encode())
