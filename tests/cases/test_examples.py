"""Examples in HR's words, held against the rules: those that are shipped come true, others are refused with their row (A-4.3)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.amendment.book import amended
from pipeline.app.request import rules_of_month
from pipeline.base.exits import Stop
from pipeline.base.period import Month
from pipeline.cases.around import cases_around, compared
from pipeline.cases.examples import untrue_examples
from pipeline.cases.month import outcomes
from pipeline.cases.read import case_of
from pipeline.rulebook.change import with_setting
from tests.amendment.test_round_trip import edited, imported
from tests.build import BOOK, MONTH, STAFF, write_month


def comes_to(fact: str) -> str:
    case = case_of(fact, BOOK)
    assert case is not None, fact
    [outcome] = outcomes([case], BOOK)
    assert outcome is not None
    return outcome.said


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("考核分 91", "+110.00 元；等级 A"), ("考核分68", "−120.00 元；等级 D"), ("考核分 ９０", "+100.00 元；等级 B"),
        ("迟到 11 分钟", "扣 3 分"), ("第 4 次未登记交接", "扣 5 分；−6,000.00 元；扣发工资"), ("第 5 次未登记交接记录", "扣 5 分；视同自动离职"),
        ("第 1 次 A-3.2.1", "扣 10 分；−50.00 元"), ("应急处理超时 31 分钟", "扣 20 分"), ("上班闲聊，评 3 分", "不予登记：分值超出范围"),
        ("晚班 次日 00:00 离岗", "没有后果"), ("投诉金额 1000 元", "副总经理"), ("第 3 次服务被客户投诉", "视同自动离职"),
    ],
)  # fmt: skip
def test_A_4_3_facts_are_understood_as_people_write_them(fact: str, said: str) -> None:
    assert comes_to(fact) == said


def test_every_generated_fact_is_understood_again() -> None:
    for case in cases_around(BOOK):
        again = case_of(case.fact, BOOK)
        assert again is not None and again.form is case.form, case.fact
        assert {name: value.replace(" ", "") for name, value in case.values.items()} == {name: value.replace(" ", "") for name, value in again.values.items()}


def test_A_4_3_the_shipped_examples_come_true_and_follow_the_rate() -> None:
    assert untrue_examples(BOOK) == []
    wrong = untrue_examples(with_setting(BOOK, "pay.yuan_per_point=12"))
    assert [(BOOK.examples[each.at].fact, each.part, each.outcome.said if each.outcome else "") for each in wrong] == [
        ("考核分 91", "yuan", "+132.00 元；等级 A"), ("考核分 68", "yuan", "−144.00 元；等级 D"),
    ]  # fmt: skip


def test_an_import_whose_examples_do_not_come_true_is_refused_with_the_row_and_mended_by_its_advice(tmp_path: Path) -> None:
    def wrong(sheets: Any) -> None:
        sheets["例子"].append(["A-3.1.4", "迟到 11 分钟", -4])
        sheets["例子"].append(["B-1c", "第 4 次未登记交接", -5, None, "视同自动离职"])
        sheets["例子"].append(["B-8", "喝水", -5])

    done = imported(tmp_path, edited(tmp_path, wrong))
    assert done.code == 1 and not (tmp_path / "新.yaml").exists()
    assert "例子 · C6" in done.printed and "扣 3 分" in done.printed
    assert "例子 · E7" in done.printed and "扣发工资" in done.printed
    assert "例子 · B8" in done.printed and "读不懂" in done.printed
    copy = openpyxl.load_workbook(tmp_path / "annotated" / "规则.xlsx")
    assert "扣 3 分" in copy["例子"]["C6"].comment.text

    def mended(sheets: Any) -> None:
        wrong(sheets)
        sheets["例子"]["C6"].value, sheets["例子"]["E7"].value, sheets["例子"]["B8"].value = -3, "扣发工资", "第 1 次 B-2"
        sheets["例子"]["C8"].value, sheets["例子"]["D8"].value = None, -100

    book = amended(BOOK, edited(tmp_path, mended)).rulebook
    assert book is not None and [each.fact for each in book.examples[4:]] == ["迟到 11 分钟", "第 4 次未登记交接", "第 1 次 B-2"]


def test_the_cases_of_two_rulebooks_stand_beside_each_other() -> None:
    new = with_setting(with_setting(BOOK, "lateness.steps.0.up_to=12"), "deductions.A-3.1.10.points=3")
    found = {each.fact: each for each in compared(BOOK, new)}
    changed = {fact: (each.before.said, each.after.said) for fact, each in found.items() if each.changed and each.before and each.after}
    assert changed == {
        "迟到 11 分钟": ("扣 3 分", "扣 2 分"), "迟到 12 分钟": ("扣 3 分", "扣 2 分"), "第 1 次办公室大声喧哗": ("扣 2 分", "扣 3 分"),
    }  # fmt: skip
    assert {"迟到 10 分钟", "迟到 13 分钟", "考核分 89.99", "考核分 90", "考核分 90.01"} <= set(found)


def test_a_file_whose_examples_do_not_come_true_is_refused_with_its_line_until_its_advice_is_followed(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": STAFF})
    path = tmp_path / "公司.yaml"
    said = "based_on: shipped 2020-01-01\neffective_from: 2026-01-01\napproval: {clause: A-5.2}\nexamples:\n- {clause: A-3.1.4, fact: 迟到 11 分钟, points: -4}\n"
    path.write_text(said, encoding="utf-8")
    with pytest.raises(Stop, match=r"第 5 行 examples\.0\.points：按这份规则，“迟到 11 分钟”是 扣 3 分") as stopped:
        rules_of_month(path, Month.parse(MONTH), tmp_path / "inbox")
    assert stopped.value.code == 2
    path.write_text(said.replace("-4", "-3"), encoding="utf-8")
    assert rules_of_month(path, Month.parse(MONTH), tmp_path / "inbox").name == "公司"
