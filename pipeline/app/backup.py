"""`kaohe backup` and `kaohe restore --from`: archive and closed outputs in one file, and back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from pipeline.app.closed_months import asked_archive, named_archive
from pipeline.app.restore import bring_back
from pipeline.archive.copy import WouldLose, address_of, restore_from, save_to, try_backup
from pipeline.archive.journal import SAVED, enter
from pipeline.archive.kept import are_kept
from pipeline.archive.store import changing, open_archive, reading, said_plainly
from pipeline.archive.verify import months_of
from pipeline.base.exits import DONE, REFUSED, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.language.translation import _
from pipeline.outputs.system_calls import sync
from pipeline.reports.index_page import write_index


def backup(file: Path, output: Path, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe backup FILE`: a copy of one moment, while others work; tried whole before it gets its name."""
    url = asked_archive(archive, output, branch)
    if file.exists():
        raise Stop(REFUSED, _("{file} 已经存在，没有覆盖。请换一个文件名。", file=file))
    file.parent.mkdir(parents=True, exist_ok=True)
    for left_over in file.parent.glob(f".{escape(file.name)}.*.new*"):
        left_over.unlink(missing_ok=True)
    work = file.with_name(f".{file.name}.{os.getpid()}.new")
    with said_plainly(url):
        engine = open_archive(url)
        try:
            with reading(engine) as connection:
                months = months_of(connection)
                if not months:
                    raise Stop(REFUSED, _("档案库里还没有结账的月份，没有可以备份的内容。"))
                left_out = [row["month"] for row in months if not row["purged"] and not are_kept(connection, row["month"])]
                save_to(connection, work)
            sync(work)
            work.rename(file)
        finally:
            work.unlink(missing_ok=True)
        with changing(engine) as connection:
            enter(connection, SAVED, None, str(file.resolve()))
    lines = [_("已备份 {months} 个已结账的月份和它们的结果文件：{file}", months=len(months), file=file)]
    if left_out:
        lines.append(_("{left_out} 由早先的版本结账，档案库没有存结果文件，请另行复制这些月份的文件夹。", left_out='、'.join(left_out)))
    return said(DONE, *lines, _("备份里有个人数据，请放在别人拿不到的地方。恢复：kaohe restore --from 备份文件"))


def restore_all(file: Path, output: Path, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe restore --from FILE`: the backup tried whole first, then archive and closed outputs as they were."""
    url = named_archive(archive, output, branch)
    with _at_hand(file) as saved:
        try_backup(saved)
        output.mkdir(parents=True, exist_ok=True)
        with said_plainly(url):
            _put_back(saved, url, file)
            with reading(open_archive(url)) as connection:
                months = months_of(connection)
                there = [row["month"] for row in months if not row["purged"]]
                try:
                    written = [month for month in there if bring_back(connection, month, output / month / branch)]
                except OSError as error:
                    why = error.strerror or str(error)
                    raise Stop(WRONG_CALL, _("档案库已经恢复，但结果文件夹没有全部写好：{why}。请关闭正在使用它们的程序，再运行一次。", why=why)) from None
    write_index(output)
    return said(
        DONE, _("已从 {file} 恢复 {months} 个已结账的月份；重写了 {written} 个月的结果文件。", file=file, months=len(months), written=len(written)),
        _("请运行 kaohe verify --expect 校验值，用封存单核对。"),
    )  # fmt: skip


def _put_back(saved: Connection, url: str, file: Path) -> None:
    """Raises Stop, with what to do, where there is an archive that cannot be written over."""
    try:
        with said_plainly(url):
            restore_from(saved, url, str(file.resolve()))
    except WouldLose as stop:
        raise Stop(stop.code, stop.sentence) from None
    except Stop as stop:
        raise Stop(stop.code, _("{sentence}要用备份恢复，请先把现在的档案库移到别处，再运行一次。", sentence=stop.sentence)) from None


@contextmanager
def _at_hand(file: Path) -> Iterator[Connection]:
    """The backup, opened as a copy: an older one is brought up to date there, and the file itself stays as it is."""
    if not file.is_file():
        raise Stop(WRONG_CALL, _("没有备份文件 {file}。", file=file))
    with TemporaryDirectory(prefix="kaohe-") as folder:
        copy = Path(folder) / "backup.sqlite"
        shutil.copyfile(file, copy)
        url = address_of(copy)
        try:
            engine = open_archive(url)
        except Stop as stop:
            raise Stop(stop.code, stop.sentence.replace(url, str(file))) from None
        with said_plainly(url):
            try:
                with reading(engine) as connection:
                    yield connection
            finally:
                engine.dispose()
