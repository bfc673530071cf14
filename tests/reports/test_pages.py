"""What every template keeps to: a value that is missing is an error, unless the template says what stands in its place."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.reports.pages import MissingValue, template


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
    assert filled("{{ value }}", value="None") == "None"
