"""One run at a time for each output folder; the lock of a run that died is free again by itself."""

from __future__ import annotations

import sys
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.language.translation import _


class OutputBusy(OSError):
    """Another run is writing to the same output folder."""


class FolderLock:
    """A lock on a hidden file beside `folder`, held by the operating system for as long as the process lives."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder.with_name(f".{folder.name}.lock")
        # A file system without locks is an error: a marker file instead would outlive a killed run.
        self._lock = FileLock(self._path, blocking=False, fallback_to_soft=False)

    def take(self) -> None:
        """Raises OutputBusy where another run holds it, OSError where the file cannot be made."""
        try:
            self._lock.acquire()
        except Timeout:
            raise OutputBusy(_("{name} 正在由另一次运行写入，请等它结束后再运行。", name=self._folder.name)) from None

    def release(self) -> None:
        """Free the lock and take its file away; on Windows filelock does so once nobody has it open."""
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        self._lock.release()
