"""What a closed month would have been on what is known now, against what it is: lines to reverse and lines to add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import plain, yuan
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import CORRECTION
from pipeline.settlement.actions import last_places
from pipeline.settlement.corrections import DTYPES, MERIT, OPENING, SPENDING, no_corrections
from pipeline.settlement.fund import SPENT
from pipeline.settlement.known import Effective
from pipeline.settlement.settle import Settlement

Line = dict[Hashable, Any]
Key = tuple[tuple[bool, Any], ...]
RESULT = ["score", "grade", "merit_pay", "last_place"]
LINE = ["employee_id", "date", "clause", "item", "category", "points", "amount"]
"""What makes two lines the same: a row that only moved within its sheet is no correction."""
SOURCE = ["label", "note", "file", "sheet", "row"]


@dataclass(frozen=True)
class Difference:
    """`lines` are corrections to book (see `settlement.corrections`); `results` those whose score or pay changes.

    results: employee_id, name, and score, grade, merit_pay, last_place before (`…_before`) and after.
    """

    lines: pd.DataFrame
    results: pd.DataFrame

    @property
    def changed_results(self) -> pd.DataFrame:
        """Those whose own score, grade or pay changes; for the others it is only who is last."""
        return self.results[_differs(self.results, ["score", "grade", "merit_pay"])]

    @property
    def is_empty(self) -> bool:
        return self.lines.empty and self.results.empty


def difference(was: Effective, month: Month, settled: Settlement, rulebook: Rulebook) -> Difference:
    """Between the closed month, with all corrections booked since, and it `settled` again."""
    made = settled.entries
    now = made[made["category"] != CORRECTION].assign(count=1)
    changed = list(_changed(was.entries, now, LINE))
    results = _changed_results(was.scores, settled)
    people: dict[Any, Mapping[Any, Any]] = dict(was.people)
    people |= settled.pay.drop_duplicates("employee_id").set_index("employee_id")[["name", "department", "role"]].to_dict("index")
    funded = list(_changed(was.spending, _spending_of(settled), ["date", "label", "amount"]))
    of_fund = {"employee_id": "", "category": SPENDING, "clause": "B-14", "points": 0}
    rows = [
        *({**people.get(str(line["employee_id"]), {}), **line} for line in changed),
        *({**people.get(str(line["employee_id"]), {}), **line} for line in _merit_lines(results, rulebook)),
        *({**line, **of_fund, "item": SPENDING} for line in funded),
        *({**line, **of_fund, "item": OPENING} for line in _opening_line(was.opening, settled)),
    ]
    names = {who: person["name"] for who, person in people.items()}
    return Difference(_as_lines(rows, month), results.assign(name=results["employee_id"].map(names)))


def effective_of(settled: Settlement, was: Effective) -> Effective:
    """A month settled again as if it had been closed so, its people those that it `was` closed with."""
    made = settled.entries
    opening = int(settled.fund["balance"].iloc[0])
    return Effective(made[made["category"] != CORRECTION].assign(count=1), result_rows(settled), _spending_of(settled), was.people, opening)


def result_rows(settled: Settlement) -> pd.DataFrame:
    """employee_id and RESULT of everybody on the pay sheet."""
    pay, appraisal = settled.pay, settled.appraisal
    last = pd.Series(last_places(appraisal).to_numpy(), index=appraisal["employee_id"])
    flags = pay["employee_id"].map(last).fillna(False).astype(bool)
    return pay[["employee_id", "score", "grade", "merit_pay"]].assign(last_place=flags)


def _changed(before: pd.DataFrame, now: pd.DataFrame, identity: list[str]) -> Iterator[Line]:
    """Lines that went (as reversals) and came, as often as they did; equal lines elsewhere in a sheet are the same."""
    was, known = _keys(before, identity), _keys(now, identity)
    more: Counter[Key] = Counter()
    for sign, keys, counts in ((-1, was, before["count"]), (1, known, now["count"])):
        for key, count in zip(keys, counts.tolist(), strict=True):
            more[key] += sign * count
    last = {key: at for at, (key, count) in enumerate(zip(was, before["count"].tolist(), strict=True)) if count > 0}
    came = {key: at for at, key in enumerate(known)}
    for key in sorted(key for key, times in more.items() if times):
        times = more[key]
        rows, at = (before, last.get(key)) if times < 0 else (now, came.get(key))
        line: Line = {name: value for name, (_, value) in zip(identity, key, strict=True)}
        line |= {} if at is None else {name: rows[name].iloc[at] for name in SOURCE if name in rows}
        yield from [line | {"reversal": times < 0, "amount": -line["amount"] if times < 0 else line["amount"]}] * abs(times)


def _keys(rows: pd.DataFrame, identity: list[str]) -> list[Key]:
    """What makes each line the same as another, in its order: what is missing comes last and is the same everywhere."""
    columns = ([(True, None) if missing else (False, value) for value, missing in zip(rows[name].tolist(), rows[name].isna(), strict=True)] for name in identity)
    return list(zip(*columns, strict=True))


def _changed_results(before: pd.DataFrame, settled: Settlement) -> pd.DataFrame:
    both = before.merge(result_rows(settled), on="employee_id", how="outer", suffixes=("_before", ""))
    both["merit_pay"] = both["merit_pay"].fillna(0).astype("int64")
    both["merit_pay_before"] = both["merit_pay_before"].fillna(0).astype("int64")
    for flag in ("last_place", "last_place_before"):
        both[flag] = both[flag].astype("boolean").fillna(False).astype(bool)
    return both[_differs(both, RESULT)].reset_index(drop=True)


def _differs(both: pd.DataFrame, names: list[str]) -> pd.Series[bool]:
    differs = pd.Series(False, index=both.index)
    for name in names:
        old, new = both[f"{name}_before"], both[name]
        differs |= ~((old == new).fillna(False).astype(bool) | (old.isna() & new.isna()))
    return differs


def _merit_lines(results: pd.DataFrame, rulebook: Rulebook) -> Iterator[Line]:
    """What the changed scores had moved too much or too little, one line a person."""
    for row in results.to_dict("records"):
        moved = row["merit_pay"] - row["merit_pay_before"]
        if moved:
            grades = _shown(row["grade_before"], str), _shown(row["grade"], str)
            note = "，".join([
                f"考核分 {_shown(row['score_before'], plain)} → {_shown(row['score'], plain)}",
                *([f"等级 {grades[0]} → {grades[1]}"] if grades[0] != grades[1] else []),
                f"绩效浮动 {yuan(row['merit_pay_before'])} → {yuan(row['merit_pay'])}",
            ])  # fmt: skip
            yield {
                "employee_id": row["employee_id"], "reversal": False, "date": None, "clause": rulebook.pay.clause, "item": "merit_pay",
                "label": MERIT, "category": MERIT, "points": 0, "amount": moved, "note": note,
            }


def _shown(value: Any, how: Callable[[Any], str]) -> str:
    return "—" if pd.isna(value) else how(value)


def _spending_of(settled: Settlement) -> pd.DataFrame:
    out = settled.fund[settled.fund["kind"] == SPENT]
    return pd.DataFrame(
        {"date": out["date"], "label": out["summary"], "amount": -out["spending"].astype("int64"), "note": out["source"], "count": 1}
    )


def _opening_line(was: int, settled: Settlement) -> Iterator[Line]:
    now = int(settled.fund["balance"].iloc[0])
    if now != was:
        note = f"基金期初 {yuan(was)} → {yuan(now)}"
        yield {"reversal": False, "date": None, "label": "基金期初", "amount": now - was, "note": note}


def _as_lines(rows: list[Line], month: Month) -> pd.DataFrame:
    if not rows:
        return no_corrections()
    frame = pd.DataFrame([{**row, "corrects_month": str(month)} for row in rows]).reindex(columns=list(DTYPES))
    order = {"employee_id": True, "date": True, "clause": True, "reversal": False, "points": False}
    return frame.astype(DTYPES).sort_values([*order], ascending=[*order.values()], kind="stable", na_position="last", ignore_index=True)
