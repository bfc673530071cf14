"""`kaohe close`: a month, or each branch of it, into the archive for good."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from pipeline.app.branch_task import BranchResult, Task
from pipeline.app.branches import write_overviews
from pipeline.app.find_branches import branches_in
from pipeline.app.lease import leased
from pipeline.app.locked import locked, refuse_undecided
from pipeline.app.request import (
    asked_month,
    made_in,
    outcome_of,
    refuse_closed_elsewhere,
    refuse_if_closed,
    request_for,
    still_open,
    write_run,
)
from pipeline.app.restore import bring_back
from pipeline.app.settings import set_rulebook
from pipeline.app.workers import on_workers
from pipeline.archive.address import archive_exists, archive_url
from pipeline.archive.close import is_closed, keep_month, refuse_unless_next, sealed
from pipeline.archive.content import Rows, month_content, month_figures, output_rows
from pipeline.archive.store import open_archive, reading, said_plainly
from pipeline.base.exits import DONE, REFUSED, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.base.period import Month
from pipeline.base.units import yuan
from pipeline.base.who import who
from pipeline.language.chosen import chosen
from pipeline.language.translation import _
from pipeline.month.story import Request, Run, run_month
from pipeline.outputs.mark import SEAL, mark_closed
from pipeline.reports.index_page import write_index
from pipeline.storage.address import refuse_without_archive
from pipeline.storage.at_hand import AtHand, at_hand
from pipeline.storage.overview import overview
from pipeline.workbooks.kept import folder_beside

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


Sure = Callable[[tuple[str, ...]], bool]
"""Whether somebody who was told what will be locked wants it."""


def tell_only(what: tuple[str, ...]) -> bool:
    """Nobody is asked: what is locked is said with the outcome."""
    return True


@dataclass(frozen=True, kw_only=True)
class CloseTask(Task):
    """A branch to be closed, or with `branch` empty the one department."""

    leave_open: bool
    early: bool
    command = "close"

    def outcome(self, sure: Sure = tell_only) -> Outcome:
        return _close(self, sure)


def close_month(
    month: str | None, inbox: Path, output: Path, rulebook: Path | None, archive: str | None, branch: str = "",
    *, sure: Sure = tell_only, leave_open: bool = False, early: bool = False, slips: bool = True, workers: int | None = None,
    scheduler: str | None = None,
) -> Outcome:
    """`kaohe close`: the month computed afresh, checked, and written into the archive in one step.

    Nothing is written unless the person is `sure`. An objection without a decision refuses it, unless they `leave_open`,
    and so does a month that has not ended, unless it is closed `early` on purpose.
    With branches and none named, each of them, beside each other unless somebody is asked about each; one that cannot be
    closed does not hold up the others.
    """
    refuse_without_archive(output, archive)
    asked = asked_month(month, inbox)
    branches = branches_in(inbox / str(asked))
    tasks = [
        CloseTask(
            month=str(asked), branch=each, inbox=inbox, output=output, rulebook=rulebook or set_rulebook(), archive=archive, slips=slips,
            by=who() if scheduler else None, language=chosen(), leave_open=leave_open, early=early,
        )
        for each in ([branch] if branch else branches or [""])
    ]
    with leased(str(asked), output, archive, [task.branch for task in tasks]):
        if branch or not branches:
            outcome = tasks[0].outcome(sure)
            results: Sequence[BranchResult] = [BranchResult(branch, outcome)]
        else:
            results = _closed(tasks, sure, workers, scheduler)
            outcome = _together(results)
    with overview(output) as folder:
        write_overviews(folder, str(asked), branches, results)
    return outcome


def _closed(tasks: Sequence[CloseTask], sure: Sure, workers: int | None, scheduler: str | None) -> Sequence[BranchResult]:
    """All branches, one after the other where somebody is asked about each."""
    if sure is tell_only:
        return on_workers(tasks, workers, scheduler)
    if workers or scheduler:
        raise Stop(WRONG_CALL, _("逐个分支询问时，不能用 --workers 和 --scheduler。请加 --yes，或不写这两个选项。"))
    return [_asked(task, sure) for task in tasks]


def _together(results: Sequence[BranchResult]) -> Outcome:
    """What each branch has to say, below its name; the worst code counts."""
    lines = tuple(line for result in results for line in (f"{result.branch}：", *result.outcome.said))
    return Outcome(max(result.outcome.code for result in results), lines, tuple(each for result in results for each in result.outcome.made))


def _close(task: CloseTask, sure: Sure) -> Outcome:
    asked, output, branch = Month.parse(task.month), task.output, task.branch
    url = archive_url(task.archive, output, branch)
    with at_hand(task.inbox, output, task.month, branch) as here, said_plainly(url):
        if archive_exists(url):
            with reading(open_archive(url)) as connection:
                _refuse_if_closed(connection, asked, here, output, branch)
        refuse_closed_elsewhere(here.output / str(asked) / branch)
        if not task.early and date.today() <= asked.last:
            raise Stop(REFUSED, _("{asked} 还没有结束（最后一天是 {last}），不能结账。确实要提前结账时，加 --early。", asked=asked, last=asked.last))
        request, archived = request_for(task.month, here.inbox, here.output, task.rulebook, task.archive, None, slips=task.slips, branch=branch, keeps=False)
        _refuse_unapproved(request)
        refuse_unless_next(asked, archived.last)
        run = run_month(request)
        if run.has_errors:
            folder = write_run(run, here.output, lambda folder: refuse_if_closed(url, asked))
            with still_open(url, asked):
                here.publish()
            return outcome_of(run, folder).named(here.name)
        told = _ask(run, sure, task.leave_open)
        content = month_content(run)
        here.output.mkdir(parents=True, exist_ok=True)
        engine = open_archive(url)
        with reading(engine) as connection:
            figures = sealed(connection, month_figures(run), content)
        folder = _kept_and_placed(run, here.output, engine, figures, content, archived.link)
        rmtree(folder_beside(folder), ignore_errors=True)  # nobody reads the month's workbooks for it again
        here.publish()
        outcome = said(
            DONE,
            *(told if sure is tell_only else ()),
            _("{asked} 已结账：{people} 人，调整合计 {total_fen} 元，基金余额 {closing_fen} 元。", asked=asked, people=figures['people'], total_fen=yuan(figures['total_fen']), closing_fen=yuan(figures['closing_fen'])),
            _("校验值 {statements}；结果在 {folder}，不再改动。", statements=figures['statements'], folder=folder),
            _("请打印 {path} 签字留存：以后用它可以证明档案没有改过。", path=folder / SEAL),
            _("下一步：请财务按 {path} 发放；以后的更正用 kaohe correct {asked}。", path=folder / 'pay_adjustment.xlsx', asked=asked),
        )
        return replace(outcome, made=(made_in(folder),)).named(here.name)


def _ask(run: Run, sure: Sure, leave_open: bool) -> tuple[str, ...]:
    """What was said of what will be locked, to somebody who then was sure."""
    if not leave_open:
        refuse_undecided(run)
    told = locked(run)
    if not sure(told):
        raise Stop(REFUSED, _("{month} 没有结账，什么也没有改动。", month=run.request.month))
    return told


def _asked(task: CloseTask, sure: Sure) -> BranchResult:
    try:
        return BranchResult(task.branch, task.outcome(sure))
    except Stop as stop:
        return BranchResult(task.branch, said(stop.code, stop.sentence))


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
