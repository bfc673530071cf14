"""考试成绩: the month's skills exam (A-1.6, A-2.2, A-3.2.7)."""

from __future__ import annotations

from pipeline.schemas.column import EMPLOYEE, NAME, Column, day
from pipeline.schemas.sheet import Sheet

EXAMS = Sheet(
    name="exams",
    title="考试成绩",
    book="扣分记录.xlsx",
    place=4,
    help="当月业务技能考试的成绩，每人一行。",
    key=("employee_id",),
    filled_by=("培训专员",),
    starts="everybody",
    columns=(
        day("考试日期，在当月之内。"),
        EMPLOYEE,
        NAME,
        Column("score", "得分", "points", "考试得分，0 到 100；没有参加的填 缺考，或不列此人。", 92, required=True, minimum=0, maximum=100_00, void=("缺考", "缺席", "未考", "未参加")),
    ),
    examples=({}, {"employee_id": "KF003", "name": "赵志远", "score": 100}),
)
