"""扣分记录: one row for each violation that somebody recorded (A-3, B)."""

from __future__ import annotations

from pipeline.schemas.column import EMPLOYEE, NAME, NOTE, RECORDED_ON, RECORDER, TIMES, Column, day
from pipeline.schemas.sheet import RowCheck, Sheet, recorded_after_the_event

DEDUCTIONS = Sheet(
    name="deductions",
    title="扣分记录",
    book="扣分记录.xlsx",
    recorder="recorded_by",
    place=1,
    help="每次违规一行；迟到、旷工、考试不及格等会自动计算，不必重复登记。",
    required=True,
    filled_by=("培训专员", "主管"),
    columns=(
        day("违规发生的日期，在当月之内。"),
        EMPLOYEE,
        NAME,
        Column("item", "事项", "item", "违规事项，从下拉列表选择，也可只写代码或名称。", "A-3.1.1", required=True),
        TIMES,
        Column("points", "分值", "points", "有分值范围的事项填每次扣几分，在范围之内；其他事项不填。"),
        Column("overrun_minutes", "超时分钟", "whole", "应急处理超时的整分钟数；只有该事项要填。", minimum=1),
        Column("amount", "金额", "money", "擅自拆卸带出设备或遗失用品的价款合计，单位元；只有这两项要填。", minimum=0),
        Column("serious", "情节严重", "yes_no", "泄露信息是否情节严重，填 是 或 否。"),
        RECORDER,
        NOTE,
        RECORDED_ON,
    ),
    checks=(RowCheck("RECORDED_BEFORE_EVENT", "recorded_on", recorded_after_the_event, ("date",)),),
    examples=(
        {},
        {"date": "{month}-09", "item": "A-3.1.8", "points": "3", "note": "回访晚了一天"},
        {"date": "{month}-16", "employee_id": "KF003", "name": "赵志远", "item": "emergency_overrun", "overrun_minutes": 12},
    ),
)
