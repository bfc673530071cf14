"""Corrections of closed months, booked into this one: reversed and new lines of the months that they correct.

Columns: employee_id, name, department, role, corrects_month, reversal, date, clause, item, label, category (of the
line that is corrected), points (hundredths, as the line had them), amount (fen, what it does to this month's pay),
note, and the source file, sheet and row.
"""

from __future__ import annotations

import pandas as pd

from pipeline.base.order import said_of_each
from pipeline.base.units import signed, yuan
from pipeline.rulebook.pay_columns import CHARGE, CORRECTION, FINE, PENALTY, WITHHELD
from pipeline.rules.entries import BONUS, DEDUCTION, entries, no_entries
from pipeline.rules.typed_rows import TypedRows

DTYPES = {
    "employee_id": "str", "name": "str", "department": "str", "role": "str", "corrects_month": "str", "reversal": "bool",
    "date": "datetime64[s]", "clause": "str", "item": "str", "label": "str", "category": "str", "points": "int64",
    "amount": "int64", "note": "str", "file": "str", "sheet": "str", "row": "Int64",
}  # fmt: skip
no_corrections = TypedRows(DTYPES).none
PERSON = ["employee_id", "name", "department", "role"]
CORRECTED = "前期更正："
TAKES = (DEDUCTION, FINE, WITHHELD, PENALTY, CHARGE)
"""The categories of lines that take points or money; after an objection one of them gives back."""
EARLIER = "@"
"""Between an id that somebody else has now and the month that is corrected; no id has it."""
MERIT = "绩效浮动"
"""The category of a line that corrects what a score had moved."""
SPENDING = "基金支出"
"""The category of a line that corrects the fund's spending; it concerns nobody's pay."""
OPENING = "fund_opening"
"""The item of a SPENDING line that corrects what the fund opened with."""


def correction_entries(corrections: pd.DataFrame) -> pd.DataFrame:
    """An entry for each line, without points: a closed month's points move its own score, never this month's."""
    if corrections.empty:
        return no_entries()
    lines = corrections[corrections["category"] != SPENDING]
    notes = [_note(row) for row in lines.to_dict("records")]
    return entries(lines, label=CORRECTED + lines["label"], category=CORRECTION, points=0, note=notes)


def fund_corrections(corrections: pd.DataFrame) -> pd.DataFrame:
    """The lines that move the fund, with `into_fund` (fen): a fine taken back goes out of it, a new one goes in."""
    lines = corrections[corrections["category"].isin([FINE, SPENDING]) & (corrections["amount"] != 0)]
    return lines.assign(into_fund=lines["amount"].where(lines["category"] == SPENDING, -lines["amount"]))


def of_earlier_holders(corrections: pd.DataFrame, roster: pd.DataFrame) -> pd.DataFrame:
    """The corrections, those of an id that somebody else has now marked by the month that they correct.

    People are known by id and day of joining together: who joined after a month has nothing of it.
    """
    if corrections.empty:
        return corrections
    days = said_of_each(roster, "employee_id", "hire_date")
    joined = days.reindex(corrections["employee_id"]).set_axis(corrections.index)
    ended = pd.to_datetime(corrections["corrects_month"] + "-01") + pd.offsets.MonthEnd(0)
    other = (joined > ended).fillna(False)
    return corrections.assign(employee_id=corrections["employee_id"].where(~other, corrections["employee_id"] + EARLIER + corrections["corrects_month"]))


def holder(employee_id: str) -> str:
    """The id as it was given, of one that `of_earlier_holders` marked."""
    return employee_id.partition(EARLIER)[0]


def held_in(employee_id: str) -> str:
    """The month that is corrected, of an id that `of_earlier_holders` marked; empty for any other."""
    return employee_id.partition(EARLIER)[2]


def left_since(corrections: pd.DataFrame, penalised: pd.DataFrame, roster: pd.DataFrame) -> pd.DataFrame:
    """employee_id, name, department and role of those with corrections or a penalty who are no longer on the roster."""
    if corrections.empty and penalised.empty:
        return no_corrections()[PERSON]
    gone = pd.concat([corrections.loc[corrections["category"] != SPENDING, PERSON], penalised[PERSON]])
    gone = gone[~gone["employee_id"].isin(roster["employee_id"])]
    return gone.drop_duplicates("employee_id").reset_index(drop=True)


def person_names(*people: pd.DataFrame) -> dict[str, str]:
    """The name of everybody by id, as the first of these tables has it."""
    names: dict[str, str] = {}
    for each in people:
        for who, name in zip(each["employee_id"], each["name"], strict=True):
            names.setdefault(who, name)
    return names


def _note(line: dict[object, object]) -> str:
    """What was corrected, in a line: its month, what is reversed, given back or added, and what is or was written there."""
    points, amount, category = int(str(line["points"])), int(str(line["amount"])), str(line["category"])
    taken_back = bool(line["reversal"])
    verb = "冲销" if taken_back else "退回" if category in TAKES and max(points, amount) > 0 else "补记"
    shown = [f"{signed(points)} 分" if points else "", f"{yuan(amount)} 元" if amount else ""]
    # Which way it goes is said by the category where that can go one way only.
    figures = [figure.lstrip("+-") if category in (*TAKES, BONUS) else figure for figure in shown if figure]
    remark = line["note"] if isinstance(line["note"], str) and line["note"] else ""
    what = " ".join([verb, str(line["corrects_month"]), category, *figures])
    return "；".join(filter(None, [what, f"原记：{remark}" if taken_back and remark else remark]))
