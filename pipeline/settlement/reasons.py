"""Why an amount of the pay sheet is not what its score or its lines would come to, in the few words of its 提示 (A-1.5, A-4.2, A-4.4)."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from pipeline.base.units import plain, yuan
from pipeline.rulebook.model import Rulebook
from pipeline.settlement.pay import unbounded


def reasons(scored: pd.DataFrame, paid: pd.DataFrame, wages: pd.Series[int], left: Iterable[str], rulebook: Rulebook) -> pd.Series[str]:
    """By employee_id, for those with something to say: the score was capped, pay does not move yet or no further, more is taken than the wage.

    `scored` and `paid` have the same people in the same order; `wages` are fen by employee_id. `left` are those who are settled though they have left.
    """
    rule, cap = rulebook.pay, rulebook.score.cap.points
    said = {who: ["已离职，只结算前期更正和投诉罚扣"] for who in left}
    known = {str(who): int(wage) for who, wage in wages.items()}
    rows = zip(scored["employee_id"], scored["uncapped"], scored["score"], paid["merit_pay"], paid["moves"], paid["total"], strict=True)
    for who, uncapped, score, merit, moves, total in rows:
        words = said.setdefault(str(who), [])
        if score is not pd.NA:
            if uncapped > cap:
                words.append(f"考核分以 {plain(cap)} 分为限（A-1.5）")
            if not moves:
                words.append(f"入职第 {rule.from_month} 个月起工资才浮动（A-4.4）")
            elif merit != unbounded(int(score), rulebook):
                words.append(f"绩效浮动以 {yuan(merit)} 元为限（A-4.2）")
        if -total > known[str(who)]:
            words.append(f"扣款超过月工资 {yuan(known[str(who)])} 元")
    return pd.Series({who: "；".join(words) for who, words in said.items() if words}, dtype="str")
