"""Two things that Python's own library does not offer: swapping two folders, and flushing a file system."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_NOT_HERE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(one: Path, other: Path) -> bool:
    """Swap `one` and `other` at once; False where system or file system cannot. Raises OSError if it may not."""
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform.startswith("linux"):
            failed = _library().renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
        elif sys.platform == "darwin":
            failed = _library().renamex_np(first, second, _RENAME_SWAP)
        else:
            return False
    except AttributeError:  # an old C library
        return False
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in _NOT_HERE:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def write_through(folder: Path) -> None:
    """Have every file of `folder` on the disk, so that a power cut cannot leave empty ones behind."""
    if sys.platform.startswith("linux") and _flushed_at_once(folder):
        return
    for place, _, files in os.walk(folder):
        for name in files:
            sync(Path(place) / name)
        sync(Path(place))


def sync(path: Path) -> None:
    """Have one file or folder on the disk."""
    if sys.platform == "win32" and path.is_dir():  # Windows has no handle for a folder
        return
    handle = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _flushed_at_once(folder: Path) -> bool:
    """One call for all files: with thousands of slips far faster than one a file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        if not _library().syncfs(handle):
            return True
        code = ctypes.get_errno()
    except AttributeError:
        return False
    finally:
        os.close(handle)
    if code in _NOT_HERE:
        return False
    raise OSError(code, os.strerror(code), str(folder))


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
