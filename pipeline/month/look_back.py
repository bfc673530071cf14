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
from pipeline.findings.finding import Finding
from pipeline.month.again import Again, Tables, settle_again, tables_now
from pipeline.month.causes import COUNTS, Cause, of_complaint, of_objection, with_causes
from pipeline.month.difference import Difference
from pipeline.month.register_seen import register_of, register_seen
from pipeline.rulebook.model import Rulebook
from pipeline.rules.complaints import first_form
from pipeline.rules.objections import EVENT, months_before, of_month
from pipeline.settlement.known import ClosedMonth
from pipeline.settlement.settle import Past

Row = Mapping[Hashable, Any]


@dataclass(frozen=True)
class LookedBack:
    """`register` and `for_rules` as `register_seen` gives them.

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
    register = register_seen(tables, month, rulebook, past)
    seen = LookedBack(register.register, register.for_rules, past, findings=register.findings)
    if not books:
        return seen
    changed, said = _changed(seen, month, past)
    seen = replace(seen, findings=(*seen.findings, *said))
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


def _changed(seen: LookedBack, month: Month, past: Past) -> tuple[dict[Month, pd.DataFrame], list[Finding]]:
    """By closed month, the rows of this register that know better what counts of its complaints.

    What is lost to months that cannot be settled again is told, and a number that stood for somebody else.
    """
    register, for_rules = seen.register, seen.for_rules
    if register is None or for_rules is None:
        return {}, []
    earlier = _earlier_forms(for_rules)
    received = dict(zip(for_rules["complaint_no"], for_rules["received_on"], strict=True))
    found: dict[Month, list[int]] = {}
    for at, number in enumerate(register["complaint_no"]):
        first = received[first_form(number, earlier)]
        if pd.notna(first) and first < month.start:
            found.setdefault(Month.of(first), []).append(at)
    before = register_of(month.previous, past)
    counted = set() if before is None else set(before.loc[_counts(before), "complaint_no"])
    changed: dict[Month, pd.DataFrame] = {}
    told: list[Finding] = []
    for closed in sorted(found):
        was, rows = register_of(closed, past), register.iloc[found[closed]]
        if was is None:
            if closed in past.known.months or not past.predecessor_open:
                code = "COMPLAINT_MONTH_GONE" if closed in past.known.months else "COMPLAINT_NOT_KNOWN"
                told += [_said_of(code, row, closed) for row in rows[_counts(rows) & ~rows["complaint_no"].isin(counted)].to_dict("records")]
            continue
        better = _better(rows, was)
        if len(better):
            changed[closed] = better
            customers = dict(zip(was["complaint_no"], was["customer"].fillna(""), strict=True))
            told += [_said_of("COMPLAINT_NO_USED", row, closed) for row in better.fillna({"customer": ""}).to_dict("records") if _is_another(row["customer"], customers.get(row["complaint_no"], ""))]
    return changed, told


def _is_another(customer: str, before: str) -> bool:
    """Whether a customer is not the one of before, with a word more or less."""
    return customer not in before and before not in customer


def of_later_registers(tables: Tables, for_rules: pd.DataFrame | None, month: Month, closed: ClosedMonth) -> pd.DataFrame:
    """The rows of a closed month's corrected register that say otherwise than at the close, where others decide.

    A complaint belongs to the month of its first form, and the last register that knows it holds: settling this month
    again does not reach such a row.
    """
    register, own = tables.get("complaints"), closed.tables.get("complaints")
    if register is None or own is None or for_rules is None or register.empty:
        return pd.DataFrame(columns=["row"])
    retyped = _better(register, own)
    earlier = _earlier_forms(for_rules)
    received = for_rules.drop_duplicates("complaint_no").set_index("complaint_no")["received_on"]
    first = retyped["complaint_no"].map(lambda number: received[first_form(number, earlier)])
    later = closed.decided[closed.decided["complaint_no"].isin(retyped["complaint_no"])]
    overruled = _better(retyped[retyped["complaint_no"].isin(later["complaint_no"])], later)["complaint_no"]
    return retyped[(first < month.start) | retyped["complaint_no"].isin(overruled)]


def _counts(rows: pd.DataFrame) -> pd.Series[bool]:
    """Which complaints are held against somebody."""
    return rows["effective"].fillna(False).astype(bool) & rows["responsible_id"].notna()


def _of_nobody_there(rows: pd.DataFrame, roster: pd.DataFrame, closed: Month) -> list[Finding]:
    """The rows whose responsible person was not on the closed month's roster, so that nothing can be settled there."""
    named = rows[_counts(rows)]
    return [_said_of("RESPONSIBLE_NOT_THERE", row, closed) for row in named[~named["responsible_id"].isin(roster["employee_id"])].to_dict("records")]


def _better(rows: pd.DataFrame, was: pd.DataFrame) -> pd.DataFrame:
    """The rows that differ in what counts and concern somebody, now or before; what they leave empty is as it was."""
    if rows.empty:
        return rows
    known = was[["complaint_no", *COUNTS]].drop_duplicates("complaint_no", keep="last").set_index("complaint_no")
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
    was = register_of(closed, seen.past)
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
