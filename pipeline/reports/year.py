"""YEAR.xlsx: a year of closed months, people beside months, equal to the archive to the fen (A-3.5, B-14)."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.period import Month
from pipeline.compare.year import YearBeside
from pipeline.excel.cells import Kind
from pipeline.excel.workbook import ReportColumn, ReportSheet, write_workbook
from pipeline.reports import fine_fund
from pipeline.reports.pay_adjustment import AMOUNTS, GRADES

PERSON = (ReportColumn("工号", "employee_id", "id"), ReportColumn("姓名", "name"), ReportColumn("部门", "department"))
WHOLE_YEAR = ReportColumn("全年", "total", "money")
MONTHS = (
    ReportColumn("月份", "month"), ReportColumn("人数", "people", "whole"), ReportColumn("调整合计", "total", "money"), ReportColumn("更正后合计", "stands", "money"),
    ReportColumn("基金期初", "opening", "money"), ReportColumn("基金收入", "income", "money"), ReportColumn("基金支出", "spending", "money"),
    ReportColumn("基金期末", "closing", "money"), ReportColumn("说明", "note", "note"),
)  # fmt: skip
LADDERS = (
    *PERSON, ReportColumn("条款", "clause"), ReportColumn("累计方式", "counted_by"), ReportColumn("全年次数", "in_year", "whole"),
    ReportColumn("目前累计", "now", "whole"), ReportColumn("再有一次", "next", "note"),
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


def write_year(path: Path, year: int, found: YearBeside) -> dict[str, int]:
    """Write the workbook to `path`; returns each sheet's number of rows. Raises OSError."""
    scores, grades, totals = (_months_as(kind, found) for kind in ("score", "text", "money"))
    results = (ReportColumn("月数", "months", "whole"), ReportColumn("年度平均", "mean", "score"), ReportColumn("年度等级", "grade"))
    colours = dict.fromkeys(found.names, GRADES["grade"])
    sheets = [
        ReportSheet("年度考核", (*PERSON, *scores, *results), found.results, frozen=2, colours=GRADES),
        ReportSheet("各月等级", (*PERSON, *grades), found.grades, frozen=2, colours=colours),
        ReportSheet("各月调整", (*PERSON, *totals, WHOLE_YEAR), found.paid, frozen=2, total=True),
        ReportSheet("更正后各月", (*PERSON, *totals, WHOLE_YEAR), found.stands, frozen=2, total=True),
        ReportSheet("年度金额", (*PERSON, *AMOUNTS), found.amounts, frozen=2, total=True),
        ReportSheet("各月", MONTHS, found.months),
        fine_fund.sums_sheet("基金收支", found.fund),
        ReportSheet("累进次数", LADDERS, found.ladders, frozen=2),
        ReportSheet("前期更正", CORRECTIONS, found.corrections),
        ReportSheet("申诉", OBJECTIONS, found.objections),
        ReportSheet("可能要返还", RECLAIM, found.reclaim, frozen=2, total=True),
    ]  # fmt: skip
    return write_workbook(path, sheets, found.names[-1], f"{year} 年")


def _months_as(kind: Kind, found: YearBeside) -> tuple[ReportColumn, ...]:
    return tuple(ReportColumn(f"{Month.parse(name).month}月", name, kind) for name in found.names)
