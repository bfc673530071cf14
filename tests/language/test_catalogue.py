"""The catalogues lack nothing: CI fails on a message without its English."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from pipeline.language.chosen import CATALOGUES, CHINESE, LANGUAGES

ROOT = Path(__file__).parents[2]
HAN = re.compile("[\u4e00-\u9fff]+")
NAMES = set(
    ["全部", "花名册", "扣分记录", "加分记录", "组长奖惩", "考试成绩", "工作量", "周总结", "考勤", "投诉登记", "服务登记", "意见调查", "基金支出", "基金期初", "申诉", "是", "否", "是否有效", "路径", "写法", "拟改为", "工作簿", "次日", "改分", "撤销", "维持", "现场", "开票", "辞职", "辞退", "自动离职", "其他"]
)
"""What HR's workbooks are made of, and the name of a file: they stay as they are in every language."""


@pytest.fixture(scope="module")
def said() -> set[str]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    return {str(found[2]) for found in extract_from_dir(ROOT, methods, options)}


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


def test_the_extraction_finds_what_it_should(said: set[str]) -> None:
    assert {"必填项为空", "考核与工资调整单"} & said == {"考核与工资调整单"}, "titles are for the Chinese guide alone"
    assert "“{column}”是必填项，这里是空的。" in said
    assert "迟到" in said and "服务" in said and len(said) > 1_400


def parts(text: object) -> Counter[str]:
    """The expressions and names in braces, whatever joins them."""
    return Counter(re.sub('"[^"]*"', "", part) for part in re.findall(r"\{\{.*?\}\}|\{\w+", str(text)))
