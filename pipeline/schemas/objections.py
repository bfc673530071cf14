"""申诉: objections of staff to single items of this or a closed month, and what was decided on them; 签收: who has had the slip."""

from __future__ import annotations

import pandas as pd

from pipeline.schemas.column import EMPLOYEE, NAME, Column
from pipeline.schemas.sheet import RowCheck, Sheet

DECISIONS = {"维持": "upheld", "撤销": "revoked", "改分": "changed"}
OPINIONS = {"无异议": "agreed", "有异议": "objected", "拒签": "refused"}


def _somebody_decided(rows: pd.DataFrame) -> pd.Series[bool]:
    return rows["decision"].isna() | rows["decided_by"].notna()


def _points_with_a_change(rows: pd.DataFrame) -> pd.Series[bool]:
    return (rows["decision"] != "changed") | rows["new_points"].notna()


def _more_than_nothing(rows: pd.DataFrame) -> pd.Series[bool]:
    return ~(rows["new_points"] == 0).fillna(False)


def _raised_after_the_event(rows: pd.DataFrame) -> pd.Series[bool]:
    return ~(rows["raised_on"] < rows["date"])


def _decided_after_it_was_raised(rows: pd.DataFrame) -> pd.Series[bool]:
    return ~(rows["decided_on"] < rows["raised_on"])


def _with_reason(rows: pd.DataFrame) -> pd.Series[bool]:
    return rows["decision"].isna() | rows["decision_reason"].notna()


def _refusal_seen_by_somebody(rows: pd.DataFrame) -> pd.Series[bool]:
    return (rows["opinion"] != "refused") | rows["witness"].notna()


def _no_points_without_a_change(rows: pd.DataFrame) -> pd.Series[bool]:
    return (rows["decision"] == "changed") | rows["new_points"].isna()


OBJECTIONS = Sheet(
    name="objections",
    title="申诉",
    book="申诉.xlsx",
    day=None,
    of_closed_months=True,
    help="员工对某一项扣分或罚款的申诉，每项一行；还没有结论的也登记，结论先空着。已结账月份的事项也填在当月的表里，裁定后自动更正。",
    starts="open",
    open_until="decision",
    key=("employee_id", "date", "item"),
    filled_by=("主管",),
    columns=(
        EMPLOYEE,
        NAME,
        Column("date", "日期", "date", "所申诉事项的日期，与考核单上的日期一致；可以在已结账的月份。", "{month}-03", required=True, span="until_month_end"),
        Column("item", "事项", "item", "所申诉的事项，代码或名称，与考核单一致。", "A-3.1.1", required=True),
        Column("reason", "理由", "text", "员工申诉的理由。", "客户是听不懂普通话的老人，当时用方言解释", required=True),
        Column("decision", "结论", "choice", "维持、撤销或改分；还没有裁定的留空。", "撤销", choices=DECISIONS),
        Column("new_points", "改后分值", "points", "结论为改分时填写改后每次的分值，在事项的范围之内；全部取消的结论是撤销。", minimum=0),
        Column("decided_by", "裁定人", "person", "作出结论的主管的工号，不能是申诉人本人或原记录人；有结论就要填。", "ZG001"),
        Column("raised_on", "提出日期", "date", "员工提出申诉的日期。", "{month}-20", span="until_next_month_end"),
        Column("decided_on", "裁定日期", "date", "作出结论的日期。", "{month}-21", span="until_next_month_end"),
        Column("decision_reason", "裁定理由", "text", "为什么这样裁定。", "录音证实当时客户要求用方言"),
        Column("evidence", "证据", "text", "员工提供的证据，如录音编号、照片。", "录音 1103-07"),
    ),
    checks=(
        RowCheck("DECIDER_MISSING", "decided_by", _somebody_decided, ("decision",)),
        RowCheck("NEW_POINTS_MISSING", "new_points", _points_with_a_change, ("decision",)),
        RowCheck("NEW_POINTS_NOT_ASKED", "new_points", _no_points_without_a_change, ("decision",)),
        RowCheck("NEW_POINTS_ZERO", "new_points", _more_than_nothing),
        RowCheck("RAISED_BEFORE_EVENT", "raised_on", _raised_after_the_event, ("date",)),
        RowCheck("DECIDED_BEFORE_RAISED", "decided_on", _decided_after_it_was_raised, ("raised_on",)),
        RowCheck("DECISION_REASON_MISSING", "decision_reason", _with_reason, ("decision",)),
    ),
    examples=({}, {"date": "{month}-09", "item": "A-3.1.8", "reason": "客户要求改期一天", "decision": "改分", "new_points": "2", "decision_reason": "客户有书面要求"}),
)


RECEIPTS = Sheet(
    name="receipts",
    title="签收",
    book="申诉.xlsx",
    place=100,
    day=None,
    of_closed_months=True,
    help="员工签收考核单，每人每月一行；申诉的期限从签收日期算起。拒签的写明见证人。",
    key=("employee_id", "month"),
    filled_by=("主管",),
    columns=(
        EMPLOYEE,
        NAME,
        Column("month", "月份", "month", "考核单的月份，写成 2026-11 这样。", "{month}", required=True),
        Column("received_on", "签收日期", "date", "员工收到考核单的日期。", "{month}-28", required=True),
        Column("opinion", "意见", "choice", "无异议、有异议或拒签。", "无异议", required=True, choices=OPINIONS),
        Column("witness", "见证人", "text", "拒签时在场的见证人；拒签必填。", offers=("roster.name",)),
    ),
    checks=(RowCheck("WITNESS_MISSING", "witness", _refusal_seen_by_somebody, ("opinion",)),),
)
