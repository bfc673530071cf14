"""validation.html: what is wrong by cause and by who has to mend it, what was checked and found good beside it, and what was tidied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.text import shortened
from pipeline.findings.finding import LEVEL_LABELS
from pipeline.findings.said import title_of
from pipeline.language.translation import _
from pipeline.month.report import MonthReport
from pipeline.reports import listing
from pipeline.reports.navigation import write_page
from pipeline.reports.validation import Row, accepted_rows, ordered, since_last
from pipeline.schemas.registry import SHEETS

if TYPE_CHECKING:
    from pipeline.checks.table import Change

LONGEST = 300
"""Letters of a cell or row that are shown."""
LEVEL_LOOKS = {"错误": "tag bad", "警告": "tag watch"}
FILLED_BY = {sheet.title: sheet.filled_by for sheet in SHEETS}


@dataclass(frozen=True)
class CauseOfFindings:
    """All findings of one kind: how many, in which sheets, and who mends them."""

    level: str
    title: str
    count: int
    sheets: str
    who: str


def write(path: Path, report: MonthReport) -> None:
    rows = ordered(report.findings)
    levels = Counter(row.level for row in rows)
    last = since_last(rows, report.last_findings)
    write_page(
        path, report,
        errors=levels[LEVEL_LABELS["error"]],
        warnings=levels[LEVEL_LABELS["warning"]],
        waiting=report.waiting,
        since_last=last,
        causes=causes(rows),
        looks=LEVEL_LOOKS,
        findings=_findings(rows, report.seen_rows, frozenset() if last is None else last.new) if rows else None,
        checked=_checked(report) if report.checked else None,
        adopted=report.adopted,
        accepted=accepted_rows(report),
        tidied=_tidied(report) if report.changes else None,
        annotated=report.annotated,
    )


def causes(rows: Sequence[Row]) -> list[CauseOfFindings]:
    """One for each kind of finding, errors first, the most frequent first."""
    kinds: dict[str, list[Row]] = {}
    for row in rows:
        kinds.setdefault(row.code, []).append(row)
    found = []
    for code, own in sorted(kinds.items(), key=lambda each: (not each[1][0].is_error, -len(each[1]), each[0])):
        sheets = dict.fromkeys(row.sheet or row.file or _("整个月") for row in own)
        who = dict.fromkeys(name for row in own for name in mended_by(row))
        found.append(CauseOfFindings(own[0].level, title_of(code), len(own), "、".join(sheets), "、".join(map(_, who))))
    return found


def mended_by(row: Row) -> tuple[str, ...]:
    """Who fills the sheet; what is of no sheet is for 人事, who gathers the workbooks."""
    return FILLED_BY.get(row.sheet or "", ("人事",))


def _findings(rows: Sequence[Row], seen: Mapping[tuple[str, str, int], str], new: frozenset[Row]) -> listing.RowList:
    rows = sorted(rows, key=lambda row: not row.is_error)
    isnew = [listing.words(_("比上次"), [_("新") if row in new else "" for row in rows], chosen=True)] if new else []
    return listing.RowList("findings", _("逐条"), [
        listing.words(_("级别"), [_(row.level) for row in rows], chosen=True, looks={_(level): look for level, look in LEVEL_LOOKS.items()}), *isnew,
        listing.words(_("问题"), [title_of(row.code) for row in rows], chosen=True),
        listing.words(_("谁来改"), ["、".join(map(_, mended_by(row))) for row in rows], chosen=True),
        listing.words(_("文件"), [row.file or _("整个月") for row in rows], chosen=True),
        listing.words(_("工作表"), [row.sheet for row in rows], chosen=True),
        listing.numbers(_("行"), [row.row for row in rows]),
        listing.words(_("列"), [row.column for row in rows]),
        listing.ids(_("单元格"), [row.cell for row in rows]),
        listing.words(_("值"), [row.value and shortened(row.value, LONGEST) for row in rows]),
        listing.words(_("说明"), [row.message + _typed(row, seen) for row in rows], is_long=True),
        listing.words(_("建议"), [row.advice for row in rows], is_long=True),
        listing.ids(_("代码"), [row.code for row in rows]),
    ], file="validation.xlsx", shown=50, stacked=True)  # fmt: skip


def _typed(row: Row, seen: Mapping[tuple[str, str, int], str]) -> str:
    """The row as somebody typed it, where it is known."""
    text = seen.get((row.file or "", row.sheet or "", row.row or 0))
    return "\n" + _("这一行：{seen}", seen=shortened(text, LONGEST)) if text else ""


def _checked(report: MonthReport) -> listing.RowList:
    """What is not good first; what there was nothing to check of last."""
    rows = sorted(report.checked, key=lambda each: (not each.wrong, not each.doubtful, not each.rows))
    states = [
        _("没有这张表") if each.rows is None else _("有错误") if each.wrong else _("有警告") if each.doubtful else _("合格") for each in rows
    ]
    return listing.RowList("checked", _("检查了什么"), [
        listing.words(_("工作表"), [each.sheet or _("各表") for each in rows], chosen=True),
        listing.words(_("检查"), [_what(each.what) for each in rows]),
        listing.numbers(_("行数"), [each.rows for each in rows]), listing.numbers(_("合格"), [each.good for each in rows]),
        listing.numbers(_("错误"), [each.wrong for each in rows]), listing.numbers(_("警告"), [each.doubtful for each in rows]),
        listing.words(_("结果"), states, chosen=True, looks={_("有错误"): "tag bad", _("有警告"): "tag watch"}),
    ])  # fmt: skip


def _what(words: Sequence[str]) -> str:
    first, *rest = words
    return f"{_(first)}：" + "、".join(map(_, rest)) if rest else _(first)


def _tidied(report: MonthReport) -> listing.RowList:
    """One line a column: how many cells, and the first of them."""
    columns = Counter((change.file, change.sheet, change.header) for change in report.changes)
    first: dict[tuple[str, str, str], Change] = {}
    for change in report.changes:
        first.setdefault((change.file, change.sheet, change.header), change)
    lines = [(first[key], count) for key, count in columns.most_common()]
    return listing.RowList("tidied", _("整理过的单元格"), [
        listing.words(_("文件"), [change.file for change, _count in lines], chosen=True),
        listing.words(_("工作表"), [change.sheet for change, _count in lines], chosen=True),
        listing.words(_("列"), [change.header for change, _count in lines]), listing.numbers(_("整理的单元格"), [count for _change, count in lines]),
        listing.ids(_("例如"), [change.cell for change, _count in lines]),
        listing.words(_("填的是"), [shortened(change.before, LONGEST) for change, _count in lines]),
        listing.words(_("读作"), [shortened(change.after, LONGEST) for change, _count in lines]),
    ])  # fmt: skip
