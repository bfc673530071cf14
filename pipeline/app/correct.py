"""`kaohe correct`: what a closed month would be on its corrected inputs, and the difference booked into the open one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from pipeline import __version__
from pipeline.app.closed_months import asked_archive
from pipeline.app.find_branches import branches_in, refuse_all_branches
from pipeline.app.request import asked_month, outcome_of, write_run
from pipeline.archive.address import archive_exists, archive_url
from pipeline.archive.close import closed_row, is_closed
from pipeline.archive.correct import book, withdraw
from pipeline.archive.past import archived_before, asking
from pipeline.archive.store import open_archive, reading, said_plainly
from pipeline.base.exits import DONE, REFUSED, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.base.period import Month
from pipeline.base.units import plain, yuan
from pipeline.language.translation import _
from pipeline.month.again import Again, settle_again, with_decided, with_objected
from pipeline.month.causes import with_reason
from pipeline.month.difference import Difference
from pipeline.month.look_back import LookedBack, look_back, objected_to, of_later_registers
from pipeline.month.story import Request, Run, run_month
from pipeline.rulebook.load import rulebook_as_kept
from pipeline.settlement.known import Known


def correct(
    month: str, inbox: Path, output: Path, archive: str | None, branch: str = "", *, booked: bool, with_program: bool = False
) -> Outcome:
    """`kaohe correct`: what a closed month, and those after it, would be on its corrected inputs; with `booked` into the open month.

    What is booked is what was shown: where the inputs changed since, it is shown again instead. What only follows from a
    newer version of the program is told apart, and is in it only `with_program`.
    """
    from pipeline.reports.corrections import forget_shown, shown_before, write_corrections

    url = archive_url(archive, output, branch)
    asked = asked_month(month, inbox)
    refuse_all_branches(asked, branch, branches_in(inbox / str(asked)))
    if not archive_exists(url):
        raise Stop(REFUSED, _never_closed(asked))
    with said_plainly(url):
        engine = open_archive(url)
        with reading(engine) as connection:
            request, known, link = _as_it_was(connection, asked, inbox, branch)
        run = run_month(request)
        if run.has_errors:
            return outcome_of(run, write_run(run, output / "corrections"))
        looked = look_back(run.validated.tables, request.month, request.rulebook, request.past, books=False)
        tables = _tables(run, known, looked)
        again = settle_again(asked, {asked: tables}, known, with_program=with_program)
        found = with_reason(again.found, asked)
        folder = output / "corrections" / str(asked) / branch
        before = shown_before(folder)
        now = write_corrections(folder, asked, found)
        elsewhere = [*_of_earlier_months(run), *_of_later_registers(run, known, looked)]
        if not found:
            forget_shown(folder)
            nothing = _("没有差异，没有可以入账的。") if booked else _("没有差异。")
            return said(DONE, _("{asked}：与结账结果（含已入账的更正）{nothing}", asked=asked, nothing=nothing), *elsewhere, *_of_program(again, known))
        lines = [*_differences(found), _("逐条见 {path}", path=folder / 'corrections.xlsx'), *elsewhere, *_of_program(again, known)]
        if booked and before is not None and before != now:
            return said(REFUSED, _("{asked}：上次显示以后，收件夹或档案库有了变化，没有入账。现在的差异是：", asked=asked), *lines, _("确认后入账：kaohe correct {asked} --book", asked=asked))
        if not booked:
            return said(DONE, *lines, _("确认后入账：kaohe correct {asked} --book", asked=asked))
        into = book(engine, asked, found, tables, link)
        forget_shown(folder)
    return said(DONE, *lines, _("已记入 {into} 的前期更正；{asked} 的结账数据没有改动。", into=into, asked=asked))


def withdraw_correction(month: str, inbox: Path, output: Path, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe correct --withdraw`: what was booked and is not closed yet is taken back; the chain keeps both."""
    from pipeline.reports.corrections import forget_shown

    url, asked = asked_archive(archive, output, branch), asked_month(month, inbox)
    with said_plainly(url):
        into, corrected = withdraw(open_archive(url), asked)
    for each in corrected:
        forget_shown(output / "corrections" / each / branch)
    lines = [_("已撤回记入 {into} 的更正：{months}。", into=into, months="、".join(corrected))]
    if len(corrected) > 1:
        lines.append(_("几个月的更正是一笔接一笔算出来的，所以一并撤回；其中仍要入账的，请再运行 kaohe correct 核对后入账。"))
    return said(DONE, *lines)


def _of_program(again: Again, known: Known) -> Iterator[str]:
    """What this version makes of the same inputs, in a line a month; it is not booked with the others."""
    for month, found in sorted(again.of_program.items()):
        closed = known.read(month)
        assert closed is not None
        people, total = _people(found), yuan(int(found.lines["amount"].sum()))
        yield _(
            "{month} 由 {before} 版结账，{now} 版对同样的资料算得不同：{people} 人、{lines} 条，合计 {total} 元，没有算在内。要一并入账，请加 --with-program。",
            month=month, before=closed.version, now=__version__, people=people, lines=len(found.lines), total=total,
        )  # fmt: skip


def _of_earlier_months(run: Run) -> Iterator[str]:
    """Objections of the month's own sheet to earlier months that were closed otherwise: correcting this month does not reach them."""
    request = run.request
    for month, rows in objected_to(run.validated.tables, request.month, request.past).items():
        numbers = "、".join(str(number) for number in rows["row"])
        yield _(
            "申诉表第 {rows} 行说的是 {month} 的事，和结账时不同；更正 {asked} 不会改到它。请把这一行填在还没有结账的月份的申诉表里。",
            rows=numbers, month=month, asked=request.month,
        )  # fmt: skip


def _of_later_registers(run: Run, known: Known, looked: LookedBack) -> Iterator[str]:
    """Complaints that the month's own register says otherwise than at the close, where another month's register decides."""
    month = run.request.month
    closed = known.read(month)
    rows = [] if closed is None else list(of_later_registers(run.validated.tables, looked.for_rules, month, closed)["row"])
    if rows:
        yield _(
            "投诉登记第 {rows} 行和结账时不同，但是以收到那件投诉的月份或后来的登记为准；更正 {asked} 不会改到它。请把这一行填在还没有结账的月份的投诉登记里。",
            rows="、".join(str(row) for row in rows), asked=month,
        )  # fmt: skip


def _never_closed(month: Month) -> str:
    return _("{asked} 还没有结账，直接运行 kaohe month {asked} 即可。", asked=month)


def _tables(run: Run, known: Known, looked: LookedBack) -> dict[str, pd.DataFrame]:
    """The month's corrected tables, its complaints as later registers know them."""
    tables = dict(run.validated.tables)
    if looked.for_rules is not None:
        tables["complaints"] = looked.for_rules
    closed = known.read(run.request.month)
    return tables if closed is None else with_objected(with_decided(tables, closed.decided), closed.objected)


def _as_it_was(connection: Connection, asked: Month, inbox: Path, branch: str) -> tuple[Request, Known, str]:
    """The closed month again: its own rulebook and past, the inputs that lie in the inbox now; and what is known of all months."""
    if not is_closed(connection, asked):
        raise Stop(REFUSED, _never_closed(asked))
    row = closed_row(connection, asked)
    if row["purged"]:
        raise Stop(REFUSED, _("{asked} 的个人数据已清除，不能再更正。", asked=asked))
    folder = inbox / str(asked) / branch
    if not folder.is_dir():
        raise Stop(WRONG_CALL, _("没有 {asked} 的文件夹：{folder}。请把更正后的工作簿放进去。", asked=asked, folder=folder))
    rulebook = rulebook_as_kept(row["rulebook"], row["rulebook_text"])
    archived = archived_before(connection, asked, rulebook)
    last = archived.last
    assert last is not None
    everything = asking(archived_before(connection, last.next, rulebook).past.known, connection.engine)
    elsewhere = {number: month for number, month in everything.charged.items() if month != str(asked)}
    past = replace(archived.past, known=replace(archived.past.known, charged=elsewhere, register=everything.register, read=everything.read))
    return Request(asked, folder, rulebook, row["as_of"], past=past, settle=False, branch=branch), everything, archived.link


def _differences(found: Mapping[Month, Difference]) -> Iterator[str]:
    for month in sorted(found):
        yield from _difference(month, found[month])


def _people(found: Difference) -> int:
    """How many persons the lines are about; those of the fund are about nobody."""
    return sum(bool(who) for who in set(found.lines["employee_id"].dropna()))


def _difference(asked: Month, found: Difference) -> Iterator[str]:
    """Who and what changes, a line each."""
    people = _people(found)
    yield _("{asked}：{people} 人、{lines} 条有变化，合计 {amount} 元。", asked=asked, people=people, lines=len(found.lines), amount=yuan(int(found.lines['amount'].sum())))
    for row in found.changed_results.to_dict("records"):
        before, after = _known(row["score_before"]), _known(row["score"])
        yield _("  {employee_id} 考核分 {before} → {after}，绩效浮动 {merit_pay_before} → {merit_pay}", employee_id=row['employee_id'], before=before, after=after, merit_pay_before=yuan(row['merit_pay_before']), merit_pay=yuan(row['merit_pay']))
    for line in found.lines.to_dict("records"):
        place = " · ".join(str(part) for part in (line["file"], line["sheet"]) if isinstance(part, str))
        row_number = "" if pd.isna(line["row"]) else _(" · 第 {row} 行", row=line['row'])
        what = _("冲销") if line["reversal"] else _("补记")
        yield _("  {employee_id} {what} {clause} {label} {points} 分 {amount} 元  {place}{row_number}", employee_id=line['employee_id'], what=what, clause=line['clause'], label=line['label'], points=plain(line['points']), amount=yuan(line['amount']), place=place, row_number=row_number)


def _known(value: Any) -> str:
    return "—" if pd.isna(value) else plain(int(value))
