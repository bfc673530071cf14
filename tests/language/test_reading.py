"""How a sentence is read in another language."""

from __future__ import annotations

import pytest

from pipeline.language.pieces import constants, pieces, with_pieces
from pipeline.language.reading import Reading

READ = Reading({
    "扣分": "Deduction", "迟到": "Late", "{word} {minute} 分钟": "{word} {minute} min", "{n} 人": "{n} people",
    "按 {cap} 计，{note}": "counted as {cap}, {note}", "没有翻译": "", "第 {n} 次，罚款 {yuan} 元": "no. {n}: fine of {yuan} yuan",
    "；不再计算": "; not counted again",
})  # fmt: skip


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("扣分", "Deduction"),
        ("迟到 15 分钟", "Late 15 min"),
        ("3 人", "3 people"),
        ("王小明 人", "王小明 人"),
        ("按 110 计，迟到", "counted as 110, Late"),
        ("第 2 次，罚款 50.00 元", "no. 2: fine of 50.00 yuan"),
        ("迟到；扣分", "Late; Deduction"),
        ("扣分：3 人", "Deduction: 3 people"),
        ("没有翻译", "没有翻译"),
        ("王小明", "王小明"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_known_sentences_are_read_and_what_people_typed_stays(chinese: str, english: str) -> None:
    assert READ(chinese) == english


def test_each_line_is_read_by_itself() -> None:
    assert READ("迟到\n扣分") == "Late\nDeduction"


def test_parts_of_a_message_are_put_in_as_they_are() -> None:
    assert READ.template("按 {cap} 计，{note}", cap="扣分", note="x") == "counted as 扣分, x"


TEMPLATE = (
    '<h2 title="标题">考核分 {{ score|plain }} 分{% if grade == "甲" %}　等级 {{ grade }}{% endif %}</h2>\n'
    '{# 注释 #}<p{% if n < 3 %} class="x"{% endif %}>{{ wide("数据表") }}</p>{{ name }}：'
)


def test_a_templates_pieces_are_its_text_with_expressions_and_its_attributes() -> None:
    assert pieces(TEMPLATE) == ["考核分 {{ score|plain }} 分", "　等级 {{ grade }}", "{{ name }}：", "标题"]
    assert list(constants(TEMPLATE)) == ["甲", "数据表"]


def test_only_the_pieces_of_a_template_change() -> None:
    assert with_pieces(TEMPLATE, lambda piece: piece) == TEMPLATE
    changed = with_pieces(TEMPLATE, lambda piece: f"<{len(piece)}>")
    assert '{% if grade == "甲" %}' in changed and '{{ wide("数据表") }}' in changed and 'title="<2>"' in changed
