"""周总结: what was handed in for each week (B-3)."""

from __future__ import annotations

import pandas as pd

from pipeline.schemas.column import EMPLOYEE, NAME, Column
from pipeline.schemas.sheet import RowCheck, Sheet

SATURDAY = 5
DAYS_SINCE_SUNDAY = 6


def _is_saturday(summaries: pd.DataFrame) -> pd.Series[bool]:
    saturday: pd.Series[bool] = summaries["week_ending"].dt.day_of_week == SATURDAY
    return summaries["week_ending"].isna() | saturday


def _within_its_week(summaries: pd.DataFrame) -> pd.Series[bool]:
    sunday = summaries["week_ending"] - pd.Timedelta(days=DAYS_SINCE_SUNDAY)
    return ~(summaries["submitted_at"] < sunday)


def _both(given: str, other: str) -> RowCheck:
    def holds(summaries: pd.DataFrame) -> pd.Series[bool]:
        return summaries[given].notna() | summaries[other].isna()

    return RowCheck("SUMMARY_INCOMPLETE", given, holds, reads=(other,))


WEEKLY_SUMMARIES = Sheet(
    name="weekly_summaries",
    title="周总结",
    book="扣分记录.xlsx",
    place=6,
    help="每人每周一行；没有交的可以不登记，也可以只填日期和工号。只有表头表示没有人交；本月不收周总结，就删除这张表。",
    filled_by=("培训专员",),
    starts="saturdays",
    absence_counts=True,
    columns=(
        Column("week_ending", "周六日期", "date", "该周周六的日期，在当月之内。", "{saturday}", required=True, span="month"),
        EMPLOYEE,
        NAME,
        Column("submitted_at", "提交时间", "datetime", "提交的日期和时间，如 2026-11-07 16:30；没有交就不填。", "{saturday} 16:30", headed=True),
        Column("characters", "字数", "whole", "总结的字数，整数；没有交就不填。", 356, minimum=0, headed=True),
        Column("improvements", "写明改进", "yes_no", "总结里是否写明了要改进的地方，填 是 或 否。", "是"),
    ),
    checks=(
        RowCheck("NOT_A_SATURDAY", "week_ending", _is_saturday),
        RowCheck("SUMMARY_BEFORE_WEEK", "submitted_at", _within_its_week, reads=("week_ending",)),
        _both("submitted_at", "characters"),
        _both("characters", "submitted_at"),
    ),
    examples=(
        {},
        {"employee_id": "KF003", "name": "赵志远", "submitted_at": None, "characters": None, "improvements": None},
    ),
)
