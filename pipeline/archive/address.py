"""Where the archive is; known without opening it."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.exits import WRONG_CALL, Stop
from pipeline.language.translation import _

START = "0" * 64
"""What stands for the hash of the month before the first."""


def archive_url(given: str | None, output: Path, branch: str = "") -> str:
    """The archive that is asked for, by default `archive.sqlite` in the output folder.

    A branch has an archive of its own: `archive.BRANCH.sqlite`, or {branch} in an address that is given. Raises Stop
    where that is missing.
    """
    if given and branch and "{branch}" not in given:
        raise Stop(WRONG_CALL, _("每个分支有自己的档案库：有分支时，档案库地址里要有 {branch}，如 sqlite:///archive.{branch}.sqlite。"))
    if given:
        return given.replace("{branch}", branch)
    name = f"archive.{branch}.sqlite" if branch else "archive.sqlite"
    return f"sqlite:///{(output / name).as_posix()}"


def archive_exists(url: str) -> bool:
    """False for an SQLite archive whose file is not there yet; other databases are there when they answer."""
    file = file_of(url)
    return file is None or file.exists()


def file_of(url: str) -> Path | None:
    """The file of an SQLite archive; None for other databases, and for one in memory."""
    if not url.startswith("sqlite"):
        return None
    name = url.partition(":///")[2].partition("?")[0].removeprefix("file:")
    return Path(name) if name else None
