"""投诉跟踪: each complaint with its deadlines, who decides, and what to look at (C-25, C-26, C-27)."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from pipeline.base.once import nothing_of_nothing
from pipeline.base.order import in_order, said_of_each
from pipeline.complaints.authority import authority
from pipeline.complaints.chains import chains
from pipeline.complaints.deadlines import as_known_on, days_over, due_on, status
from pipeline.complaints.hints import hints
from pipeline.complaints.words import with_labels
from pipeline.complaints.workdays import usual_working_day_after
from pipeline.rulebook.model import Rulebook

SHOWN_OF_REGISTER = [
    "customer", "order_no", "product", "category_label", "reason_label", "severity_label", "responsible_unit",
    "responsible_id", "name", "amount", "resolution_label", "received_on", "closed_on",
]  # fmt: skip


@nothing_of_nothing
def cases(complaints: pd.DataFrame, roster: pd.DataFrame, held: Collection[str]) -> pd.DataFrame:
    """The register by number, with labels, the responsible person's `name`, and its chains; without telephone numbers.

    `held` is True where the responsible person is one of those whom a draft holds back.
    """
    names = said_of_each(roster, "employee_id", "name")
    ordered = in_order(complaints.drop(columns="phone"), ["complaint_no"])
    person = ordered["responsible_id"]
    named = with_labels(ordered).assign(name=person.map(names).astype("str"), held=person.isin(list(held)))
    return named.assign(**chains(named))


@nothing_of_nothing
def tracking(cases: pd.DataFrame, as_of: pd.Timestamp, rulebook: Rulebook) -> pd.DataFrame:
    """One row a complaint, by number, as of a day.

    complaint_no, accepted_on, report_due, report_status, close_due, close_status, days_overdue (of closing),
    should_approve, did_approve, authority_ok (是, 否, —), hint; joint_due, joint_status, unit_due, unit_status; accept_by,
    assign_by, tell_by; and columns of the register. Raises HolidaysUnknown.
    """
    known = as_known_on(cases, as_of)
    judged = pd.concat([known.assign(as_of=as_of), deadlines(known, as_of, rulebook), authority(known, rulebook)], axis=1)
    judged["hint"] = hints(judged)
    ours = ["complaint_no", "accepted_on", *DEADLINE_COLUMNS[:5], "should_approve", "did_approve", "authority_ok", "hint"]
    return judged[[*ours, *DEADLINE_COLUMNS[5:], *SHOWN_OF_REGISTER]]


DEADLINE_COLUMNS = [
    "report_due", "report_status", "close_due", "close_status", "days_overdue",
    "joint_due", "joint_status", "unit_due", "unit_status", "accept_by", "assign_by", "tell_by",
]  # fmt: skip


def deadlines(known: pd.DataFrame, as_of: pd.Timestamp, rulebook: Rulebook) -> pd.DataFrame:
    """Each complaint's deadlines and their status: report, closing, joint handling, and the responsible unit's own.

    Joint handling and the unit's part end with the investigation, or with closing where that is not recorded. By
    accept_by a complaint is accepted, by assign_by somebody sees to it, by tell_by the vice president knows of a serious one.
    """
    closing, reporting = rulebook.complaints.closing, rulebook.complaints.reporting
    found_out = known["investigated_on"].fillna(known["closed_on"])
    report_due = due_on(known["investigated_on"], reporting.days)
    close_due = due_on(known["accepted_on"], closing.days, closing.counted_in)
    unit_due = _unit_due(known, rulebook)
    return pd.DataFrame(
        {
            "report_due": report_due,
            "report_status": status(report_due, known["reported_on"], as_of),
            "close_due": close_due,
            "close_status": status(close_due, known["closed_on"], as_of),
            "days_overdue": days_over(close_due, known["closed_on"], as_of, closing.counted_in),
            "joint_due": known["joint_due_on"],
            "joint_status": status(known["joint_due_on"], found_out, as_of),
            "unit_due": unit_due,
            "unit_status": status(unit_due, found_out, as_of),
            **_reminders(known, rulebook),
        }
    )


def _reminders(known: pd.DataFrame, rulebook: Rulebook) -> dict[str, pd.Series]:
    """Days after receipt on which somebody is reminded; missing where the rulebook has none (C-18, C-20, C-26)."""
    rule, received = rulebook.complaints, known["received_on"]
    never = pd.Series(pd.NaT, index=known.index, dtype="datetime64[s]")
    accept_by = never
    if rule.acceptance is not None:
        waited = received.where(~(known["accepted_on"] <= received))
        days = {day: usual_working_day_after(day.date(), rule.acceptance.working_days) for day in waited.dropna().unique()}
        accept_by = waited.map(days).astype("datetime64[s]")
    return {
        "accept_by": accept_by,
        "assign_by": never if rule.reception is None else due_on(received, rule.reception.days),
        "tell_by": never if rule.serious is None else due_on(received, rule.serious.days),
    }


def _unit_due(known: pd.DataFrame, rulebook: Rulebook) -> pd.Series:
    """The day that the rulebook's table gives the responsible unit within the limit for closing; mostly none (C-26)."""
    closing = rulebook.complaints.closing
    due = pd.Series(pd.NaT, index=known.index, dtype="datetime64[s]")
    for unit, days in closing.departments.items():
        of_unit = known["responsible_unit"] == unit
        due = due.mask(of_unit, due_on(known["accepted_on"], min(days, closing.days), closing.counted_in))
    return due
