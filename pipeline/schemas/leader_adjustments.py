"""组长奖惩: the month's adjustment of team leaders at the review (A-3.4)."""

from __future__ import annotations

from pipeline.schemas.column import EMPLOYEE, NAME, Column
from pipeline.schemas.sheet import Sheet

LEADER_ADJUSTMENTS = Sheet(
    name="leader_adjustments",
    title="组长奖惩",
    book="扣分记录.xlsx",
    recorder="assessed_by",
    place=3,
    help="月度评议时对客服组长整月工作的加减分，每位组长最多一行。",
    key=("employee_id",),
    filled_by=("培训专员",),
    starts="leaders",
    columns=(
        EMPLOYEE,
        NAME,
        Column("points", "分值", "points", "加分为正、减分为负，在规则允许的范围之内。", "3", required=True),
        Column("reason", "理由", "text", "加减分的理由，必须填写。", "带班期间零差错", required=True),
        Column("assessed_by", "评定人", "person", "评定人的工号，由培训专员评定。", "KF002"),
    ),
    examples=({"employee_id": "KF003", "name": "赵志远"},),
)
