"""Hints of the second edition: told twice, days without a row, asked late, not learned, overspent (A-3.3.1, B-3, B-5, B-7, B-14)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build import (
    STAFF,
    Result,
    Rows,
    complaint,
    day,
    each_own,
    full_month,
    logged,
    person,
    read_month,
    settled,
    worked,
    write_month,
)


def told(code: str, *people: str, **sheets: Rows) -> list[str]:
    return told_of(settled([person(who) for who in people or ("1",)], **sheets), code)


def told_of(month: Result, code: str) -> list[str]:
    assert month.settlement is not None, month.codes
    return [finding.message for finding in month.findings if finding.code == code]


@pytest.mark.parametrize(("days", "twice"), [((3, 3), True), ((3, 4), True), ((3, 5), False)])
def test_A_3_the_same_clause_twice_in_the_log_within_a_day_is_one_warning_and_both_count(days: tuple[int, int], twice: bool) -> None:
    log = [logged("1", "A-3.1.1", days[0]), logged("1", "A-3.1.1", days[1], 备注="又一次")]
    month = settled([person("1")], 扣分记录=log)
    said = told_of(month, "PERHAPS_TWICE")
    assert len(said) == twice
    assert month.points("1", "A-3.1.1") == -4
    assert all("“扣分记录”第 2 行" in each for each in said)


def test_A_3_two_items_that_share_a_clause_are_one_pair() -> None:
    assert len(told("PERHAPS_TWICE", 扣分记录=[logged("1", "A-3.2.1", 3), logged("1", "B-8", 4)])) == 1
    assert told("PERHAPS_TWICE", 扣分记录=[logged("1", "A-3.2.1", 3), logged("1", "A-3.1.9", 3, 分值=1)]) == []
    assert told("PERHAPS_TWICE", "1", "2", 扣分记录=[logged("1", "A-3.1.1"), logged("2", "A-3.1.1")]) == []


def test_A_3_rows_alike_in_every_column_are_told_as_that_alone() -> None:
    log = [logged("1", "A-3.1.1"), logged("1", "A-3.1.1")]
    month = settled([person("1")], 扣分记录=log)
    assert told_of(month, "PERHAPS_TWICE") == [] and len(told_of(month, "ROW_REPEATED")) == 1


def test_A_3_1_4_a_log_row_a_day_beside_a_late_arrival_is_perhaps_the_same() -> None:
    late = [worked("1", 4, 上班时间="8:05")]
    assert ["“考勤”第 2 行" in each for each in told("PERHAPS_TWICE", 扣分记录=[logged("1", "A-3.1.4", 3, 分值=2)], 考勤=late)] == [True]
    same_day = told("PERHAPS_TWICE", 扣分记录=[logged("1", "A-3.1.4", 4, 分值=2)], 考勤=late)
    assert same_day == []


def test_A_3_1_5_a_form_in_the_log_and_a_handover_in_attendance_are_perhaps_the_same() -> None:
    shift = [worked("1", 4, "晚班", 交接记录="否")]
    assert len(told("PERHAPS_TWICE", 扣分记录=[logged("1", "A-3.1.5", 4)], 考勤=shift)) == 1


def test_A_3_3_2_a_conflict_in_log_and_register_a_day_apart_is_perhaps_the_same() -> None:
    register = [complaint(1, "1", 投诉原因="冲突", 发生日期=day(2))]
    month = settled([person("1")], 扣分记录=[logged("1", "A-3.3.2", 3)], 投诉登记=register)
    assert ["“投诉登记”第 2 行" in each for each in told_of(month, "PERHAPS_TWICE")] == [True]
    assert month.points("1", "A-3.3.2") == -40


def test_two_books_name_the_other_book(tmp_path: Path) -> None:
    month: dict[str, Rows] = {"花名册": [person("Z1", "主管"), person("T1", "培训专员"), person("1")], "扣分记录": [logged("1", "A-3.1.1")], "考勤": [], "投诉登记": []}
    write_month(tmp_path / "inbox", month)
    write_month(tmp_path / "more", {"扣分记录": [logged("1", "A-3.1.1", 4)]})
    [second] = (tmp_path / "more").rglob("*.xlsx")
    [first] = (tmp_path / "inbox").rglob("*.xlsx")
    second.rename(first.with_name("主管抽查.xlsx"))
    called = read_month(tmp_path)
    [found] = [each for each in called.findings if each["代码"] == "PERHAPS_TWICE"]
    assert {found["文件"], *[name for name in (first.name, "主管抽查.xlsx") if name in found["说明"]]} == {first.name, "主管抽查.xlsx"}


def test_A_3_3_1_days_without_a_row_while_others_have_one_are_one_warning_a_person() -> None:
    rows = [row for row in full_month("1") if row["日期"] not in (day(1), day(9), day(30))] + full_month("2")
    [said] = told("DAYS_WITHOUT_ROW", "1", "2", 考勤=rows)
    assert said.startswith("1 ") and "11-01、11-09、11-30" in said
    assert told("DAYS_WITHOUT_ROW", 考勤=[worked("1", 3), worked("1", 9)]) == []


def test_A_3_3_1_days_before_joining_and_of_another_department_are_no_gap() -> None:
    rows = [worked("1", on) for on in (10, 11)] + full_month("2")
    people = [person("1", 入职日期=day(10), 离职日期=day(11), 离职原因="辞退"), person("2")]
    assert "DAYS_WITHOUT_ROW" not in settled(people, 考勤=rows).codes
    elsewhere = [person("1", 部门="二部"), person("2")]
    assert "DAYS_WITHOUT_ROW" not in settled(elsewhere, 考勤=rows).codes


def test_what_follows_from_a_row_with_an_error_is_not_told_again() -> None:
    """A day that nobody can read, and an id that nobody has, leave a gap that is theirs."""
    whole = [worked(who, on) for who in ("2", "T1", "Z1") for on in (3, 4)]
    rows = [worked("1", 3), worked("1", 4) | {"日期": "10月4日"}, *whole]
    assert "DAYS_WITHOUT_ROW" not in settled([person("1"), person("2")], 考勤=rows).codes
    mistyped = settled([person("1"), person("2")], 考勤=[worked("1", 3), worked("22", 3), worked("T1", 3), worked("Z1", 3)])
    assert "EMPLOYEE_UNKNOWN" in mistyped.codes and "NO_ATTENDANCE" not in mistyped.codes


def test_B_7_leave_that_was_asked_for_after_its_day_is_a_hint() -> None:
    asked = {"before": 2, "same": 3, "after": 4}
    leaves: Rows = [worked(who, 3, 上班时间=None, 下班时间=None, 请假类型="事假", 请假申请日期=day(on)) for who, on in asked.items()]
    month = settled([person(who) for who in asked], 考勤=leaves)
    assert month.settlement is not None and [each.people for each in month.findings if each.code == "LEAVE_ASKED_LATE"] == [("after",)]


@pytest.mark.parametrize(("says", "hint"), [("是", False), ("否", True), (None, False)])
def test_B_3_a_summary_without_what_to_improve_is_a_hint_and_no_fine(says: str | None, hint: bool) -> None:
    rows = [{"周六日期": day(on), "工号": "1", "提交时间": f"{day(on)} 16:00", "字数": 300, "写明改进": says} for on in (7, 14, 21, 28)]
    month = settled([person("1")], 周总结=rows)
    assert len(told_of(month, "SUMMARY_WITHOUT_IMPROVEMENT")) == (4 if hint else 0)
    assert month.amount("1", "B-3") == 0


def test_B_5_who_has_not_learned_a_product_by_the_day_before_it_goes_on_sale_is_listed() -> None:
    cases = each_own("P", [(day(20), day(19), False), (day(20), day(20), True), (day(20), None, True), ("2026-12-01", None, True), ("2026-12-02", None, False)])
    rows = [{"产品": f"净水器{who}", "上架日期": on_sale, "工号": who, "学习日期": learned} for who, (on_sale, learned, _listed) in cases.items()]
    month = settled([person(who) for who in cases], 产品培训=rows)
    assert month.settlement is not None, month.codes
    listed = {each.row - 2 for each in month.findings if each.code == "PRODUCT_NOT_LEARNED" and each.row is not None}
    assert listed == {at for at, (_on_sale, _learned, is_listed) in enumerate(cases.values()) if is_listed}


@pytest.mark.parametrize(("spent", "below"), [(500, False), (500.01, True)])
def test_B_14_a_fund_spent_below_zero_is_a_warning(tmp_path: Path, spent: float, below: bool) -> None:
    month: dict[str, Rows] = {
        "花名册": [person("Z1", "主管"), person("1")], "扣分记录": [], "考勤": [], "投诉登记": [],
        "基金期初": [{"金额": 500}], "基金支出": [{"日期": day(9), "用途": "聚餐", "金额": spent, "经办人": "Z1"}],
    }  # fmt: skip
    write_month(tmp_path / "inbox", month)
    found = [each["说明"] for each in read_month(tmp_path).findings if each["代码"] == "FUND_BELOW_ZERO"]
    assert found == (["11-09 支出以后，基金余额为 -0.01 元（B-14）。"] if below else [])


def test_B_14_a_fund_is_below_zero_by_what_a_day_leaves_of_it_and_not_by_what_comes_in(tmp_path: Path) -> None:
    """Spent and fined on one day; and a fund that opens below zero and has but income."""
    fined: dict[str, Rows] = {"花名册": [*STAFF, person("1")], "扣分记录": [logged("1", "B-8", 9)]}
    spent = {"日期": day(9), "用途": "聚餐", "金额": 550, "经办人": "Z1"}
    cases: list[tuple[int, Rows, bool]] = [(500, [spent], False), (499, [spent], True), (-80, [], False)]
    for amount, spending, below in cases:
        write_month(tmp_path / "inbox", {**fined, "基金期初": [{"金额": amount}], "基金支出": spending})
        assert ("FUND_BELOW_ZERO" in {each["代码"] for each in read_month(tmp_path).findings}) == below
