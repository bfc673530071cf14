"""Advice about the month before, walked: before October is closed, after it, and once November's cells are as the advice has them."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest

from pipeline.app.request import request_for
from pipeline.month.story import run_month
from tests.archive.months import Books
from tests.build import Rows, full_month, logged, person

OPEN = {
    "投诉编号": "KS-202610-0001", "投诉日期": "2026-10-20", "受理日期": "2026-10-20", "客户名称": "某客户", "投诉类别": "非质量", "投诉原因": "运输", "投诉金额": 100,
    "处理人": "员工1",
}  # fmt: skip
LEADER = person("2", "客服组长")
POINTS: Rows = [{"工号": "2", "分值": 3, "理由": "带班好", "评定人": "T1"}]
TOLD = {"FUND_BELOW_ZERO", "COMPLAINT_LEFT_OUT", "PAID_OTHERWISE", "PAID_UNKNOWN", "PAID_LEFT_OUT", "SHEET_LIKE_LAST_MONTH"}


def codes(books: Books, month: str) -> set[str]:
    request, _ = request_for(month, books.inbox, books.output, None, books.archive, None)
    return {finding.code for finding in run_month(request).findings}


def october(books: Books, **more: Rows) -> None:
    rows = [row for who in ("1", "2") for row in full_month(who, "2026-10")]
    log = [logged("1", "A-3.2.1") | {"日期": "2026-10-03"}]
    books.write("2026-10", [person("1"), LEADER], 考勤=rows, 扣分记录=log, 投诉登记=[OPEN], 组长奖惩=POINTS, **more)


def november(books: Books, **more: Rows) -> None:
    books.write("2026-11", [person("1"), LEADER], 考勤=[row for who in ("1", "2") for row in full_month(who)], **more)


def paid(books: Books) -> Rows:
    sheet = openpyxl.load_workbook(books.output / "2026-10" / "pay_adjustment.xlsx", data_only=True)["工资调整表"]
    return [{"工号": row[0], "实发调整": row[12]} for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] != "合计"]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What is told at each step."""
    books = Books.at(tmp_path_factory.mktemp("walked"))
    october(books)
    told = {"without an opening": codes(books, "2026-10")}
    october(books, 基金期初=[{"金额": 1000}])
    told["with an opening"] = codes(books, "2026-10")
    spent: dict[str, Any] = {"日期": "2026-11-06", "用途": "聚餐", "经办人": "员工1"}
    wrong = {"基金支出": [{**spent, "金额": 20_000}], "组长奖惩": POINTS, "已发工资": [{"工号": "1", "实发调整": 1}, {"工号": "99", "实发调整": 2}]}
    november(books, **wrong)
    told["October open"] = codes(books, "2026-11")
    assert books.close("2026-10", slips=False).code == 0
    told["October closed"] = codes(books, "2026-11")
    november(books, 基金期初=[{"金额": 5}])
    told["an opening again"] = codes(books, "2026-11")
    november(books, 基金支出=[{**spent, "金额": 20}], 组长奖惩=[POINTS[0] | {"分值": 2}], 已发工资=paid(books), 投诉登记=[OPEN])
    told["as advised"] = codes(books, "2026-11")
    books.write("2026-12", [person("1"), LEADER])
    told["November open"] = codes(books, "2026-12")
    assert books.close("2026-11", slips=False).code == 0
    told["November closed"] = codes(books, "2026-12")
    return told


GONE = {
    "FUND_OPENING_ABSENT": ("without an opening", "with an opening"), "PAID_WITHOUT_MONTH": ("October open", "October closed"),
    "FUND_OPENING_DIFFERS": ("an opening again", "as advised"), "PREDECESSOR_OPEN": ("November open", "November closed"),
    **{code: ("October closed", "as advised") for code in sorted(TOLD)},
}  # fmt: skip


@pytest.mark.parametrize("code", GONE)
def test_it_is_told_and_gone_at_the_next_step(walked: dict[str, set[str]], code: str) -> None:
    before, after = GONE[code]
    assert code in walked[before] - walked[after]


def test_nothing_else_has_come_with_the_advice(walked: dict[str, set[str]]) -> None:
    assert walked["as advised"] <= walked["October closed"]
