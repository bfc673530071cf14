"""YEAR.xlsx: a year of closed months, people beside months, equal to the archive to the fen (A-3.5, B-14)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.base.period import Month
from pipeline.excel.workbook import ReportColumn, ReportSheet, write_workbook
from pipeline.reports.pay_adjustment import AMOUNTS
from pipeline.rulebook.pay_columns import CHARGE, FINE, MONEY, WITHHELD
from pipeline.settlement.annual import annual_scores

if TYPE_CHECKING:
    from pipeline.archive.year import Year

PERSON = (ReportColumn("工号", "employee_id", "id"), ReportColumn("姓名", "name"), ReportColumn("部门", "department"))
MONTHS = (
    ReportColumn("月份", "month"), ReportColumn("人数", "people", "whole"), ReportColumn("调整合计", "total", "money"),
    ReportColumn("基金期初", "opening", "money"), ReportColumn("基金收入", "income", "money"), ReportColumn("基金支出", "spending", "money"),
    ReportColumn("基金期末", "closing", "money"), ReportColumn("说明", "note", "note"),
)  # fmt: skip
CORRECTIONS = (
    ReportColumn("更正月份", "corrects_month"), ReportColumn("记入月份", "booked_in"), ReportColumn("工号", "employee_id", "id"), ReportColumn("姓名", "name"),
    ReportColumn("条款", "clause"), ReportColumn("事项", "label", "note"), ReportColumn("类别", "category"),
    ReportColumn("金额", "amount", "money"),
)  # fmt: skip
RECLAIM = (
    *PERSON, ReportColumn("条款", "clause"), ReportColumn("类别", "category"), ReportColumn("金额", "amount", "money"), ReportColumn("依据", "basis", "note"),
)  # fmt: skip
OBJECTIONS = (
    ReportColumn("条款", "clause"), ReportColumn("记录人", "recorder", "id"), ReportColumn("申诉", "raised", "whole"), ReportColumn("待裁定", "open", "whole"),
    ReportColumn("维持", "upheld", "whole"), ReportColumn("改分", "changed", "whole"), ReportColumn("撤销", "revoked", "whole"),
    ReportColumn("成立比例", "share", "share"),
)  # fmt: skip
TRAINING_CHARGE = "A-6.2"
BASIS = {FINE: "用人单位罚款 2008 年起没有法律依据", WITHHELD: "提供了劳动的工资不得扣发", CHARGE: "试用期内离职不承担培训费"}


def write_year(path: Path, year: int, found: Year) -> dict[str, int]:
    """Write the workbook to `path`; returns each sheet's number of rows. Raises OSError."""
    names = list(found.months["month"])
    scores = tuple(ReportColumn(f"{Month.parse(name).month}月", name, "score") for name in names)
    totals = tuple(ReportColumn(f"{Month.parse(name).month}月", name, "money") for name in names)
    results = (ReportColumn("月数", "months", "whole"), ReportColumn("年度平均", "mean", "score"), ReportColumn("年度等级", "grade"))
    sheets = [
        ReportSheet("年度考核", (*PERSON, *scores, *results), _by_month(found, found.scores, "score").merge(annual_scores(found.scores, found.rulebook), on="employee_id", how="left"), frozen=2),
        ReportSheet("各月调整", (*PERSON, *totals, ReportColumn("全年", "total", "money")), _by_month(found, found.paid, "total").merge(_sums(found)[["employee_id", "total"]], on="employee_id", how="left"), frozen=2, total=True),
        ReportSheet("年度金额", (*PERSON, *AMOUNTS), people_of(found).merge(_sums(found), on="employee_id"), frozen=2, total=True),
        ReportSheet("各月", MONTHS, _told(found)),
        ReportSheet("前期更正", CORRECTIONS, found.corrections),
        ReportSheet("申诉", OBJECTIONS, found.objections),
        ReportSheet("可能要返还", RECLAIM, reclaimable(found), frozen=2, total=True),
    ]  # fmt: skip
    return write_workbook(path, sheets, names[-1], f"{year} 年")


def people_of(found: Year) -> pd.DataFrame:
    """Everybody of the year once, as the last of their months had them."""
    return found.paid.drop_duplicates("employee_id", keep="last").sort_values("employee_id")[["employee_id", "name", "department"]].reset_index(drop=True)


def reclaimable(found: Year) -> pd.DataFrame:
    """What labour law says could be reclaimed, by person and clause, after all corrections: positive fen."""
    lines = found.entries
    owed = lines[lines["category"].isin([FINE, WITHHELD]) | ((lines["category"] == CHARGE) & (lines["clause"] == TRAINING_CHARGE))]
    taken = owed.assign(amount=-owed["amount"] * owed["count"])
    sums = taken.groupby(["employee_id", "clause", "category"], sort=True)["amount"].sum().reset_index()
    sums = sums[sums["amount"] != 0]
    return sums.merge(people_of(found), on="employee_id", how="left").assign(basis=sums["category"].map(BASIS).to_numpy())


def _by_month(found: Year, rows: pd.DataFrame, value: str) -> pd.DataFrame:
    """People beside months; who was not there in a month has a blank."""
    wide = rows.pivot_table(index="employee_id", columns="month", values=value, aggfunc="first")
    wide = wide.reindex(columns=list(found.months["month"])).astype("Int64")
    return people_of(found).merge(wide.reset_index(), on="employee_id", how="left")


def _sums(found: Year) -> pd.DataFrame:
    return found.paid.groupby("employee_id", sort=True)[list(MONEY)].sum().reset_index()


def _told(found: Year) -> pd.DataFrame:
    notes = found.months["purged"].map({True: "个人数据已清除，各人各表不含这个月", False: ""})
    return found.months.assign(note=notes)
