"""A group's inbox: small branches that differ."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from pipeline.app.month import compute_month
from tests.build import MONTH, STAFF, Called, Rows, called, full_month, logged, person, write_month

BRANCHES = ["北京 分公司", "上海", "广州"]


def write_branch(inbox: Path, branch: str, month: str = MONTH, **sheets: Rows) -> None:
    write_month(inbox / month, {"花名册": [*STAFF, person("1"), person("2")], "基金期初": [{"金额": 100}]} | sheets, branch)


def write_branches(inbox: Path, number: int) -> list[str]:
    """Branches with deductions and attendance, of which each fourth has an error; their names are awkward ones."""
    names = [f"分公司 [{at:03d}] 东+西" for at in range(number)]
    for at, name in enumerate(names):
        items = ["没有的事项"] if at % 4 == 3 else ["B-8", "A-3.1.3"][: at % 3]
        write_branch(inbox, name, 扣分记录=[logged("1", item, on=at % 28 + 1) for item in items], 考勤=full_month("2"))
    return names


def run(inbox: Path, name: str = "output", **options: Any) -> Called:
    output = inbox.parent / name
    return called(lambda: compute_month(MONTH, inbox, output, None, None, None, **{"workers": 1, **options}), output / MONTH)


def contents(folder: Path) -> dict[str, str]:
    """Digests of the files by their names, without those that begin with a dot."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
