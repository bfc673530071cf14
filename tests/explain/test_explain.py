"""`kaohe explain`, the slip and its drawing: what counted, what did not and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.app import explain
from pipeline.base.period import Month
from pipeline.explain.small_scores import small_scores
from pipeline.rules.considered import considered
from tests.archive.months import FIRST, Books
from tests.build import (
    BOOK,
    MONTH,
    STAFF,
    Result,
    Rows,
    call_month,
    called,
    complaint,
    day,
    ended,
    logged,
    person,
    settled,
    worked,
    write_month,
)


def texts(employee: str, **sheets: Rows) -> list[str]:
    """What was considered for one of two people."""
    return of_month(settled([person("1"), person("2")], **sheets), employee)


def of_month(month: Result, employee: str) -> list[str]:
    """What was considered for a person, as "clause text"."""
    assert month.basis is not None, month.codes
    found = considered(month.basis.lines, month.basis.tables, Month.parse(MONTH), BOOK)
    return [f"{row['clause']} {row['text']}" for row in found[found["employee_id"] == employee].to_dict("records")]


def said(lines: list[str], clause: str) -> str:
    [line] = [line for line in lines if line.startswith(clause + " ")]
    return line


def work(employee: str, contacts: int, quality: int) -> dict[str, object]:
    return {"工号": employee, "接待量": contacts, "质量分": quality}


@pytest.mark.parametrize(
    ("mine", "theirs", "why"),
    [((9, 90), (8, 95), "接待量是全客服第一，质量分不是"), ((8, 95), (9, 90), "质量分是全客服第一，接待量不是"), ((1, 1), (2, 2), "都不是全客服第一")],
)
def test_A_2_1_first_in_one_and_not_in_the_other_is_said(mine: tuple[int, int], theirs: tuple[int, int], why: str) -> None:
    assert why in said(texts("1", 工作量=[work("1", *mine), work("2", *theirs)]), "A-2.1")


@pytest.fixture(scope="module")
def several() -> Callable[[str], list[str]]:
    """What was considered for each of these people of one month."""
    leaver = person("leaver", 离职日期=day(20), 离职原因="辞职", 培训结束日期="2024-02-01", 转正日期="2024-05-01")
    month = settled(
        [*(person(who) for who in ("nothing", "examined", "complained", "worked", "clauses", "judged", "punched", "undecided")), leaver],
        考试成绩=[{"日期": day(9), "工号": "examined", "得分": 96}],
        投诉登记=[complaint(1, "complained"), complaint(2, "undecided", 是否有效=None, 罚扣金额=30)],
        考勤=[worked("complained", 3), worked("worked", 3), worked("judged", 3, 上班时间="8:20"), worked("punched", 3, 下班时间=None),
             worked("punched", 4, 下班时间=None, 考勤结果="外勤")],
        扣分记录=[
            logged("clauses", "A-3.1.1"), logged("clauses", "A-3.1.1", 4), logged("clauses", "A-3.2.2"), logged("judged", "A-3.1.4", 分值=2),
        ],
    )  # fmt: skip
    return lambda employee: of_month(month, employee)


def test_A_2_1_first_in_both_with_a_violation_or_without_a_record_is_said(several: Callable[[str], list[str]]) -> None:
    lines = texts("1", 工作量=[work("1", 9, 90), work("2", 1, 1)], 扣分记录=[logged("1", "A-3.1.1")])
    assert "当月有扣分" in said(lines, "A-2.1")
    assert "没有工作量记录" in said(several("nothing"), "A-2.1")


def test_A_2_2_an_exam_without_full_marks_or_none_is_said(several: Callable[[str], list[str]]) -> None:
    assert "96 分，不是满分 100 分" in said(several("examined"), "A-2.2")
    assert "没有考试成绩" in said(several("nothing"), "A-2.2")


def test_A_2_5_an_effective_complaint_or_no_work_is_said(several: Callable[[str], list[str]]) -> None:
    assert "KS-202611-0001" in said(several("complained"), "A-2.5")
    assert "没有上班" in said(several("nothing"), "A-2.5")
    assert not [line for line in several("worked") if line.startswith("A-2.5")]


def test_A_3_3_5_how_many_of_how_many_is_said(several: Callable[[str], list[str]]) -> None:
    assert "轻度 1 项（满 4 项才扣）、中度 1 项（满 2 项才扣）" in said(several("clauses"), "A-3.3.5")


def test_A_3_1_4_a_log_row_that_replaces_the_punches_is_said(several: Callable[[str], list[str]]) -> None:
    assert "以登记为准" in said(several("judged"), "A-3.1.4")


def test_A_3_3_1_one_punch_missing_is_said_to_cost_nothing(several: Callable[[str], list[str]]) -> None:
    assert "11-03 缺一次打卡" in said(several("punched"), "A-3.3.1")


def test_B_6_and_C_28_2_what_is_undecided_or_waits_for_approval_is_said(several: Callable[[str], list[str]]) -> None:
    lines = several("undecided")
    assert "还没有认定" in said(lines, "B-6") and "30.00 元还没有核准" in said(lines, "C-28.2")


def test_A_6_1_and_A_6_2_who_resigns_outside_their_terms_is_told(several: Callable[[str], list[str]]) -> None:
    lines = several("leaver")
    assert "照常结算" in said(lines, "A-6.1") and "不扣培训费" in said(lines, "A-6.2")


def test_an_open_objection_marks_the_slip(tmp_path: Path) -> None:
    objection = {"工号": "1", "日期": day(3), "事项": "A-3.1.1", "理由": "没有"}
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "扣分记录": [logged("1", "A-3.1.1")], "申诉": [objection]})
    slip = (call_month(tmp_path).folder / "slips" / "1.html").read_text(encoding="utf-8")
    assert "申诉处理中" in slip and "还没有结论" in slip


@pytest.fixture
def asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def ask(employee: str, *, as_json: bool = False) -> str:
        rows = [logged("1", "A-3.1.3", 备注="<b>"), logged("1", "handover_missing", 4, 次数=2)]
        write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "扣分记录": rows})
        assert ended(explain.explain(employee, MONTH, tmp_path / "inbox", tmp_path / "output", None, None, as_json=as_json)) == 0
        return capsys.readouterr().out

    return ask


def test_explain_prints_what_the_slip_shows(asked: Callable[..., str], tmp_path: Path) -> None:
    printed = asked("1")
    for text in ("考核分 68", "当月第 2 次，罚款 50.00 元", "(68 − 80) × 10 = -120.00", "扣分记录 · 第", "A-2.1  没有工作量记录"):
        assert text in printed
    assert not (tmp_path / "output").exists()


def test_explain_as_json_is_for_programs(asked: Callable[..., str]) -> None:
    record: dict[str, Any] = json.loads(asked("1", as_json=True))
    assert (record["score"], record["total"], record["month"]) == ("68", "-250.00", MONTH)
    assert [line["figure"] for line in record["points"]] == ["-2", "-10"]
    assert {each["clause"] for each in record["considered"]} >= {"A-2.1", "A-2.2", "A-3.3.5"}


def test_explain_says_who_is_unknown_and_that_errors_come_first(asked: Callable[..., str], tmp_path: Path) -> None:
    with pytest.raises(explain.Stop) as stop:
        asked("nobody")
    assert stop.value.code == 2
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "扣分记录": [logged("1", "?")]})
    with pytest.raises(explain.Stop) as stop:
        explain.explain("1", MONTH, tmp_path / "inbox", tmp_path / "output", None, None, as_json=False)
    assert stop.value.code == 1


def test_the_scores_of_closed_months_are_drawn_on_the_slip(tmp_path: Path) -> None:
    books = Books(tmp_path, f"sqlite:///{tmp_path / 'a.sqlite'}")
    for month in ("2026-09", "2026-10"):
        assert books.close(month, slips=False, **(FIRST if month == "2026-09" else {})).code == 0
    books.write("2026-11")
    from pipeline.app.month import compute_month

    assert compute_month("2026-11", books.inbox, books.output, None, books.archive, None).code == 0
    slip = (books.output / "2026-11" / "slips" / "1.html").read_text(encoding="utf-8")
    assert "各月考核分：2026-09 80 分，2026-10 80 分，2026-11 80 分" in slip


def test_a_closed_month_of_which_the_inbox_says_something_else_by_now_is_told_with_what_it_was_closed_with(tmp_path: Path) -> None:
    books = Books.at(tmp_path)
    assert books.close("2026-09", slips=False, 扣分记录=[logged("1", "A-3.1.5") | {"日期": "2026-09-03"}], **FIRST).code == 0
    books.write("2026-09", 扣分记录=[], **FIRST)

    def told(employee: str) -> str:
        return called(lambda: explain.explain(employee, "2026-09", books.inbox, books.output, None, books.archive, as_json=False), tmp_path).printed

    said = told("1")
    assert said.startswith("2026-09 已结账，结账时考核分 75，调整合计 -50.00 元。下面按收件夹现在的资料计算") and "考核分 80" in said
    assert "已结账" not in told("2"), "of whom it says the same"


def test_a_single_month_is_no_course() -> None:
    assert small_scores([("2026-11", 8000)]) is None
    drawn = small_scores([("2026-10", 8000), ("2026-11", 6550)])
    assert drawn is not None and "65.5" in drawn and drawn.count("<circle") == 2
