"""report.html: the month on a page, the money first, then what needs a decision."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.base.units import yuan
from pipeline.compare.change_by_clause import change_by_clause
from pipeline.findings.finding import Finding
from pipeline.month.figures import cost_by_clause, overview
from pipeline.month.figures import figures as figures_kept
from pipeline.month.groups import groups
from pipeline.month.report import MonthReport
from pipeline.reports import fund_page, month_page, slips
from pipeline.reports.listing import BASE
from tests.build import BOOK
from tests.reports.test_looks import larger

Month = Callable[..., MonthReport]


def packed(text: str, name: str) -> list[dict[str, Any]]:
    """The columns that a list carries as data."""
    part = text.split(f'<div class="list" id="{name}">')[1]
    columns: list[dict[str, Any]] = json.loads(part.split('<script type="application/json">')[1].split("</script>")[0])
    return columns


def listed(text: str, name: str) -> list[list[str]]:
    """Each column's cells, of all rows."""
    return [[column["cells"][int(place, BASE)] for place in re.findall("." * column["digits"], column["rows"])] for column in packed(text, name)]


def labels(text: str, name: str) -> list[str]:
    return re.findall(r"<th[^>]*>([^<]*)</th>", text.split(f'<div class="list" id="{name}">')[1].split("</thead>")[0])


def month_before(month: Month) -> tuple[pd.DataFrame, pd.DataFrame]:
    """People and lines of a month in which KF001 had ten yuan less, KF005 one complaint less, and no supervisor was there."""
    settlement = month().settled
    people = settlement.pay[settlement.pay["employee_id"] != "ZG001"].copy()
    people.loc[people["employee_id"] == "KF001", ["merit_pay", "total"]] -= 1_000
    people.loc[people["employee_id"] == "KF005", ["fines", "total"]] += 20_000
    lines = settlement.entries
    return people, lines[(lines["employee_id"] != "ZG001") & ~((lines["clause"] == "B-6") & (lines["amount"] == -20_000))]


@pytest.fixture
def page(tmp_path: Path, month: Month, of_the_month_as_it_is: list[str]) -> Callable[..., str]:
    def write(**changes: object) -> str:
        month_page.write(tmp_path / "report.html", month(**changes))
        return (tmp_path / "report.html").read_text(encoding="utf-8")

    def of(**changes: object) -> str:
        if changes:
            return write(**changes)
        if not of_the_month_as_it_is:
            of_the_month_as_it_is.append(write())
        return of_the_month_as_it_is[0]

    return of


@pytest.fixture(scope="module")
def of_the_month_as_it_is() -> list[str]:
    """Its page, once somebody has asked for it."""
    return []


def test_the_headline_figures_are_counts_and_sums_of_the_statements(month: Month) -> None:
    figures = overview(month())
    assert (figures.people, figures.appraised, figures.average) == (11, 10, 7705)
    assert figures.grades == [("A", 2, 0.2), ("B", 4, 0.4), ("C", 1, 0.1), ("D", 1, 0.1), ("E", 0, 0.0), ("—", 2, 0.2)]
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
    assert body.index(">调整合计（元）<") < body.index('id="decide"') < body.index('id="where"') < body.index('id="costs"') < body.index('id="people"')
    assert "可解除劳动合同" in body and "天未结" in body


def test_the_headline_is_the_sum_of_its_parts_and_each_stands_on_the_page(page: Callable[..., str], month: Month) -> None:
    figures = overview(month())
    parts = [figures.amounts[name] for name in ("merit_pay", "fines", "withheld", "complaint_penalties", "compensation", "corrections")]
    assert sum(parts) == figures.amounts["total"] == int(month().settled.pay["total"].sum())
    assert figures.moved == int((month().settled.pay["total"] != 0).sum())
    body = page().split("<main")[1]
    assert all(f">{yuan(amount)}</b>" in body for amount in (figures.amounts["total"], *parts))


def test_the_headline_is_held_against_last_month(page: Callable[..., str], month: Month) -> None:
    before = figures_kept(overview(month())) | {"total": int(month().settled.pay["total"].sum()) + 12_300}
    assert "较上月 -123.00" in page(history={"2026-10": before})


def test_everybody_is_on_the_page_so_that_search_and_sort_act_on_all(page: Callable[..., str], month: Month) -> None:
    settlement = larger(month(), 120).settlement
    ids, *columns = listed(page(settlement=settlement), "people")
    assert (len(ids), "119ZG001" in ids) == (1_320, True)
    assert all(len(column) == 1_320 for column in columns)


def test_a_list_that_is_written_out_in_part_says_so_and_carries_all_its_rows(page: Callable[..., str], month: Month) -> None:
    part = page(settlement=larger(month(), 120).settlement).split('id="people"')[1]
    assert "先列出 20 行，共 1320 行" in part.split("<table")[0]
    assert part.split("</table>")[0].count("<tr><td") == 20


def test_five_thousand_people_are_a_page_under_two_megabytes(page: Callable[..., str], month: Month) -> None:
    text = page(settlement=larger(month(), 455).settlement)
    assert len(listed(text, "people")[0]) == 5_005
    assert len(text.encode()) < 2_000_000


def test_the_total_of_a_draft_says_whom_it_leaves_out(page: Callable[..., str]) -> None:
    assert "不含暂缓的 1 人" in page(draft=True, held=frozenset({"KF005"}))


def test_what_has_to_be_decided_is_one_row_a_person_or_case_the_gravest_first(page: Callable[..., str]) -> None:
    gravity, kind, about, said, state, owner, due = listed(page(), "decide-list")
    assert gravity == sorted(gravity, key=["重大", "较重", "一般"].index)
    assert len(set(about)) == len(about)
    dismissed = about.index("0010 冯远")
    assert (kind[dismissed], state[dismissed], owner[dismissed], due[dismissed]) == ("人员处理", "可解除劳动合同", "经理", "结账前")
    late = about.index("KS-202611-0002")
    assert (state[late], due[late]) == ("逾期 5 天未结", "2026-11-25") and "连续两个月末位" in said[dismissed]


def test_who_does_the_same_again_is_told_with_last_month_s_times(page: Callable[..., str], month: Month) -> None:
    ids, _names, clauses, _labels, now, before, points, money = listed(page(before=month_before(month)), "repeats")
    row = ids.index("KF006")
    assert (clauses[row], now[row], before[row], points[row], money[row]) == ("B-3", "2", "2", "0", "-4,610.00")


def test_each_column_of_money_stands_beside_everybody_and_adds_up(page: Callable[..., str], month: Month) -> None:
    ids, *_rest = listed(text := page(), "people")
    pay = month().settled.pay
    assert ids == list(pay["employee_id"])
    for label, column in (("绩效浮动", "merit_pay"), ("罚款", "fines"), ("扣发工资", "withheld"), ("投诉罚扣", "complaint_penalties"), ("赔偿", "compensation"), ("调整合计", "total")):
        assert listed(text, "people")[labels(text, "people").index(label)] == [yuan(amount) for amount in pay[column]], label


def test_people_are_filtered_by_department_team_role_and_grade(page: Callable[..., str]) -> None:
    text = page(teams={"KF001": "一组", "KF003": "二组"})
    chosen = [label for label, column in zip(labels(text, "people"), packed(text, "people"), strict=True) if column["chosen"]]
    assert chosen == ["组别", "岗位", "等级"], "and by department where there are several"


def test_an_amount_that_is_not_what_the_score_says_has_its_reason_beside_it(page: Callable[..., str], month: Month) -> None:
    settlement = month().settled
    settlement.pay.loc[settlement.pay["employee_id"] == "KF001", "merit_pay"] = 0
    text = page(regulations=BOOK, settlement=settlement, wages={"KF006": 400_000})
    said = dict(zip(listed(text, "people")[0], listed(text, "people")[-1], strict=True))
    assert "入职第 3 个月起工资才浮动（A-4.4）" in said["KF001"]
    assert "绩效浮动以 -300.00 元为限（A-4.2）" in said["0010"]
    assert "扣款 4,735.00 元，大于月工资 4,000.00 元" in said["KF006"]
    assert said["KF002"] == "", "80 points move nothing"


def test_last_month_stands_beside_everybody_whom_it_knows(page: Callable[..., str], month: Month) -> None:
    text = page(before=month_before(month))
    change = dict(zip(listed(text, "people")[0], listed(text, "people")[labels(text, "people").index("较上月（元）")], strict=True))
    assert change["KF001"] == "10.00" and change["KF002"] == "0.00" and change["ZG001"] == ""


def test_what_moved_the_month_is_told_by_clause_and_adds_up_to_the_headline(page: Callable[..., str], month: Month) -> None:
    report, before = month(), month_before(month)
    found = change_by_clause(report.settled.pay, report.settled.entries, *before, ("A-4.2", "绩效浮动"))
    assert int(found["difference"].sum()) == int(report.settled.pay["total"].sum()) - int(before[0]["total"].sum())
    assert list(found["difference"].abs()) == sorted(found["difference"].abs(), reverse=True)
    part = page(before=before, regulations=BOOK).split('id="changed"')[1].split("</table>")[0]
    assert "客户投诉服务" in part and "-200.00" in part


def test_without_last_month_nothing_is_said_to_have_changed(page: Callable[..., str]) -> None:
    assert 'id="changed"' not in page()


def test_departments_stand_beside_each_other_the_dearest_first_and_add_up(month: Month) -> None:
    report = month(teams={"KF003": "一组", "KF005": "一组"}, contacts={"KF001": 400, "KF003": 100})
    report.settled.pay.loc[report.settled.pay.index[::2], "department"] = "售后服务部"
    rows = groups(report)
    assert list(rows["total"]) == sorted(rows["total"])
    assert "一组" in set(rows["team"]) and int(rows["contacts"].sum()) == 500
    assert (int(rows["total"].sum()), int(rows["people"].sum())) == (overview(report).amounts["total"], 11)


def test_the_group_that_fell_most_is_named_only_where_one_fell(page: Callable[..., str]) -> None:
    teams = {"KF003": "一组", "KF005": "一组"}
    of_all = lambda score: {who: [("2026-10", score)] for who in ("KF001", "KF002", "KF003", "KF005")}  # noqa: E731
    assert "较上月下降最多" not in page(teams=teams, earlier_scores=of_all(1_000)), "each rose by more than 40 points"
    assert "较上月下降最多" in page(teams=teams, earlier_scores=of_all(11_000))


def test_the_clause_that_costs_most_stands_first_in_yuan_and_points(page: Callable[..., str], month: Month) -> None:
    costs = cost_by_clause(month())
    assert (costs["clause"].iloc[0], int(costs["amount"].iloc[0])) == ("B-3", -466_000)
    assert int(costs["amount"].sum()) == overview(month()).amounts["total"] - overview(month()).amounts["merit_pay"]
    assert page().split("扣得最多的条款</h3>")[1].index("-4,660.00") > 0


def test_who_fell_and_who_rose_since_last_month_is_named(page: Callable[..., str]) -> None:
    text = page(earlier_scores={"KF001": [("2026-10", 8000)], "KF005": [("2026-10", 9000)], "KF002": [("2026-09", 100)]})
    fell, rose = text.split('id="moved"')[1].split("上升最多")
    assert "孙悦 90 → 54.5" in fell and "王小明 80 → 91" in rose.split("</li>")[0]
    assert "李静" not in fell + rose.split("</li>")[0]


def test_a_month_that_is_worked_out_and_not_closed_yet_says_who_moved_too(page: Callable[..., str], month: Month) -> None:
    people, lines = month_before(month)
    people.loc[people["employee_id"] == "KF003", "score"] = 10_000
    assert "欧阳震华 100 → 110" in page(before=(people, lines)).split("上升最多")[1].split("</li>")[0]


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
    assert 'href="slips/' not in page(slips=False)


def test_the_page_needs_no_network_and_runs_no_script_but_its_own(page: Callable[..., str]) -> None:
    text = page()
    assert not re.search(r"(src|href)=\"?(https?:)?//", text)
    [script] = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    allowed = b64encode(sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{allowed}'" in text


def test_a_draft_says_so_and_holds_figures_back(page: Callable[..., str], findings: list[Finding]) -> None:
    text = page(draft=True, held=frozenset({"KF005"}), findings=findings)
    assert "<b>草稿</b>" in text
    row = [column[listed(text, "people")[0].index("KF005")] for column in listed(text, "people")]
    assert row[-1] == "暂缓"
    assert not [cell for cell in row if re.search(r"\d\.\d\d", cell)]


def test_a_month_without_a_complaint_register_has_no_complaint_part(page: Callable[..., str]) -> None:
    assert "投诉跟踪" not in page(casework=None)


def test_departments_are_named_only_where_there_are_several(page: Callable[..., str], month: Month) -> None:
    assert "部门" not in labels(page(), "people")
    report = month()
    for statement in (report.settled.appraisal, report.settled.pay):
        statement.loc[0, "department"] = "物业服务部"
    assert "部门" in labels(page(settlement=report.settled), "people")


def test_warnings_are_listed_and_the_report_on_them_is_linked(
    page: Callable[..., str], findings: list[Finding]
) -> None:
    text = page(findings=findings[:1])
    assert "错误 0 处，警告 1 处" in text
    assert 'href="validation.html"' in text
