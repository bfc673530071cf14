"""Rulebooks in force by date, compared in words, and changed by workbook without YAML (A-5.2, A-5.3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.app.month import compute_month
from pipeline.app.request import rulebook_in_force
from pipeline.rulebook.change import with_setting
from pipeline.rulebook.compare import changes
from pipeline.rulebook.load import RulebookError
from pipeline.rulebook.parameters import LAW, decisions, parameters
from tests.build import BOOK, MONTH, STAFF, changed_rulebook, logged, person, write_month


def test_every_figure_has_a_clause_and_a_name_of_its_own() -> None:
    for each in parameters(BOOK):
        assert each.clause in BOOK.clauses or each.clause == LAW, each.dotted
        assert each.words and each.name and not each.name.isascii(), each.dotted
    assert len({each.dotted for each in parameters(BOOK)}) == len(parameters(BOOK))
    assert all(unit in {"", "分", "元", "分钟", "小时", "天", "个工作日", "日", "个月", "项", "字", "个月工资", "人", "笔", "倍"} for unit in {each.unit for each in parameters(BOOK)})


def test_decisions_stand_with_their_clause_those_of_an_item_with_each_of_its_clauses() -> None:
    found = decisions(BOOK)
    assert "迟交或字数不足" in found["B-3"][0]
    assert found["A-3.1.13"] == found["A-3.2.8"] == found["A-3.3.6"]


def test_a_changed_figure_is_said_in_words(tmp_path: Path) -> None:
    new = changed_rulebook(tmp_path, ("yuan_per_point: 10", "yuan_per_point: 12"), ("  B-8: {label", "  B-9: {label"))
    said = changes(BOOK, new)
    assert "A-4.2 每分金额：10 元 → 12 元" in said
    assert any(line.startswith("B-8") and "取消" in line for line in said) and any("新增" in line for line in said)
    assert changes(BOOK, BOOK) == []


def test_A_5_3_a_folder_of_dated_rulebooks_gives_the_one_in_force_on_the_months_first_day(tmp_path: Path) -> None:
    text = BOOK.source.read_text(encoding="utf-8")
    (tmp_path / "old.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(
        text.replace("effective_from: 2020-01-01", "effective_from: 2026-11-02").replace("fine: 50}", "fine: 70}"), encoding="utf-8"
    )
    assert rulebook_in_force(tmp_path, date(2026, 11, 1)).name == "old"
    assert rulebook_in_force(tmp_path, date(2026, 12, 1)).name == "new"
    assert rulebook_in_force(tmp_path, date(2026, 11, 2)).name == "new"


def test_A_5_3_the_month_says_which_rulebook_it_took(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "二零二零版.yaml").write_text(BOOK.source.read_text(encoding="utf-8"), encoding="utf-8")
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "扣分记录": [logged("1", "B-8")]})
    assert compute_month(MONTH, tmp_path / "inbox", tmp_path / "output", rules, None, None).code == 0
    folder = tmp_path / "output" / MONTH
    assert "二零二零版" in (folder / "run.json").read_text(encoding="utf-8")
    assert "二零二零版" in (folder / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("setting", "said"), [("pay.yuan_per_point", "应写成"), ("pay.nothing=1", "没有"), ("pay.max_up=x", "数字")])
def test_a_single_setting_that_does_not_fit_is_said(setting: str, said: str) -> None:
    with pytest.raises(RulebookError, match=said):
        with_setting(BOOK, setting)


def test_a_single_figure_is_set_by_its_path_items_by_their_code() -> None:
    assert with_setting(BOOK, "pay.yuan_per_point=12").pay.fen_per_point == 1200
    assert with_setting(BOOK, "deductions.A-3.1.1.points=3").items["A-3.1.1"].fixed_points == 300
    assert with_setting(BOOK, "grades.bands.1.from=82").grade(8100) == "C"
