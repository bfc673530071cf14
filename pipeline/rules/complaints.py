"""What complaints set off: conflicts (A-3.3.2), the ladder of B-6, the bonus of A-2.5, approved penalties (C-28.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.base.period import Month
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import PENALTY
from pipeline.rules.entries import entries, no_entries
from pipeline.rules.events import events, no_events
from pipeline.rules.punches import worked

NEEDED = ["complaint_no", "reopens", "received_on", "occurred_on", "reason", "effective", "responsible_id", "file", "sheet", "row"]
"""Of a register, for points and fines: it is wide, and each column of the rows that are looked for is copied on its own."""


@once_for_each
def received_in_month(complaints: pd.DataFrame, month: Month) -> pd.DataFrame:
    """Complaints that were received in the month, forms of one complaint as one; points and fines follow these alone."""
    whole = _as_one(complaints[NEEDED])
    within = (whole["received_on"] >= month.start) & (whole["received_on"] <= month.end)
    return whole if within.all() else whole[within]


def _as_one(complaints: pd.DataFrame) -> pd.DataFrame:
    """A form that reopens another is the same complaint: at the first one's day, as the last one says (B-6, C-25.5).

    What the last form leaves empty is as the form before it said. A form whose first one is not among these stands for itself.
    """
    if not complaints["reopens"].isin(complaints["complaint_no"]).any():
        return complaints
    forms = complaints.assign(root=first_forms(complaints)).sort_values(["received_on", "complaint_no"], kind="stable")
    found = forms.groupby("root", sort=False)
    last = found.tail(1).set_index("root")
    said = found[["effective", "reason", "responsible_id"]].last()
    days = found[["received_on", "occurred_on"]].first()
    for frame in (said, days):
        last[list(frame.columns)] = frame
    return last.reset_index(drop=True)


def first_forms(complaints: pd.DataFrame) -> pd.Series[str]:
    """The number of the form that each one's chain began with, among these."""
    numbers = complaints["complaint_no"]
    earlier = dict(zip(numbers, complaints["reopens"].where(complaints["reopens"].isin(numbers)), strict=True))
    return numbers.map(lambda number: first_form(number, earlier))


def first_form(number: str, earlier: Mapping[str, Any]) -> str:
    """The form that a chain began with; `earlier` has what each form reopens."""
    seen = {number}
    while isinstance(before := earlier.get(number), str) and before not in seen:
        seen.add(before)
        number = before
    return number


def month_of_receipt(number: str, rulebook: Rulebook) -> Month | None:
    """The month that a complaint's number tells (C-21)."""
    digits = number.removeprefix(f"{rulebook.complaints.number_prefix.prefix}-")[:6]
    try:
        return Month(int(digits[:4]), int(digits[4:]))
    except ValueError:
        return None


def conflicts(complaints: pd.DataFrame, month: Month, rulebook: Rulebook) -> pd.DataFrame:
    """An event for each effective complaint about a conflict with a responsible person (A-3.3.2)."""
    received = received_in_month(complaints, month)
    conflict = received["reason"].isin(list(rulebook.complaints.conflict_reasons))
    return _events(received, conflict & is_effective(received), rulebook.complaints.conflict_item)


def service_complaints(complaints: pd.DataFrame, month: Month, rulebook: Rulebook) -> pd.DataFrame:
    """An event for each complaint about service or conflict that counts for the ladder of B-6."""
    rule = rulebook.complaints
    received = received_in_month(complaints, month)
    about_conduct = received["reason"].isin([*rule.service_reasons, *rule.conflict_reasons])
    undecided_counts = rule.counted == "received"
    counted = received["effective"].fillna(undecided_counts).astype(bool)
    return _events(received, about_conduct & counted, rule.service_item)


def no_complaint_bonus(
    complaints: pd.DataFrame | None, roster: pd.DataFrame, attendance: pd.DataFrame, month: Month, rulebook: Rulebook
) -> pd.DataFrame:
    """An event for each who worked in the month without an effective complaint; needs a register (A-2.5)."""
    if complaints is None or attendance.empty:
        return no_events()
    rule = rulebook.no_complaint
    received = received_in_month(complaints, month)
    blamed = received.loc[is_effective(received), "responsible_id"].dropna()
    at_work = attendance.loc[worked(attendance), "employee_id"]
    people = roster["employee_id"]
    good = roster[["employee_id"]][roster["role"].isin(list(rule.roles)) & people.isin(at_work) & ~people.isin(blamed)]
    return events(good, rule.item, date=month.end, sheet="投诉登记", note="当月没有有效投诉")


def penalties(complaints: pd.DataFrame, month: Month) -> pd.DataFrame:
    """Entries for the penalties that are due in the month; no fine, and not for the fund (C-28.2)."""
    due = complaints["penalty_due"]
    if not due.any():
        return no_entries()
    approved = complaints[due]
    late = approved["penalty_approved_on"] < month.start
    return entries(
        approved.drop(columns="amount"),
        employee_id=approved["responsible_id"],
        date=approved["penalty_approved_on"],
        clause="C-28.2",
        item="C-28.2",
        label="投诉罚扣",
        amount=-approved["penalty_amount"].fillna(0),
        category=PENALTY,
        note="投诉 " + approved["complaint_no"] + " 核准的罚扣" + (approved["penalty_approved_on"].dt.strftime("；%Y-%m-%d 核准，当月没有扣，补在本月扣")).where(late, ""),
    )


def is_effective(complaints: pd.DataFrame) -> pd.Series[bool]:
    """An undecided complaint is not effective."""
    return complaints["effective"].fillna(False).astype(bool)


def _events(complaints: pd.DataFrame, hit: pd.Series[bool], item: str) -> pd.DataFrame:
    """One for each complaint that is `hit` and has a responsible person."""
    wanted = hit & complaints["responsible_id"].notna()
    if not wanted.any():
        return no_events()
    named = complaints[wanted]
    return events(
        named,
        item,
        employee_id=named["responsible_id"],
        date=named["occurred_on"].fillna(named["received_on"]),
        note="投诉 " + named["complaint_no"],
    )
