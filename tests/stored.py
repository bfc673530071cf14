"""Files between a folder here and a store."""

from __future__ import annotations

import zipfile
from pathlib import Path

from fsspec import AbstractFileSystem


def upload(system: AbstractFileSystem, folder: Path, to: str) -> None:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        system.pipe_file(f"{to}/{path.relative_to(folder).as_posix()}", path.read_bytes())


def download(system: AbstractFileSystem, source: str, folder: Path, *, packed: bool = False) -> Path:
    """What lies below `source`, brought into `folder`, which is returned; packed slips as the files that they are, or else `packed`."""
    for name in system.find(source):
        path = folder / name.removeprefix(source.partition("://")[2] or source).lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(system.cat_file(name))
    for pack in [] if packed else list(folder.rglob("slips.zip")):
        with zipfile.ZipFile(pack) as slips:
            slips.extractall(pack.parent)
        pack.unlink()
    return folder
