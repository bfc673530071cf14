"""report.html: the month on a page, with what needs a decision first."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.findings.finding import Finding
from pipeline.month.figures import overview
from pipeline.month.report import MonthReport
from pipeline.reports import month_page

Month = Callable[..., MonthReport]


@pytest.fixture
def page(tmp_path: Path, month: Month) -> Callable[..., str]:
    def write(**changes: object) -> str:
        month_page.write(tmp_path / "report.html", month(**changes))
        return (tmp_path / "report.html").read_text(encoding="utf-8")

    return write


def test_the_headline_figures_are_counts_and_sums_of_the_statements(month: Month) -> None:
    figures = overview(month())
    assert (figures.people, figures.appraised, figures.average) == (11, 10, 7705)
    assert figures.grades == [("A", 2, 0.2), ("B", 4, 0.4), ("C", 1, 0.1), ("D", 1, 0.1), ("—", 2, 0.2)]
    assert (figures.pay_up, figures.pay_down, figures.fines) == (46500, -75000, -56000)
    assert (figures.fund_opening, figures.fund_income, figures.fund_spending, figures.fund_closing) == (
        120050, 56000, 88800, 87250,
    )  # fmt: skip
    assert (figures.complaints, figures.complaints_overdue) == (4, 2)


def test_those_held_back_count_as_people_but_not_in_averages(month: Month) -> None:
    figures = overview(month(draft=True, held=frozenset({"0010", "KF005"})))
    assert (figures.people, figures.appraised, figures.held) == (11, 8, 2)
    assert figures.average == round((77050 - 4400 - 5450) / 8)


def test_a_month_without_anybody_appraised_has_no_average(month: Month) -> None:
    report = month()
    everybody = frozenset(report.settled.pay["employee_id"])
    assert overview(month(draft=True, held=everybody)).average is None


def test_what_needs_a_decision_comes_before_the_figures(page: Callable[..., str]) -> None:
    text = page()
    body = text.split("<main")[1]
    assert body.index("可解除劳动合同") < body.index(">本月数字</h2>") < body.index(">考核结果</h2>")
    assert "逾期未结的投诉" in body


def test_people_are_linked_to_their_slips(page: Callable[..., str]) -> None:
    assert '<a href="slips/KF001.html">KF001</a>' in page()
    assert "slips/" not in page(slips=False)


def test_the_page_needs_no_network_and_runs_no_script_but_its_own(page: Callable[..., str]) -> None:
    text = page()
    assert not re.search(r"(src|href)=\"?(https?:)?//", text)
    [script] = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    allowed = b64encode(sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{allowed}'" in text


def test_a_draft_says_so_and_holds_figures_back(page: Callable[..., str], findings: list[Finding]) -> None:
    text = page(draft=True, held=frozenset({"KF005"}), findings=findings)
    assert "<b>草稿</b>" in text
    row = next(line for line in text.split("\n") if ">KF005</a>" in line)
    assert "暂缓" in row
    assert not re.search(r"\d\.\d\d", row)


def test_a_month_without_a_complaint_register_has_no_complaint_part(page: Callable[..., str]) -> None:
    assert "投诉跟踪" not in page(casework=None)


def test_departments_are_named_only_where_there_are_several(page: Callable[..., str], month: Month) -> None:
    assert "<th>部门</th>" not in page()
    report = month()
    report.settled.appraisal.loc[0, "department"] = "物业服务部"
    assert "<th>部门</th>" in page(settlement=report.settled)


def test_warnings_are_listed_and_the_report_on_them_is_linked(
    page: Callable[..., str], findings: list[Finding]
) -> None:
    text = page(findings=findings[:1])
    assert "KF009 一般不记录扣分。" in text
    assert 'href="validation.html"' in text
