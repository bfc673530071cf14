"""基金支出 and 基金期初: what the department's fund paid out, and what it began with (B-14)."""

from __future__ import annotations

import pandas as pd

from pipeline.schemas.column import Column, day
from pipeline.schemas.sheet import RowCheck, Sheet


def _first_row_only(opening: pd.DataFrame) -> pd.Series[bool]:
    return pd.Series(range(len(opening)), index=opening.index) == 0


FUND_SPENDING = Sheet(
    name="fund_spending",
    title="基金支出",
    book="基金.xlsx",
    help="部门基金的每笔支出一行。",
    person=None,
    columns=(
        day("支出日期，在当月之内。"),
        Column("purpose", "用途", "text", "支出的用途。", "部门团建用餐", required=True),
        Column("amount", "金额", "money", "支出金额，单位元，大于 0。", "260", required=True, above=0),
        Column("handled_by", "经办人", "text", "经办人的姓名或工号。", "王小明", required=True, offers=("fund_spending.handled_by", "roster.name")),
        Column("voucher", "凭证", "text", "凭证编号。", "JJ-01"),
    ),
)

FUND_OPENING = Sheet(
    name="fund_opening",
    title="基金期初",
    book="基金.xlsx",
    help="只在第一次使用时填一行；以后各月自动承接上月余额。",
    person=None,
    starts="first month",
    columns=(Column("amount", "金额", "money", "基金的期初余额，单位元。", "500", required=True),),
    checks=(RowCheck("OPENING_TWICE", "amount", _first_row_only),),
)
