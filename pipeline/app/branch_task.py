"""One branch's month, from its folder to its output; whatever goes wrong concerns this branch alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Lock

from pipeline import __version__
from pipeline.app.fault import report_fault
from pipeline.base.collector import collect_rarely
from pipeline.base.exits import DONE, FAULT, INPUT_ERRORS, WRONG_CALL, Stop
from pipeline.base.outcome import Made, Outcome, said
from pipeline.base.private import keep_private
from pipeline.language.chosen import CHINESE, choose
from pipeline.language.translation import _
from pipeline.storage.at_hand import at_hand

_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class Task:
    """What is asked for, the same for all branches but for `branch`; no log of a cluster shows the archive's password."""

    month: str
    branch: str
    inbox: Path
    output: Path
    rulebook: Path | None
    archive: str | None = field(repr=False)
    as_of: date | None
    slips: bool
    draft: bool
    settle: bool
    fresh: bool
    language: str = CHINESE
    version: str = __version__


@dataclass(frozen=True)
class BranchResult:
    """How the branch ended; `said` is its first sentence, `is_kept` that nothing had to be run."""

    branch: str
    code: int
    said: str
    is_kept: bool = False
    made: tuple[Made, ...] = ()


def run_task(task: Task) -> BranchResult:
    """One task at a time in a process: the language is the process's.

    Even a fault of the program holds up no other branch.
    """
    if task.version != __version__:
        return BranchResult(task.branch, WRONG_CALL, _("计算节点的 kaohe 是 {version} 版，应为 {wanted} 版，请更新后重新运行。", version=__version__, wanted=task.version))
    with _ONE_AT_A_TIME:
        keep_private()
        collect_rarely()
        choose(task.language)
        try:
            return _run(task)
        except Stop as stop:
            return BranchResult(task.branch, stop.code, stop.sentence)
        except OSError as error:
            return BranchResult(task.branch, WRONG_CALL, _("读写文件失败：{strerror}（{filename}）。", strerror=error.strerror or error, filename=error.filename or task.branch))
        except Exception as error:
            return BranchResult(task.branch, FAULT, report_fault(error, "month", task.output))


def _run(task: Task) -> BranchResult:
    with at_hand(task.inbox, task.output, task.month, task.branch, whole=not task.settle) as here:
        outcome, is_kept = _computed(replace(task, inbox=here.inbox, output=here.output), here.publish)
        outcome = outcome.named(here.name)
    return BranchResult(task.branch, outcome.code, outcome.said[0], is_kept, outcome.made)


def _computed(task: Task, publish: Callable[[], None]) -> tuple[Outcome, bool]:
    """The outcome, and whether the last output was kept."""
    from pipeline.app.request import made_in, request_for, run_and_write, still_open
    from pipeline.archive.address import archive_url
    from pipeline.outputs.fingerprint import fingerprint, is_unchanged, keep

    request, archived = request_for(
        task.month, task.inbox, task.output, task.rulebook, task.archive, task.as_of,
        slips=task.slips, draft=task.draft, settle=task.settle, branch=task.branch,
    )
    final = task.output / task.month / task.branch
    now = fingerprint(
        request.folder, task.output, request.month, task.branch, version=__version__, rulebook=request.rulebook.sha256,
        as_of=request.as_of, slips=task.slips, draft=task.draft, settle=task.settle, link=archived.link, language=task.language,
    )
    if not task.fresh and is_unchanged(final, now):
        made = made_in(final)
        errors = made.findings["error"]
        code = INPUT_ERRORS if errors and not task.draft else DONE
        sentence = _("没有变化，仍有 {errors} 处错误。", errors=errors) if code else _("没有变化，沿用上次的结果。")
        return replace(said(code, sentence), made=(made,)), True
    url = archive_url(task.archive, task.output, task.branch)
    outcome = run_and_write(request, archived, task.output, url)
    keep(final, now)
    with still_open(url, request.month):
        publish()
    return outcome, False
