"""申诉: objections of staff to single items of the month, and what was decided on them."""

from __future__ import annotations

import pandas as pd

from pipeline.schemas.column import EMPLOYEE, NAME, Column, day
from pipeline.schemas.sheet import RowCheck, Sheet

DECISIONS = {"维持": "upheld", "撤销": "revoked", "改分": "changed"}


def _somebody_decided(rows: pd.DataFrame) -> pd.Series[bool]:
    return rows["decision"].isna() | rows["decided_by"].notna()


def _points_with_a_change(rows: pd.DataFrame) -> pd.Series[bool]:
    return (rows["decision"] != "changed") | rows["new_points"].notna()


def _no_points_without_a_change(rows: pd.DataFrame) -> pd.Series[bool]:
    return (rows["decision"] == "changed") | rows["new_points"].isna()


OBJECTIONS = Sheet(
    name="objections",
    title="申诉",
    book="申诉.xlsx",
    day=None,
    help="员工对当月某一项扣分或罚款的申诉，每项一行；还没有结论的也登记，结论先空着。",
    key=("employee_id", "date", "item"),
    filled_by=("主管",),
    columns=(
        EMPLOYEE,
        NAME,
        day("所申诉事项的日期，与考核单上的日期一致。"),
        Column("item", "事项", "item", "所申诉的事项，代码或名称，与考核单一致。", "A-3.1.1", required=True),
        Column("reason", "理由", "text", "员工申诉的理由。", "客户是听不懂普通话的老人，当时用方言解释", required=True),
        Column("decision", "结论", "choice", "维持、撤销或改分；还没有裁定的留空。", "撤销", choices=DECISIONS),
        Column("new_points", "改后分值", "points", "结论为改分时填写改后每次的分值，正数。", minimum=0),
        Column("decided_by", "裁定人", "person", "作出结论的人的工号；有结论就要填。", "KF001"),
    ),
    checks=(
        RowCheck("DECIDER_MISSING", "decided_by", _somebody_decided, ("decision",)),
        RowCheck("NEW_POINTS_MISSING", "new_points", _points_with_a_change, ("decision",)),
        RowCheck("NEW_POINTS_NOT_ASKED", "new_points", _no_points_without_a_change, ("decision",)),
    ),
    examples=({}, {"date": "{month}-09", "item": "A-3.1.8", "reason": "客户要求改期一天", "decision": "改分", "new_points": "2"}),
)
