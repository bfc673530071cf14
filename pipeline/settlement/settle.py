"""From entries to statements: scores, grades, pay, the fund's ledger and actions, balanced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pipeline.base.period import Month
from pipeline.labour_law.limits import carried_over
from pipeline.labour_law.notices import notices, short_hints
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import PENALTY
from pipeline.rules.entries import ACTION, together
from pipeline.rules.month_entries import History
from pipeline.service.satisfaction import satisfaction_by_person
from pipeline.settlement.actions import action_list, standing_actions
from pipeline.settlement.balance import assert_balanced
from pipeline.settlement.corrections import (
    correction_entries,
    left_since,
    no_corrections,
    of_earlier_holders,
    person_names,
)
from pipeline.settlement.fund import fund
from pipeline.settlement.known import Known
from pipeline.settlement.opening import opening
from pipeline.settlement.pay import pay, with_leavers
from pipeline.settlement.scores import scores


@dataclass(frozen=True)
class Settlement:
    """The month's statements; amounts in fen, points in hundredths, deductions negative.

    pay: employee_id, name, department, role, score (NA for supervisors), grade, merit_pay, fines, withheld,
        complaint_penalties, compensation, corrections, total, hint, held
    appraisal: employee_id, name, department, role, base, bonus, deduction, leader, score, grade, rank, merit_pay,
        pay_note, conversion and satisfaction (shares of one), hint, held
    entries: employee_id, name, date, clause, item, label, points, amount, category, file, sheet, row, note
    actions: employee_id, name, clause, action, basis
    fund: date, summary, clause, employee_id, income, spending, balance, source, kind; first row 期初, last row 期末
    notices: employee_id, topic, text, basis: what labour law has to say
    carried: the entries for what a limit of labour law leaves to the next month
    """

    pay: pd.DataFrame
    appraisal: pd.DataFrame
    entries: pd.DataFrame
    actions: pd.DataFrame
    fund: pd.DataFrame
    notices: pd.DataFrame
    carried: pd.DataFrame


@dataclass(frozen=True)
class Past:
    """What closed months carry on: ladders' occurrences, who was last, the fund's balance, corrections of them.

    `predecessor_open`: months are closed, but not the one before, so that nothing of it is known. `scores` are those
    of the closed months of the last year: month, employee_id, score (hundredths). `paid` is the sheet of the month before:
    employee_id, name, total (fen). `known` tells more when it is asked.
    """

    history: History = field(default_factory=History)
    last_before: pd.DataFrame | None = None
    opening: int | None = None
    corrections: pd.DataFrame = field(default_factory=no_corrections)
    predecessor_open: bool = False
    scores: pd.DataFrame | None = None
    paid: pd.DataFrame | None = None
    known: Known = field(default_factory=Known)


def settle(
    made: pd.DataFrame, tables: Mapping[str, pd.DataFrame], held: pd.DataFrame, month: Month, rulebook: Rulebook, past: Past
) -> Settlement:
    """Statements of all people on the roster, from the month's entries.

    `held` has the people (employee_id, name, department, role) whom a draft leaves out: they stand at the end of the
    lists without figures. Raises `Unbalanced` when a reconciliation fails.
    """
    roster = tables["roster"]
    scored = scores(made, roster, month, rulebook)
    booked = past.corrections if held.empty else past.corrections[~past.corrections["employee_id"].isin(held["employee_id"])]
    corrections = of_earlier_holders(booked, roster)
    penalised = past.known.people[past.known.people["employee_id"].isin(made.loc[made["category"] == PENALTY, "employee_id"])]
    standing = standing_actions(scored, roster, past.last_before, month, rulebook)
    made = together((made, standing, correction_entries(corrections)))
    paid = pay(scored, made, month, rulebook)
    carried = carried_over(paid, roster, month, rulebook)
    if len(carried):
        made = together((made, carried))
        paid = pay(scored, made, month, rulebook)
    appraisal = _appraisal(scored, paid, tables, rulebook)
    paid = with_leavers(paid, left_since(corrections, penalised, roster), made)
    ledger = fund(made, tables["fund_spending"], corrections, opening(tables, past.opening)[0], month)
    assert_balanced(scored, paid, made, ledger, rulebook.score.cap.points)
    legal = notices(paid, made, roster, tables["attendance"], month, rulebook)
    hints = _hints(made, legal, rulebook)
    names = person_names(roster, corrections, penalised)
    return Settlement(
        pay=_with_held(_with_hints(paid, hints), held),
        appraisal=_with_held(_with_hints(appraisal, hints), held),
        entries=made.assign(name=_of_each(made, names, "str")),
        actions=action_list(made, names, rulebook),
        fund=ledger,
        notices=legal,
        carried=carried,
    )


def _appraisal(
    scored: pd.DataFrame, paid: pd.DataFrame, tables: Mapping[str, pd.DataFrame], rulebook: Rulebook
) -> pd.DataFrame:
    workload = tables["workload"]
    contacts, orders = (
        _of_each(scored, dict(zip(workload["employee_id"], workload[name], strict=True)), "Float64") for name in ("contacts", "orders")
    )
    conversion = orders / contacts
    conversion[~(contacts > 0).fillna(False)] = pd.NA
    return scored.assign(
        merit_pay=paid["merit_pay"],
        pay_note=paid["pay_note"],
        conversion=conversion,
        satisfaction=_of_each(scored, satisfaction_by_person(tables["surveys"], rulebook).to_dict(), "Int64"),
    )


def _of_each(rows: pd.DataFrame, known: Mapping[Any, Any], dtype: str, default: Any = None) -> Any:
    """A column: for each row what is known of its person."""
    return pd.array([known.get(who, default) for who in rows["employee_id"]], dtype=dtype)  # type: ignore[call-overload]


def _hints(made: pd.DataFrame, legal: pd.DataFrame, rulebook: Rulebook) -> dict[str, str]:
    """For each person with actions or of whom labour law has something to say, what it is, in a line."""
    actions, hints = made[made["category"] == ACTION], dict[str, dict[str, None]]()
    for who, item, clause in zip(actions["employee_id"], actions["item"], actions["clause"], strict=True):
        hints.setdefault(who, {})[f"{rulebook.actions[item].label}（{clause}）"] = None
    for who, hint in short_hints(legal).items():
        hints.setdefault(who, {})[hint] = None
    return {who: "；".join(said) for who, said in hints.items()}


def _with_hints(statement: pd.DataFrame, hints: Mapping[str, str]) -> pd.DataFrame:
    return statement.assign(hint=_of_each(statement, hints, "str", ""), held=False)


def _with_held(statement: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """The statement with those held back at its end: no score, amounts 0, marked so that none are shown."""
    if held.empty:
        return statement
    rows = held[["employee_id", "name", "department", "role"]].reindex(columns=statement.columns)
    amounts = {str(name): 0 for name, dtype in statement.dtypes.items() if dtype == "int64"}
    rows = rows.assign(**amounts).assign(held=True, hint="暂缓：有数据待更正").astype(statement.dtypes.to_dict())
    return pd.concat([statement, rows], ignore_index=True)
