"""Pay: what the score moves, and what is taken (A-4, B-14, C-28.2)."""

from __future__ import annotations

from fractions import Fraction
from functools import cache, partial

import numpy as np
import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import HUNDREDTHS, half_up, plain, yuan
from pipeline.language.translation import _
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import CORRECTION, PARTS, PENALTY, SUMMED
from pipeline.rules.entries import summed, sums_by_person


def merit_pay(score: int, rulebook: Rulebook) -> int:
    """Fen up or down against the baseline, a rate a point, bounded either way (A-4.1, A-4.2; worked examples in A-4.3)."""
    rule = rulebook.pay
    return max(-rule.max_down, min(rule.max_up, unbounded(score, rulebook)))


def unbounded(score: int, rulebook: Rulebook) -> int:
    """What the points alone would move, in fen."""
    return half_up(Fraction((score - rulebook.pay.baseline.points) * rulebook.pay.fen_per_point, HUNDREDTHS))


def pay_moves(hire: pd.Timestamp, month: Month, rulebook: Rulebook) -> bool:
    """From the third month on (A-4.4): the calendar month of joining being the first, or, counted full, the month in which the
    person's third month since joining begins."""
    ordinal = rulebook.pay.from_month.month
    if rulebook.pay.from_month.counted_by == "full":
        return hire + pd.DateOffset(months=ordinal - 1) <= month.end
    return month.months_since(Month.of(hire)) + 1 >= ordinal


def pay(scored: pd.DataFrame, entries: pd.DataFrame, month: Month, rulebook: Rulebook) -> pd.DataFrame:
    """One row a person: merit_pay, a column for each kind of amount, total (all fen, deductions negative), pay_note."""
    moved = cache(partial(pay_moves, month=month, rulebook=rulebook))
    merit_of, note_of = cache(partial(merit_pay, rulebook=rulebook)), cache(partial(_note, rulebook=rulebook))
    moves = [moved(hire) for hire in scored["hire_date"].tolist()]
    scores = scored["score"].tolist()
    merit = [merit_of(int(score)) if moving and score is not pd.NA else 0 for score, moving in zip(scores, moves, strict=True)]
    notes = [note_of(score, amount, moving) for score, amount, moving in zip(scores, merit, moves, strict=True)]
    taken = sums_by_person(entries, "amount", list(SUMMED), scored["employee_id"])
    moved_by = np.array(merit, dtype="int64")
    return scored[["employee_id", "name", "department", "role", "score", "grade"]].assign(
        merit_pay=moved_by, **dict(zip(SUMMED.values(), taken.T, strict=True)), total=moved_by + taken.sum(axis=1), pay_note=pd.array(notes, dtype="str"),
    )


def with_leavers(paid: pd.DataFrame, leavers: pd.DataFrame, entries: pd.DataFrame) -> pd.DataFrame:
    """The statement with those at its end who have left, and with whom a correction is still to be settled."""
    if leavers.empty:
        return paid
    settled = {
        SUMMED[category]: leavers["employee_id"].map(summed(entries, "amount", entries["category"] == category)).fillna(0).astype("int64")
        for category in (CORRECTION, PENALTY)
    }
    nothing = dict.fromkeys(PARTS, 0)
    rows = leavers.assign(**nothing).assign(**settled, total=sum(settled.values()), pay_note=_("已离职，只结算前期更正和投诉罚扣"))
    return pd.concat([paid, rows.reindex(columns=paid.columns).astype(paid.dtypes.to_dict())], ignore_index=True)


def _note(score: object, amount: int, moving: bool, rulebook: Rulebook) -> str:
    """How the movement was come by, as one would write it on paper."""
    rule = rulebook.pay
    if score is pd.NA:
        return _("主管不参加考核，工资不浮动（A-4.1）")
    if not moving:
        counted = _("入职当月算第一个月") if rule.from_month.counted_by == "calendar" else _("从入职日起算")
        return _("入职第 {from_month} 个月起工资才浮动（{counted}），本月只记分（A-4.4）", from_month=rule.from_month.month, counted=counted)
    step = f"({plain(int(str(score)))} − {plain(rule.baseline.points)}) × {plain(rule.fen_per_point)}"
    exact = unbounded(int(str(score)), rulebook)
    if exact == amount:
        return f"{step} = {yuan(amount)}（A-4.2）"
    return _("{step} = {exact}，以 {amount} 为限（A-4.2）", step=step, exact=yuan(exact), amount=yuan(amount))
