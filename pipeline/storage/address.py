"""Which folders are on shared storage."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.base.exits import WRONG_CALL, Stop
from pipeline.language.translation import _

_SCHEME = re.compile(r"^([a-z][a-z0-9+]+):/+")
"""At least two letters: one is a drive of Windows. A path has but one slash left of the two that were typed."""


def is_shared(folder: Path) -> bool:
    return bool(_SCHEME.match(folder.as_posix()))


def url_of(folder: Path) -> str:
    """The address as it was typed: `s3://bucket/inbox`."""
    return _SCHEME.sub(r"\1://", folder.as_posix())


def shown(folder: Path) -> str:
    """What people are told: the address, or the path."""
    return url_of(folder) if is_shared(folder) else str(folder)


def refuse_shared(folder: Path) -> Path:
    """For commands that work on this computer alone. Raises Stop for a folder on shared storage."""
    if is_shared(folder):
        raise Stop(WRONG_CALL, _("这个命令只能用本机文件夹，现为 {folder}。请先把需要的月份下载到本机。", folder=url_of(folder)))
    return folder


def refuse_without_archive(output: Path, archive: str | None) -> None:
    """Raises Stop for an output on shared storage without a named archive: a file of this computer is not seen by others."""
    if is_shared(output) and not archive:
        raise Stop(WRONG_CALL, _("结果放在共享存储时，要用 --archive 指定档案库，如 postgresql+psycopg://用户@主机/kaohe（有分支时地址里要有 {branch}）。"))
