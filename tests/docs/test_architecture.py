"""docs/architecture.md is true: its picture is that of the contracts, and a late arrival goes the way that it tells."""

from __future__ import annotations

import re
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.build import STAFF, call_month, person, worked, write_month

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
WAY = re.findall(r"^\| `(pipeline/\S+)` \| `(\w+)` \|", PAGE, re.MULTILINE)
Calls = list[tuple[str, str]]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Calls]:
    """The output of a month in which somebody came 13 minutes late, and every call that it took, in order."""
    folder = tmp_path_factory.mktemp("late")
    write_month(folder / "inbox", {"花名册": [*STAFF, person("1")], "考勤": [worked("1", 3) | {"上班时间": "8:13"}]})
    calls: Calls = []
    inside = f"{ROOT / 'pipeline'}/"

    def note(frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(inside):
            calls.append((Path(code.co_filename).relative_to(ROOT).as_posix(), code.co_name))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        called = call_month(folder)
    finally:
        sys.setprofile(before)
    assert called.code == 0, called.printed
    return called.folder, calls


def test_the_picture_is_the_one_that_the_contracts_make() -> None:
    assert runpy.run_path(str(ROOT / "docs" / "layers.py"))["page"](PAGE) == PAGE


def test_the_late_arrival_passes_each_place_of_its_way_in_the_order_told(followed: tuple[Path, Calls]) -> None:
    _, calls = followed
    assert len(WAY) > 20
    rest: Iterator[tuple[str, str]] = iter(calls)
    for step in WAY:
        assert step in rest, f"{step} is not called after the step before it"


def test_at_the_end_of_the_way_the_slip_tells_the_minutes_the_points_and_the_row(followed: tuple[Path, Calls]) -> None:
    folder, _ = followed
    slip = (folder / "slips" / "1.html").read_text(encoding="utf-8")
    assert all(said in slip for said in ("13 分钟", "A-3.1.4", "考勤", "all.xlsx"))


def test_every_file_that_the_page_names_is_there() -> None:
    named = re.findall(r"`((?:pipeline/|[a-z_]+/)[\w./-]*)`", PAGE)
    assert named and all((ROOT / name).exists() or (ROOT / "pipeline" / name).exists() for name in named)
