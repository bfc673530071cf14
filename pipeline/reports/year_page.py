"""YEAR.html: the year on a page, from the same frames as its workbook (A-3.5, B-14)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import plain, yuan
from pipeline.compare.year import YearBeside
from pipeline.language.translation import _
from pipeline.reports import listing
from pipeline.reports.index_page import NAME as INDEX
from pipeline.reports.navigation import Way
from pipeline.reports.pages import template
from pipeline.reports.plots.trends import trends
from pipeline.reports.records import records
from pipeline.rulebook.pay_columns import MONEY
from pipeline.settlement.fund import fund_sums


def write_year_page(path: Path, year: int, found: YearBeside, links: Mapping[str, str]) -> None:
    """`links` are the pages of months, by month, as far as they lie beside this one; the workbook of the year does. Raises OSError."""
    figures = {row["month"]: row for row in records(found.figures)}
    last, book = found.names[-1], path.with_suffix(".xlsx").name
    page = template("year.html.j2").render(
        year=year,
        names=found.names,
        links=links,
        ways=[Way(_("各月一览"), INDEX), Way(str(year), "")] if (path.parent / INDEX).exists() else [],
        months=records(found.months),
        results=_results(found, book),
        money=_money(found, book),
        amounts=_amounts(found, book),
        sums=[(header, int(found.amounts[name].sum())) for name, header in MONEY.items()],
        fund=records(fund_sums(found.fund)),
        ladders=_ladders(found.ladders, book),
        corrections=_corrections(found.corrections, book),
        corrected=int(found.corrections["amount"].sum()),
        objections=records(found.objections),
        reclaim=_reclaim(found.reclaim, book),
        reclaimed=int(found.reclaim["amount"].sum()),
        trends=trends(Month.parse(last), figures[last], figures) if last in figures else [],
    )
    path.write_bytes(page.encode())


def _results(found: YearBeside, book: str) -> listing.RowList:
    """Each month's score with its grade, and the year's."""
    rows, grades = found.results, found.grades
    return listing.RowList("people", _("各人考核分"), [
        *_person(rows),
        *(listing.numbers(_month(name), _graded(rows[name], grades[name])) for name in found.names),
        listing.numbers(_("月数"), rows["months"].fillna(0).astype("int64")), listing.points(_("年度平均"), rows["mean"]),
        listing.words(_("年度等级"), rows["grade"], chosen=True),
    ], file=book)  # fmt: skip


def _graded(scores: pd.Series, grades: pd.Series) -> list[str | None]:
    return [None if pd.isna(score) else f"{plain(int(score))} {grade}" for score, grade in zip(scores, grades, strict=True)]


def _money(found: YearBeside, book: str) -> listing.RowList:
    """Each month's total as it stands, and what was paid where that is another amount."""
    paid, stands = found.paid, found.stands
    return listing.RowList("totals", _("各人金额"), [
        *_person(stands), *(listing.numbers(_month(name), _standing(stands[name], paid[name])) for name in found.names),
        listing.money(_("全年"), stands["total"]), listing.money(_("全年发放"), paid["total"]),
    ], file=book)  # fmt: skip


def _standing(stands: pd.Series, paid: pd.Series) -> list[str | None]:
    return [
        None if pd.isna(now) else yuan(int(now)) if pd.isna(then) or now == then else _("{now}（发 {then}）", now=yuan(int(now)), then=yuan(int(then)))
        for now, then in zip(stands, paid, strict=True)
    ]


def _amounts(found: YearBeside, book: str) -> listing.RowList:
    rows = found.amounts
    return listing.RowList("amounts", _("全年发放的各项"), [*_person(rows), *(listing.money(_(header), rows[name]) for name, header in MONEY.items())], file=book)


def _ladders(rows: pd.DataFrame, book: str) -> listing.RowList:
    return listing.RowList("steps", _("累进次数"), [
        *_person(rows), listing.words(_("条款"), rows["clause"], chosen=True), listing.words(_("累计方式"), [_(span) for span in rows["counted_by"]]),
        listing.numbers(_("全年次数"), rows["in_year"]), listing.numbers(_("目前累计"), rows["now"]), listing.words(_("再有一次"), rows["next"], is_long=True),
    ], file=book)  # fmt: skip


def _corrections(rows: pd.DataFrame, book: str) -> listing.RowList:
    return listing.RowList("booked", _("前期更正"), [
        listing.words(_("更正月份"), rows["corrects_month"], chosen=True), listing.words(_("记入月份"), rows["booked_in"], chosen=True),
        listing.ids(_("工号"), rows["employee_id"]), listing.words(_("姓名"), rows["name"]), listing.words(_("条款"), rows["clause"]),
        listing.words(_("事项"), rows["label"], is_long=True), listing.words(_("类别"), rows["category"], chosen=True), listing.money(_("金额（元）"), rows["amount"]),
    ], file=book)  # fmt: skip


def _reclaim(rows: pd.DataFrame, book: str) -> listing.RowList:
    return listing.RowList("claims", _("按劳动法规可能要返还"), [
        *_person(rows), listing.words(_("条款"), rows["clause"], chosen=True), listing.words(_("类别"), rows["category"], chosen=True),
        listing.money(_("金额（元）"), rows["amount"]), listing.words(_("依据"), rows["basis"], is_long=True),
    ], file=book)  # fmt: skip


def _person(rows: pd.DataFrame) -> list[listing.ListColumn]:
    return [
        listing.ids(_("工号"), rows["employee_id"]), listing.words(_("姓名"), rows["name"]),
        listing.words(_("部门"), rows["department"], chosen=rows["department"].nunique() > 1),
    ]


def _month(name: str) -> str:
    number = Month.parse(name).month
    return _("{number} 月", number=number)
