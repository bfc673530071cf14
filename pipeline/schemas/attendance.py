"""考勤: one row a person and day, from HR's own table or an export of DingTalk or WeCom (A-1.1, A-3.1.4, A-3.3.1, B-1)."""

from __future__ import annotations

import pandas as pd

from pipeline.schemas.column import EMPLOYEE, NAME, Column, day
from pipeline.schemas.sheet import RowCheck, Sheet

LEAVES = {
    "年假": "annual",
    "事假": "personal",
    "病假": "sick",
    "婚假": "marriage",
    "产假": "maternity",
    "丧假": "bereavement",
    "调休": "in_lieu",
    "陪产假": "paternity",
    "产检假": "prenatal",
    "哺乳假": "nursing",
    "育儿假": "parental",
    "护理假": "care",
    "探亲假": "home",
    "工伤假": "injury",
    "公假": "official",
    "其他": "other",
}
"""Leaves of the law and of what exports call them."""
ALSO_LEAVES = {
    "年休假": "annual", "带薪年休假": "annual", "带薪年假": "annual", "调休假": "in_lieu", "补休": "in_lieu", "生育假": "maternity",
    "陪护假": "paternity", "产前检查假": "prenatal", "工伤": "injury", "丧葬假": "bereavement", "结婚假": "marriage",
}  # fmt: skip
"""Other names of the same leaves."""
STATUSES = {
    "正常": "normal",
    "迟到": "late",
    "早退": "left_early",
    "旷工": "absent",
    "缺卡": "missed_punch",
    "请假": "leave",
    "休息": "rest",
    "出差": "business_trip",
    "外出": "out",
    "外勤": "field",
}
APPROVED = {"是": "both", "否": "none", "上班": "in", "下班": "out"}
"""Which punches were approved afterwards, so that the result holds and not the punch."""


def _no_punch_on_leave(column: str) -> RowCheck:
    """A whole day's leave may not have a punch in `column`; leave of part of a day has its times."""

    def holds(attendance: pd.DataFrame) -> pd.Series[bool]:
        on_leave = attendance["leave_type"].notna() | (attendance["status"] == "leave")
        whole = attendance["leave_from"].isna() & attendance["leave_to"].isna()
        return ~(on_leave & whole & attendance[column].notna())

    return RowCheck("PUNCH_ON_LEAVE", column, holds)


def _both_times_of_a_leave(column: str, other: str) -> RowCheck:
    def holds(attendance: pd.DataFrame) -> pd.Series[bool]:
        return ~(attendance[column].isna() & attendance[other].notna())

    return RowCheck("LEAVE_TIME_MISSING", column, holds)


def _leave_has_a_kind(attendance: pd.DataFrame) -> pd.Series[bool]:
    return ~(attendance["leave_from"].notna() & attendance["leave_type"].isna())


def _starts_on_its_day(attendance: pd.DataFrame) -> pd.Series[bool]:
    return ~(attendance["clock_in"] >= 86_400).fillna(False).astype(bool)


ATTENDANCE = Sheet(
    name="attendance",
    title="考勤",
    book="考勤.xlsx",
    help="每人每天一行；也可以直接放入钉钉、企业微信导出的每日统计。",
    required=True,
    key=("employee_id", "date"),
    starts="days",
    columns=(
        day("出勤日期，在当月之内；晚班按上班那天填。"),
        EMPLOYEE,
        NAME,
        Column("shift", "班次", "choice", "规则里的班次或休息，从下拉列表选择。", "早班", required=True, named_by="shifts"),
        Column("clock_in", "上班时间", "time", "上班打卡时间，如 8:00；没有打卡就不填。", "7:56"),
        Column("clock_out", "下班时间", "time", "下班打卡时间；早于上班时间的算次日，也可写 次日 00:58。", "17:32"),
        Column("leave_type", "请假类型", "choice", "请假的种类，没有请假就不填。", choices=LEAVES, also=ALSO_LEAVES),
        Column("leave_from", "请假开始", "time", "只请了半天或几小时的填：从几点起，如 8:00；请一整天就不填。"),
        Column("leave_to", "请假结束", "time", "只请了半天或几小时的填：到几点止，如 12:00。"),
        Column("status", "考勤结果", "choice", "考勤结果，要与打卡时间相符；可不填。", "正常", choices=STATUSES),
        Column("handover_logged", "交接记录", "yes_no", "上了晚班的填：下班前已登记交接填 是，没有登记填 否。"),
        Column("cleaning_duty", "卫生值日", "yes_no", "当天轮到值日的填：完成填 是，没有完成填 否；没有轮到就不填。"),
        Column("approved", "结果已核准", "choice", "补卡获批或管理员改过考勤结果的填 是：以考勤结果为准，不再看打卡；只有一次打卡如此的填 上班 或 下班。", choices=APPROVED),
        Column("leave_asked_on", "请假申请日期", "date", "哪天提出请假的，应在请假之前。"),
    ),
    checks=(
        RowCheck("CLOCK_IN_NEXT_DAY", "clock_in", _starts_on_its_day),
        _no_punch_on_leave("clock_in"),
        _no_punch_on_leave("clock_out"),
        _both_times_of_a_leave("leave_from", "leave_to"),
        _both_times_of_a_leave("leave_to", "leave_from"),
        RowCheck("LEAVE_WITHOUT_KIND", "leave_type", _leave_has_a_kind),
    ),
    examples=(
        {"cleaning_duty": "是"},
        {"date": "{month}-04", "shift": "晚班", "clock_in": "15:52", "clock_out": "次日 00:58", "handover_logged": "是"},
        {"date": "{month}-05", "shift": "休息", "clock_in": None, "clock_out": None, "status": "休息"},
        {"date": "{month}-06", "clock_in": None, "clock_out": None, "leave_type": "病假", "status": "请假"},
    ),
)
