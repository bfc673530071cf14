"""From entries to statements: scores, grades, pay, the fund's ledger and actions, balanced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
    PERSON,
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
    corrections = of_earlier_holders(past.corrections[~past.corrections["employee_id"].isin(held["employee_id"])], roster)
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
    hints = _in_a_line([_hints(made, rulebook), short_hints(legal)])
    names = person_names(pd.concat([corrections[PERSON], penalised[PERSON]])).to_dict() | roster.set_index("employee_id")["name"].to_dict()
    return Settlement(
        pay=_with_held(_with_hints(paid, hints), held),
        appraisal=_with_held(_with_hints(appraisal, hints), held),
        entries=made.assign(name=made["employee_id"].map(names)),
        actions=action_list(made, roster, rulebook),
        fund=ledger,
        notices=legal,
        carried=carried,
    )


def _appraisal(
    scored: pd.DataFrame, paid: pd.DataFrame, tables: Mapping[str, pd.DataFrame], rulebook: Rulebook
) -> pd.DataFrame:
    satisfaction = satisfaction_by_person(tables["surveys"], rulebook)
    workload = tables["workload"].set_index("employee_id")
    contacts = scored["employee_id"].map(workload["contacts"]).astype("Float64")
    orders = scored["employee_id"].map(workload["orders"]).astype("Float64")
    return scored.assign(
        merit_pay=paid["merit_pay"],
        pay_note=paid["pay_note"],
        conversion=(orders / contacts).where(contacts > 0),
        satisfaction=scored["employee_id"].map(satisfaction).astype("Int64"),
    )


def _hints(made: pd.DataFrame, rulebook: Rulebook) -> pd.Series[str]:
    """For each person with actions, what they are, in a line."""
    actions = made[made["category"] == ACTION]
    lines = actions["item"].map({code: action.label for code, action in rulebook.actions.items()}) + "（" + actions["clause"] + "）"
    return lines.groupby(actions["employee_id"]).agg(lambda texts: "；".join(dict.fromkeys(texts)))


def _in_a_line(kinds: Sequence[pd.Series[str]]) -> pd.Series[str]:
    """What each kind has to say to a person, one after the other."""
    said = pd.concat(kinds)
    return said.groupby(level=0).agg("；".join)


def _with_hints(statement: pd.DataFrame, hints: pd.Series[str]) -> pd.DataFrame:
    hint = statement["employee_id"].map(hints).astype("str").fillna("")
    return statement.assign(hint=hint, held=False)


def _with_held(statement: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """The statement with those held back at its end: no score, amounts 0, marked so that none are shown."""
    if held.empty:
        return statement
    rows = held[["employee_id", "name", "department", "role"]].reindex(columns=statement.columns)
    amounts = {str(name): 0 for name, dtype in statement.dtypes.items() if dtype == "int64"}
    rows = rows.assign(**amounts).assign(held=True, hint="暂缓：有数据待更正").astype(statement.dtypes.to_dict())
    return pd.concat([statement, rows], ignore_index=True)
