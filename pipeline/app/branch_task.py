"""One branch's month, from its folder to its output; whatever goes wrong concerns this branch alone."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Lock
from traceback import extract_tb

from pipeline import __version__
from pipeline.base.collector import collect_rarely
from pipeline.base.exits import WRONG_CALL, Stop
from pipeline.language.chosen import CHINESE, choose
from pipeline.language.console import tell
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
class Result:
    """How the branch ended; `said` is what the command would have printed, `is_kept` that nothing had to be run."""

    branch: str
    code: int
    said: str
    is_kept: bool = False


def run_task(task: Task) -> Result:
    """One task at a time in a process: what it prints is caught, and the language is the process's.

    Even a fault of the program holds up no other branch; it is told by its place alone, for its text may have data in it.
    """
    if task.version != __version__:
        return Result(task.branch, WRONG_CALL, f"计算节点的 kaohe 是 {__version__} 版，应为 {task.version} 版，请更新后重新运行。")
    with _ONE_AT_A_TIME:
        collect_rarely()
        choose(task.language)
        try:
            return _run(task)
        except Stop as stop:
            return Result(task.branch, stop.code, stop.sentence)
        except OSError as error:
            return Result(task.branch, WRONG_CALL, f"读写文件失败：{error.strerror or error}（{error.filename or task.branch}）。")
        except Exception as error:
            place = extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__}，{Path(place.filename).name} 第 {place.lineno} 行"
            return Result(task.branch, WRONG_CALL, f"程序内部出错（{where}），没有新的结果，请告诉维护人员。")


def _run(task: Task) -> Result:
    printed = io.StringIO()
    with redirect_stdout(printed), at_hand(task.inbox, task.output, task.month, task.branch, whole=not task.settle) as here:
        code, is_kept = _computed(replace(task, inbox=here.inbox, output=here.output), here.publish)
    return Result(task.branch, code, printed.getvalue().splitlines()[0], is_kept)


def _computed(task: Task, publish: Callable[[], None]) -> tuple[int, bool]:
    """The exit code, and whether the last output was kept."""
    from pipeline.app.request import request_for, run_and_write
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
        code, errors = _state_of(final, task.draft)
        tell(f"没有变化，仍有 {errors} 处错误。" if code else "没有变化，沿用上次的结果。")
        return code, True
    code = run_and_write(request, archived, task.output)
    keep(final, now)
    publish()
    return code, False


def _state_of(final: Path, draft: bool) -> tuple[int, int]:
    """The exit code that the kept output stands for, and its errors."""
    import json

    from pipeline.base.exits import DONE, INPUT_ERRORS
    from pipeline.outputs.run_json import NAME

    errors = json.loads((final / NAME).read_text(encoding="utf-8"))["findings"]["error"]
    return (INPUT_ERRORS if errors and not draft else DONE), int(errors)
