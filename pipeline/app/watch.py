"""`kaohe watch`: checks the month anew whenever a workbook in its folder has been saved."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import is_zipfile

from pipeline.app.month import check_month
from pipeline.app.request import asked_month
from pipeline.base.exits import DONE, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.language.translation import _
from pipeline.workbooks.files import WORKBOOKS

LOOK_SECONDS, STILL_SECONDS = 0.1, 0.6
LONGEST_WAIT_SECONDS = 60


def watch(month: str | None, inbox: Path, output: Path, rulebook: Path | None, archive: str | None) -> Iterator[Outcome]:
    """Until Ctrl+C; each round is what `check` says. A month that cannot be checked at all ends it at once."""
    asked = asked_month(month, inbox)
    folder = inbox / str(asked)
    if not folder.is_dir():
        raise Stop(WRONG_CALL, _("没有 {asked} 的文件夹：{folder}。请建立这个文件夹，把当月的工作簿放进去。", asked=asked, folder=folder))

    yield said(DONE, _("正在留意 {folder}，保存工作簿后自动校验；按 Ctrl+C 结束。", folder=folder))
    try:
        yield check_month(str(asked), inbox, output, rulebook, archive)
        for _save in _saves(folder):
            try:
                yield check_month(str(asked), inbox, output, rulebook, archive)
            except OSError as error:
                yield said(DONE, _("这一次没有校验：{strerror}。保存后会再试。", strerror=error.strerror or error))
    except KeyboardInterrupt:
        yield said(DONE, _("已结束。"))


def _saves(folder: Path) -> Iterator[None]:
    """Once for each time that workbooks in the folder were saved and stand still again."""
    from watchfiles import Change, watch

    def is_workbook(_change: Change, path: str) -> bool:
        return _is_workbook(Path(path))

    for _save in watch(folder, watch_filter=is_workbook):
        _wait_until_written(folder)
        yield


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in WORKBOOKS and not path.name.startswith(("~$", "."))


def _wait_until_written(folder: Path) -> None:
    """A program that saves writes for a while: wait until every workbook is whole, or what is not one stands still."""
    end = time.monotonic() + LONGEST_WAIT_SECONDS
    before, since = _state(folder), time.monotonic()
    while not all(map(_is_whole, before)) and time.monotonic() < min(end, since + STILL_SECONDS):
        time.sleep(LOOK_SECONDS)
        now = _state(folder)
        if now != before:
            before, since = now, time.monotonic()


def _is_whole(path: Path) -> bool:
    """Whether the workbook's end is there, which programs write last, so that nothing needs to be waited for."""
    try:
        return is_zipfile(path)
    except OSError:
        return False


def _state(folder: Path) -> dict[Path, tuple[int, int]]:
    state = {}
    for path in sorted(folder.rglob("*")):
        if _is_workbook(path):
            try:
                found = path.stat()
            except OSError:
                continue
            state[path] = (found.st_size, found.st_mtime_ns)
    return state
