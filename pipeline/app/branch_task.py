"""One branch's month, from its folder to its output; whatever goes wrong concerns this branch alone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import ClassVar

from pipeline import __version__
from pipeline.app.fault import report_fault
from pipeline.base.collector import collect_now, collect_rarely
from pipeline.base.exits import DONE, FAULT, INPUT_ERRORS, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.base.private import keep_private
from pipeline.base.who import act_for
from pipeline.language.chosen import CHINESE, choose
from pipeline.language.translation import _
from pipeline.storage.address import is_shared
from pipeline.storage.at_hand import at_hand

_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, kw_only=True)
class Task(ABC):
    """What is asked for of a branch; no log of a cluster shows the archive's password.

    On a cluster `by` is who gave the command: a worker's own user did not.
    """

    month: str
    branch: str
    inbox: Path
    output: Path
    rulebook: Path | None
    archive: str | None = field(repr=False)
    slips: bool
    by: str | None = None
    language: str = CHINESE
    version: str = __version__
    command: ClassVar[str]

    @abstractmethod
    def outcome(self) -> Outcome: ...


@dataclass(frozen=True, kw_only=True)
class MonthTask(Task):
    """The branch's month, or with `settle` off its check alone."""

    as_of: date | None
    draft: bool
    settle: bool
    fresh: bool
    command = "month"

    def outcome(self) -> Outcome:
        with at_hand(self.inbox, self.output, self.month, self.branch, whole=not self.settle) as here:
            local = replace(self, inbox=here.inbox, output=here.output)
            return _computed(local, here.publish, keeps=not is_shared(self.output)).named(here.name)


@dataclass(frozen=True)
class BranchResult:
    branch: str
    outcome: Outcome


def run_task(task: Task) -> BranchResult:
    """One task at a time in a process: the language is the process's.

    Even a fault of the program holds up no other branch.
    """
    return BranchResult(task.branch, _outcome(task))


def _outcome(task: Task) -> Outcome:
    if task.version != __version__:
        return said(WRONG_CALL, _("计算节点的 kaohe 是 {version} 版，应为 {wanted} 版，请更新后重新运行。", version=__version__, wanted=task.version))
    with _ONE_AT_A_TIME:
        keep_private()
        collect_rarely()
        choose(task.language)
        act_for(task.by)
        try:
            return task.outcome()
        except Stop as stop:
            return said(stop.code, stop.sentence)
        except OSError as error:
            return said(WRONG_CALL, _("读写文件失败：{strerror}（{filename}）。", strerror=error.strerror or error, filename=error.filename or task.branch))
        except Exception as error:
            return said(FAULT, report_fault(error, task.command, task.output))
        finally:
            collect_now()


def _computed(task: MonthTask, publish: Callable[[], None], *, keeps: bool) -> Outcome:
    from pipeline.app.request import made_in, request_for, run_and_write, still_open
    from pipeline.archive.address import archive_url
    from pipeline.outputs.fingerprint import fingerprint, is_unchanged, keep

    request, archived = request_for(
        task.month, task.inbox, task.output, task.rulebook, task.archive, task.as_of,
        slips=task.slips, draft=task.draft, settle=task.settle, branch=task.branch, keeps=keeps,
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
        return replace(said(code, sentence), made=(made,))
    url = archive_url(task.archive, task.output, task.branch)
    outcome = run_and_write(request, archived, task.output, url)
    keep(final, now)
    with still_open(url, request.month):
        publish()
    return outcome
