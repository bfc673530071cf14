"""Why an amount is not what the score alone would say: the first months, the bound, the cap; and what is more than the wage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.base.units import plain, yuan
from pipeline.findings.message import Phrase
from pipeline.language.translation import N_
from pipeline.rulebook.model import Rulebook
from pipeline.settlement.pay import merit_pay, unbounded

if TYPE_CHECKING:
    from pipeline.month.report import MonthReport


def amount_reasons(report: MonthReport) -> dict[str, list[Phrase]]:
    """By person, what stands beside the amounts; nobody whose amounts follow from the score and are covered by the wage."""
    appraisal = report.settled.appraisal
    scored = appraisal[appraisal["score"].notna()]
    uncapped = {who: sum(parts) for who, *parts in scored[["employee_id", "base", "bonus", "deduction", "leader"]].itertuples(index=False, name=None)}
    here = set(appraisal["employee_id"])
    found = {}
    pay = report.settled.pay
    for who, held, score, merit, total in zip(*(pay[name].tolist() for name in ("employee_id", "held", "score", "merit_pay", "total")), strict=True):
        said = [] if held else list(_reasons(score, merit, total, uncapped.get(who), report.wages.get(who), report))
        if who not in here:
            said.insert(0, Phrase(N_("已离职，只结算前期更正和投诉罚扣")))
        if said:
            found[who] = said
    return found


def _reasons(score: Any, merit: int, total: int, uncapped: int | None, wage: int | None, report: MonthReport) -> Iterator[Phrase]:
    if not pd.isna(score):
        yield from _of_merit_pay(score, merit, report.regulations)
        if uncapped is not None and uncapped > report.score_cap:
            yield Phrase(N_("各项累计 {uncapped} 分，按最高 {cap} 分计（A-1.5）"), uncapped=plain(uncapped), cap=plain(report.score_cap))
    said = more_than_wage(total, wage)
    if said:
        yield said


def more_than_wage(total: int, wage: int | None) -> Phrase | None:
    """What is said where more is taken than a month's wage; nothing elsewhere."""
    return None if wage is None or -total <= wage else Phrase(N_("扣款 {taken} 元，大于月工资 {wage} 元"), taken=yuan(-total), wage=yuan(wage))


def _of_merit_pay(score: int, amount: int, rulebook: Rulebook) -> Iterator[Phrase]:
    if amount == unbounded(score, rulebook):
        return
    if amount == merit_pay(score, rulebook):
        yield Phrase(N_("绩效浮动以 {amount} 元为限（A-4.2）"), amount=yuan(amount))
    else:
        yield Phrase(N_("入职第 {ordinal} 个月起工资才浮动（A-4.4）"), ordinal=rulebook.pay.from_month.month)
