"""The forms on paper: how many pages, and what stands on each (C-11, C-28.1, C-28.2, C-29.1)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.reports.notices import write_notices
from tests.build import day
from tests.complaints.a_report import a_report
from tests.complaints.cases import QUALITY, closed, number, worked_out
from tests.paper import printed
from tests.service.jobs import request
from tests.service.jobs import worked_out as serviced
from tests.window import wider_than_window

ROWS = [
    closed(1, 责任人="K1", 罚扣金额=50, 罚扣核准日期=day(20), 行政处分="警告一次", 审视日期=day(25)),
    closed(2, 责任人="K2", 罚扣金额=60, 罚扣核准日期=day(21)),
    closed(3, **QUALITY, 处理方式="折扣"),
    closed(4, **QUALITY, 处理方式="赔款"),
    closed(5, **QUALITY, 处理方式="退货", 核定退货量=2),
    closed(6, **QUALITY, 处理方式="重处理", 核定退货量=1),
]
LONG = "锦绣花园二期业主委员会及物业服务有限公司第三分公司" * 3

Paper = Callable[..., list[str]]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with every form of the month."""
    folder = tmp_path_factory.mktemp("forms")
    write_notices(folder, worked_out(ROWS), serviced([request(1, 客户名称=LONG)]), a_report())
    return folder / "notices"


@pytest.fixture
def paper(everything: Path, tmp_path: Path, page: Any, pdftotext: str) -> Paper:
    """The pages of one of the month's forms."""

    def pages(name: str, rows: list[dict[str, object]] | None = None) -> list[str]:
        if rows is not None:
            write_notices(tmp_path, worked_out(rows), None, a_report())
        folder = everything if rows is None else tmp_path / "notices"
        page.goto((folder / f"{name}.html").as_uri())
        return printed(page, tmp_path, pdftotext)

    return pages


def test_C_28_2_each_reward_and_penalty_notice_is_a_page_of_its_own(paper: Paper) -> None:
    pages = paper("奖罚通知单-全部")
    assert [("员工K1" in page, "员工K2" in page, "总经理核准" in page) for page in pages] == [(True, False, True), (False, True, True)]


def test_C_28_1_a_personnel_notice_is_a_page(paper: Paper) -> None:
    (page,) = paper(f"人事公布单-001-{number(1)}")
    assert "警告一次" in page and "人事部门公布" in page


def test_C_29_1_the_two_copies_of_a_sales_discount_certificate_share_a_page(paper: Paper) -> None:
    pages = paper("销货折扣证明单-全部")
    assert len(pages) == 2
    for page in pages:
        assert page.count("客户签章") == 2 and "第一联" in page and "第二联" in page


def test_C_29_1_the_four_copies_of_a_return_form_are_two_pages(paper: Paper) -> None:
    pages = paper("产品退货单-全部")
    assert len(pages) == 4
    owners = [[owner for owner in ("存根", "仓库", "财务", "销售") if f"联 {owner}" in " ".join(page.split())] for page in pages]
    assert owners == [["存根", "仓库"], ["财务", "销售"]] * 2


@pytest.mark.parametrize("name", ["奖罚通知单-全部", "人事公布单-全部", "销货折扣证明单-全部", "产品退货单-全部", "优先派工单"])
def test_no_form_is_wider_than_its_window(everything: Path, page: Any, name: str) -> None:
    page.goto((everything / f"{name}.html").as_uri())
    assert wider_than_window(page) == {400: 0, 1_400: 0}


def test_long_names_do_not_tear_a_copy_apart(paper: Paper) -> None:
    rows = [closed(5, **(QUALITY | {"客户名称": LONG, "产品规格": LONG, "批号": LONG}), 处理方式="退货", 核定退货量=2)]
    for page in paper("产品退货单-全部", rows):
        assert page.count("产品退货单") == page.count("仓库签收") == page.count("经办人")
