"""The catalogues lack nothing: CI fails on a message without its English."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from pipeline.language.chosen import CATALOGUES, CHINESE, LANGUAGES

ROOT = Path(__file__).parents[2]
HAN = re.compile("[\u4e00-\u9fff]+")
NAMES = set(
    ["全部", "批准", "规则", "已发工资", "花名册", "扣分记录", "加分记录", "组长奖惩", "考试成绩", "工作量", "周总结", "考勤", "投诉登记", "服务登记", "意见调查", "基金支出", "基金期初", "申诉", "是", "否", "是否有效", "路径", "写法", "拟改为", "工作簿", "次日", "改分", "撤销", "维持", "现场", "开票", "辞职", "辞退", "自动离职", "其他"]
)
"""What HR's workbooks are made of, and the name of a file: they stay as they are in every language."""


MARKS = DEFAULT_KEYWORDS | {"N_": None}


@pytest.fixture(scope="module")
def said() -> set[str]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    return {str(found[2]) for found in extract_from_dir(ROOT, methods, options, keywords=MARKS)}


def catalogue(language: str) -> Catalog:
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


OTHERS = [language for language in LANGUAGES if language != CHINESE]


@pytest.mark.parametrize("language", OTHERS)
def test_everything_that_the_program_says_is_in_the_catalogue_and_nothing_else(language: str, said: set[str]) -> None:
    assert {str(each.id) for each in catalogue(language) if each.id} == said, "run make messages, then translate"


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated_with_the_same_parts(language: str) -> None:
    for each in catalogue(language):
        if each.id:
            assert each.string and not each.fuzzy, each.id
            assert parts(each.string) == parts(each.id), (each.id, each.string)


def test_english_has_no_chinese_but_names_of_what_hr_types() -> None:
    for each in catalogue("en"):
        left = set(HAN.findall(re.sub(r"\{.*?\}\}?", "", str(each.string))))
        assert left <= NAMES, (each.id, each.string)


def test_findings_the_terminal_pages_and_help_are_marked_and_what_is_recorded_is_not(said: set[str]) -> None:
    assert {"必填项为空", "“{column}”是必填项，这里是空的。", "校验…", "考核与工资调整单", "只校验，不计算。", "%(title)s 考核月报"} <= said
    assert {"工资调整表合计 {total}", "冲销", "奖罚通知单"} & said == {"冲销"}, "sheets and forms are Chinese"


def test_every_mark_is_found_also_one_within_another_and_gives_its_message_what_it_names(said: set[str]) -> None:
    """Babel passes over a mark within the values of another, which is then never translated."""
    for path in (ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
                message = node.args[0]
                if isinstance(message, ast.Constant):
                    assert message.value in said, (path, message.value)
                    given = {keyword.arg for keyword in node.keywords}
                    assert node.func.id == "N_" or not given or given == parts(message.value).keys(), (path, message.value, given)


def test_no_module_that_marks_messages_uses_the_mark_as_a_name() -> None:
    for path in (ROOT / "pipeline").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.ImportFrom) and any(name.name == "_" for name in node.names) for node in ast.walk(tree)):
            assert not list(shadowed(tree)), path


def shadowed(tree: ast.AST) -> Iterator[ast.AST]:
    """Where `_` is assigned outside of a comprehension, whose names end with it."""
    if isinstance(tree, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return
    if (isinstance(tree, ast.Name) and tree.id == "_" and isinstance(tree.ctx, ast.Store)) or (isinstance(tree, ast.arg) and tree.arg == "_"):
        yield tree
    for child in ast.iter_child_nodes(tree):
        yield from shadowed(child)


def parts(text: object) -> Counter[str]:
    """The names of what is put in, in code and in templates."""
    return Counter(one or other for one, other in re.findall(r"(?<!\{)\{(\w+)|%\((\w+)\)s", str(text)))
