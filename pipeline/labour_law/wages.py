"""What is taken from the month's wage, against what may be taken."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import yuan
from pipeline.labour_law.law import Law
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import CHARGE, CORRECTION, SUMMED
from pipeline.rules.entries import summed

Notice = tuple[str, str, str, str]
"""employee_id, topic, text and basis; no employee_id for what concerns everybody."""
TAKEN = [column for category, column in SUMMED.items() if category != CORRECTION]


def taken(pay: pd.DataFrame) -> pd.Series[int]:
    """Fen taken from each wage for whatever reason; what a score moves is pay, not taken."""
    return -sum((pay[column] for column in TAKEN), pay["corrections"].clip(upper=0))


def most(wage: pd.Series[int], law: Law) -> pd.Series[int]:
    """The most that may be taken, in whole fen."""
    share = law.share_of_wage.value
    return wage * share.numerator // share.denominator


def wage_notices(pay: pd.DataFrame, entries: pd.DataFrame, wage: pd.Series[int], month: Month, rulebook: Rulebook, law: Law) -> Iterator[Notice]:
    """`pay` of those on the roster, `wage` by employee_id (fen)."""
    rows = pay[pay["employee_id"].isin(wage.index)]
    wages = rows["employee_id"].map(wage).astype("int64")
    yield from _over_share(rows, wages, law)
    yield from _below_minimum(rows, wages, month, rulebook, law)
    for who, amount in _nonzero(rows, "withheld"):
        yield who, "扣发工资", f"扣发工资 {yuan(-amount)} 元：提供了劳动的工资不得扣发", law.withheld.basis
    charged = (entries["clause"] == rulebook.resignation.training_charge.clause) & (entries["category"] == CHARGE)
    for person, charge in summed(entries, "amount", charged).items():
        yield person, "培训费", f"收取培训费 {yuan(-charge)} 元：试用期内离职不承担培训费", law.training_charge.basis
    here = rulebook.labour_law.here
    if here is not None and here.fines_forbidden:
        for who, amount in _nonzero(rows, "fines"):
            yield who, "罚款", f"罚款 {yuan(-amount)} 元：{rulebook.labour_law.region}不允许用人单位罚款", law.fines.basis


def _over_share(rows: pd.DataFrame, wages: pd.Series[int], law: Law) -> Iterator[Notice]:
    off, limit = taken(rows), most(wages, law)
    for at in rows.index[off > limit]:
        text = f"从工资中扣 {yuan(off[at])} 元，超过月工资 {yuan(wages[at])} 元的 {_percent(law)}（{yuan(limit[at])} 元）"
        yield str(rows.at[at, "employee_id"]), f"扣款超过工资的 {_percent(law)}", text, law.share_of_wage.basis


def _below_minimum(rows: pd.DataFrame, wages: pd.Series[int], month: Month, rulebook: Rulebook, law: Law) -> Iterator[Notice]:
    here, region = rulebook.labour_law.here, rulebook.labour_law.region
    minimum = None if here is None else here.minimum_on(month.first)
    if minimum is None:
        why = "规则里没有填写地区" if here is None else f"规则里没有 {region} 在 {month} 的最低工资"
        yield "", "最低工资", f"不能检查是否低于最低工资：{why}", law.minimum_wage.basis
        return
    left = wages + rows["total"]
    for at in rows.index[left < minimum]:
        text = f"调整后工资 {yuan(left[at])} 元，低于{region}最低工资 {yuan(minimum)} 元"
        yield str(rows.at[at, "employee_id"]), "低于最低工资", text, law.minimum_wage.basis


def _nonzero(rows: pd.DataFrame, column: str) -> Iterator[tuple[str, int]]:
    return ((who, amount) for who, amount in zip(rows["employee_id"].tolist(), rows[column].tolist(), strict=True) if amount)


def _percent(law: Law) -> str:
    return f"{law.share_of_wage.value * 100}%"
