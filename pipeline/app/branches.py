"""`kaohe month` and `kaohe check` over all branches of a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.app.branch_task import BranchResult, Task
from pipeline.app.find_branches import branches_of_output
from pipeline.app.workers import on_workers
from pipeline.base.outcome import Outcome, said
from pipeline.base.period import Month
from pipeline.language.translation import _
from pipeline.outputs.mark import MARK
from pipeline.storage.address import shown
from pipeline.storage.overview import overview


def run_branches(tasks: Sequence[Task], workers: int | None, scheduler: str | None) -> Outcome:
    """Run every branch, whatever becomes of the others, then write the summary; the worst code counts."""
    results = on_workers(tasks, workers, scheduler)
    month = tasks[0].month
    blocked = [result.branch for result in results if result.outcome.code]
    open_yet = _("，待处理：{blocked}", blocked='、'.join(blocked)) if blocked else ""
    with overview(tasks[0].output) as output:
        gone = _closed_before(output, month) - {task.branch for task in tasks}
        write_overviews(output, month, [task.branch for task in tasks], results)
    summary = tasks[0].output / month
    outcome = said(
        max(result.outcome.code for result in results),
        *(f"{result.branch}：{result.outcome.said[0]}" for result in results),
        _("{month}：{total} 个分支，{done} 个完成{open_yet}。", month=month, total=len(results), done=len(results) - len(blocked), open_yet=open_yet),
        *([_("上月结了账的分支 {names} 本月没有文件夹；改了名的请改回原来的名字，不然档案和基金接不上。", names="、".join(sorted(gone)))] if gone else []),
        _("汇总：{page}，{workbook}", page=shown(summary / 'summary.html'), workbook=shown(summary / 'summary.xlsx')),
    )
    return replace(outcome, made=tuple(each for result in results for each in result.outcome.made))


def _closed_before(output: Path, month: str) -> set[str]:
    """The branches that the month before was closed with."""
    before = output / str(Month.parse(month).previous)
    return {branch for branch in branches_of_output(before) if (before / branch / MARK).exists()}


def write_overviews(output: Path, month: str, branches: Sequence[str], results: Sequence[BranchResult]) -> None:
    """The summary of the month's `branches`, where there are any, and the index of all months; `results` of those that were run now."""
    from pipeline.reports.group import write_group
    from pipeline.reports.index_page import write_index

    if branches:
        write_group(output / month, month, branches, {result.branch: (result.outcome.code, result.outcome.said[0]) for result in results})
    write_index(output)
