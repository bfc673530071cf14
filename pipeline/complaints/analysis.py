"""投诉分析: how many, how much, how quickly, and who complained more than once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any, TypeVar

import pandas as pd

from pipeline.base.once import nothing_of_nothing
from pipeline.base.period import Month
from pipeline.base.units import HUNDREDTHS
from pipeline.complaints.deadlines import NO_DEADLINE, NOT_DUE, ON_TIME
from pipeline.complaints.words import is_yes

Counted = TypeVar("Counted")

TOTAL = "全部"
NOT_GIVEN = "未填"
GROUPS = {"category_label": "投诉类别", "reason_label": "投诉原因", "responsible_unit": "责任部门"}
REPEATED_BY = {"customer": "客户", "order_no": "订单"}
COUNTED = {
    "topic": "str", "value": "str", "count": "int64", "received": "int64", "effective": "int64", "amount": "int64", "closed": "int64",
    "report_on_time": "Float64", "close_on_time": "Float64", "median_days": "Int64", "longest_days": "Int64",
}  # fmt: skip
REPEATED = {"topic": "str", "value": "str", "count": "int64", "amount": "Int64", "complaints": "str"}
Facts = tuple[Any, ...]
"""What is counted of a complaint: received, effective, amount, closed; report and close are True for on time, None for what was not due; days."""


@nothing_of_nothing
def analysis(cases: pd.DataFrame, tracked: pd.DataFrame, month: Month) -> pd.DataFrame:
    """All complaints of the register, then by class, reason and responsible unit, the most frequent first.

    topic, value, count, received (in the month), effective, amount (fen), closed; report_on_time and close_on_time
    (shares of those that were due, missing when none was); median_days (hundredths) and longest_days from acceptance to
    closing, missing when none is closed.
    """
    columns = (
        cases["received_on"] >= month.start, is_yes(cases["effective"]), cases["amount"].fillna(0), tracked["closed_on"].notna(),
        _on_time(tracked["report_status"]), _on_time(tracked["close_status"]), (tracked["closed_on"] - tracked["accepted_on"]).dt.days,
    )  # fmt: skip
    facts: list[Facts] = list(zip(*(column.tolist() for column in columns), strict=True))
    groups = {TOTAL: [TOTAL] * len(facts)} | {topic: cases[name].fillna(NOT_GIVEN).tolist() for name, topic in GROUPS.items()}
    rows = [(topic, value, *_figures(own)) for topic, values in groups.items() for value, own in _by_value(values, facts)]
    return _typed(rows, COUNTED)


@nothing_of_nothing
def repeats(cases: pd.DataFrame) -> pd.DataFrame:
    """Customers and orders with more than one complaint: topic, value, count, amount, complaints (their numbers).

    A complaint that only opens another one again is not counted once more.
    """
    rows = []
    for name, topic in REPEATED_BY.items():
        first_time = cases.loc[cases["reopens"].isna() & cases[name].notna(), [name, "complaint_no", "amount"]]
        complaints = zip(first_time["complaint_no"].tolist(), first_time["amount"].fillna(0).tolist(), strict=True)
        for value, own in _by_value(first_time[name].tolist(), complaints):
            if len(own) > 1:
                rows.append((topic, value, len(own), sum(amount for _, amount in own), "、".join(number for number, _ in own)))
    return _typed(rows, REPEATED)


def _typed(rows: Sequence[tuple[object, ...]], dtypes: Mapping[str, Any]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.array([row[at] for row in rows], dtype=dtype) for at, (name, dtype) in enumerate(dtypes.items())})


def _by_value(values: Iterable[str], complaints: Iterable[Counted]) -> list[tuple[str, list[Counted]]]:
    """Each value with the complaints that have it, the most frequent first."""
    found: dict[str, list[Counted]] = {}
    for value, complaint in zip(values, complaints, strict=True):
        found.setdefault(value, []).append(complaint)
    return sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))


def _on_time(status: pd.Series[str]) -> pd.Series:
    """True for on time, False for late, None for what is not due."""
    return (status == ON_TIME).astype("object").mask(status.isin([NOT_DUE, NO_DEADLINE]), None)


def _figures(facts: Sequence[Facts]) -> tuple[object, ...]:
    """From `count` on."""
    received, effective, amounts, closed, report, close, days = zip(*facts, strict=True)
    known = [each for each in days if not math.isnan(each)]
    lasted = (round(median(known) * HUNDREDTHS), max(known)) if known else (pd.NA, pd.NA)
    return len(facts), sum(received), sum(effective), sum(amounts), sum(closed), _share(report), _share(close), *lasted


def _share(on_time: Iterable[bool | None]) -> object:
    due = [each for each in on_time if each is not None]
    return sum(due) / len(due) if due else pd.NA
