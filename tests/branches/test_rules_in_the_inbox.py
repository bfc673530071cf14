"""规则.xlsx in a branch's folder of the inbox holds for that branch, from the day that it says (A-5.3)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.amendment.book import workbook
from pipeline.app.month import compute_month
from tests.build import BOOK, STAFF, Called, called, logged, person, write_month

SIGNED = (date(2026, 11, 1), "总裁", date(2026, 10, 1), date(2026, 10, 2))


def rules(folder: Path, change: Callable[[Any], None], from_day: date = SIGNED[0]) -> None:
    path = folder / "规则.xlsx"
    path.write_bytes(workbook(BOOK))
    book = openpyxl.load_workbook(path)
    for cell, value in zip(book["批准"][2], (from_day, *SIGNED[1:]), strict=True):
        cell.value = value
    change(book)
    book.save(path)


def guards(book: Any) -> None:
    """A post and a shift that the company does not have."""
    book["岗位"].append(["guard", "保安"])
    book["班次"].append(["night", "夜班", None, "B-1a", time(20, 0), "次日 04:30", None, 30])


def branches(inbox: Path, month: str) -> None:
    at_night = {"日期": f"{month}-04", "工号": "1", "班次": "夜班", "上班时间": "20:11", "下班时间": "次日 04:30"}
    write_month(inbox / month, {"花名册": [*STAFF, person("1", "保安")], "考勤": [at_night]}, "北区")
    write_month(inbox / month, {"花名册": [*STAFF, person("2")], "扣分记录": [logged("2", "A-3.1.1") | {"日期": f"{month}-04"}]}, "南区")


def month(folder: Path, when: str) -> Called:
    return called(lambda: compute_month(when, folder / "inbox", folder / "output", None, None, None, slips=False, workers=1), folder / "output" / when)


@pytest.fixture(scope="module")
def two_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("branches")
    branches(folder / "inbox", "2026-11")
    rules(folder / "inbox" / "2026-11" / "北区", guards)
    branches(folder / "inbox", "2026-12")
    assert [month(folder, when).code for when in ("2026-11", "2026-12")] == [0, 0]
    return folder / "output"


@pytest.mark.parametrize("when", ["2026-11", "2026-12"])
def test_posts_and_shifts_of_a_branch_hold_in_that_month_and_after_it_and_in_no_other_branch(two_months: Path, when: str) -> None:
    north, south = (json.loads((two_months / when / branch / "run.json").read_text(encoding="utf-8")) for branch in ("北区", "南区"))
    assert (north["rulebook"]["name"], north["rulebook"]["date"]) == ("规则", "2026-11-01")
    assert south["rulebook"]["name"] == BOOK.name
    assert not [name for name in north["inputs"] if "规则" in name], "rules are no rows of the month"
    results = openpyxl.load_workbook(two_months / when / "北区" / "appraisal.xlsx")["考核结果"]
    headers, *rows = results.iter_rows(values_only=True)
    one = next(row for row in (dict(zip(headers, row, strict=True)) for row in rows) if row["工号"] == "1")
    assert (one["工号"], one["岗位"], one["扣分"], one["适用规则"]) == ("1", "保安", -3, "规则（2026-11-01 起施行）")


def test_rules_that_are_not_yet_in_force_or_do_not_fit_are_not_taken(tmp_path: Path) -> None:
    branches(tmp_path / "inbox", "2026-11")
    rules(tmp_path / "inbox" / "2026-11" / "北区", guards, date(2026, 12, 1))
    done = month(tmp_path, "2026-11")
    assert done.code == 1 and "南区" in done.printed, "the other branch is none the worse"
    rules(tmp_path / "inbox" / "2026-11" / "北区", lambda book: book["事项"].append(["B-16", "某事", "扣分记录", None, "B-99", 2]))
    done = month(tmp_path, "2026-11")
    assert done.code == 1 and "B-99" in done.printed
    assert (tmp_path / "inbox" / "2026-11" / "北区" / "annotated" / "规则.xlsx").exists()
