"""Which branches a month's folder has."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from pipeline.storage.listing import files_in
from pipeline.workbooks.files import WORKBOOKS


def branches_in(folder: Path) -> list[str]:
    """The sub-folders with workbooks, by name; none where workbooks lie in the folder itself: then it is one department."""
    found = {path.parent.as_posix() for name in files_in(folder, 2) if _is_workbook(path := PurePosixPath(name))}
    return [] if "." in found else sorted(branch for branch in found if not branch.startswith("."))


def _is_workbook(path: PurePosixPath) -> bool:
    return path.suffix.lower() in WORKBOOKS and not path.name.startswith(("~$", "."))
