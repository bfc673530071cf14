"""What every template keeps to: a value that is missing is an error, unless the template says what stands in its place."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from markupsafe import escape

from pipeline.reports.listing import cells
from pipeline.reports.pages import TEMPLATES, Kept, MissingValue, template


def filled(text: str, **values: object) -> str:
    return template("page.html.j2").environment.from_string(text).render(**values)


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT], ids=str)
@pytest.mark.parametrize("text", ["{{ value }}", "{% trans value %}共 {{ value }} 项{% endtrans %}"], ids=["shown", "in a sentence"])
def test_a_missing_value_is_an_error_wherever_a_template_would_write_it(text: str, missing: object) -> None:
    with pytest.raises(MissingValue):
        filled(text, value=missing)


def test_a_template_says_what_stands_where_there_is_no_value() -> None:
    assert filled("[{{ value|blank }}] [{{ value|dash }}]", value=None) == "[] [—]"
    assert filled("[{{ value|blank }}] [{{ value|dash }}]", value=0) == "[0] [0]"


def test_what_somebody_is_called_is_no_missing_value() -> None:
    for name in ("None", "nan", "NaT", "<NA>"):
        assert filled("{{ value }}", value=name) == filled("{% set name %}{{ value }}{% endset %}{{ name }}", value=name) == str(escape(name))
        assert cells([name, None, pd.NA, pd.NaT, float("nan")]) == [name, "", "", "", ""], "in a list, too"


def test_a_message_is_text_of_the_compiled_template_in_its_language() -> None:
    said = "{{ _('人员') }} {% trans name=name %}工号 {{ name }}{% endtrans %}"
    english = template("page.html.j2", "en").environment.from_string(said).render(name="<b>")
    assert filled(said, name="<b>") == "人员 工号 &lt;b&gt;"
    assert english.startswith("People ") and english.endswith("&lt;b&gt;")


def test_a_template_compiled_for_one_language_is_not_taken_for_another() -> None:
    assert Kept("zh").get_source_checksum("text") != Kept("en").get_source_checksum("text")


def test_a_slip_carries_the_style_of_what_it_shows_and_nothing_else() -> None:
    source = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in ("slip.html.j2", "_slip.html.j2"))
    shown = {name for quoted, bare in re.findall(r'class=(?:"([\w ]+)"|(\w+))', source) for name in (quoted or bare).split()}
    styles = re.findall(r"[.]([a-z]+)(?=[{ :,>])", (TEMPLATES / "slip.css").read_text(encoding="utf-8") + "".join(re.findall("^[.@].*", source, re.MULTILINE)))
    assert shown == set(styles) == {"skip", "banner", "bad", "soft", "sign"}


def test_no_text_ends_the_string_or_the_style_that_it_is_put_into() -> None:
    said = template("page.html.j2").environment.from_string("{% macro part() %}<p class=soft>{{ name }}\n<footer>甲</footer>{% endmacro %}{{ part()|css }}")
    text = said.render(name="\"}</style>\\&'乙")
    assert not set(text[1:-1]) & set("\"'<>{}&") and text.endswith("甲\"")
    assert re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), text[1:-1]) == "\n\n\"}</style>\\&'乙\n\n甲"
