"""Who may read what is written: its owner alone, or a group that is named. Windows has the rights of the user's folder."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from pipeline.base.exits import WRONG_CALL, Stop
from pipeline.language.translation import _

GROUP = "KAOHE_GROUP"


def keep_private() -> None:
    """From here on, what this process and those that it starts write is for the owner, and for the group named, alone."""
    if sys.platform != "win32":
        os.umask(0o007 if os.environ.get(GROUP) else 0o077)


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
