"""考勤: one row a person and day, from HR's own table or an export of DingTalk or WeCom (A-1.1, A-3.1.4, A-3.3.1, B-1)."""

from __future__ import annotations

import pandas as pd

from pipeline.schemas.column import EMPLOYEE, NAME, Column, day
from pipeline.schemas.sheet import RowCheck, Sheet

SHIFTS = {"早班": "early", "晚班": "late", "休息": "rest"}
LEAVES = {
    "年假": "annual",
    "事假": "personal",
    "病假": "sick",
    "婚假": "marriage",
    "产假": "maternity",
    "丧假": "bereavement",
    "调休": "in_lieu",
    "其他": "other",
}
STATUSES = {
    "正常": "normal",
    "迟到": "late",
    "早退": "left_early",
    "旷工": "absent",
    "缺卡": "missed_punch",
    "请假": "leave",
    "休息": "rest",
}


def _no_punch_when(column: str, code: str, off: str) -> RowCheck:
    """A day off (a leave, or a rest) may not have a punch in `column`."""

    def holds(attendance: pd.DataFrame) -> pd.Series[bool]:
        if off == "leave":
            is_off = attendance["leave_type"].notna() | (attendance["status"] == "leave")
        else:
            is_off = attendance["shift"] == "rest"
        return ~(is_off & attendance[column].notna())

    return RowCheck(code, column, holds)


def _starts_on_its_day(attendance: pd.DataFrame) -> pd.Series[bool]:
    return ~(attendance["clock_in"] >= 86_400).fillna(False).astype(bool)


ATTENDANCE = Sheet(
    name="attendance",
    title="考勤",
    book="考勤.xlsx",
    help="每人每天一行；也可以直接放入钉钉、企业微信导出的每日统计。",
    required=True,
    key=("employee_id", "date"),
    columns=(
        day("出勤日期，在当月之内；晚班按上班那天填。"),
        EMPLOYEE,
        NAME,
        Column("shift", "班次", "choice", "早班、晚班或休息。", "早班", required=True, choices=SHIFTS),
        Column("clock_in", "上班时间", "time", "上班打卡时间，如 8:00；没有打卡就不填。", "7:56"),
        Column("clock_out", "下班时间", "time", "下班打卡时间；早于上班时间的算次日，也可写 次日 00:58。", "17:32"),
        Column("leave_type", "请假类型", "choice", "请假的种类，没有请假就不填。", choices=LEAVES),
        Column("status", "考勤结果", "choice", "考勤结果，要与打卡时间相符；可不填。", "正常", choices=STATUSES),
        Column("handover_logged", "交接记录", "yes_no", "上了晚班的填：下班前已登记交接填 是，没有登记填 否。"),
        Column("cleaning_duty", "卫生值日", "yes_no", "当天轮到值日的填：完成填 是，没有完成填 否；没有轮到就不填。"),
        Column("approved", "结果已核准", "yes_no", "补卡获批或管理员改过考勤结果的填 是：以考勤结果为准，不再看打卡。"),
    ),
    checks=(
        RowCheck("CLOCK_IN_NEXT_DAY", "clock_in", _starts_on_its_day),
        _no_punch_when("clock_in", "PUNCH_ON_LEAVE", "leave"),
        _no_punch_when("clock_out", "PUNCH_ON_LEAVE", "leave"),
        _no_punch_when("clock_in", "PUNCH_ON_REST", "rest"),
        _no_punch_when("clock_out", "PUNCH_ON_REST", "rest"),
    ),
    examples=(
        {"cleaning_duty": "是"},
        {"date": "{month}-04", "shift": "晚班", "clock_in": "15:52", "clock_out": "次日 00:58", "handover_logged": "是"},
        {"date": "{month}-05", "shift": "休息", "clock_in": None, "clock_out": None, "status": "休息"},
        {"date": "{month}-06", "clock_in": None, "clock_out": None, "leave_type": "病假", "status": "请假"},
    ),
)
