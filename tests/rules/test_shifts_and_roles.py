"""Shifts and posts are the rulebook's: a middle shift and a security guard are understood, anything else is asked about (B-1a, A-1.2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rulebook.load import RulebookError
from pipeline.rulebook.model import Rulebook
from tests.build import BOOK, changed_rulebook, person, settled, worked

MIDDLE = """shifts:
  middle: {clause: B-1a, label: 中班, called: [客服中班, 中], start: "11:00", end: "20:00", leave_from: "20:00", break_minutes: 60, handover: true}
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return changed_rulebook(
        tmp_path_factory.mktemp("rules"), ("shifts:\n", MIDDLE), ("  technician: {label: 服务人员}", "  technician: {label: 服务人员}\n  guard: {label: 保安}")
    )


def test_somebody_on_the_middle_shift_is_late_by_its_start_and_owes_the_handover_log(book: Rulebook) -> None:
    row = worked("1", 3) | {"班次": "客服中班", "上班时间": "11:12", "下班时间": "20:00", "交接记录": "否"}
    result = settled([person("1")], 考勤=[row], rulebook=book)
    assert result.points("1", "A-3.1.4") == -3
    assert result.amount("1", "B-1c") == -30
    assert result.lines("1", "B-1c")[0]["note"].endswith("中班下班前没有登记交接")


def test_a_shift_is_known_by_its_name_by_what_exports_call_it_and_by_its_times(book: Rulebook) -> None:
    rows = [worked("1", on) | {"班次": shift, "上班时间": "11:00", "下班时间": "20:00", "交接记录": "是"} for on, shift in ((3, "中班"), (4, "中"), (5, "某班 11:00-20:00"))]
    result = settled([person("1")], 考勤=rows, rulebook=book)
    assert result.points("1", "A-3.1.4") == 0 and "CHOICE_UNKNOWN" not in result.codes


def test_a_security_guard_is_appraised_like_everybody_else(book: Rulebook) -> None:
    result = settled([person("1", "保安")], rulebook=book)
    assert result.score("1") == 80


def test_a_shift_or_post_that_the_rulebook_does_not_have_is_asked_about() -> None:
    result = settled([person("1", "保安")], 考勤=[worked("Z1", 3) | {"班次": "中班"}], rulebook=BOOK)
    assert result.settlement is None and result.codes.count("CHOICE_UNKNOWN") == 2


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("label: 晚班", "label: 早班", "名称重复：早班"), ("label: 晚班", "label: 休息", "名称重复：休息"),
        ("label: 服务人员}", "label: 客服}", "名称重复：客服"), ("  late:\n", "  rest:\n", "休息的代码"),
    ],
)  # fmt: skip
def test_two_shifts_or_posts_of_one_name_are_refused(tmp_path: Path, before: str, after: str, said: str) -> None:
    with pytest.raises(RulebookError, match=said):
        changed_rulebook(tmp_path, (before, after))
