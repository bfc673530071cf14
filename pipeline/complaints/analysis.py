"""投诉分析: how many, how much, how quickly, and who complained more than once."""

from __future__ import annotations

import pandas as pd

from pipeline.base.once import nothing_of_nothing
from pipeline.base.period import Month
from pipeline.base.units import HUNDREDTHS
from pipeline.complaints.deadlines import NO_DEADLINE, NOT_DUE, ON_TIME
from pipeline.complaints.words import is_yes

TOTAL = "全部"
NOT_GIVEN = "未填"
GROUPS = {"category_label": "投诉类别", "reason_label": "投诉原因", "responsible_unit": "责任部门"}
REPEATED_BY = {"customer": "客户", "order_no": "订单"}


@nothing_of_nothing
def analysis(cases: pd.DataFrame, tracked: pd.DataFrame, month: Month) -> pd.DataFrame:
    """All complaints of the register, then by class, reason and responsible unit, the most frequent first.

    topic, value, count, received (in the month), effective, amount (fen), closed; report_on_time and close_on_time
    (shares of those that were due, missing when none was); median_days (hundredths) and longest_days from acceptance to
    closing, missing when none is closed.
    """
    facts = pd.DataFrame(
        {
            "count": 1,
            "received": (cases["received_on"] >= month.start).astype("int64"),
            "effective": is_yes(cases["effective"]).astype("int64"),
            "amount": cases["amount"].fillna(0).astype("int64"),
            "closed": tracked["closed_on"].notna().astype("int64"),
            "report_on_time": _on_time(tracked["report_status"]),
            "close_on_time": _on_time(tracked["close_status"]),
            "days": (tracked["closed_on"] - tracked["accepted_on"]).dt.days.astype("Float64"),
        }
    )
    counted = [facts.assign(place=0, topic=TOTAL, value=TOTAL)]
    for place, (name, topic) in enumerate(GROUPS.items(), start=1):
        counted.append(facts.assign(place=place, topic=topic, value=cases[name].fillna(NOT_GIVEN)))
    return _figures(pd.concat(counted, ignore_index=True))


@nothing_of_nothing
def repeats(cases: pd.DataFrame) -> pd.DataFrame:
    """Customers and orders with more than one complaint: topic, value, count, amount, complaints (their numbers).

    A complaint that only opens another one again is not counted once more.
    """
    first_time = cases[cases["reopens"].isna()]
    found = []
    for place, (name, topic) in enumerate(REPEATED_BY.items()):
        again = first_time[first_time[name].notna() & first_time.duplicated(name, keep=False)]
        found.append(again.assign(place=place, topic=topic, value=again[name]))
    return _by_value(pd.concat(found, ignore_index=True))


@nothing_of_nothing
def _by_value(again: pd.DataFrame) -> pd.DataFrame:
    groups = again.groupby(["place", "topic", "value"])
    rows = groups.agg(count=("complaint_no", "size"), amount=("amount", "sum"), complaints=("complaint_no", "、".join)).reset_index()
    return rows.sort_values(["place", "count", "value"], ascending=[True, False, True], ignore_index=True).drop(columns="place")


def _on_time(status: pd.Series[str]) -> pd.Series:
    """1 for on time, 0 for late, missing for what is not due."""
    return (status == ON_TIME).astype("Float64").mask(status.isin([NOT_DUE, NO_DEADLINE]))


def _figures(facts: pd.DataFrame) -> pd.DataFrame:
    """Of each value of each topic, the topics by their `place`, the most frequent value first."""
    groups = facts.groupby(["place", "topic", "value"])
    sums = groups[["count", "received", "effective", "amount", "closed"]].sum()
    shares = groups[["report_on_time", "close_on_time"]].mean()
    days = groups["days"].agg(["median", "max"])
    figures = sums.join(shares).assign(
        median_days=(days["median"] * HUNDREDTHS).round().astype("Int64"), longest_days=days["max"].astype("Int64")
    )
    frequent = figures.reset_index().sort_values(["place", "count"], ascending=[True, False], kind="stable", ignore_index=True)
    return frequent.drop(columns="place")
