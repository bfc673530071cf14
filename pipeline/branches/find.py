"""Which branches a month's folder has."""

from __future__ import annotations

from pathlib import Path

from pipeline.workbooks.files import WORKBOOKS


def branches_in(folder: Path) -> list[str]:
    """The sub-folders with workbooks, by name; none where workbooks lie in the folder itself: then it is one department."""
    if not folder.is_dir() or _has_workbooks(folder):
        return []
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".") and _has_workbooks(path))


def _has_workbooks(folder: Path) -> bool:
    return any(path.suffix.lower() in WORKBOOKS and not path.name.startswith(("~$", ".")) for path in folder.iterdir())
