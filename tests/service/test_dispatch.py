"""What was not dispatched on its day goes first on the next (C-7, C-11)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.reports.notices import write_notices
from tests.build import day
from tests.complaints.a_report import a_report
from tests.complaints.cases import records
from tests.paper import printed
from tests.service.jobs import done, request, worked_out


def test_C_11_what_waits_comes_first_the_oldest_before_the_younger_then_what_went_out_late() -> None:
    jobs = [request(1, 28), request(2, 5), done(3, 3, 派工日期=day(4)), done(4), request(5, 5, 派工日期=day(5))]
    listed = records(worked_out(jobs).dispatch)
    assert [(row["job_no"], row["state"], row["days_waiting"]) for row in listed] == [
        ("FW-0002", "待派工", 25), ("FW-0001", "待派工", 2), ("FW-0003", "已派工", 1),
    ]  # fmt: skip


def test_C_11_a_request_of_the_day_asked_for_goes_on_the_list_of_the_next() -> None:
    jobs = [request(1, 10), request(2, 11), request(3, 9, 派工日期=day(11))]
    listed = records(worked_out(jobs, as_of=day(10)).waiting)
    assert [(row["job_no"], row["days_waiting"]) for row in listed] == [("FW-0003", 1), ("FW-0001", 0)]


def test_C_11_what_was_done_without_a_dispatch_on_record_waits_for_nobody() -> None:
    assert worked_out([done(1, 派工日期=None)]).dispatch.empty


def test_C_7_the_manager_dispatches_from_a_list_with_customer_address_and_telephone(tmp_path: Path) -> None:
    work = worked_out([request(1, 28, 客户名称="<b>业主</b>"), done(2, 派工日期=day(9))])
    assert write_notices(tmp_path, None, work, a_report())["优先派工单"] == 1
    page = (tmp_path / "notices" / "优先派工单.html").read_text(encoding="utf-8")
    for part in ("PG-20261130", "FW-0001", "2026年11月28日", "&lt;b&gt;业主&lt;/b&gt;", "花园路 1 号", "13900000000", "KT-35 · 1.5 匹", "经理派工"):
        assert part in page
    assert "FW-0002" not in page and "不得签发" not in page


def test_C_11_nothing_that_waits_needs_no_list(tmp_path: Path) -> None:
    assert "优先派工单" not in write_notices(tmp_path, None, worked_out([done(1)]), a_report())
    assert not (tmp_path / "notices" / "优先派工单.html").exists()


def test_a_draft_s_dispatch_list_says_so(tmp_path: Path) -> None:
    write_notices(tmp_path, None, worked_out([request(1)]), replace(a_report(), draft=True))
    assert "不得签发" in (tmp_path / "notices" / "优先派工单.html").read_text(encoding="utf-8")


def test_C_11_a_long_dispatch_list_repeats_its_header_and_is_signed_at_its_end(tmp_path: Path, page: Any, pdftotext: str) -> None:
    write_notices(tmp_path, None, worked_out([request(n) for n in range(1, 61)]), a_report())
    page.goto((tmp_path / "notices" / "优先派工单.html").as_uri())
    pages = printed(page, tmp_path, pdftotext)
    assert len(pages) == 4
    assert all("登记编号" in text for text in pages)
    assert [("经理派工" in text) for text in pages] == [False, False, False, True]
    assert re.findall(r"FW-\d{4}", "".join(pages)) == [f"FW-{n:04d}" for n in range(1, 61)]
