"""Leaving soon after training or during probation (A-6.1, A-6.2), and early confirmation (A-6.3)."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import half_up, yuan
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import CHARGE, WITHHELD
from pipeline.rules.entries import entries, no_entries, together


def resignation(roster: pd.DataFrame, wages: pd.Series[int], month: Month, rulebook: Rulebook) -> pd.DataFrame:
    """Entries for those who resign and leave in the month: wage withheld (A-6.1), training charged (A-6.2).

    `wages` are what of the month's wage may be withheld, in fen by person.
    """
    leaves = (roster["leave_reason"] == "resignation") & (roster["leave_date"] >= month.start) & (roster["leave_date"] <= month.end)
    if not leaves.any():
        return no_entries()
    leavers = roster[leaves]
    leavers = leavers.assign(notice=leavers["resigned_on"].fillna(leavers["leave_date"]), date=leavers["leave_date"])
    return together((_wage_withheld(leavers.assign(wage=leavers["employee_id"].map(wages)), rulebook), _training_charged(leavers, rulebook)))


def _wage_withheld(leavers: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    rule = rulebook.resignation.wage_withheld
    until = leavers["training_end"] + pd.DateOffset(months=rule.within_months)
    soon = leavers[(leavers["notice"] >= leavers["training_end"]) & (leavers["notice"] <= until)]
    notes = [
        f"{notice:%Y-%m-%d} 提出辞职，培训结束（{end:%Y-%m-%d}）后 {rule.within_months} 个月内，当月工资 {yuan(wage)} 元不结算"
        for notice, end, wage in zip(soon["notice"], soon["training_end"], soon["wage"], strict=True)
    ]
    return entries(
        soon, clause=rule.clause, item=rule.clause, label="上岗一个月内辞职", amount=-soon["wage"],
        category=WITHHELD, note=notes,
    )


def _training_charged(leavers: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    rule = rulebook.resignation.training_charge
    during = leavers[leavers["notice"] < leavers["probation_end"]]
    charges = [half_up(Fraction(int(wage)) * rule.wage_share) for wage in during["monthly_wage"]]
    notes = [
        f"{notice:%Y-%m-%d} 提出辞职，在转正（{end:%Y-%m-%d}）之前，培训费为月工资的 {rule.wage_share}，{yuan(charge)} 元"
        for notice, end, charge in zip(during["notice"], during["probation_end"], charges, strict=True)
    ]
    return entries(
        during, clause=rule.clause, item=rule.clause, label="试用期内辞职", amount=[-charge for charge in charges],
        category=CHARGE, note=notes,
    )
