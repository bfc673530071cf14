"""Where the archive is; known without opening it."""

from __future__ import annotations

from pathlib import Path

START = "0" * 64
"""What stands for the hash of the month before the first."""


def archive_url(given: str | None, output: Path) -> str:
    """The archive that is asked for, by default `archive.sqlite` in the output folder."""
    return given or f"sqlite:///{(output / 'archive.sqlite').as_posix()}"


def archive_exists(url: str) -> bool:
    """False for an SQLite archive whose file is not there yet; other databases are there when they answer."""
    if not url.startswith("sqlite"):
        return True
    name = url.partition(":///")[2].partition("?")[0].removeprefix("file:")
    return not name or Path(name).exists()
