"""The sample's November, closed after its October: what was known late is booked there, and says why (A-2.5, B-6, C-28.2)."""

from __future__ import annotations

import pytest

from pipeline.app import closed_months
from tests.archive.months import Books
from tests.build import Called
from tests.sample.october import INBOX, OCTOBER


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> Called:
    folder = tmp_path_factory.mktemp("sample")
    (folder / "inbox").symlink_to(INBOX)
    books = Books.at(folder)
    assert all(books.close(month, slips=False).code == 0 for month in ("2026-07", "2026-08", "2026-09"))
    return books.close(OCTOBER)


@pytest.fixture(scope="module")
def november(october: Called) -> Called:
    assert october.code == 0
    return Books.at(october.folder.parents[1]).close("2026-11")


def notes(november: Called, employee: str, category: str = "前期更正") -> dict[str, str]:
    return {row["条款"]: row["说明"] for row in november.table("appraisal.xlsx", "计分明细") if (row["工号"], row["类别"]) == (employee, category)}


def test_it_has_no_error(november: Called) -> None:
    assert november.code == 0, november.printed


def test_each_who_is_corrected_is_told_by_how_much(november: Called) -> None:
    paid = {row["工号"]: row["前期更正"] for row in november.table("pay_adjustment.xlsx", "工资调整表") if row["前期更正"] and row["工号"] != "合计"}
    assert paid == {"KF012": -150, "XJ001": -150, "XJ002": 210, "FW004@2026-10": -100}


SAID = {
    ("XJ001", "B-6"): "未认定 → 有效，已查明责任人",
    ("XJ001", "A-4.2"): "考核分 82 → 77，等级 B → C",
    ("KF012", "B-6"): "就 KS-202610-0003 重新立案，以这一次的认定为准，责任人有更改",
    ("KF012", "A-2.5"): "冲销 2026-10 加分 5 分；原记：每次 5 分；当月没有有效投诉",
    ("XJ002", "B-6"): "冲销 2026-10 罚款 200.00 元；原记：当月第 2 次",
    ("XJ002", "A-3.1.8"): "申诉 2026-10-16 A-3.1.8：改分为 2 分",
    ("FW004@2026-10", "B-6"): "已查明责任人",
}


@pytest.mark.parametrize(("employee", "clause"), SAID)
def test_a_slip_alone_tells_what_was_booked_late_and_why(november: Called, employee: str, clause: str) -> None:
    slip = (november.folder / "slips" / f"{employee}.html").read_text(encoding="utf-8")
    assert SAID[employee, clause] in notes(november, employee)[clause]
    assert SAID[employee, clause] in slip and "前期更正" in slip


def test_a_penalty_of_october_that_came_to_the_register_late_is_charged_and_says_so(november: Called) -> None:
    assert notes(november, "XJ002", "投诉罚扣") == {"C-28.2": "投诉 KS-202610-0001 核准的罚扣；2026-10-30 核准，当月没有扣，补在本月扣"}


SITUATIONS = {
    "COMPLAINT_BOOKED": ["A3", "A4", "A8"],
    "OBJECTION_BOOKED": ["C2"],
    "PENALTY_CHARGED_LATE": ["AA5"],
    "PENALTY_CHARGED_BEFORE": ["AA6"],
    "COMPLAINT_LEFT_OUT": [None, None],
    "SHEET_LIKE_LAST_MONTH": [None],
    "PUNCH_ON_REST": ["D164"],
}


@pytest.mark.parametrize("code", SITUATIONS)
def test_each_situation_is_told_at_its_cell(november: Called, code: str) -> None:
    assert [row["单元格"] for row in november.findings if row["代码"] == code] == SITUATIONS[code]


def kinds(month: Called) -> set[str]:
    return {row["类别"] for row in month.table("review.xlsx", "复核清单")}


def test_october_and_november_show_each_kind_of_the_review_list(october: Called, november: Called) -> None:
    """A row told twice has been looked into, and is folded. What is odd in an amount is one row, though it is so in two ways."""
    assert kinds(october) == {"减少超过半个月工资", "解除合同只凭一行", "给自己记录", "与本人往月相差很大", "也许是同一件事", "事后很久才登记"}
    unlike = {row["工号"]: row["情况和比较"] for row in october.table("review.xlsx", "复核清单") if row["类别"] == "与本人往月相差很大"}
    assert set(unlike) == {"FW003", "KF008", "XJ002"}, "and not those whom the loss of most of the wage is told of"
    assert unlike["KF008"] == "KF008 的调整合计 -470.00 元；本人最近 3 个月是 50.00、50.00、30.00 元，超出 200.00 元以上。"
    assert kinds(november) == {"解除合同只凭一行", "与同岗位相差很大", "记录人宽严不同"}
    rows = november.table("review.xlsx", "复核清单")
    told = {row["类别"]: row["情况和比较"] for row in rows}
    assert len(rows) == len(told), "each once"
    assert told["记录人宽严不同"] == "最近 5 个月，记录人 FW001 的“主管抽查发现差错”5 笔，平均每次 4.8 分；其他记录人 6 笔，平均 2.0 分。"
    assert told["与同岗位相差很大"].startswith("KF018 的调整合计 -1,310.00 元；同岗位（客服）其他")


def test_last_months_case_is_published_once_reviewed_and_one_not_examined_is_no_zero(november: Called) -> None:
    forms = {path.name.partition("-")[0] for path in (november.folder / "notices").glob("*-001-*")}
    assert {"人事公布单", "奖罚通知单", "客户投诉处理表"} <= forms
    assert [row["值"] for row in november.findings if row["代码"] == "EXAM_MISSING"] == ["KF014"]


def test_who_has_the_id_of_somebody_who_left_pays_nothing_for_them(november: Called) -> None:
    names = {row["工号"]: (row["姓名"], row["调整合计"]) for row in november.table("pay_adjustment.xlsx", "工资调整表")}
    assert names["FW004"] == ("江一帆", 0) and names["FW004@2026-10"] == ("潘晓东", -100)


def test_history_tells_those_who_had_an_id_apart(november: Called) -> None:
    books = Books.at(november.folder.parents[1])
    printed = books.call(closed_months.history, "FW004").printed
    first, second = printed.split("FW004 江一帆")
    assert "潘晓东" in first and "上班睡觉" in first and "2026-11  —" in first and "-100.00" in first
    assert "2026-11  80" in second and "2026-10" not in second and "上班睡觉" not in second
    assert books.call(closed_months.history, "FW004@2026-10").printed == printed


def test_a_slip_of_who_had_an_id_before_says_whose_it_is_and_has_no_line_that_is_not_theirs(november: Called) -> None:
    slip = (november.folder / "slips" / "FW004@2026-10.html").read_text(encoding="utf-8")
    assert "本单是 2026-10 时用这个工号的人的" in slip and "按考核分调整" not in slip
    assert "用这个工号的人" not in (november.folder / "slips" / "FW004.html").read_text(encoding="utf-8")


def test_who_has_the_id_of_somebody_who_left_is_compared_with_nobody(november: Called) -> None:
    """The page says who rose and fell, the slip has a line of scores: neither has another person's October."""
    slip = (november.folder / "slips" / "FW004.html").read_text(encoding="utf-8")
    assert "江一帆" in slip and "26-10" not in slip and "26-10" in (november.folder / "slips" / "FW002.html").read_text(encoding="utf-8")
    assert "55 → 80" not in (november.folder / "report.html").read_text(encoding="utf-8").replace("</b>", "")
