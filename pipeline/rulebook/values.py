"""How the figures of a rulebook are written, and the exact whole numbers that they become."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.base.units import HUNDREDTHS, SECONDS_A_DAY
from pipeline.language.translation import _


def figure(
    name: str, unit: str = "", *, empty: str = "", switch: bool = False, counted: str = "档", called: Mapping[str, str] | None = None, **bounds: Any
) -> Any:
    """A figure that may be looked up and changed: its Chinese name, its unit and its bounds.

    A `switch` is a decision where the regulation is silent, which a manager may want to take otherwise.

    One of several in a list is the second `counted`: 第 2 档. Values that are words of its own are `called` so to people.

    A figure of a table has its key before its name; `empty` is what stands for a table without any.
    """
    return Field(title=name, json_schema_extra={"unit": unit, "empty": empty or name, "switch": switch, "counted": counted, "called": dict(called or {})}, **bounds)


class Topic(BaseModel):
    """A part of the rulebook: unknown keys are refused, nothing changes after reading.

    `decided` says what was decided, and why, where the regulation is silent.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    decided: str | None = None


class Rule(Topic):
    """A topic with the clause that it comes from."""

    clause: str


def _shown(value: object) -> str:
    return _("空") if value in (None, "") else f"“{value}”"


def hundredths(value: object) -> int:
    """2 or 2.5 as hundredths; no more than two decimals, no text, no yes/no."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(_("应为数字，现为{given}", given=_shown(value)))
    exact = Decimal(str(value)) * HUNDREDTHS
    if exact != exact.to_integral_value():
        raise ValueError(_("最多两位小数，现为 {value}", value=value))
    return int(exact)


def seconds(value: object) -> int:
    """"17:30" or "次日 01:00" as seconds since the day's midnight; must be quoted in YAML."""
    found = re.fullmatch(r"(次日\s*)?([01]?\d|2[0-3]):([0-5]\d)", value) if isinstance(value, str) else None
    if not found:
        raise ValueError(_("应为时间，如 17:30 或 次日 01:00（在规则文件里要加引号），现为{given}", given=_shown(value)))
    return bool(found[1]) * SECONDS_A_DAY + int(found[2]) * 3600 + int(found[3]) * 60


def share(value: object) -> Fraction:
    """"1/2" or 1 as an exact share between 0 and 1."""
    try:
        exact = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise ValueError(_("应为分数，如 1/2，现为{given}", given=_shown(value))) from None
    if not 0 <= exact <= 1:
        raise ValueError(_("应在 0 和 1 之间，现为 {value}", value=value))
    return exact


Points = Annotated[int, BeforeValidator(hundredths)]
Yuan = Annotated[int, BeforeValidator(hundredths)]
Clock = Annotated[int, BeforeValidator(seconds)]
Share = Annotated[Fraction, BeforeValidator(share)]

WORDS: dict[str, str] = {
    "trainer": "培训专员", "supervisor": "主管", "agent": "客服", "receptionist": "现场接待", "team_leader": "客服组长",
    "technician": "服务人员", "month": "自然月", "year": "自然年", "employment": "在职期间", "month_wage": "一个月工资",
    "whole": "全部", "department": "部门内", "either": "其中一项即可", "both": "两项都满足", "clauses": "不同条款数", "occurrences": "次数",
    "full": "满月", "employed_days": "在职天数折算", "effective": "认定有效的", "received": "除认定无效以外的", "calendar": "日历", "working": "工作日",
    "booked": "记入前期更正", "told": "只提醒",
    "general": "通用格式", "yonyou": "用友", "kingdee": "金蝶", "own": "自己的列名",
    "half_up": "四舍五入到分", "service": "服务", "conflict": "冲突", "transport": "运输", "product": "产品", "other": "其他",
    "sales_manager": "销售部门经理", "vice_president": "副总经理", "general_manager": "总经理", "leave_month": "离职当月",
    "price": "照价", "serious": "情节严重", "handover": "交接记录的次数", "weekly_summary": "周总结的次数", "complaint": "投诉的次数",
    "very_satisfied": "非常满意", "satisfied": "满意", "average": "一般", "poor": "较差",
    "resignation": "视同自动离职", "dismissal": "可以解除劳动合同", "instant_dismissal": "立即辞退", "referral": "移送有关机关处理",
    "legal_pursuit": "依法追究责任", "early_confirmation": "可申请提前转正",
}  # fmt: skip
"""What a value that is a word says to people."""
