"""`kaohe month` and `kaohe check` over all branches of a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.app.branch_task import Task
from pipeline.app.workers import on_workers
from pipeline.base.outcome import Outcome, said
from pipeline.language.translation import _
from pipeline.storage.address import shown
from pipeline.storage.overview import overview


def run_branches(tasks: Sequence[Task], workers: int | None, scheduler: str | None) -> Outcome:
    """Run every branch, whatever becomes of the others, then write the summary; the worst code counts."""
    from pipeline.reports.group import write_group
    from pipeline.reports.index_page import write_index

    ended = [(result.branch, result.outcome) for result in on_workers(tasks, workers, scheduler)]
    month = tasks[0].month
    blocked = [branch for branch, outcome in ended if outcome.code]
    open_yet = _("，待处理：{blocked}", blocked='、'.join(blocked)) if blocked else ""
    with overview(tasks[0].output) as output:
        write_group(output / month, month, [(branch, outcome.code, outcome.said[0]) for branch, outcome in ended])
        write_index(output)
    summary = tasks[0].output / month
    outcome = said(
        max(outcome.code for _branch, outcome in ended),
        *(f"{branch}：{outcome.said[0]}" for branch, outcome in ended),
        _("{month}：{total} 个分支，{done} 个完成{open_yet}。", month=month, total=len(ended), done=len(ended) - len(blocked), open_yet=open_yet),
        _("汇总：{page}，{workbook}", page=shown(summary / 'summary.html'), workbook=shown(summary / 'summary.xlsx')),
    )
    return replace(outcome, made=tuple(each for _branch, outcome in ended for each in outcome.made))
