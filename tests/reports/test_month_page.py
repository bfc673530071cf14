"""report.html: the month on a page, the money first, then what needs a decision."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from pipeline.base.units import yuan
from pipeline.findings.finding import Finding
from pipeline.month.figures import cost_by_clause, departments, overview
from pipeline.month.figures import figures as figures_kept
from pipeline.month.report import MonthReport
from pipeline.reports import fund_page, month_page, slips
from tests.reports.test_looks import larger

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
    assert (figures.pay_up, figures.pay_down, figures.amounts["fines"]) == (46500, -75000, -56000)
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


def test_the_page_opens_with_the_money_then_what_needs_a_decision(page: Callable[..., str]) -> None:
    body = page().split("<main")[1]
    assert body.index(">调整合计（元）<") < body.index(">扣得最多的条款<") < body.index(">需要决定的事项</h2>") < body.index(">考核结果</h2>")
    assert "可解除劳动合同" in body and "逾期未结的投诉" in body


def test_the_headline_is_the_sum_of_its_parts_and_each_stands_on_the_page(page: Callable[..., str], month: Month) -> None:
    figures = overview(month())
    parts = [figures.amounts[name] for name in ("merit_pay", "fines", "withheld", "complaint_penalties", "compensation", "corrections")]
    assert sum(parts) == figures.amounts["total"] == int(month().settled.pay["total"].sum())
    assert figures.moved == int((month().settled.pay["total"] != 0).sum())
    body = page().split("<main")[1]
    assert all(f">{yuan(amount)}</b>" in body for amount in (figures.amounts["total"], *parts))


def test_the_headline_is_held_against_last_month(page: Callable[..., str], month: Month) -> None:
    before = figures_kept(overview(month())) | {"total": int(month().settled.pay["total"].sum()) + 12_300}
    assert "较上月少 123.00" in page(history={"2026-10": before})


def test_everybody_is_on_the_page_so_that_search_and_sort_act_on_all(page: Callable[..., str], month: Month) -> None:
    settlement = larger(month(), 120).settlement
    text = page(settlement=settlement)
    people = text.split('id="people"')[1].split("</table>")[0]
    assert people.count("<tr><td") == 1_320
    assert "119ZG001" in people


def test_no_control_acts_on_a_list_that_is_cut(page: Callable[..., str]) -> None:
    one = Finding("SAMPLE_RECORDER", "扣分.xlsx", "扣分记录", 2, "记录人", "H2", "KF001")
    few = page(findings=[one] * 3).split('id="findings"')[1].split("</table>")[0]
    many = page(findings=[replace(one, row=row) for row in range(2, 700)]).split('id="findings"')[1].split("</table>")[0]
    assert 'class="stack sort"' in few
    assert 'class="stack"' in many and "这里列出前 500 条" in many


def test_departments_stand_beside_each_other_the_dearest_first_and_add_up(month: Month) -> None:
    report = month()
    report.settled.pay.loc[report.settled.pay.index[::2], "department"] = "售后服务部"
    rows = departments(report)
    assert list(rows["total"]) == sorted(rows["total"])
    assert (int(rows["total"].sum()), int(rows["people"].sum())) == (overview(report).amounts["total"], 11)


def test_the_clause_that_costs_most_stands_first_in_yuan_and_points(page: Callable[..., str], month: Month) -> None:
    costs = cost_by_clause(month())
    assert (costs["clause"].iloc[0], int(costs["amount"].iloc[0])) == ("B-3", -466_000)
    assert int(costs["amount"].sum()) == overview(month()).amounts["total"] - overview(month()).amounts["merit_pay"]
    assert page().split("扣得最多的条款</h3>")[1].index("-4,660.00") > 0


def test_who_fell_and_who_rose_since_last_month_is_named(page: Callable[..., str]) -> None:
    text = page(earlier_scores={"KF001": [("2026-10", 8000)], "KF005": [("2026-10", 9000)], "KF002": [("2026-09", 100)]})
    fell, rose = text.split("下降最多")[1].split("上升最多")
    assert "孙悦 90 → 54.5" in fell and "王小明 80 → 91" in rose.split("</li>")[0]
    assert "李静" not in fell + rose.split("</li>")[0]


def test_what_finance_paid_otherwise_stands_on_the_page(page: Callable[..., str]) -> None:
    paid = pd.DataFrame([("KF001", "王小明", 11_000, 10_999, -1), ("KF002", "李静", 0, 0, 0)], columns=["employee_id", "name", "expected", "paid", "difference"])
    text = page(paid=paid.astype(dict.fromkeys(("expected", "paid", "difference"), "Int64"))).split('id="paid"')[1].split("</table>")[0]
    assert "-0.01" in text and "少发" in text and "李静" not in text


@pytest.mark.parametrize("more", [{}, {"draft": True, "held": frozenset({"KF005"})}, {"casework": None}], ids=["month", "draft", "no complaints"])
def test_no_page_shows_a_missing_value_by_its_name(page: Callable[..., str], tmp_path: Path, month: Month, more: dict[str, object]) -> None:
    report = month(**more)
    fund_page.write(tmp_path / "fund.html", report)
    slips.write(tmp_path / "slips", report)
    texts = [page(**more), (tmp_path / "fund.html").read_text(), (tmp_path / "slips" / slips.ALL).read_text()]
    assert not [word for text in texts for word in re.findall(r">[^<]*\b(?:None|nan|NaT|NaN|<NA>)\b[^<]*<", text.split("<script")[0])]


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
    for statement in (report.settled.appraisal, report.settled.pay):
        statement.loc[0, "department"] = "物业服务部"
    assert "<th>部门</th>" in page(settlement=report.settled)


def test_warnings_are_listed_and_the_report_on_them_is_linked(
    page: Callable[..., str], findings: list[Finding]
) -> None:
    text = page(findings=findings[:1])
    assert "KF009 一般不记录扣分。" in text
    assert 'href="validation.html"' in text
