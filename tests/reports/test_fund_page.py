"""fund.html: the fund in the open, without what concerns single persons (B-14)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.month.report import MonthReport
from pipeline.reports import fund_page

Month = Callable[..., MonthReport]


def test_B_14_the_posted_page_has_income_by_clause_and_spending_line_by_line(tmp_path: Path, month: Month) -> None:
    fund_page.write(tmp_path / "fund.html", month())
    page = (tmp_path / "fund.html").read_text()
    for shown in ("1,200.50", "罚款：客户投诉服务", "300.00", "部门聚餐", "888.00", "560.00", "872.50"):
        assert shown in page


def test_B_14_the_posted_page_names_nobody(tmp_path: Path, month: Month) -> None:
    fund_page.write(tmp_path / "fund.html", month())
    page = (tmp_path / "fund.html").read_text()
    people = month().settled.pay
    assert not [each for each in (*people["employee_id"], *people["name"]) if each in page]
