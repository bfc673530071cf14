"""Branches beside each other: on a cluster, in processes of this computer, or one after the other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from pipeline.app.branch_task import BranchResult, Task, run_task
from pipeline.base.exits import WRONG_CALL
from pipeline.base.outcome import said
from pipeline.language.progress import stage
from pipeline.language.translation import _


def on_workers(tasks: Sequence[Task], workers: int | None, scheduler: str | None) -> list[BranchResult]:
    """Run every task, whatever becomes of the others; the results by branch."""
    return sorted(_counted(_results(tasks, workers, scheduler), len(tasks)), key=lambda result: result.branch)


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
            yield BranchResult(waiting[future].branch, said(WRONG_CALL, _("计算进程被中断，没有新的结果，请重新运行。")))
