"""The output folder of a run: all its files appear in one step, or the last complete output stays as it was."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from pipeline.base.private import hand_over, take_from_others
from pipeline.language.translation import _
from pipeline.outputs.lock import FolderLock
from pipeline.outputs.system_calls import exchange, sync, write_through

OURS = re.compile(r"\d{4}-\d{2}|corrections|index\.html")
"""What of the folder beside it is ours."""


def write_or_keep(path: Path, content: bytes, last: Path | None) -> None:
    """Write a file, or have the one of this name and content that the folder `last` holds also here: of thousands that stay
    as they were none need be written, nor taken off the disk with `last`. Raises OSError where it cannot be written."""
    with suppress(OSError):
        before = None if last is None else last / path.name
        if before is not None and not before.is_symlink() and before.read_bytes() == content:
            path.hardlink_to(before)
            return
    with path.open("wb", buffering=0) as file:
        file.write(content)


class OutputFolder:
    """Context manager over the folder to write into, which takes the place of `final` when all went well.

    The work is done in a hidden sibling, `.NAME.new`, so that putting it in place is a rename. What a killed run
    left behind is cleared away by the next one. Raises OSError where nothing can be written, and OutputBusy (one
    of them) while another run is at the same folder.
    """

    def __init__(self, final: Path) -> None:
        self._final = final
        self._work = final.with_name(f".{final.name}.new")
        self._aside = final.with_name(f".{final.name}.old")
        self._lock = FolderLock(final)

    def __enter__(self) -> Path:
        if self._final.exists() and not self._final.is_dir():
            raise NotADirectoryError(_("{final} 不是文件夹，请先移走它。", final=self._final))
        self._final.parent.mkdir(parents=True, exist_ok=True)
        self._lock.take()
        try:
            for each in self._final.parent.iterdir():
                if OURS.fullmatch(each.name):
                    take_from_others(each)
            self._recover()
            self._work.mkdir()
        except BaseException:
            self._lock.release()
            raise
        return self._work

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if error is None:
                hand_over(self._work)
                write_through(self._work)
                self._put_in_place()
        finally:
            shutil.rmtree(self._work, ignore_errors=True)
            shutil.rmtree(self._aside, ignore_errors=True)
            self._lock.release()

    def _recover(self) -> None:
        """Clear away what a killed run left; where it died between two renames, the last output comes back."""
        if self._aside.exists() and not self._final.exists():
            self._aside.rename(self._final)
        for left_over in (self._work, self._aside):
            if left_over.exists():
                shutil.rmtree(left_over)

    def _put_in_place(self) -> None:
        """After this `final` is the new output; what was there before is in a hidden sibling, to be removed."""
        if not self._final.exists():
            self._work.rename(self._final)
        elif not exchange(self._work, self._final):
            self._final.rename(self._aside)
            try:
                self._work.rename(self._final)
            except BaseException:
                self._aside.rename(self._final)
                raise
        sync(self._final.parent)
