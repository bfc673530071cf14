"""服务登记 and 意见调查: service jobs and what customers said of them (C-6 to C-18)."""

from __future__ import annotations

import pandas as pd

from pipeline.schemas.column import Column, day
from pipeline.schemas.sheet import RowCheck, Sheet

SERVICE_KINDS = {"A": "A", "B": "B", "C": "C", "D": "D"}
CHARGE_METHODS = {"现场": "on_site", "开票": "invoice"}
RATINGS = {"非常满意": "very_satisfied", "满意": "satisfied", "一般": "average", "较差": "poor"}
MATTERS = {"attitude": "态度", "skill": "技术", "arrival": "到达时间", "promises": "承诺事项"}
SEVERITIES = {"一般": "ordinary", "特别严重": "serious"}
SECONDS_OF_TWO_DAYS = 2 * 86_400


def _ends_after_start(jobs: pd.DataFrame) -> pd.Series[bool]:
    same_kind = _both_times_of_one_kind(jobs)
    return ~(same_kind & (jobs["ended_at"] < jobs["started_at"])).fillna(False).astype(bool)


def _both_times_of_one_kind(jobs: pd.DataFrame) -> pd.Series[bool]:
    start, end = jobs["started_at"], jobs["ended_at"]
    differ = (start < SECONDS_OF_TWO_DAYS) != (end < SECONDS_OF_TWO_DAYS)
    return ~differ.fillna(False).astype(bool)


def _dispatched_after_registration(jobs: pd.DataFrame) -> pd.Series[bool]:
    return ~(jobs["dispatched_on"] < jobs["registered_on"])


def _past(name: str, header: str, help: str, example: object = None) -> Column:
    return Column(name, header, "date", help, example, span="until_month_end")


def _rating(name: str, header: str, help: str) -> Column:
    return Column(name, header, "choice", help, "满意", required=True, choices=RATINGS)


SERVICE_JOBS = Sheet(
    name="service_jobs",
    title="服务登记",
    book="服务登记.xlsx",
    help="每个服务请求一行（服务登记簿）。",
    person="technician_id",
    filled_by=("服务",),
    starts="open",
    open_until="dispatched_on",
    columns=(
        Column("job_no", "登记编号", "id", "登记编号，不能重复。", "FW-0001", required=True, unique=True),
        Column("voucher_no", "凭证编号", "id", "服务凭证的编号，不能重复。", "PZ-0001"),
        Column("registered_on", "登记日期", "date", "登记日期，不晚于月末。", "{month}-03", required=True,
               span="until_month_end"),
        Column("customer", "客户名称", "text", "客户名称。", "示例小区 3 栋 502", required=True),
        Column("address", "地址", "text", "客户地址。", "示例路 1 号", required=True),
        Column("phone", "电话", "text", "客户电话。", "000-0000000", required=True),
        Column("model", "商品型号", "text", "商品型号。", "KT-35", required=True, offers=("service_jobs.model",)),
        Column("specification", "规格", "text", "规格。", "1.5 匹", offers=("service_jobs.specification",)),
        Column("purchased_on", "购买日期", "date", "购买日期。", "2025-06-18"),
        Column("purchased_at", "购买地点", "text", "购买地点。", "示例商场", offers=("service_jobs.purchased_at",)),
        Column("kind", "服务类别", "choice", "A 有偿、B 合同、C 无偿、D 内部。", "A", required=True, choices=SERVICE_KINDS),
        _past("dispatched_on", "派工日期", "派工日期；未派工不填，次日优先派工。", "{month}-03"),
        Column("technician_id", "服务人员", "person", "服务人员的工号。", "FW001"),
        Column("out_of_town", "异地", "yes_no", "是否异地服务，填 是 或 否。", "否"),
        _past("out_of_town_approved_on", "异地核准日期", "异地服务申请单的核准日期，须在出发之前。"),
        Column("travel_cost", "差旅费", "money", "差旅费和补贴，单位元。", minimum=0),
        Column("started_at", "开始时间", "moment", "实际开始时间，如 2026-11-04 09:00，也可只写 9:00。", "{month}-04 09:00"),
        Column("ended_at", "结束时间", "moment", "实际结束时间，写法同开始时间。", "{month}-04 10:30"),
        Column("content", "服务内容", "text", "实际服务内容。", "更换滤网"),
        Column("charge", "收费金额", "money", "收费金额，单位元。", "80", minimum=0),
        Column("charge_method", "收费方式", "choice", "现场收费或开票后收。", "现场", choices=CHARGE_METHODS),
        Column("signed", "客户签字", "yes_no", "客户是否已在服务凭证上签字。", "是"),
        Column("countersigned", "经理核签", "yes_no", "经理是否已核签。", "是"),
        _past("archived_on", "归档日期", "凭证归档日期。", "{month}-05"),
    ),
    checks=(
        RowCheck("TIMES_OF_TWO_KINDS", "ended_at", _both_times_of_one_kind, reads=("started_at",)),
        RowCheck("ENDED_BEFORE_START", "ended_at", _ends_after_start, reads=("started_at",)),
        RowCheck("DISPATCHED_BEFORE_REGISTERED", "dispatched_on", _dispatched_after_registration, reads=("registered_on",)),
    ),
)

SURVEYS = Sheet(
    name="surveys",
    title="意见调查",
    book="服务登记.xlsx",
    help="每张客户意见调查表一行。",
    filled_by=("服务",),
    columns=(
        day("调查日期，在当月之内。"),
        Column("job_no", "登记编号", "id", "对应的服务登记编号，可不填。", "FW-0001"),
        Column("employee_id", "服务人员", "person", "被评价的人的工号。", "FW001", required=True),
        _rating("attitude", "态度", "对服务态度的评价。"),
        _rating("skill", "技术", "对技术水平的评价。"),
        _rating("arrival", "到达时间", "对到达及时的评价。"),
        _rating("promises", "承诺事项", "对承诺兑现的评价。"),
        Column("comment", "意见", "text", "客户的意见或投诉。", "师傅很细心"),
        Column("severity", "严重程度", "choice", "一般或特别严重；特别严重的立即报副总经理。", "一般", choices=SEVERITIES),
    ),
)
