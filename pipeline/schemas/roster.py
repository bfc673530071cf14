"""花名册: one row for each person of the department, leavers of the month included."""

from __future__ import annotations

import pandas as pd

from pipeline.schemas.column import Column
from pipeline.schemas.sheet import RowCheck, Sheet

LEAVE_REASONS = {"辞职": "resignation", "辞退": "dismissal", "自动离职": "abandonment", "其他": "other"}


def _not_before_hire(column: str) -> RowCheck:
    def holds(roster: pd.DataFrame) -> pd.Series[bool]:
        return ~(roster[column] < roster["hire_date"])

    return RowCheck("DATE_BEFORE_HIRE", column, holds, reads=("hire_date",))


def _reason_given(roster: pd.DataFrame) -> pd.Series[bool]:
    return roster["leave_date"].isna() | roster["leave_reason"].notna()


def _leave_date_given(roster: pd.DataFrame) -> pd.Series[bool]:
    return roster["leave_reason"].isna() | roster["leave_date"].notna()


def _notice_before_leaving(roster: pd.DataFrame) -> pd.Series[bool]:
    return ~(roster["resigned_on"] > roster["leave_date"])


ROSTER = Sheet(
    name="roster",
    title="花名册",
    book="花名册.xlsx",
    help="每人一行；当月离职的人也要在内。",
    required=True,
    starts="roster",
    columns=(
        Column("employee_id", "工号", "id", "员工工号，不能重复；字母、数字、- 和 _，最多 32 位，按文本填写。", "KF001",
               required=True, unique=True),
        Column("name", "姓名", "name", "员工姓名。", "王小明", required=True),
        Column("department", "部门", "name", "所在部门；排名和第一名都在部门内比较。", "客户服务部", required=True, offers=("roster.department",)),
        Column("team", "组别", "name", "所在小组，可不填。", "一组", offers=("roster.team",)),
        Column("role", "岗位", "choice", "岗位，从下拉列表选择。", "客服", required=True, named_by="roles"),
        Column("hire_date", "入职日期", "date", "入职日期；入职所在的自然月算第一个月。", "2024-03-11", required=True),
        Column("training_end", "培训结束日期", "date", "岗前培训结束、正式上岗的日期；判断 A-6.1 时要用。", "2024-03-25"),
        Column("probation_end", "转正日期", "date", "转正日期；判断 A-6.2、A-6.3 时要用。", "2024-06-11"),
        Column("monthly_wage", "月工资", "money", "月工资，单位元，大于 0。", "4800", required=True, above=0),
        Column("leave_date", "离职日期", "date", "最后在职的一天，在职的人不填。"),
        Column("leave_reason", "离职原因", "choice", "填了离职日期就要填。", choices=LEAVE_REASONS),
        Column("resigned_on", "提出辞职日期", "date", "本人提出辞职的日期，不晚于离职日期。"),
    ),
    checks=(
        _not_before_hire("training_end"),
        _not_before_hire("probation_end"),
        _not_before_hire("leave_date"),
        _not_before_hire("resigned_on"),
        RowCheck("LEAVE_REASON_MISSING", "leave_reason", _reason_given, reads=("leave_date",)),
        RowCheck("LEAVE_DATE_MISSING", "leave_date", _leave_date_given, reads=("leave_reason",)),
        RowCheck("NOTICE_AFTER_LEAVING", "resigned_on", _notice_before_leaving, reads=("leave_date",)),
    ),
    examples=(
        {},
        {"employee_id": "KF002", "name": "李玉梅", "team": None, "role": "培训专员", "hire_date": "2020-05-06",
         "training_end": None, "probation_end": None, "monthly_wage": "6200"},
        {"employee_id": "KF003", "name": "赵志远", "role": "客服组长", "hire_date": "2021-07-12", "training_end": None,
         "probation_end": None, "monthly_wage": "5600"},
        {"employee_id": "ZG001", "name": "周启明", "team": None, "role": "主管", "hire_date": "2018-03-12", "training_end": None,
         "probation_end": None, "monthly_wage": "9000"},
        {"employee_id": "FW001", "name": "孙建国", "team": None, "role": "服务人员", "leave_date": "{month}-28",
         "leave_reason": "辞职", "resigned_on": "{month}-14"},
    ),
)
