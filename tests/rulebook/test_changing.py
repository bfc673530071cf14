"""Rulebooks in force by date, compared in words, and changed by workbook without YAML (A-5.2, A-5.3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.app import rulebook
from pipeline.app.month import compute_month
from pipeline.app.request import rulebook_in_force
from pipeline.excel.rulebook_book import HEADERS, SHEET, export, proposed
from pipeline.rulebook.change import with_setting
from pipeline.rulebook.compare import changes
from pipeline.rulebook.load import RulebookError, load_rulebook
from pipeline.rulebook.parameters import LAW, decisions, parameters
from tests.build import BOOK, MONTH, STAFF, changed_rulebook, ended, logged, person, write_month

LATER = date(2027, 1, 1)


def filled(folder: Path, **proposals: Any) -> Path:
    """The exported workbook with values proposed, by dotted path (dots written as two underscores)."""
    path = folder / "规则.xlsx"
    export(BOOK, path)
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    for row in range(2, sheet.max_row + 1):
        dotted = str(sheet.cell(row, HEADERS.index("路径") + 1).value)
        if dotted.replace(".", "__") in proposals:
            sheet.cell(row, HEADERS.index("拟改为") + 1).value = proposals.pop(dotted.replace(".", "__"))
    assert not proposals
    book.save(path)
    return path


def test_every_figure_has_a_clause_and_a_name_of_its_own() -> None:
    for each in parameters(BOOK):
        assert each.clause in BOOK.clauses or each.clause == LAW, each.dotted
        assert each.words and each.name and not each.name.isascii(), each.dotted
    assert len({each.dotted for each in parameters(BOOK)}) == len(parameters(BOOK))
    assert all(unit in {"", "分", "元", "分钟", "小时", "天", "个工作日", "日", "个月", "项", "字", "个月工资"} for unit in {each.unit for each in parameters(BOOK)})


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


def test_an_exported_rulebook_that_nobody_changed_comes_back_the_same_but_for_its_approval(tmp_path: Path) -> None:
    path = tmp_path / "again.yaml"
    path.write_text(proposed(BOOK, filled(tmp_path), BOOK.effective_from), encoding="utf-8")
    again = load_rulebook(path)
    assert [line for line in changes(BOOK, again) if not line.startswith("A-5.2")] == []
    assert not again.approval.complete
    left_out = {"source", "sha256", "text", "approval"}
    assert again.model_dump(exclude=left_out) == BOOK.model_dump(exclude=left_out)


def test_A_5_2_proposed_figures_become_a_rulebook_in_force_from_the_day_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook = filled(
        tmp_path, pay__yuan_per_point=12, shifts__early__start="08:30", ladders__handover__counted_by="year",
        **{"deductions__A-3__1__8__points_between": "[1, 4]", "resignation__training_charge__wage_share": "1/3"},
        approval__approved_by="总裁", approval__approved_on=date(2026, 12, 1), approval__filed_on="2026-12-10",
    )  # fmt: skip
    to = tmp_path / "2027.yaml"
    assert ended(rulebook.import_(workbook, None, to, LATER)) == 0
    new = load_rulebook(to)
    assert (new.pay.fen_per_point, new.effective_from, new.shifts["early"].start) == (1200, LATER, 8 * 3600 + 1800)
    assert new.items["A-3.1.8"].points_between == (100, 400) and new.approval.complete
    assert new.ladders["handover"].counted_by == "year"
    assert "每分金额：10 元 → 12 元" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("proposals", "said"),
    [
        ({"pay__yuan_per_point": "很多"}, "应为数字"),
        ({"pay__max_up": -5}, "不小于"),
        ({"shifts__early__start": "八点"}, "时间"),
        ({"ladders__handover__counted_by": "week"}, "month"),
        ({"deductions__A-3__1__8__points_between": "[5, 2]"}, "从小到大"),
        ({"grades__bands__1__from": 95}, "从高到低"),
    ],
)
def test_a_wrong_proposal_is_said_with_its_cell_and_nothing_is_written(tmp_path: Path, proposals: dict[str, Any], said: str) -> None:
    to = tmp_path / "new.yaml"
    with pytest.raises(rulebook.Stop) as stop:
        rulebook.import_(filled(tmp_path, **proposals), None, to, LATER)
    assert stop.value.code == 1 and not to.exists()
    assert "规则.xlsx · 规则参数 · E" in stop.value.sentence and said in stop.value.sentence


def test_another_workbook_or_a_file_that_is_there_is_refused(tmp_path: Path) -> None:
    other = write_month(tmp_path, {})
    with pytest.raises(rulebook.Stop) as stop:
        rulebook.import_(other, None, tmp_path / "new.yaml", LATER)
    assert "规则参数" in stop.value.sentence
    with pytest.raises(rulebook.Stop) as stop:
        rulebook.import_(filled(tmp_path), None, BOOK.source, LATER)
    assert "已经存在" in stop.value.sentence


@pytest.mark.parametrize(("setting", "said"), [("pay.yuan_per_point", "应写成"), ("pay.nothing=1", "没有"), ("pay.max_up=x", "数字")])
def test_a_single_setting_that_does_not_fit_is_said(setting: str, said: str) -> None:
    with pytest.raises(RulebookError, match=said):
        with_setting(BOOK, setting)


def test_a_single_figure_is_set_by_its_path_items_by_their_code() -> None:
    assert with_setting(BOOK, "pay.yuan_per_point=12").pay.fen_per_point == 1200
    assert with_setting(BOOK, "deductions.A-3.1.1.points=3").items["A-3.1.1"].fixed_points == 300
    assert with_setting(BOOK, "grades.bands.1.from=82").grade(8100) == "C"
