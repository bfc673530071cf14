"""What service brought in and cost by kind, jobs and hours by technician (C-6, C-9, C-12)."""

from __future__ import annotations

from tests.build import day
from tests.complaints.cases import records
from tests.service.jobs import done, request, worked_out

JOBS = [
    done(1),
    done(2, 收费金额=120.5, 异地="是", 异地核准日期=day(3), 差旅费=60, 服务人员="F2"),
    done(3, 服务类别="C", 收费金额=None, 收费方式=None, 开始时间="22:50", 结束时间="次日 00:00"),
    request(4),
]


def test_C_6_income_cost_and_hours_stand_by_kind_with_their_sum() -> None:
    rows = [tuple(row.values()) for row in records(worked_out(JOBS).by_kind)]
    assert rows == [
        ("A 有偿", 3, 2, 20050, 6000, 14050, 300), ("B 合同", 0, 0, 0, 0, 0, 0), ("C 无偿", 1, 1, 0, 0, 0, 117),
        ("D 内部", 0, 0, 0, 0, 0, 0), ("合计", 4, 3, 20050, 6000, 14050, 417),
    ]  # fmt: skip


def test_C_12_travel_counts_as_cost_of_the_technician_who_travelled() -> None:
    rows = [tuple(row.values()) for row in records(worked_out(JOBS).by_technician)]
    assert rows == [("F1", "员工F1", 2, 2, 8000, 0, 8000, 267), ("F2", "员工F2", 1, 1, 12050, 6000, 6050, 150)]


def test_hours_add_up_from_seconds_and_not_from_rounded_hours() -> None:
    jobs = [done(n, 开始时间="9:00", 结束时间="9:20") for n in (1, 2, 3)]
    assert records(worked_out(jobs).by_technician)[0]["hours"] == 100


def test_a_month_without_service_has_four_kinds_of_nothing() -> None:
    work = worked_out()
    assert [row["jobs"] for row in records(work.by_kind)] == [0] * 5
    assert work.by_technician.empty and work.vouchers.empty and work.dispatch.empty
