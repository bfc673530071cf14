"""已发工资: what finance paid for the month before, to be held against that month's sheet."""

from __future__ import annotations

from pipeline.schemas.column import NAME, Column
from pipeline.schemas.sheet import Sheet

PAID = Sheet(
    name="paid",
    title="已发工资",
    book="已发工资.xlsx",
    help="财务实际发放的上月工资调整，每人一行；系统和上月的工资调整表逐人核对到分。没有就不用这张表。",
    key=("employee_id",),
    person=None,
    day=None,
    filled_by=("财务",),
    columns=(
        Column("employee_id", "工号", "person", "上月工资调整表上的工号；按文本填写，保留前面的零。", "KF001", required=True),
        NAME,
        Column("paid_adjustment", "实发调整", "money", "上月实际加发或扣下的金额，单位元，扣款为负；没有加减填 0。", "-120", required=True),
    ),
)
