"""A month of sixty people with every item of the rulebook comes out right to the fen and the point."""

from __future__ import annotations

from functools import cache

import pytest

from tests.build import BOOK, MONTH, Called, Rows, call_month, write_month
from tests.month.sixty.attendance import ATTENDANCE
from tests.month.sixty.case import Case
from tests.month.sixty.log import LOG
from tests.month.sixty.people import PEOPLE

CASES = [*LOG, *ATTENDANCE, *PEOPLE]
SHEETS = ("花名册", "扣分记录", "加分记录", "组长奖惩", "考试成绩", "工作量", "周总结", "考勤", "投诉登记")
SPENDING: Rows = [{"日期": f"{MONTH}-15", "用途": "部门聚餐", "金额": 321.5, "经办人": "员工T1"}]
OPENING: Rows = [{"金额": 1000}]


@pytest.fixture(scope="module")
def called(tmp_path_factory: pytest.TempPathFactory) -> Called:
    folder = tmp_path_factory.mktemp("sixty")
    sheets: dict[str, Rows] = {title: [] for title in SHEETS} | {"基金支出": SPENDING, "基金期初": OPENING}
    for case in CASES:
        case.add_to(sheets)
    write_month(folder / "inbox", sheets)
    return call_month(folder)


@cache
def rows_of(called: Called, file: str, sheet: str) -> Rows:
    return called.table(file, sheet)


def row_of(called: Called, file: str, sheet: str, employee: str) -> dict[str, object]:
    return next(row for row in rows_of(called, file, sheet) if row["工号"] == employee)


def test_there_are_sixty_of_them_and_the_month_has_no_error(called: Called) -> None:
    assert len(CASES) == 60
    assert called.code == 0, called.printed


@pytest.mark.parametrize("case", CASES, ids=[case.employee for case in CASES])
def test_each_person_is_paid_as_worked_out_by_hand(called: Called, case: Case) -> None:
    row = row_of(called, "pay_adjustment.xlsx", "工资调整表", case.employee)
    found = [row[column] for column in ("考核分", "等级", "绩效浮动", "罚款", "扣发工资", "投诉罚扣", "赔偿", "前期更正", "调整合计")]
    expected = [case.score, case.grade, case.merit, case.fines, case.withheld, case.penalties, case.compensation, 0, case.total]
    assert found == expected, case.why


def test_the_actions_are_those_worked_out_by_hand(called: Called) -> None:
    found = sorted((row["工号"], row["条款"]) for row in called.table("appraisal.xlsx", "处理建议"))
    assert found == sorted((case.employee, clause) for case in CASES for clause in case.actions)


def test_ranks_follow_the_scores_within_each_department(called: Called) -> None:
    for case in CASES:
        if case.score is None:
            continue
        better = [other for other in CASES if other.department == case.department and (other.score or -999) > case.score]
        assert row_of(called, "appraisal.xlsx", "考核结果", case.employee)["排名"] == len(better) + 1


def test_the_fund_closes_with_opening_and_fines_less_spending(called: Called) -> None:
    ledger = called.table("fine_fund.xlsx", "基金台账")
    fines = -sum(case.fines for case in CASES)
    # 003 100, 012 50, 015 100, 024 200, 033 50, 034 80, 035 160, 036 30, 037 150, 038 350, 039 50, 042 to 045 600, Z1 50
    assert fines == 1970
    assert ledger[0]["余额"] == 1000
    assert ledger[-1]["余额"] == 1000 + 1970 - 321.5


def test_the_last_row_of_the_pay_sheet_is_the_sum(called: Called) -> None:
    last = called.table("pay_adjustment.xlsx", "工资调整表")[-1]
    assert last["工号"] == "合计"
    assert round(last["调整合计"], 2) == round(sum(case.total for case in CASES), 2)


def test_every_item_of_the_rulebook_takes_effect_somewhere(called: Called) -> None:
    lines = called.table("appraisal.xlsx", "计分明细")
    clauses = {line["条款"] for line in lines}
    expected = {consequence.clause for item in BOOK.items.values() for consequence in item.sets_off}
    assert expected <= clauses


def test_each_score_is_the_sum_of_its_lines(called: Called) -> None:
    lines = called.table("appraisal.xlsx", "计分明细")
    for case in CASES:
        if case.score is not None:
            points = sum(line["分值"] for line in lines if line["工号"] == case.employee)
            assert min(80 + points, 110) == case.score
