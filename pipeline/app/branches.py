"""`kaohe month` and `kaohe check` over all branches of a month."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from pipeline.app.branch_task import BranchResult, Task, run_task
from pipeline.base.exits import WRONG_CALL
from pipeline.base.outcome import Outcome, said
from pipeline.language.chosen import chosen
from pipeline.language.progress import stage
from pipeline.language.translation import _
from pipeline.storage.address import shown
from pipeline.storage.overview import overview


def run_branches(tasks: Sequence[Task], workers: int | None, scheduler: str | None) -> Outcome:
    """Run every branch, whatever becomes of the others, then write the summary; the worst code counts."""
    from pipeline.reports.group import write_group
    from pipeline.reports.index_page import write_index

    results = sorted(_counted(_results(tasks, workers, scheduler), len(tasks)), key=lambda result: result.branch)
    month = tasks[0].month
    blocked = [result.branch for result in results if result.code]
    open_yet = _("，待处理：{blocked}", blocked='、'.join(blocked)) if blocked else ""
    with overview(tasks[0].output) as output:
        write_group(output / month, month, [(result.branch, result.code, result.said) for result in results])
        write_index(output)
    summary = tasks[0].output / month
    outcome = said(
        max(result.code for result in results),
        *(f"{result.branch}：{result.said}" for result in results),
        _("{month}：{total} 个分支，{done} 个完成{open_yet}。", month=month, total=len(results), done=len(results) - len(blocked), open_yet=open_yet),
        _("汇总：{page}，{workbook}", page=shown(summary / 'summary.html'), workbook=shown(summary / 'summary.xlsx')),
    )
    return replace(outcome, made=tuple(each for result in results for each in result.made))


def _counted(results: Iterator[BranchResult], total: int) -> Iterator[BranchResult]:
    for number, result in enumerate(results, 1):
        stage(_("分支 {number}/{total} 完成：{branch}", number=number, total=total, branch=result.branch))
        yield result


def _results(tasks: Sequence[Task], workers: int | None, scheduler: str | None) -> Iterator[BranchResult]:
    """As they come: from a cluster, from processes of this computer, or one after the other."""
    count = min(workers or os.cpu_count() or 1, len(tasks))
    if scheduler:
        from pipeline.app.cluster import cluster

        with cluster(scheduler) as (executor, lost):
            yield from _as_done(executor, tasks, lost)
    elif count <= 1:
        yield from map(run_task, tasks)
    else:
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            yield from _as_done(pool, tasks, (BrokenProcessPool,))


def _as_done(executor: Executor, tasks: Sequence[Task], lost: tuple[type[Exception], ...]) -> Iterator[BranchResult]:
    """A branch whose process was killed is told as such; its last complete output stays."""
    waiting: dict[Future[BranchResult], Task] = {executor.submit(run_task, task): task for task in tasks}
    for future in as_completed(waiting):
        try:
            yield future.result()
        except lost:
            yield BranchResult(waiting[future].branch, WRONG_CALL, _("计算进程被中断，没有新的结果，请重新运行。"))


def tasks_for(branches: Sequence[str], month: str, inbox: Path, output: Path, **options: object) -> list[Task]:
    options = {"language": chosen(), **options}
    return [Task(month=month, branch=branch, inbox=inbox, output=output, **options) for branch in branches]  # type: ignore[arg-type]
