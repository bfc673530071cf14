"""One run at a time for each output folder; the lock of a run that died is free again by itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path


class OutputBusy(OSError):
    """Another run is writing to the same output folder."""


class FolderLock:
    """A lock on a hidden file beside `folder`, held by the operating system for as long as the process lives."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder.with_name(f".{folder.name}.lock")
        self._handle = -1

    def take(self) -> None:
        """Raises OutputBusy where another run holds it, OSError where the file cannot be made."""
        while self._handle < 0:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
            if not _locked(handle):
                os.close(handle)
                raise OutputBusy(f"{self._folder.name} 正在由另一次运行写入，请等它结束后再运行。")
            if _is_at(handle, self._path):
                self._handle = handle
            else:  # its last holder removed the file in between
                os.close(handle)

    def release(self) -> None:
        """Free the lock and take its file away."""
        if sys.platform == "win32":  # where an open file cannot be removed
            os.close(self._handle)
            self._path.unlink(missing_ok=True)
        else:
            self._path.unlink(missing_ok=True)
            os.close(self._handle)
        self._handle = -1


def _locked(handle: int) -> bool:
    """Whether this process got the lock; it is not waited for."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _is_at(handle: int, path: Path) -> bool:
    """Whether `path` still is the file that `handle` has open."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
