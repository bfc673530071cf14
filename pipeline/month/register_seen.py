"""This month's register with what closed months knew of its complaints (B-6, C-28): nothing is settled again for it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import yuan
from pipeline.findings.finding import Finding
from pipeline.month.again import Tables
from pipeline.rulebook.model import Rulebook
from pipeline.rules.complaints import month_of_receipt
from pipeline.settlement.settle import Past

Row = Mapping[Hashable, Any]
OF_A_PENALTY = ["complaint_no", "responsible_id", "penalty_amount", "penalty_approved_on", "file", "sheet", "row"]


class RegisterSeen(NamedTuple):
    """`register` for casework, `for_rules` with first forms of closed months besides; both have `penalty_due` and `reviewed_before`."""

    register: pd.DataFrame | None
    for_rules: pd.DataFrame | None
    findings: tuple[Finding, ...]


def register_seen(tables: Tables, month: Month, rulebook: Rulebook, past: Past) -> RegisterSeen:
    """The register of `tables` beside the closed months."""
    register = tables.get("complaints")
    if register is None:
        return RegisterSeen(None, None, ())
    register, of_archive = _with_open_cases(register, month, past)
    register, of_penalties = _with_penalties_due(_with_reviews(register, month, past), month, past)
    return RegisterSeen(register, _with_first_forms(register, rulebook, past), (*of_archive, *of_penalties))


def register_of(month: Month, past: Past) -> pd.DataFrame | None:
    """What is known of a closed month's complaints, by later registers too."""
    return past.known.register(month) if month in past.known.months else None


def _with_open_cases(register: pd.DataFrame, month: Month, past: Past) -> tuple[pd.DataFrame, list[Finding]]:
    """The register with the cases that the month before left open, to be charged or to be published, and that this one lacks."""
    before = register_of(month.previous, past)
    if before is None:
        return register, []
    absent = before[~before["complaint_no"].isin(register["complaint_no"])]
    is_open = absent["closed_on"].isna() & absent["effective"].fillna(True).astype(bool)
    approved = (absent["penalty_approved_on"] <= month.end) & (absent["penalty_amount"] > 0).fillna(False)
    charge = approved & ~absent["complaint_no"].isin(past.known.charged)
    left_out = is_open | charge
    kept = absent[left_out | _to_publish(absent, month)]
    if kept.empty:
        return register, []
    found = [
        Finding("COMPLAINT_LEFT_OUT", sheet="投诉登记", value=str(row["complaint_no"]), params={"complaint": row["complaint_no"], "month": str(month.previous)})
        for row in absent[left_out].to_dict("records")
    ]
    return pd.concat([register, kept.reindex(columns=register.columns).astype(register.dtypes.to_dict())], ignore_index=True), found


def _with_penalties_due(register: pd.DataFrame, month: Month, past: Past) -> tuple[pd.DataFrame, list[Finding]]:
    """`penalty_due`: approved in this month, or in a closed one that did not charge it; what was charged never again (C-28.2)."""
    if register.empty:
        return register.assign(penalty_due=pd.Series(dtype=bool)), []
    charged, first = past.known.charged, min(past.known.months, default=None)
    due: list[bool] = []
    findings: list[Finding] = []
    before = _charged_before({charged[number] for number in register["complaint_no"] if number in charged}, past)
    for row in register[OF_A_PENALTY].to_dict("records"):
        approved, number = row["penalty_approved_on"], row["complaint_no"]
        amount = row["penalty_amount"]
        if number in charged:
            due.append(False)
            findings += _charged_otherwise(row, charged[number], before.get((charged[number], number), {}))
            continue
        if pd.isna(approved) or pd.isna(amount) or not amount or pd.isna(row["responsible_id"]) or approved > month.end:
            due.append(False)
            continue
        place = {"file": row["file"], "sheet": row["sheet"], "row": int(row["row"]), "column": "罚扣核准日期", "value": f"{approved:%Y-%m-%d}"}
        when = Month.of(approved)
        params = {"complaint": number, "amount": yuan(int(amount)), "month": str(when)}
        if when == month:
            due.append(True)
        elif first is not None and when >= first and when in past.known.months:
            findings.append(Finding("PENALTY_CHARGED_LATE", **place, params=params))
            due.append(True)
        else:
            findings.append(Finding("PENALTY_NOT_KNOWN", **place, params=params))
            due.append(False)
    return register.assign(penalty_due=pd.Series(due, index=register.index, dtype=bool)), findings


def _charged_before(months: set[str], past: Past) -> dict[tuple[str, str], Row]:
    """By month and complaint, what the registers of these closed months say of penalties; none of a month that is purged."""
    registers = {month: register_of(Month.parse(month), past) for month in sorted(months)}
    return {(month, str(row["complaint_no"])): row for month, known in registers.items() if known is not None for row in known.to_dict("records")}


def _charged_otherwise(row: Row, month: str, was: Row) -> Iterator[Finding]:
    """A row that says otherwise of a penalty than the month that charged it; what it leaves empty is as it was (C-28.2)."""
    approved, amount = row["penalty_approved_on"], row["penalty_amount"]
    then, day = was.get("penalty_amount", pd.NA), was.get("penalty_approved_on", pd.NaT)
    if pd.notna(approved) and (str(Month.of(approved)) != month if pd.isna(day) else approved != day):
        column, value = "罚扣核准日期", f"{approved:%Y-%m-%d}"
    elif pd.notna(amount) and pd.notna(then) and amount != then:
        column, value = "罚扣金额", yuan(int(amount))
    else:
        return
    place = {"file": row["file"], "sheet": row["sheet"], "row": int(row["row"]), "column": column, "value": value}
    yield Finding("PENALTY_CHARGED_BEFORE", **place, params={"complaint": row["complaint_no"], "month": month})


def _with_reviews(register: pd.DataFrame, month: Month, past: Past) -> pd.DataFrame:
    """`reviewed_before`: the month before knew the case as closed earlier, and its penalty, and published it (C-28.1)."""
    before = register_of(month.previous, past)
    if before is None:
        return register.assign(reviewed_before=False)
    return register.assign(reviewed_before=register["complaint_no"].isin(before.loc[_published(before, month), "complaint_no"]))


def _published(before: pd.DataFrame, month: Month) -> pd.Series[bool]:
    """Which cases of the register of the month before were published in it or earlier, where no day of review says when."""
    return (before["administrative_penalty"].notna() & (before["closed_on"] < month.previous.start)) | before["reviewed_before"]


def _to_publish(absent: pd.DataFrame, month: Month) -> pd.Series[bool]:
    """Which cases of the month before are published in this one: closed with a penalty, and reviewed now or not yet (C-28.1)."""
    reviewed = absent["reviewed_on"]
    due = (reviewed.isna() & ~_published(absent, month)) | ((reviewed >= month.start) & (reviewed <= month.end))
    return absent["administrative_penalty"].notna() & (absent["closed_on"] < month.start) & due


def _with_first_forms(register: pd.DataFrame, rulebook: Rulebook, past: Past) -> pd.DataFrame:
    """The register with the forms of closed months that its own reopen, so that a chain is one complaint (B-6)."""
    wanted = set(register["reopens"].dropna()) - set(register["complaint_no"])
    added = []
    while wanted:
        number = wanted.pop()
        month = month_of_receipt(number, rulebook)
        own = None if month is None else register_of(month, past)
        row = None if own is None else own[own["complaint_no"] == number]
        if row is not None and len(row):
            added.append(row.assign(penalty_due=False, reviewed_before=False))
            known = {*register["complaint_no"], *(each for frame in added for each in frame["complaint_no"])}
            wanted |= set(row["reopens"].dropna()) - known
    return pd.concat([register, *added], ignore_index=True)[list(register.columns)] if added else register
