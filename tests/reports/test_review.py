"""Objections and the review list where people read them: the manager's page, review.xlsx, the slips, and what closing says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.archive.months import FIRST, Books
from tests.build import STAFF, Called, call_month, day, each_own, logged, person, write_month

PEOPLE = [person("Z1", "主管"), person("T1", "培训专员"), person("1"), person("2")]
LOG = [logged("1", "A-3.1.3"), logged("1", "A-3.1.8", 4, 分值=3), logged("2", "A-3.3.7", 5)]


def objection(item: str, on: int, **more: Any) -> dict[str, Any]:
    return {"工号": "1", "日期": day(on), "事项": item, "理由": "情况不符"} | more


DECIDED = objection("A-3.1.8", 4, 结论="改分", 改后分值=2, 裁定人="Z1", 裁定日期=day(20), 裁定理由="情节较轻")
RECEIPT = {"工号": "1", "月份": "2026-11", "签收日期": "2026-11-06", "意见": "有异议"}


@pytest.fixture(scope="module")
def called(tmp_path_factory: pytest.TempPathFactory) -> Called:
    folder = tmp_path_factory.mktemp("review")
    write_month(folder / "inbox", {"花名册": PEOPLE, "扣分记录": LOG, "申诉": [objection("A-3.1.3", 3), DECIDED], "签收": [RECEIPT]})
    return call_month(folder)


def test_the_page_lists_objections_with_state_clause_and_recorder_those_open_first(called: Called) -> None:
    page = (called.folder / "report.html").read_text(encoding="utf-8")
    assert "1 项待裁定" in page
    assert page.index("待裁定</span></td>") < page.index("改分为 2 分")
    assert [(row["状态"], row["条款"], row["记录人"]) for row in called.table("review.xlsx", "申诉")] == [
        ("待裁定", "A-3.1.3", "T1"), ("改分为 2 分", "A-3.1.8", "T1"),
    ]  # fmt: skip


def test_the_review_list_stands_on_the_page_and_in_the_workbook(called: Called) -> None:
    [row] = [row for row in called.table("review.xlsx", "复核清单") if row["类别"] == "解除合同只凭一行"]
    assert (row["重要程度"], row["工号"], row["工作表"], row["行号"]) == ("重大", "2", "扣分记录", 4)
    assert row["情况和比较"] in (called.folder / "report.html").read_text(encoding="utf-8")


def test_a_slip_says_what_became_of_each_objection_and_until_when_one_may_object(called: Called) -> None:
    slip = (called.folder / "slips" / "1.html").read_text(encoding="utf-8")
    assert "申诉处理中：对 11-03" in slip and "结论是改分为 2 分（裁定人 Z1 2026-11-20）。情节较轻" in slip
    assert "本单已于 2026-11-06 签收，申诉最迟在 2026-11-11 提出。" in slip
    other = (called.folder / "slips" / "2.html").read_text(encoding="utf-8")
    assert "申诉请在签收本单后 3 个工作日内提出。" in other and "拒签" in other


RECEIPTS: dict[str, tuple[dict[str, str] | None, bool]] = each_own("R", [
    (None, True),
    ({"签收日期": "2026-11-06", "意见": "无异议"}, False),
    ({"签收日期": "2026-11-06", "意见": "有异议"}, False),
    ({"签收日期": "2099-11-06", "意见": "有异议"}, True),
    ({"签收日期": "2099-11-06", "意见": "无异议"}, False),
])
"""A receipt, if any, and whether its slip is waited for."""


@pytest.fixture(scope="module")
def waited_for(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Whom the close of a month with each of these receipts names."""
    books = Books.at(tmp_path_factory.mktemp("closed"))
    agreed = {"签收日期": "2020-11-30", "意见": "无异议"}
    given = {who: receipt for who, (receipt, _) in RECEIPTS.items()} | {"Z1": agreed, "T1": agreed}
    rows = [{"工号": who, "月份": "2020-11"} | receipt for who, receipt in given.items() if receipt]
    people = [each | {"入职日期": "2019-01-08"} for each in (*STAFF, *map(person, RECEIPTS))]
    write_month(books.inbox, {"花名册": people, "签收": rows, **FIRST}, "2020-11")
    [(count, named)] = re.findall("([0-9]+) 人还没有签收考核单，或申诉期限还没有过：(.*)", books.close("2020-11", slips=False).printed)
    assert int(count) == len(named.split("、"))
    return named.split("、")


@pytest.mark.parametrize("who", RECEIPTS)
def test_closing_names_who_has_neither_signed_nor_let_the_window_pass(waited_for: list[str], who: str) -> None:
    assert (who in waited_for) == RECEIPTS[who][1]
