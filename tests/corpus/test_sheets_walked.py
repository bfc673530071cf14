"""Advice about whole sheets and people, walked: the finding is there, and gone once the sheet is as the advice has it, without another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from tests.build import Rows, complaint, day, full_month, logged, person, worked
from tests.corpus.base import month
from tests.corpus.test_rows_walked import found

Sheets = dict[str, Rows]
Change = Callable[[Sheets], object]


def october(sheets: Sheets) -> None:
    for row in sheets["基金支出"] + sheets["加分记录"] + sheets["扣分记录"]:
        row["日期"] = str(row["日期"]).replace("2026-11", "2026-10")


def other_id(sheets: Sheets) -> None:
    sheets["花名册"].append(person("KF03", 姓名="林浩然"))
    sheets["扣分记录"] += [logged("KF003", "A-3.1.1", on, 姓名="林浩然") for on in (9, 12)]
    sheets["考勤"] += [worked("KF003", on, "早班" if on == 2 else "休息", 姓名="林浩然") for on in (2, 3, 4, 5)]
    sheets["考试成绩"].append({"日期": day(10), "工号": "KF003", "姓名": "林浩然", "得分": 90})


def right_id(sheets: Sheets) -> None:
    sheets["花名册"][-1]["工号"] = "KF003"


def other_name(sheets: Sheets) -> None:
    other_id(sheets)
    sheets["花名册"][-1] |= {"工号": "KF003", "姓名": "林浩燃"}


def right_name(sheets: Sheets) -> None:
    sheets["花名册"][-1]["姓名"] = "林浩然"


def unsent(sheets: Sheets) -> None:
    for row in sheets["周总结"]:
        row |= {"提交时间": None, "字数": None}


def days_missing(sheets: Sheets) -> None:
    sheets["考勤"] = [row for who in ("1", "2") for row in full_month(who) if who == "2" or row["日期"] not in (day(11), day(12))]


def days_put_in(sheets: Sheets) -> None:
    sheets["考勤"] = [row for who in ("1", "2") for row in full_month(who)]


def half_a_month(sheets: Sheets) -> None:
    sheets["考勤"] = [row for row in full_month("1") if row["日期"] <= day(20)]


def unpunched(sheets: Sheets) -> None:
    sheets["考勤"] = [row | {"上班时间": None, "下班时间": None} for who in ("1", "2") for row in full_month(who)]


def too_few_rests(sheets: Sheets) -> None:
    sheets["考勤"] = [row for who in ("1", "2") for row in full_month(who, rest=(1, 8) if who == "1" else (1, 8, 15, 22))]


def alike(sheets: Sheets) -> None:
    sheets["花名册"][2]["部门"] = "客服务部"


def one_department(sheets: Sheets) -> None:
    sheets["花名册"][2]["部门"] = "客服部"


WALKS: dict[str, tuple[Change, Change]] = {
    "ROSTER_EMPTY": (lambda sheets: sheets.update(花名册=[]), lambda sheets: sheets.update(花名册=month()["花名册"])),
    "SHEET_MISSING": (lambda sheets: sheets.pop("考勤"), lambda sheets: sheets.update(考勤=month()["考勤"])),
    "SHEET_OF_OTHER_MONTH": (october, lambda sheets: sheets.update({title: month()[title] for title in ("基金支出", "加分记录", "扣分记录")})),
    "EMPLOYEE_ID_DIFFERS": (other_id, right_id),
    "EMPLOYEE_NAME_DIFFERS": (other_name, right_name),
    "ATTENDANCE_EMPTY": (lambda sheets: sheets.update(考勤=[]), days_put_in),
    "NOBODY_EXAMINED": (lambda sheets: sheets.pop("考试成绩"), lambda sheets: sheets.update(考试成绩=month()["考试成绩"])),
    "EXAM_MISSING": (lambda sheets: sheets["考试成绩"].pop(), lambda sheets: sheets.update(考试成绩=month()["考试成绩"])),
    "WEEKLY_SUMMARIES_ABSENT": (lambda sheets: sheets.pop("周总结"), lambda sheets: sheets.update(周总结=month()["周总结"])),
    "WEEKLY_SUMMARIES_EMPTY": (unsent, lambda sheets: sheets.pop("周总结")),
    "NO_SURVEYS": (lambda sheets: sheets.pop("意见调查"), lambda sheets: sheets.update(意见调查=month()["意见调查"])),
    "DAYS_WITHOUT_ROW": (days_missing, days_put_in),
    "DAYS_OF_NOBODY": (half_a_month, days_put_in),
    "NOBODY_PUNCHED": (unpunched, days_put_in),
    "TOO_FEW_REST_DAYS": (too_few_rests, days_put_in),
    "NO_ATTENDANCE": (lambda sheets: sheets.update(考勤=full_month("2")), days_put_in),
    "DEPARTMENT_ALIKE": (alike, one_department),
    "REOPENS_EARLIER_MONTH": (
        lambda sheets: sheets["投诉登记"].append(complaint(9, "1", 投诉日期=day(12), 受理日期=day(12), 原投诉编号="KS-202610-0001")),
        lambda sheets: sheets["投诉登记"][-1].update(原投诉编号="KS-202611-0001"),
    ),
}
SAYS_THE_NEXT_THING = {"WEEKLY_SUMMARIES_EMPTY": {"WEEKLY_SUMMARIES_ABSENT"}}
"""Without summaries in the month B-3 is not applied, and that is told."""


TOLD: dict[str, Counter[str]] = {}


def told(sheets: Sheets) -> Counter[str]:
    """How often each code is told of the month; where several advices come to the same month it is asked once."""
    stands = repr(sheets)
    if stands not in TOLD:
        TOLD[stands] = Counter(each.code for each in found(sheets))
    return TOLD[stands]


@pytest.mark.parametrize("code", WALKS)
def test_it_is_told_and_gone_once_its_advice_is_followed(code: str) -> None:
    spoil, mend = WALKS[code]
    sheets = month()
    spoil(sheets)
    before = told(sheets)
    mend(sheets)
    after = told(sheets)
    assert before[code] > after[code]
    assert set(after - told(month())) <= SAYS_THE_NEXT_THING.get(code, set())
