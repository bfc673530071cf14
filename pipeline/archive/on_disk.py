"""The closed outputs as they lie in their folders, against what the archive knows of them."""

from __future__ import annotations

from collections.abc import Iterator
from glob import escape
from pathlib import Path

from sqlalchemy import Connection, RowMapping, select

from pipeline.archive import tables
from pipeline.base.digest import digest_of
from pipeline.language.translation import _
from pipeline.outputs.mark import MARK, SEAL, mark_text

OF_THE_SYSTEM = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
OPEN_IN_EXCEL = "~$"


def output_faults(connection: Connection, row: RowMapping, folder: Path) -> Iterator[str]:
    """A file that is missing, changed, or that the close did not make."""
    month = row["month"]
    back = _("可以用 kaohe restore {month} 恢复。", month=month) if row["statements"] is not None else ""
    outputs = tables.outputs
    listed = {row.file: row.sha256 for row in connection.execute(select(outputs.c.file, outputs.c.sha256).where(outputs.c.month == month))}
    for name, digest in sorted(listed.items()):
        path = folder / name
        if not path.is_file():
            yield _("结果文件 {path} 不在了。{back}", path=path, back=back)
        elif digest_of(path) != digest:
            yield _("结果文件 {path} 在结账后有改动。{back}", path=path, back=back)
    mark = folder / MARK
    if not mark.is_file() or mark.read_text(encoding="utf-8", errors="replace") != mark_text(month, row["hash"]):
        yield _("{mark} 不在了或有改动；请运行 kaohe restore {month} 补上。", mark=mark, month=month)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not (path.is_dir() and not path.is_symlink()) and name not in listed and name != MARK and not _is_harmless(path):
            yield _("{path} 不是结账时的文件，是后来放进去的。请核对并移走。", path=path)


def unknown_closes(connection: Connection, output: Path, branch: str) -> Iterator[str]:
    """Outputs that say they are closed, of which the archive knows nothing: it is another archive, or not the whole.

    What a killed close left behind is hidden, has never been an output, and is cleared away by the next run.
    """
    known = set(connection.execute(select(tables.months.c.month)).scalars())
    for name in (MARK, SEAL):
        for path in sorted(output.glob(f"*/{escape(branch)}/{name}" if branch else f"*/{name}")):
            month = path.relative_to(output).parts[0]
            if month not in known and not month.startswith("."):
                yield _("{path} 说 {month} 已经结账，档案库里却没有这个月。", path=path, month=month)


def _is_harmless(path: Path) -> bool:
    """What a system or an open Excel leaves beside files."""
    if path.is_symlink():
        return False
    owner = path.name.removeprefix(OPEN_IN_EXCEL)
    return path.name in OF_THE_SYSTEM or (owner != path.name and path.stat().st_size < 1_000 and (path.parent / owner).is_file())
