"""加分记录: bonus points that somebody granted (A-2.3, A-2.4, A-2.6); the others are derived."""

from __future__ import annotations

from pipeline.schemas.column import EMPLOYEE, NAME, NOTE, RECORDED_ON, RECORDER, TIMES, Column, day
from pipeline.schemas.sheet import RowCheck, Sheet, recorded_after_the_event

BONUSES = Sheet(
    name="bonuses",
    title="加分记录",
    book="扣分记录.xlsx",
    recorder="recorded_by",
    place=2,
    help="每次加分一行；满分、双第一、无有效投诉的加分自动计算，不必登记。",
    filled_by=("培训专员", "主管"),
    columns=(
        day("加分事由发生的日期，在当月之内。"),
        EMPLOYEE,
        NAME,
        Column("item", "事项", "item", "加分事项，从下拉列表选择，也可只写代码或名称。", "A-2.3", required=True),
        TIMES,
        RECORDER,
        NOTE,
        RECORDED_ON,
    ),
    checks=(RowCheck("RECORDED_BEFORE_EVENT", "recorded_on", recorded_after_the_event, ("date",)),),
    examples=({"note": "节日应召到岗"}, {"date": "{month}-16", "item": "A-2.6", "note": "话术卡试行两周，效果好"}),
)
