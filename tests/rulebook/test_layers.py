"""A company's rulebook says only what differs from the one it builds on, and a department may have rules of its own (A-5.3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.app.request import rulebook_in_force
from pipeline.rulebook.layers import TABLES, difference, merged
from pipeline.rulebook.load import RulebookError, figures_of, load_rulebook, rulebook_as_kept
from tests.build import BOOK, changed_rulebook, person, settled, worked

FIGURES = figures_of(BOOK)
OWN = "based_on: shipped 2020-01-01\neffective_from: 2027-01-01\napproval: {clause: A-5.2, approved_by: 总裁, approved_on: 2026-12-01, filed_on: 2026-12-02}\n"
STRICTER = """
departments:
  客服二部:
    lateness: {clause: A-3.1.4, item: A-3.1.4, steps: [{up_to: 5, points: 4}], over: 5, decided: 二部从严}
"""


def layer(folder: Path, text: str, name: str = "公司") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(OWN + text, encoding="utf-8")
    return path


def leaves(figures: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(figures, dict):
        return [leaf for key, value in figures.items() for leaf in leaves(value, (*path, key))]
    return [path]


@st.composite
def changed(draw: st.DrawFn) -> dict[str, Any]:
    """The shipped figures with some replaced, some entries of tables taken away and one put there."""
    figures = figures_of(BOOK)
    for path in draw(st.lists(st.sampled_from(leaves(FIGURES)), max_size=5)):
        place = figures
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = draw(st.one_of(st.integers(0, 99), st.text("甲乙丙", min_size=1), st.lists(st.integers(0, 9), max_size=3)))
    for topic in draw(st.lists(st.sampled_from(["deductions", "clauses", "actions", "shifts"]), max_size=3, unique=True)):
        figures[topic].pop(draw(st.sampled_from(sorted(figures[topic]))))
        figures[topic]["X-1"] = draw(st.sampled_from(["甲", "乙"]))
    return figures


@given(changed())
def test_what_differs_put_on_the_base_is_the_whole_again(figures: dict[str, Any]) -> None:
    assert merged(FIGURES, difference(FIGURES, figures)) == figures


def test_a_rulebook_that_does_not_differ_says_nothing_but_its_own_head() -> None:
    assert set(difference(FIGURES, FIGURES)) == {"effective_from", "approval"}
    assert all(isinstance(path, tuple) for path in TABLES)


def test_one_figure_an_item_more_and_an_item_less_stand_alone_in_the_layer(tmp_path: Path) -> None:
    book = load_rulebook(layer(tmp_path, "pay: {yuan_per_point: 12}\ndeductions:\n  B-8: null\n  B-13: {label: 泄密}\n"))
    assert book.pay.fen_per_point == 1200 and book.pay.max_up == 30000
    assert "B-8" not in book.items and book.items["B-13"].label == "泄密" and len(book.items["B-13"].sets_off) == 2
    assert book.approval.approved_by == "总裁" and book.effective_from.year == 2027


def test_what_is_kept_of_a_layered_rulebook_is_whole_by_itself(tmp_path: Path) -> None:
    book = load_rulebook(layer(tmp_path, "deductions: {B-8: null}\n"))
    again = rulebook_as_kept("公司", book.text)
    assert again.model_dump(exclude={"source"}) == book.model_dump(exclude={"source"})


def test_a_layer_may_build_on_another_one_beside_it(tmp_path: Path) -> None:
    layer(tmp_path, "pay: {max_up: 400}\n", "总部")
    branch = tmp_path / "分店.yaml"
    branch.write_text(OWN.replace("shipped 2020-01-01", "总部") + "pay: {max_down: 100}\n", encoding="utf-8")
    book = load_rulebook(branch)
    assert (book.pay.max_up, book.pay.max_down) == (40000, 10000)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("based_on: 没有\n", "不存在"), ("based_on: 公司\n", "绕回"), ("based_on: shipped 2020-01-01\npay: {yuan_per_point: -1}\n", "第 2 行 pay.yuan_per_point"),
    ],
)
def test_what_is_wrong_in_a_layer_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "公司.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError, match=said):
        load_rulebook(path)


def test_a_department_has_its_own_scale_of_lateness_and_nobody_else(tmp_path: Path) -> None:
    book = load_rulebook(layer(tmp_path, STRICTER))
    people = [person("1"), person("2", 部门="客服二部")]
    result = settled(people, rulebook=book, 考勤=[worked(who, 3) | {"上班时间": "8:04"} for who in ("1", "2")])
    assert (result.points("1", "A-3.1.4"), result.points("2", "A-3.1.4")) == (-2, -4)
    assert result.score("1") - result.score("2") == 2


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("over: 5", "over: 3", "少于前一档"), ("item: A-3.1.4", "item: A-9", "departments.客服二部.lateness.item：用到的事项 A-9"),
        ("    lateness:", "    ladders: {handover: {clause: B-1c, counted_by: year, steps: [{fine: 1}]}}\n    lateness:", "同样的时间"),
        ("    lateness:", "    ladders: {新: {clause: B-1c, counted_by: month, steps: [{fine: 1}]}}\n    lateness:", "全公司没有递进 新"),
    ],
)
def test_rules_of_a_department_are_held_to_the_same(tmp_path: Path, before: str, after: str, said: str) -> None:
    with pytest.raises(RulebookError, match=said):
        load_rulebook(layer(tmp_path, STRICTER.replace(before, after)))


def test_a_rulebook_of_before_knows_no_departments(tmp_path: Path) -> None:
    assert changed_rulebook(tmp_path).of_departments == {}


def test_a_branch_has_the_rules_of_its_own_folder_and_the_company_s_before_them(tmp_path: Path) -> None:
    layer(tmp_path, "pay: {max_up: 400}\n", "2027")
    (tmp_path / "上海").mkdir()
    own = tmp_path / "上海" / "2028.yaml"
    own.write_text(OWN.replace("shipped 2020-01-01", '"2027"').replace("effective_from: 2027", "effective_from: 2028") + "pay: {max_down: 100}\n", encoding="utf-8")
    book = rulebook_in_force(tmp_path, date(2028, 1, 1), "上海")
    assert (book.name, book.pay.max_up, book.pay.max_down) == ("2028", 40000, 10000)
    assert rulebook_in_force(tmp_path, date(2028, 1, 1), "北京").name == "2027"
    assert rulebook_in_force(tmp_path, date(2027, 12, 1), "上海").name == "2027"
    assert rulebook_in_force(tmp_path, date(2026, 12, 1), "上海").name == "2020-01-01"
