"""The reconciliations that must hold before anything is written (B-14, contract)."""

from __future__ import annotations

import pandas as pd

from pipeline.base.units import plain, yuan
from pipeline.language.translation import _
from pipeline.rulebook.pay_columns import FINE, PARTS, PENALTY, SUMMED
from pipeline.rules.entries import POINT_CATEGORIES, summed
from pipeline.settlement.fund import CLOSING, EDGES, FINES, OPENING


class Unbalanced(Exception):
    """A reconciliation failed: expected, found and the difference. The program is wrong, not the input."""


def assert_balanced(
    scored: pd.DataFrame, paid: pd.DataFrame, made: pd.DataFrame, ledger: pd.DataFrame, cap: int
) -> None:
    """Scores equal their lines, pay its entries, the ledger its fines, its opening and its movements."""
    strangers = set(made["employee_id"]) - set(paid["employee_id"])
    if strangers:
        raise Unbalanced(_("计分明细里有不在工资调整表的工号：{strangers}", strangers='、'.join(sorted(strangers))))
    _scores_equal_lines(scored, made, cap)
    by_person, taken = summed(made, "amount", made["category"].isin(list(SUMMED))), paid["total"] - paid["merit_pay"]
    _same(_("工资调整表合计"), sum(by_person.values()), int(taken.sum()))
    _same(_("调整合计"), sum(int(paid[name].sum()) for name in PARTS), int(paid["total"].sum()))
    if any(of != by_person.get(who, 0) for who, of in zip(paid["employee_id"], taken, strict=True)):
        raise Unbalanced(_("工资调整表与计分明细按人不符"))
    fines = -int(made.loc[made["category"] == FINE, "amount"].sum())
    _same(_("基金罚款收入"), fines, int(ledger.loc[ledger["kind"] == FINES, "income"].sum()))
    _same(_("工资调整表罚款"), fines, -int(paid["fines"].sum()))
    opening, closing = (int(ledger.loc[ledger["kind"] == EDGES[edge], "balance"].iloc[0]) for edge in (OPENING, CLOSING))
    _same(_("基金期末余额"), opening + int(ledger["income"].sum()) - int(ledger["spending"].sum()), closing)


def _scores_equal_lines(scored: pd.DataFrame, made: pd.DataFrame, cap: int) -> None:
    lines = summed(made, "points", made["category"].isin(POINT_CATEGORIES))
    for who, base, score in zip(scored["employee_id"], scored["base"], scored["score"], strict=True):
        if score is not pd.NA and score != (expected := min(base + lines.get(who, 0), cap)):
            raise Unbalanced(_("{employee_id} 的考核分应为 {expected}，算得 {score}", employee_id=who, expected=plain(int(expected)), score=plain(int(score))))


def _same(what: str, expected: int, found: int) -> None:
    if expected != found:
        raise Unbalanced(_("{what}应为 {expected}，算得 {found}，相差 {difference}", what=what, expected=yuan(expected), found=yuan(found), difference=yuan(found - expected)))


def assert_charged(listed: pd.DataFrame, entries: pd.DataFrame) -> None:
    """The notices and the pay sheet's 投诉罚扣 name the same people and amounts; raises Unbalanced."""
    notices = listed[["responsible_id", "charged"]][listed["charged"] > 0].rename(columns={"responsible_id": "employee_id"})
    told, charged = summed(notices, "charged"), summed(entries, "amount", entries["category"] == PENALTY)
    for person in sorted({*told, *charged}):
        if told.get(person, 0) != -charged.get(person, 0):
            raise Unbalanced(_("{person} 的奖罚通知共 {told} 元，工资调整表扣 {charged} 元", person=person, told=yuan(told.get(person, 0)), charged=yuan(-charged.get(person, 0))))
