"""A department has shifts, posts and items of its own, or other points than the company, and nobody else has them (A-5.3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rulebook.load import RulebookError, load_rulebook
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.attendance import ATTENDANCE
from pipeline.templates.allowed import choices
from tests.build import Result, logged, person, settled, worked

OWN = """
based_on: shipped 2020-01-01
effective_from: 2026-01-01
approval: {clause: A-5.2}
departments:
  物业部:
    roles: {guard: {label: 保安}}
    shifts:
      guards_early: {clause: B-1a, label: 早班, start: "09:00", end: "18:00", leave_from: "18:00", break_minutes: 60}
      guards_night: {clause: B-1a, label: 夜班, start: "20:00", end: 次日 04:30, leave_from: 次日 04:30, break_minutes: 30}
    deductions:
      A-3.1.1: {label: 工作时间不讲普通话, points: 4}
      A-3.1.8: {label: 客服工作未及时做好, points_between: [3, 9], sets_off: []}
      G-1: {label: 没有巡更, sets_off: [{clause: A-3.1.8, points: 3}, {clause: B-8, fine: 20}]}
"""


def rules(folder: Path, text: str = OWN) -> Rulebook:
    path = folder / "公司.yaml"
    path.write_text(text, encoding="utf-8")
    return load_rulebook(path)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return rules(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def month(book: Rulebook) -> Result:
    people = [person("1"), person("G1", "保安", 部门="物业部"), person("G2", "保安", 部门="物业部")]
    times = {"上班时间": "9:00", "下班时间": "18:00"}
    return settled(people, rulebook=book, 扣分记录=[
        logged("1", "A-3.1.1"), logged("G1", "A-3.1.1"), logged("1", "A-3.1.8", 分值=2), logged("G1", "A-3.1.8", 分值=9), logged("G1", "没有巡更"),
    ], 考勤=[
        worked("G1", 4) | times, worked("1", 4, 上班时间="8:15"),
        worked("G2", 4) | times | {"上班时间": "9:15"}, worked("G2", 5, 班次="夜班", 上班时间="20:00", 下班时间="次日 04:10"),
    ])  # fmt: skip


def test_a_post_and_shifts_of_the_department_are_read_and_judged_by_its_own_times(month: Result) -> None:
    assert [line["points"] for line in month.lines("G1", "A-3.1.4")] == [], "nine o'clock is in time for a guard"
    assert sorted(line["points"] for line in month.lines("G2", "A-3.1.4")) == [-300, -300], "15 minutes late, 20 early from the night shift"
    assert month.points("1", "A-3.1.4") == -3
    assert month.paid("G1")["role"] == "guard"


def test_its_points_ranges_and_items_are_its_own(month: Result) -> None:
    assert (month.points("1", "A-3.1.1"), month.points("G1", "A-3.1.1")) == (-2, -4)
    assert (month.points("1", "A-3.1.8"), month.points("G1", "A-3.1.8")) == (-2, -9 - 3)
    assert month.amount("G1", "B-8") == -20


@pytest.mark.parametrize(
    ("sheet", "row", "code", "column"),
    [
        ("考勤", worked("1", 4, 班次="夜班"), "CHOICE_UNKNOWN", "班次"), ("扣分记录", logged("1", "没有巡更"), "ITEM_UNKNOWN", "事项"),
        ("花名册", person("2", "保安"), "CHOICE_UNKNOWN", "岗位"), ("扣分记录", logged("1", "A-3.1.8", 分值=9), "POINTS_OUT_OF_RANGE", "分值"),
        ("扣分记录", logged("G1", "A-3.1.8", 分值=2), "POINTS_OUT_OF_RANGE", "分值"),
    ],
)
def test_of_others_they_are_errors_in_their_cells_that_name_the_department(book: Rulebook, sheet: str, row: dict[str, object], code: str, column: str) -> None:
    people = [person("1"), person("G1", "保安", 部门="物业部"), *([row] if sheet == "花名册" else [])]
    found = settled(people, rulebook=book, **({} if sheet == "花名册" else {sheet: [row]}))
    wrong = next(each for each in found.findings if each.code == code)
    assert wrong.column == column and (code == "POINTS_OUT_OF_RANGE" or "只有物业部有这一项" in wrong.message)


def test_the_list_of_shifts_offers_those_of_departments_after_the_company_s(book: Rulebook) -> None:
    assert choices(ATTENDANCE.column("shift"), ATTENDANCE, book) == ("早班", "晚班", "休息", "夜班")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("guards_early:", "early:", "departments.物业部.shifts.early：代码 early 已经用在全公司"),
        ("guard: {label: 保安}", "guard: {label: 保安}, second: {label: 保安}", "departments.物业部.roles.second.label：名称重复：保安"),
        ("label: 夜班", "label: 早班", "departments.物业部.shifts.guards_night.label：名称重复：早班"),
        ("label: 工作时间不讲普通话", "label: 不说", "代码 A-3.1.1 在别处的名称是"),
        ("clause: B-8, fine", "clause: B-99, fine", "departments.物业部.deductions.G-1.sets_off.1.clause：用到的条款 B-99"),
        ('end: "18:00"', 'end: "08:00"', "departments.物业部.shifts.guards_early.end：班次结束不晚于班次开始"),
        ("{clause: B-8, fine: 20}", "{clause: A-3.1.8, points: 3}", "departments.物业部.deductions.G-1.sets_off.1.clause：同样的后果写了两次"),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in OWN
    with pytest.raises(RulebookError, match=said):
        rules(tmp_path, OWN.replace(before, after))
