"""What lies in a folder, of this computer or shared."""

from __future__ import annotations

from pathlib import Path

from pipeline.storage.address import is_shared


def folders_in(folder: Path) -> list[str]:
    """Names of the sub-folders; none where there is no such folder."""
    if is_shared(folder):
        from pipeline.storage.folder import SharedFolder

        return SharedFolder(folder).folders()
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def files_in(folder: Path, depth: int) -> list[str]:
    """Files of the first `depth` levels, by relative names with forward slashes."""
    if is_shared(folder):
        from pipeline.storage.folder import SharedFolder

        return SharedFolder(folder).files(depth=depth)
    levels = ["/".join("*" * level) for level in range(1, depth + 1)]
    return sorted(path.relative_to(folder).as_posix() for level in levels for path in folder.glob(level) if path.is_file())
