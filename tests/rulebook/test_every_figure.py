"""Every figure of a rulebook has a name, may be filled in, and fits the others: seen through the commands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from typer.testing import CliRunner

from pipeline.cli.main import app
from pipeline.rulebook.load import RulebookError, figures_of, rulebook_from
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.parameters import parameters
from tests.build import BOOK, MONTH, RULES_ALONE, STAFF, changed_rulebook, complaint, logged, person, write_month

WITHOUT_A_NAME = {"clause", "decided", "item", "service_item", "conflict_item", "gives", "kind", "text"}
"""What a rulebook has beside figures: where they come from and what they are of."""


def as_yaml(figures: dict[str, Any]) -> str:
    """How a file says them."""
    return yaml.dump(figures, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, sort_keys=False)


def kaohe(*arguments: object) -> str:
    done = CliRunner().invoke(app, [*map(str, arguments)])
    assert done.exit_code == 0, (arguments, done.output, done.exception)
    return done.output


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("figures")
    late = complaint(1, "1", 客户名称="甲", 责任部门="客户服务部")
    write_month(folder / "inbox", {"花名册": [*STAFF, person("1", 部门="客户服务部")], "扣分记录": [logged("1", "A-3.1.1")], "投诉登记": [late]})
    return folder


def used_by_every_command(folder: Path, text: str) -> str:
    """The page of the rulebook, after the month, the clauses and the workbook were made with it."""
    book = folder / "rules.yaml"
    book.write_text(text, encoding="utf-8")
    kaohe("month", MONTH, "--inbox", folder / "inbox", "--output", folder / "output", "--rulebook", book, "--no-slips")
    assert "C-26" in kaohe("clause", "C-26", "--rulebook", book)
    kaohe("rulebook", "export", "--to", folder / "rules.xlsx", "--rulebook", book)
    (folder / "again.yaml").unlink(missing_ok=True)
    kaohe("rulebook", "import", folder / "rules.xlsx", "--to", folder / "again.yaml", "--from-date", "2027-01-01", "--rulebook", book)
    return (folder / "output" / MONTH / "rulebook.html").read_text(encoding="utf-8")


def test_C_26_a_department_with_a_limit_of_its_own_ends_in_no_fault(month: Path) -> None:
    page = used_by_every_command(month, RULES_ALONE.replace("departments: {}", "departments: {客户服务部: 3}"))
    assert "客户服务部：自己的时限：<b>3</b> 天" in page and "各部门自己的时限：" not in page


def test_every_figure_of_the_model_has_a_name_and_a_unit() -> None:
    def fields(model: type[BaseModel], seen: set[type[BaseModel]]) -> None:
        if model in seen:
            return
        seen.add(model)
        for name, field in model.model_fields.items():
            below = [each for each in seen_in(field.annotation) if issubclass(each, BaseModel)]
            if below:
                for each in below:
                    fields(each, seen)
            elif model is not Rulebook and model.__name__ not in ("Action", "ItemText", "Clause"):
                assert field.title or name in WITHOUT_A_NAME, f"{model.__name__}.{name}"

    def seen_in(annotation: Any) -> list[type[Any]]:
        if isinstance(annotation, type):
            return [annotation]
        return [found for each in getattr(annotation, "__args__", ()) for found in seen_in(each)]

    fields(Rulebook, set())


@st.composite
def filled(draw: Callable[..., Any]) -> dict[str, Any]:
    """The shipped figures with every optional one given, in any of its forms."""
    figures = figures_of(BOOK)
    figures["approval"] |= {"approved_by": "总经理", "approved_on": "2026-01-01", "filed_on": "2026-01-02"}
    closing = figures["complaints"]["closing"]
    names = st.text(st.sampled_from("客户服务部二一商场.A1 "), min_size=1, max_size=6)
    of_departments = st.dictionaries(names, st.integers(0, 30), max_size=4)
    closing["departments"] = draw(of_departments.filter(lambda found: len(set(map(str.strip, found))) == len(found)))
    closing["counted_in"] = draw(st.sampled_from(["calendar", "working"]))
    levels = ["very_satisfied", "satisfied", "average", "poor"]
    figures["survey"]["points_per_rating"] = draw(st.dictionaries(st.sampled_from(levels), st.integers(-5, 5)))
    wages = st.lists(st.fixed_dictionaries({"from": st.dates(date(2000, 1, 1), date(2030, 12, 31)).map(str), "yuan": st.integers(0, 5000)}), max_size=3, unique_by=lambda wage: str(wage["from"]))
    region = st.fixed_dictionaries({"minimum_wage": wages, "fines_forbidden": st.booleans()})
    regions = draw(st.dictionaries(names.map(str.strip).filter(bool), region, min_size=1, max_size=3))
    here = draw(st.sampled_from([None, *regions]))
    limits = {"share_of_wage": draw(st.booleans()), "minimum_wage": here is not None and draw(st.booleans())}
    figures["labour_law"] = {"region": here, "regions": regions, "limits": limits}
    for ladder in ("handover", "weekly_summary"):
        figures["ladders"][ladder]["counted_by"] = draw(st.sampled_from(["month", "year", "employment"]))
    return figures


@given(filled())
@settings(max_examples=3, phases=[Phase.explicit, Phase.generate])
def test_a_rulebook_with_every_field_filled_runs_through_every_command(month: Path, figures: dict[str, Any]) -> None:
    shutil.rmtree(month / "output", ignore_errors=True)
    del figures["examples"]
    used_by_every_command(month, as_yaml(figures))


@given(filled())
@settings(max_examples=50)
def test_each_figure_has_a_place_a_name_and_words(figures: dict[str, Any]) -> None:
    found = parameters(rulebook_from(figures, Path("rules.yaml"), as_yaml(figures)))
    assert all(each.name and each.words for each in found)
    assert len({each.path for each in found}) == len(found)




def changed(**values: Any) -> dict[str, Any]:
    """The shipped figures with some set anew, by dotted path (dots written as two underscores)."""
    figures = figures_of(BOOK)
    for dotted, value in values.items():
        *path, last = [int(key) if key.isdigit() else key for key in dotted.split("__")]
        place: Any = figures
        for key in path:
            place = place[key]
        place[last] = value
    return figures


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"score__cap__points": 70}, "score.cap.points：每月最高分 70 低于每月基础分 80"),
        ({"exam__pass_mark__points": 101}, "exam.pass_mark.points：及格分 101 高于满分 100"),
        ({"ladders__handover__steps__1__fine": 20}, "ladders.handover.steps.1.fine：罚款 20 元少于前一级的 30 元"),
        ({"ladders__complaint__steps__2": {"fine": 300}, "ladders__complaint__steps__1": {"action": "resignation"}}, "ladders.complaint.steps.2：罚款 300 元轻于前一级的处理"),
        ({"lateness__steps__1__points": 1}, "lateness.steps.1.points：扣 1 分，少于前一档的 2 分"),
        ({"lateness__over": 6}, "lateness.over：扣 6 分，超出事项 A-3.1.4 的 2 至 5 分"),
        ({"dismissal__below": 120}, "dismissal.below：120 高于每月最高分 110"),
        ({"shifts__early__end": "07:00"}, "shifts.early.end：班次结束不晚于班次开始"),
        ({"shifts__late__leave_from": "15:00"}, "shifts.late.leave_from：可以离开的时刻不在班次之内"),
        ({"resignation__early_confirmation__grade": "S"}, "resignation.early_confirmation.grade：没有等级 S"),
    ],
)  # fmt: skip
def test_A_5_2_figures_that_contradict_each_other_are_refused_with_their_place(values: dict[str, Any], said: str) -> None:
    figures = changed(**values)
    with pytest.raises(RulebookError) as refused:
        rulebook_from(figures, Path("rules.yaml"), as_yaml(figures))
    assert said in str(refused.value) and "第 " in str(refused.value)


def test_A_5_2_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(RulebookError) as refused:
        changed_rulebook(tmp_path, ("over: 5\n", "over: 6\n"), ("{up_to: 20, points: 3}", "{up_to: 20, points: 1}"))
    assert "lateness.over" in str(refused.value) and "lateness.steps.1.points" in str(refused.value)
    with pytest.raises(RulebookError) as refused:
        changed_rulebook(tmp_path, ("max_up: 300", "max_up: -1"), ("max_down: 300", "max_down: 很多"))
    assert "pay.max_up：应不小于 0" in str(refused.value) and "pay.max_down：应为数字" in str(refused.value)
