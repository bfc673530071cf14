"""The service register against the vouchers (C-6, C-8, C-9, C-10, C-11, C-12)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build import day, settled
from tests.service.jobs import TECHNICIANS, done, problems, request, worked_out


def test_a_job_with_everything_on_record_is_not_listed() -> None:
    assert problems(done(1)) == ""
    assert problems(done(1, 服务类别="B", 收费金额=None, 收费方式=None)) == ""
    assert problems(request(1)) == ""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"凭证编号": None}, "缺服务凭证（C-8）"),
        ({"客户签字": None}, "客户未签字（C-8）"),
        ({"客户签字": "否"}, "客户未签字（C-8）"),
        ({"归档日期": None}, "凭证未归档（C-8）"),
    ],
)
def test_C_8_a_finished_job_has_a_signed_and_archived_voucher(more: dict[str, Any], said: str) -> None:
    assert problems(done(1, **more)) == said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"经理核签": None}, "经理未核签（C-10）"),
        ({"服务内容": None}, "未填服务内容（C-10）"),
        ({"开始时间": None}, "未填起止时间（C-10）"),
        ({"结束时间": None}, "未填起止时间（C-10）"),
        ({"服务人员": None}, "未填服务人员（C-10）"),
    ],
)
def test_C_10_register_and_voucher_show_time_content_and_countersignature(more: dict[str, Any], said: str) -> None:
    assert problems(done(1, **more)) == said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"收费金额": None}, "有偿服务没有收费金额（C-9）"),
        ({"收费金额": 0}, "有偿服务没有收费金额（C-9）"),
        ({"收费方式": None}, "未填收费方式：现场或开票（C-9）"),
        ({"收费方式": "开票"}, ""),
    ],
)
def test_C_9_a_finished_paid_job_has_a_charge_and_one_of_the_two_ways(more: dict[str, Any], said: str) -> None:
    assert problems(done(1, **more)) == said


@pytest.mark.parametrize("kind", ["B 合同", "C 无偿", "D 内部"])
def test_C_6_only_paid_service_is_charged(kind: str) -> None:
    assert problems(done(1, 服务类别=kind[0])) == f"{kind}服务不应收费（C-6）"


def test_C_6_there_are_four_kinds_of_service_and_no_fifth() -> None:
    assert "CHOICE_UNKNOWN" in settled(TECHNICIANS, 服务登记=[request(1, 服务类别="E")]).codes


def test_C_7_what_was_done_was_dispatched() -> None:
    assert problems(done(1, 派工日期=None)) == "未填派工日期（C-7）"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"异地": "是"}, "异地服务未经核准（C-12）"),
        ({"异地": "是", "异地核准日期": day(3)}, ""),
        ({"异地": "是", "异地核准日期": day(4)}, ""),
        ({"异地": "是", "异地核准日期": day(5)}, "异地服务出发后才核准（C-12）"),
        ({"异地": "是", "异地核准日期": day(4), "开始时间": "09:00", "结束时间": "10:00"}, "异地服务出发后才核准（C-12）"),
        ({"异地": "是", "异地核准日期": day(3), "差旅费": 120}, ""),
        ({"异地": "是", "差旅费": 120}, "异地服务未经核准（C-12）；差旅费没有核准（C-12）"),
        ({"差旅费": 120}, "差旅费没有核准（C-12）；有差旅费，没有登记为异地（C-12）"),
    ],
)
def test_C_12_out_of_town_work_and_its_costs_are_approved_before_leaving(more: dict[str, Any], said: str) -> None:
    assert problems(done(1, **more)) == said


def test_C_12_before_anybody_leaves_the_approval_may_still_come() -> None:
    assert problems(request(1, 异地="是")) == ""


def test_C_11_a_voucher_number_is_used_once() -> None:
    said = "凭证编号重复：FW-0001、FW-0002（C-11）"
    first, second = done(1), done(2, 凭证编号="PZ-0001")
    assert problems(first, second) == said and problems(second, first) == said


def test_C_11_what_was_dispatched_and_left_no_trace_is_followed_up_from_the_next_day() -> None:
    sent = request(1, 3, 派工日期=day(3), 服务人员="F1")
    assert problems(sent, as_of=day(3)) == ""
    assert problems(sent, as_of=day(5)) == "已派工 2 天，没有完工记录（C-11）"


def test_all_that_is_wrong_with_a_job_stands_in_one_line_oldest_job_first() -> None:
    jobs = [done(1, 5, 客户签字="否", 经理核签="否"), done(2, 3, 归档日期=None)]
    listed = worked_out(jobs).vouchers
    assert list(listed["job_no"]) == ["FW-0002", "FW-0001"]
    assert listed["problem"].iloc[1] == "客户未签字（C-8）；经理未核签（C-10）"
