"""What this month's register and objections say of closed months (A-1.4, B-6, C-28.2): they are settled again, not forgotten.

A complaint belongs to the month in which its first form was received. Where a later register knows better what counts,
that month is settled again with it, and the difference is booked into this one; so it is with an objection.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import yuan
from pipeline.findings.finding import Finding
from pipeline.month.again import Again, Tables, settle_again, tables_now
from pipeline.month.causes import COUNTS, Cause, of_complaint, of_objection, with_causes
from pipeline.month.difference import Difference
from pipeline.rulebook.model import Rulebook
from pipeline.rules.complaints import first_form
from pipeline.rules.objections import EVENT, months_before, of_month
from pipeline.settlement.known import ClosedMonth
from pipeline.settlement.settle import Past

Row = Mapping[Hashable, Any]


@dataclass(frozen=True)
class LookedBack:
    """`register` for casework, `for_rules` with first forms of closed months besides; both have `penalty_due` and `reviewed_before`.

    `booked` are differences by closed month, `decided` their complaints as this register knows them, `objected` the
    objections to them.
    """

    register: pd.DataFrame | None
    for_rules: pd.DataFrame | None
    past: Past
    booked: Mapping[Month, Difference] = field(default_factory=dict)
    decided: Mapping[Month, pd.DataFrame] = field(default_factory=dict)
    objected: Mapping[Month, pd.DataFrame] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def look_back(tables: Tables, month: Month, rulebook: Rulebook, past: Past, *, books: bool = True) -> LookedBack:
    """The month's register and objections seen beside what closed months knew. Without `books` nothing is settled again."""
    seen = _register_seen(tables, month, rulebook, past)
    if not books:
        return seen
    changed, lost = _changed(seen, month, past)
    seen = replace(seen, findings=(*seen.findings, *lost))
    rule = rulebook.complaints.later_months
    if rule is not None and rule.counted == "told":
        told = tuple(_said_of("COMPLAINT_CHANGED", row, closed) for closed, rows in changed.items() for row in rows.to_dict("records"))
        seen, changed = replace(seen, findings=(*seen.findings, *told)), {}
    objected = objected_to(tables, month, past)
    if not changed and not objected:
        return seen
    decided: dict[Month, pd.DataFrame] = {}
    objections: dict[Month, pd.DataFrame] = {}
    settled_with = {}
    for each in sorted({*changed, *objected}):
        closed = past.known.read(each)
        assert closed is not None
        now = replace(closed, decided=_with(closed.decided, changed.get(each), ["complaint_no"]), objected=_with(closed.objected, objected.get(each), EVENT))
        settled_with[each] = tables_now(now)
        if each in changed:
            seen = replace(seen, findings=(*seen.findings, *_of_nobody_there(changed[each], settled_with[each]["roster"], each)))
        decided |= {each: now.decided} if each in changed else {}
        objections |= {each: now.objected} if each in objected else {}
    again = settle_again(min(settled_with), settled_with, past.known)
    causes = [
        *(cause for closed, rows in changed.items() for cause in _causes(rows, seen, closed)),
        *(of_objection(row, closed) for closed, rows in objected.items() for row in rows.to_dict("records")),
    ]
    booked, said = with_causes(again.found, causes)
    return replace(
        seen, past=_past(past, again, booked, month, rulebook), booked=booked, decided=decided, objected=objections,
        findings=(*seen.findings, *said),
    )


def _register_seen(tables: Tables, month: Month, rulebook: Rulebook, past: Past) -> LookedBack:
    """The register with what closed months knew of its complaints; nothing is booked yet."""
    register = tables.get("complaints")
    if register is None:
        return LookedBack(None, None, past)
    register, of_archive = _with_open_cases(register, month, past)
    register, of_penalties = _with_penalties_due(_with_reviews(register, month, past), month, past)
    return LookedBack(register, _with_first_forms(register, rulebook, past), past, findings=(*of_archive, *of_penalties))


def objected_to(tables: Tables, month: Month, past: Past) -> dict[Month, pd.DataFrame]:
    """By closed month, the decided objections of this month's sheet that it did not know, or knew otherwise."""
    objections = tables.get("objections")
    if objections is None or objections.empty:
        return {}
    earlier = objections[(objections["date"] < month.start) & objections["decision"].notna()]
    found = {}
    for each in months_before(earlier, month):
        closed = past.known.read(each) if each in past.known.months else None
        if closed is None:
            continue
        was = tables_now(closed).get("objections", objections.iloc[:0])
        known = {(*key, decision, _points(points)) for *key, decision, points in was[[*EVENT, "decision", "new_points"]].itertuples(index=False, name=None)}
        rows = of_month(earlier, each)
        new = [(*key, decision, _points(points)) not in known for *key, decision, points in rows[[*EVENT, "decision", "new_points"]].itertuples(index=False, name=None)]
        if any(new):
            found[each] = rows[new]
    return found


def _points(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _with(known: pd.DataFrame, better: pd.DataFrame | None, key: list[str]) -> pd.DataFrame:
    """What was known with the rows that are known better."""
    if better is None or known.empty:
        return known if better is None else better
    kept = known[~pd.MultiIndex.from_frame(known[key]).isin(pd.MultiIndex.from_frame(better[key]))]
    return pd.concat([kept, better], ignore_index=True) if len(kept) else better


def _past(past: Past, again: Again, booked: Mapping[Month, Difference], month: Month, rulebook: Rulebook) -> Past:
    lines = [past.corrections, *(each.lines for _, each in sorted(booked.items()))]
    filled = [each for each in lines if len(each)]
    corrections = pd.concat(filled, ignore_index=True) if filled else past.corrections
    return replace(again.past_of(month, past, rulebook), corrections=corrections, scores=_scores(past, again))


def _scores(past: Past, again: Again) -> pd.DataFrame | None:
    """The scores of closed months, those settled again as they are now."""
    if past.scores is None:
        return None
    now = [each.assign(month=str(month))[["month", "employee_id", "score"]] for month, each in again.scores.items()]
    kept = past.scores[~past.scores["month"].isin([str(month) for month in again.scores])]
    scores = pd.concat([kept, *now]).sort_values("month", kind="stable", ignore_index=True)
    return scores[scores["score"].notna()]


def _register_of(month: Month, past: Past) -> pd.DataFrame | None:
    """What is known of a closed month's complaints, by later registers too."""
    return past.known.register(month) if month in past.known.months else None


def _with_open_cases(register: pd.DataFrame, month: Month, past: Past) -> tuple[pd.DataFrame, list[Finding]]:
    """The register with the cases that the month before left open, to be charged or to be published, and that this one lacks."""
    before = _register_of(month.previous, past)
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
    charged, first = past.known.charged, min(past.known.months, default=None)
    due: list[bool] = []
    findings: list[Finding] = []
    before = _charged_before({charged[number] for number in register["complaint_no"] if number in charged}, past)
    for row in register.to_dict("records"):
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
    registers = {month: _register_of(Month.parse(month), past) for month in sorted(months)}
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
    before = _register_of(month.previous, past)
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
        month = _month_of(number, rulebook)
        own = None if month is None else _register_of(month, past)
        row = None if own is None else own[own["complaint_no"] == number]
        if row is not None and len(row):
            added.append(row.assign(penalty_due=False, reviewed_before=False))
            known = {*register["complaint_no"], *(each for frame in added for each in frame["complaint_no"])}
            wanted |= set(row["reopens"].dropna()) - known
    return pd.concat([register, *added], ignore_index=True)[list(register.columns)] if added else register


def _month_of(number: str, rulebook: Rulebook) -> Month | None:
    """The month of receipt, which a complaint's number tells (C-21)."""
    digits = number.removeprefix(f"{rulebook.complaints.number_prefix}-")[:6]
    try:
        return Month(int(digits[:4]), int(digits[4:]))
    except ValueError:
        return None


def _changed(seen: LookedBack, month: Month, past: Past) -> tuple[dict[Month, pd.DataFrame], list[Finding]]:
    """By closed month, the rows of this register that know better what counts of its complaints; what is lost to months that cannot be settled again is told."""
    register, for_rules = seen.register, seen.for_rules
    if register is None or for_rules is None:
        return {}, []
    earlier = _earlier_forms(for_rules)
    received = dict(zip(for_rules["complaint_no"], for_rules["received_on"], strict=True))
    found: dict[Month, list[int]] = {}
    for at, number in enumerate(register["complaint_no"]):
        first = received[first_form(number, earlier)]
        if pd.notna(first) and first < month.start and Month.of(first) in past.known.months:
            found.setdefault(Month.of(first), []).append(at)
    changed: dict[Month, pd.DataFrame] = {}
    lost: list[Finding] = []
    for closed in sorted(found):
        was, rows = _register_of(closed, past), register.iloc[found[closed]]
        if was is None:
            counting = rows[rows["effective"].fillna(False).astype(bool) & rows["responsible_id"].notna()]
            lost += [_said_of("COMPLAINT_MONTH_GONE", row, closed) for row in counting.to_dict("records")]
            continue
        better = _better(rows, was)
        if len(better):
            changed[closed] = better
    return changed, lost


def of_later_registers(tables: Tables, for_rules: pd.DataFrame | None, month: Month, closed: ClosedMonth) -> pd.DataFrame:
    """The rows of a closed month's corrected register that say otherwise than at the close, where others decide.

    A complaint belongs to the month of its first form, and the last register that knows it holds: settling this month
    again does not reach such a row.
    """
    register, own = tables.get("complaints"), closed.tables.get("complaints")
    if register is None or own is None or for_rules is None:
        return pd.DataFrame(columns=["row"])
    retyped = _better(register, own)
    earlier = _earlier_forms(for_rules)
    received = for_rules.drop_duplicates("complaint_no").set_index("complaint_no")["received_on"]
    first = retyped["complaint_no"].map(lambda number: received[first_form(number, earlier)])
    later = closed.decided[closed.decided["complaint_no"].isin(retyped["complaint_no"])]
    overruled = _better(retyped[retyped["complaint_no"].isin(later["complaint_no"])], later)["complaint_no"]
    return retyped[(first < month.start) | retyped["complaint_no"].isin(overruled)]


def _of_nobody_there(rows: pd.DataFrame, roster: pd.DataFrame, closed: Month) -> list[Finding]:
    """The rows whose responsible person was not on the closed month's roster, so that nothing can be settled there."""
    named = rows[rows["responsible_id"].notna() & rows["effective"].fillna(False).astype(bool)]
    return [_said_of("RESPONSIBLE_NOT_THERE", row, closed) for row in named[~named["responsible_id"].isin(roster["employee_id"])].to_dict("records")]


def _better(rows: pd.DataFrame, was: pd.DataFrame) -> pd.DataFrame:
    """The rows that differ in what counts and concern somebody, now or before; what they leave empty is as it was."""
    known = was.drop_duplicates("complaint_no", keep="last").set_index("complaint_no")
    own = known.reindex(rows["complaint_no"]).set_axis(rows.index)
    filled = rows.copy()
    differs = pd.Series(False, index=rows.index)
    for name in COUNTS:
        before = own[name].astype(rows[name].dtype)
        filled[name] = rows[name].where(rows[name].notna(), before)
        differs |= (filled[name] != before).fillna(True).astype(bool) & ~(filled[name].isna() & before.isna())
    concerned = filled["responsible_id"].notna() | own["responsible_id"].notna() | filled["reopens"].notna()
    return filled[concerned & (differs | ~rows["complaint_no"].isin(known.index))]


def _causes(rows: pd.DataFrame, seen: LookedBack, closed: Month) -> Iterator[Cause]:
    """Why a closed month is settled again, a cause a row of the register that knows better."""
    was = _register_of(closed, seen.past)
    assert was is not None and seen.for_rules is not None
    forms = pd.concat([seen.for_rules, was], ignore_index=True)
    earlier = _earlier_forms(seen.for_rules)
    first = forms["complaint_no"].map(lambda number: first_form(number, earlier))
    before = was.drop_duplicates("complaint_no", keep="last").set_index("complaint_no").to_dict("index")
    for row in rows.to_dict("records"):
        number = row["complaint_no"]
        yield of_complaint(row, forms[first == first_form(number, earlier)], before.get(number), closed)


def _earlier_forms(for_rules: pd.DataFrame) -> dict[str, Any]:
    """By complaint's number the form that it reopens, where that is known."""
    reopens = for_rules["reopens"].where(for_rules["reopens"].isin(for_rules["complaint_no"]))
    return dict(zip(for_rules["complaint_no"], reopens, strict=True))


def _said_of(code: str, row: Row, closed: Month) -> Finding:
    """What is said of a row of the register that is about a complaint of a closed month."""
    header, value = ("责任人", row["responsible_id"]) if code == "RESPONSIBLE_NOT_THERE" else ("投诉编号", row["complaint_no"])
    params = {"complaint": row["complaint_no"], "month": str(closed), **({"employee": value} if header == "责任人" else {})}
    return Finding(code, row["file"], row["sheet"], int(row["row"]), header, value=value, params=params)
