"""`kaohe restore`: a closed month's output as it was closed, out of the archive."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pipeline.app.closed_months import looked_at
from pipeline.app.request import asked_month
from pipeline.archive.close import closed_row, is_closed
from pipeline.archive.kept import are_kept, kept_files
from pipeline.base.exits import DONE, INPUT_ERRORS, REFUSED, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.language.translation import _
from pipeline.outputs.mark import MARK, mark_closed, mark_text
from pipeline.outputs.output import OutputFolder
from pipeline.reports.index_page import write_index

if TYPE_CHECKING:
    from sqlalchemy import Connection


def restore_month(month: str, output: Path, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe restore MONTH`: the closed files written anew, in one step; whatever else lay in the folder goes."""
    asked = str(asked_month(month, output))
    with looked_at(archive, output, branch) as connection:
        if not is_closed(connection, asked):
            raise Stop(REFUSED, _("{asked} 还没有结账，没有可以恢复的结果。", asked=asked))
        if closed_row(connection, asked)["purged"]:
            raise Stop(REFUSED, _("{asked} 的个人数据已清除，结果文件也随之清除，不能再恢复。", asked=asked))
        folder = output / asked / branch
        written = bring_back(connection, asked, folder)
        kept = are_kept(connection, asked)
    write_index(output)
    if not kept:
        return said(DONE, _("{asked} 由早先的版本结账，档案库没有存结果文件；结账标记已核对。", asked=asked))
    return said(DONE, _("{asked} 的结果文件已按结账时的原样恢复：{folder}", asked=asked, folder=folder) if written else _("{asked} 的结果文件与结账时相同，没有改动。", asked=asked))


def bring_back(connection: Connection, month: str, folder: Path) -> bool:
    """Whether anything had to be written: the files that were closed, and the mark.

    Of a month without kept files only the mark is. Raises Stop where what the archive keeps is not what was closed.
    """
    hash_ = closed_row(connection, month)["hash"]
    if not are_kept(connection, month):
        if not folder.is_dir() or _has(folder / MARK, mark_text(month, hash_).encode()):
            return False
        mark_closed(folder, month, hash_)
        return True
    files = {name: _sound(name, content) for name, content in kept_files(connection, month)}
    expected = {**files, MARK: mark_text(month, hash_).encode()}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} if folder.is_dir() else set()
    if there == expected.keys() and all(_has(folder / name, content) for name, content in expected.items()):
        return False
    with OutputFolder(folder) as work:
        for name, content in files.items():
            path = work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        mark_closed(work, month, hash_)
    return True


def _sound(name: str, content: bytes | None) -> bytes:
    if content is None:
        raise Stop(INPUT_ERRORS, _("档案库存的 {name} 与结账时不同，没有恢复任何文件。请运行 kaohe verify，并用备份恢复档案库。", name=name))
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
        raise Stop(REFUSED, _("档案库里的文件名 {name} 不对，没有恢复任何文件。请运行 kaohe verify。", name=name))
    return content


def _has(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
