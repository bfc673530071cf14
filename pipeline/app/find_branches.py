"""Which branches a month's folder has."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from pipeline.base.exits import WRONG_CALL, Stop
from pipeline.language.translation import _
from pipeline.outputs.run_json import NAME as RUN
from pipeline.storage.listing import files_in
from pipeline.workbooks.files import RULES, WORKBOOKS


def branches_in(folder: Path) -> list[str]:
    """The sub-folders with workbooks, by name; none where workbooks lie in the folder itself: then it is one department."""
    found = {path.parent.as_posix() for name in files_in(folder, 2) if _is_workbook(path := PurePosixPath(name))}
    return [] if "." in found else sorted(branch for branch in found if not branch.startswith("."))


def branches_of_output(folder: Path) -> list[str]:
    """The branches that a month's output has, by name."""
    return sorted(path.parent.name for path in folder.glob(f"*/{RUN}"))


def refuse_all_branches(asked: object, branch: str, branches: list[str]) -> None:
    """For commands that answer about one department or branch. Raises Stop where there are several and none is named."""
    if branches and not branch:
        raise Stop(WRONG_CALL, _("{asked} 有 {count} 个分支：{names}。请用 --branch 写明是哪一个。", asked=asked, count=len(branches), names='、'.join(branches)))


def _is_workbook(path: PurePosixPath) -> bool:
    return path.suffix.lower() in WORKBOOKS and path.name != RULES and not path.name.startswith(("~$", "."))
