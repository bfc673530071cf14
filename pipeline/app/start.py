"""`kaohe start`: the workbooks of a month that begins, filled as far as it is known."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.app.find_branches import branches_in
from pipeline.app.request import asked_month, rules_of_month
from pipeline.base.exits import DONE, REFUSED, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.base.period import Month
from pipeline.base.text import shortened
from pipeline.checks.table import Table
from pipeline.checks.validate import read_tables
from pipeline.language.progress import stage
from pipeline.language.translation import _
from pipeline.month.beginning import beginning, has_rows
from pipeline.outputs.mark import MARK
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.registry import SHEETS
from pipeline.storage.listing import folders_in
from pipeline.templates.books import Book, filler_books, roster_book
from pipeline.templates.known import KnownAhead
from pipeline.templates.write import template
from pipeline.workbooks.intake import take_in


@dataclass(frozen=True)
class MonthBefore:
    """The month that is carried on, and its tables; no month where the inbox has none."""

    month: Month | None
    tables: Mapping[str, Table]

    @property
    def has_export(self) -> bool:
        """Whether attendance came out of an attendance program, so that nobody types it."""
        return "attendance" in self.tables and any(part.is_export for part in self.tables["attendance"].parts)


def start_month(month: str | None, inbox: Path, output: Path, rulebook: Path | None, branch: str = "") -> Outcome:
    """`kaohe start`: the workbooks of each who fills the month, into its folder; a file that is there stays as it is.

    Without a month, the one after the latest of the inbox. With branches, those of the month before, each by itself.
    """
    asked = asked_month(month, inbox) if month else month_to_start(inbox)
    if asked is None:
        raise Stop(WRONG_CALL, _("{inbox} 里还没有月份，请写明从哪个月开始，如 kaohe start {today}。", inbox=inbox, today=Month.of(date.today())))
    earlier = _month_before(asked, inbox)
    own = branches_in(inbox / str(asked))
    carried = branches_in(inbox / str(earlier)) if earlier is not None else []
    branches = [branch] if branch else sorted({*own, *carried}) or [""]
    outcomes = [_start(asked, earlier, inbox, output, rules_of_month(rulebook, asked, inbox, each), each) for each in branches]
    lines = [line for each, outcome in zip(branches, outcomes, strict=True) for line in ((f"{each}：",) if each else ()) + outcome.said]
    return said(DONE, *lines, _("下一步：填好空着的必填格子（粉色），保存后运行 kaohe check {asked}。", asked=asked))


def month_to_start(inbox: Path) -> Month | None:
    """The month after the latest of the inbox, or that one itself as long as it has nothing but a roster to fill; None where there is none."""
    if not folders_in(inbox):
        return None
    latest = asked_month(None, inbox)
    begun = {path.name for path in (inbox / str(latest)).iterdir()} == {roster_book(latest).file}
    return latest if begun else latest.next


def _start(month: Month, earlier: Month | None, inbox: Path, output: Path, rulebook: Rulebook, branch: str) -> Outcome:
    folder = inbox / str(month) / branch
    if (output / str(month) / branch / MARK).exists():
        raise Stop(REFUSED, _("{month} 已经结账，不再需要新的工作簿。要更正请用 kaohe correct {month}。", month=month))
    stage(_("读取上个月的工作簿…"))
    there = _tables(folder, rulebook)
    before = MonthBefore(earlier, {} if earlier is None else _tables(inbox / str(earlier) / branch, rulebook))
    known = beginning(month, rulebook, before.tables, there)
    every = filler_books(month, frozenset()) if known.people else (roster_book(month),)
    wanted = {book.file: book for book in filler_books(month, _left_out(known, before, there))} if known.people else {book.file: book for book in every}
    stage(_("写工作簿…"))
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for file in (book.file for book in every):
        if (folder / file).exists():
            lines.append(_("{file} 已经在，没有改动。", file=file))
        elif file in wanted and _put(folder / file, template(wanted[file], known)):
            lines.append(f"{file}：{'、'.join(_counted(wanted[file], known))}")
    carried = [_("已沿用 {earlier} 的人员和没有办完的登记。", earlier=earlier)] if before.tables and known.people else []
    return said(DONE, _("{month} 的工作簿在 {folder}", month=month, folder=folder), *lines, *carried, *_remarks(known, before, there, month))


def _left_out(known: KnownAhead, before: MonthBefore, there: Mapping[str, Table]) -> set[str]:
    """Sheets that the month already has, that begin once for all, or that nobody handed in the month before."""
    left_out = {sheet.name for sheet in SHEETS if sheet.starts != "empty" and has_rows(sheet, there)}
    if before.month is not None:
        left_out |= {sheet.name for sheet in SHEETS if sheet.starts == "first month"}
    if before.has_export:
        left_out.add("attendance")
    if before.tables and "weekly_summaries" not in before.tables:
        left_out.add("weekly_summaries")
    return left_out


def _remarks(known: KnownAhead, before: MonthBefore, there: Mapping[str, Table], month: Month) -> list[str]:
    if not known.people:
        return [_("请先填好花名册，再运行一次 kaohe start {month}：其余的表会按花名册填好工号、姓名和日期。", month=month)]
    remarks = []
    if before.has_export and "attendance" not in there:
        remarks.append(_("考勤没有写：上个月用的是考勤软件的导出，请把本月的导出放进这个文件夹。"))
    if before.tables and "weekly_summaries" not in before.tables:
        remarks.append(_("周总结没有写：上个月没有这张表。如要从本月起收，请从模板复制。"))
    return remarks


def _counted(book: Book, known: KnownAhead) -> list[str]:
    counts = [(sheet.title, len(known.rows.get(sheet.name, ()))) for sheet in book.sheets]
    return [_("{title} {count} 行", title=title, count=count) if count else title for title, count in counts]


def _month_before(month: Month, inbox: Path) -> Month | None:
    """The latest earlier month of the inbox that has workbooks."""
    months = Month.among(path.name for path in inbox.iterdir()) if inbox.is_dir() else []
    return next((each for each in reversed(months) if each < month and (_workbooks(inbox / str(each)) or branches_in(inbox / str(each)))), None)


def _workbooks(folder: Path) -> bool:
    return any(folder.glob("*.xls[xm]"))


def _tables(folder: Path, rulebook: Rulebook) -> dict[str, Table]:
    return read_tables(take_in(folder, SHEETS).parts, rulebook) if folder.is_dir() else {}


def _put(path: Path, content: bytes) -> bool:
    """Write the file whole or not at all; never over one that has come there since."""
    work = path.with_name(f".{shortened(path.name, 60)}.new")
    work.write_bytes(content)
    try:
        os.link(work, path)
    except FileExistsError:
        return False
    except OSError:
        if path.exists():
            return False
        work.rename(path)
        return True
    finally:
        work.unlink(missing_ok=True)
    return True
