"""Actions that follow from scores: dismissal (A-1.3) and early confirmation (A-6.3)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import plain
from pipeline.rulebook.model import Rulebook
from pipeline.rules.entries import ACTION, entries, together


def last_places(scored: pd.DataFrame) -> pd.Series[bool]:
    """Who has the lowest score of the department, ties all last; nobody in a department of one (A-1.3).

    Compared are those who stay (see `scores`).
    """
    score = scored["score"].where(scored["stays"].astype(bool))
    compared: dict[str, list[int]] = {}
    for department, of in zip(scored["department"], score, strict=True):
        if of is not pd.NA:
            compared.setdefault(department, []).append(of)
    lowest = {department: min(scores) for department, scores in compared.items() if len(scores) > 1}
    last = [of is not pd.NA and of == lowest.get(department) for department, of in zip(scored["department"], score, strict=True)]
    return pd.Series(last, index=scored.index, dtype=bool)


def standing_actions(
    scored: pd.DataFrame, roster: pd.DataFrame, last_before: pd.DataFrame | None, month: Month, rulebook: Rulebook
) -> pd.DataFrame:
    """Entries of category 处理 for scores, dated the month's last day.

    `last_before` has, for the closed months just before (as many as the rule needs), the people who were in last place
    below the limit in each of them: column employee_id; None when those months are not closed. Who joined since is
    another, whatever the id.
    """
    low, last = rulebook.dismissal.below, rulebook.dismissal.last_place
    below = scored[["employee_id", "score"]][(scored["score"] < low).fillna(False)]
    made = [_action(below, "dismissal", "A-1.3", [f"考核分 {plain(score)}，低于 {plain(low)} 分" for score in below["score"]], month, rulebook)]
    if last_before is not None:
        first = month.shift(1 - last.months)
        again = scored[["employee_id", "score"]][
            last_places(scored)
            & ~(scored["hire_date"] > first.end)
            & (scored["score"] < last.below).fillna(False)
            & scored["employee_id"].isin(last_before["employee_id"])
        ]
        why = [f"连续 {last.months} 个月部门末位且低于 {plain(last.below)} 分，本月 {plain(score)} 分" for score in again["score"]]
        made.append(_action(again, "dismissal", "A-1.3", why, month, rulebook))
    rule = rulebook.resignation.early_confirmation
    probation = roster.loc[roster["probation_end"] > month.end, "employee_id"]
    outstanding = scored[["employee_id"]][(scored["grade"] == rule.grade) & scored["employee_id"].isin(probation)]
    why = [f"试用期内考核等级 {rule.grade}" for _ in range(len(outstanding))]
    made.append(_action(outstanding, "early_confirmation", rule.clause, why, month, rulebook))
    return together(made)


def action_list(made: pd.DataFrame, names: Mapping[str, str], rulebook: Rulebook) -> pd.DataFrame:
    """处理建议: employee_id, name, clause, action and basis, one row for each action entry; `names` by id."""
    actions = made[["employee_id", "clause", "item", "note"]][made["category"] == ACTION]
    words = {
        "employee_id": actions["employee_id"].array,
        "name": [names.get(who) for who in actions["employee_id"]],
        "clause": actions["clause"].array,
        "action": [rulebook.actions[code].label for code in actions["item"]],
        "basis": actions["note"].array,
    }
    return pd.DataFrame(words, dtype="str")


def _action(
    people: pd.DataFrame, action: str, clause: str, why: list[str], month: Month, rulebook: Rulebook
) -> pd.DataFrame:
    return entries(
        people, date=month.end, clause=clause, item=action, label=rulebook.actions[action].label,
        category=ACTION, note=why,
    )
