"""Who may read what is written: its owner alone, or a group that is named. Windows has the rights of the user's folder."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path

from pipeline.base.exits import WRONG_CALL, Stop
from pipeline.language.translation import _

GROUP = "KAOHE_GROUP"
OTHERS, ALL_BUT_OWNER = 0o007, 0o077


def keep_private() -> None:
    """From here on, what this process and those that it starts write is for the owner, and for the group named, alone."""
    if sys.platform != "win32":
        os.umask(_kept_out())


def take_from_others(path: Path) -> None:
    """Make a file, or a folder with all in it, private that was written before it would have been; a user's own links stay.

    Nothing below a folder that is private already is looked at, so that the folder's own turn comes last.
    """
    if sys.platform == "win32" or not _is_open(path):
        return
    for each in (*(path.rglob("*") if path.is_dir() else ()), path):
        if _is_open(each):
            with suppress(PermissionError):
                each.chmod(stat.S_IMODE(each.stat().st_mode) & ~_kept_out())


def _is_open(path: Path) -> bool:
    return not path.is_symlink() and path.exists() and bool(path.stat().st_mode & _kept_out())


def _kept_out() -> int:
    return OTHERS if os.environ.get(GROUP) else ALL_BUT_OWNER


def hand_over(path: Path) -> None:
    """Give a file, or a folder with all in it, to the group named. Raises Stop where that cannot be done."""
    group = os.environ.get(GROUP)
    if not group or sys.platform == "win32":
        return
    try:
        for each in (path, *path.rglob("*")):
            shutil.chown(each, group=group)
    except (LookupError, OSError):
        raise Stop(WRONG_CALL, _("不能把 {path} 交给 {variable} 写的组“{group}”：没有这个组，或者您不在这个组里。", path=path, variable=GROUP, group=group)) from None
