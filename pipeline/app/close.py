"""`kaohe close`: a month, or each branch of it, into the archive for good."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.app.find_branches import branches_in
from pipeline.app.locked import locked, refuse_undecided
from pipeline.app.request import (
    asked_month,
    made_in,
    outcome_of,
    refuse_if_closed,
    request_for,
    still_open,
    write_run,
)
from pipeline.app.restore import bring_back
from pipeline.archive.address import archive_exists, archive_url
from pipeline.archive.close import is_closed, keep_month, refuse_unless_next, sealed
from pipeline.archive.content import Rows, month_content, month_figures, output_rows
from pipeline.archive.store import open_archive, reading, said_plainly
from pipeline.base.exits import DONE, REFUSED, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.base.period import Month
from pipeline.base.units import yuan
from pipeline.language.translation import _
from pipeline.month.story import Request, Run, run_month
from pipeline.outputs.mark import SEAL, mark_closed
from pipeline.reports.index_page import write_index
from pipeline.storage.address import refuse_without_archive
from pipeline.storage.at_hand import AtHand, at_hand
from pipeline.storage.overview import overview

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


Sure = Callable[[tuple[str, ...]], bool]
"""Whether somebody who was told what will be locked wants it."""


def tell_only(what: tuple[str, ...]) -> bool:
    """Nobody is asked: what is locked is said with the outcome."""
    return True


def close_month(
    month: str | None, inbox: Path, output: Path, rulebook: Path | None, archive: str | None, branch: str = "",
    *, sure: Sure = tell_only, leave_open: bool = False, early: bool = False, slips: bool = True,
) -> Outcome:
    """`kaohe close`: the month computed afresh, checked, and written into the archive in one step.

    Nothing is written unless the person is `sure`. An objection without a decision refuses it, unless they `leave_open`,
    and so does a month that has not ended, unless it is closed `early` on purpose.
    With branches and none named, each of them; one that cannot be closed does not hold up the others.
    """
    refuse_without_archive(output, archive)
    asked = asked_month(month, inbox)
    branches = [] if branch else branches_in(inbox / str(asked))
    if branches:
        outcome = _together([_closed_branch(asked, inbox, output, rulebook, archive, each, sure, leave_open, early, slips) for each in branches])
    else:
        outcome = _close(asked, inbox, output, rulebook, archive, branch, sure, leave_open, early, slips)
    with overview(output) as folder:
        write_index(folder)
    return outcome


def _close(
    asked: Month, inbox: Path, output: Path, rulebook: Path | None, archive: str | None, branch: str, sure: Sure, leave_open: bool,
    early: bool, slips: bool,
) -> Outcome:
    url = archive_url(archive, output, branch)
    with at_hand(inbox, output, str(asked), branch) as here, said_plainly(url):
        if archive_exists(url):
            with reading(open_archive(url)) as connection:
                _refuse_if_closed(connection, asked, here, output, branch)
        if not early and date.today() <= asked.last:
            raise Stop(REFUSED, _("{asked} 还没有结束（最后一天是 {last}），不能结账。确实要提前结账时，加 --early。", asked=asked, last=asked.last))
        here.output.mkdir(parents=True, exist_ok=True)
        engine = open_archive(url)
        request, archived = request_for(str(asked), here.inbox, here.output, rulebook, archive, None, slips=slips, branch=branch)
        _refuse_unapproved(request)
        refuse_unless_next(asked, archived.last)
        run = run_month(request)
        if run.has_errors:
            folder = write_run(run, here.output, lambda folder: refuse_if_closed(url, asked))
            with still_open(url, asked):
                here.publish()
            return outcome_of(run, folder).named(here.name)
        _ask(run, sure, leave_open)
        content = month_content(run)
        with reading(engine) as connection:
            figures = sealed(connection, month_figures(run), content)
        folder = _kept_and_placed(run, here.output, engine, figures, content, archived.link)
        here.publish()
        outcome = said(
            DONE,
            *(locked(run) if sure is tell_only else ()),
            _("{asked} 已结账：{people} 人，调整合计 {total_fen} 元，基金余额 {closing_fen} 元。", asked=asked, people=figures['people'], total_fen=yuan(figures['total_fen']), closing_fen=yuan(figures['closing_fen'])),
            _("校验值 {statements}；结果在 {folder}，不再改动。", statements=figures['statements'], folder=folder),
            _("请打印 {path} 签字留存：以后用它可以证明档案没有改过。", path=folder / SEAL),
            _("下一步：请财务按 {path} 发放；以后的更正用 kaohe correct {asked}。", path=folder / 'pay_adjustment.xlsx', asked=asked),
        )
        return replace(outcome, made=(made_in(folder),)).named(here.name)


def _ask(run: Run, sure: Sure, leave_open: bool) -> None:
    if not leave_open:
        refuse_undecided(run)
    if not sure(locked(run)):
        raise Stop(REFUSED, _("{month} 没有结账，什么也没有改动。", month=run.request.month))


def _closed_branch(
    asked: Month, inbox: Path, output: Path, rulebook: Path | None, archive: str | None, branch: str, sure: Sure, leave_open: bool,
    early: bool, slips: bool,
) -> Outcome:
    try:
        outcome = _close(asked, inbox, output, rulebook, archive, branch, sure, leave_open, early, slips)
    except Stop as stop:
        outcome = said(stop.code, stop.sentence)
    return replace(outcome, said=(f"{branch}：", *outcome.said))


def _together(outcomes: list[Outcome]) -> Outcome:
    """One after the other; the worst code counts."""
    made = tuple(each for outcome in outcomes for each in outcome.made)
    return Outcome(max(outcome.code for outcome in outcomes), tuple(line for outcome in outcomes for line in outcome.said), made)


def _kept_and_placed(
    run: Run, output: Path, engine: Engine, figures: Mapping[str, Any], content: Mapping[str, Rows], link: str
) -> Path:
    """The month in the archive, and then its output in place, while nobody else can write there."""
    kept: list[str] = []

    def keep(folder: Path) -> None:
        files = output_rows(figures["month"], folder)
        kept.append(keep_month(engine, figures, {**content, "outputs": files}, link))
        mark_closed(folder, figures["month"], kept[0])

    try:
        return write_run(run, output, keep, figures["statements"])
    except (OSError, KeyboardInterrupt) as error:
        if not kept:
            raise
        why = _("操作被中断") if isinstance(error, KeyboardInterrupt) else error.strerror or str(error)
        raise Stop(WRONG_CALL, _("{month} 已结账并存入档案库，但结果文件夹没能更新：{why}。请关闭正在使用它的程序，再运行 kaohe restore {month}。", month=figures['month'], why=why)) from None


def _refuse_if_closed(connection: Connection, asked: Month, here: AtHand, output: Path, branch: str) -> None:
    """A close that was cut off after the archive had the month lacks its output: bring it back, and refuse a second one."""
    if not is_closed(connection, asked):
        return
    if bring_back(connection, str(asked), here.output / str(asked) / branch):
        here.publish()
    with overview(output) as folder:
        write_index(folder)
    raise Stop(REFUSED, _("{asked} 已经结账。要更正请用 kaohe correct {asked}。", asked=asked))


def _refuse_unapproved(request: Request) -> None:
    if not request.rulebook.approval.complete:
        raise Stop(REFUSED, _("规则 {name} 还没有批准和备案（A-5.2），不能结账。请填写批准人、批准日期和备案日期。", name=request.rulebook.name))
