"""Laws that hold for any month: points add up, order has no effect, ledgers balance."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.period import Month
from pipeline.checks.validate import read_tables, validate
from pipeline.month import story
from pipeline.settlement.settle import Past, Settlement
from pipeline.workbooks.part import Part
from tests.build import (
    BOOK,
    EMPTY_SHEETS,
    MONTH,
    STAFF,
    Result,
    Rows,
    complaint,
    day,
    logged,
    parts,
    person,
    settled,
    worked,
)
from tests.often import examples

pytestmark = pytest.mark.long

WHO = ["1", "2", "3", "4"]
PEOPLE = [person("1"), person("2", "客服组长"), person("3", "现场接待", 部门="二部"), person("4", 入职日期="2026-10-09")]
FEW = examples(8)
DAYS = st.integers(2, 28)


@st.composite
def log_rows(draw: Callable[..., Any]) -> dict[str, Any]:
    item = BOOK.items[draw(st.sampled_from([code for code, item in BOOK.items.items() if item.sheet == "deductions"]))]
    row = logged(draw(st.sampled_from(WHO)), item.code, draw(DAYS), 次数=draw(st.integers(1, 3)))
    if item.points_between:
        row["分值"] = draw(st.integers(*(bound // 100 for bound in item.points_between)))
    if item.needs_minutes:
        row["超时分钟"] = draw(st.integers(1, 90))
    if item.needs_price:
        row["金额"] = draw(st.integers(1, 10**6)) / 100
    return row


@st.composite
def attendance_rows(draw: Callable[..., Any]) -> Rows:
    rows = []
    for who in WHO:
        for on in draw(st.sets(DAYS, max_size=4)):
            late, early = draw(st.integers(0, 50)), draw(st.integers(0, 50))
            rows.append(
                worked(who, on, 上班时间=f"{8 + late // 60}:{late % 60:02d}", 下班时间=f"17:{30 - min(early, 30):02d}",
                       卫生值日=draw(st.sampled_from(["是", "否", None])))
            )
    return rows


@st.composite
def months(draw: Callable[..., Any]) -> dict[str, Rows]:
    bonuses = [
        {"日期": day(draw(DAYS)), "工号": draw(st.sampled_from(WHO)), "事项": draw(st.sampled_from(["A-2.3", "A-2.4", "A-2.6"])),
         "次数": draw(st.integers(1, 9)), "记录人": "T1"}
        for _ in range(draw(st.integers(0, 2)))
    ]
    complaints = [
        complaint(number, draw(st.sampled_from(WHO)), 投诉原因=draw(st.sampled_from(["服务", "冲突", "产品"])),
                  是否有效=draw(st.sampled_from(["是", "否", None])))
        for number in range(draw(st.integers(0, 4)))
    ]
    return {
        "扣分记录": draw(st.lists(log_rows(), max_size=12)), "加分记录": bonuses, "考勤": draw(attendance_rows()),
        "投诉登记": complaints, "周总结": [],
    }


def assert_laws(month: Result) -> None:
    """A score is base plus lines, at most the cap; pay moves by at most 300, not in the first two months; the ledger balances
    and takes in every fine."""
    for who in WHO:
        assert month.score(who) == min(80 + month.points(who), 110)
        assert abs(month.yuan(who, "merit_pay")) <= 300
    assert month.yuan("4", "merit_pay") == 0
    assert month.settlement is not None
    ledger, pay = month.settlement.fund, month.settlement.pay
    assert ledger["income"].sum() == -pay["fines"].sum()
    assert ledger["balance"].iloc[-1] == ledger["income"].sum() - ledger["spending"].sum()
    assert (pay["withheld"] >= -500_000 * 2).all()


def statements(settlement: Settlement) -> list[pd.DataFrame]:
    """What people get, without where it stood: of two lines of one day the one that stood first comes first, its balance with it."""
    lines = settlement.entries.drop(columns=["file", "row", "note"])
    ordered = lines.sort_values(list(lines.columns), ignore_index=True)
    ledger = settlement.fund.drop(columns=["source", "balance"])
    booked = ledger.sort_values(list(ledger.columns), ignore_index=True)
    return [settlement.pay, settlement.appraisal, booked, ordered]


@given(months(), st.randoms(use_true_random=False), st.integers(0, 20), log_rows())
@FEW
def test_any_month_keeps_its_laws_whatever_the_order_of_rows_and_split_over_files_and_one_more_deduction_never_raises_a_score(
    sheets: dict[str, Rows], order: random.Random, cut: int, row: dict[str, Any]
) -> None:
    month = settled(PEOPLE, **sheets)
    assert_laws(month)
    assert_the_same(month, shuffled_and_split(sheets, order, cut))
    assert_never_raised(month, sheets, row)


def shuffled_and_split(sheets: dict[str, Rows], order: random.Random, cut: int) -> Settlement:
    shuffled = {title: order.sample(rows, len(rows)) for title, rows in sheets.items()}
    everything = {title: [] for title in EMPTY_SHEETS} | shuffled
    first = {title: rows[:cut] for title, rows in everything.items()} | {"花名册": [*STAFF, *PEOPLE]}
    second = {title: rows[cut:] for title, rows in everything.items()}
    split: list[Part] = parts(first, "b.xlsx") + parts(second, "a.xlsx")
    when = Month.parse(MONTH)
    checked = validate(read_tables(split, BOOK), when, BOOK)
    return story.statements(checked, when, BOOK, Past()).settlement


def assert_the_same(month: Result, again: Settlement) -> None:
    assert month.settlement is not None
    for before, after in zip(statements(month.settlement), statements(again), strict=True):
        pd.testing.assert_frame_equal(before, after)


def assert_never_raised(before: Result, sheets: dict[str, Rows], row: dict[str, Any]) -> None:
    """One more deduction keeps the laws and raises nobody's score."""
    if row["事项"] == "A-3.1.4":
        row["事项"], row["分值"] = "A-3.1.8", 2  # a judgement of lateness may be milder than the derived events
    after = settled(PEOPLE, **sheets | {"扣分记录": [*sheets["扣分记录"], row]})
    assert_laws(after)
    for who in WHO:
        assert after.score(who) <= before.score(who)


def test_a_clean_month_has_no_fines_and_nothing_is_taken() -> None:
    month = settled(PEOPLE, 考勤=[worked(who, on) for who in WHO for on in range(2, 20)])
    assert month.settlement is not None
    pay = month.settlement.pay
    assert (pay[["fines", "withheld", "complaint_penalties", "compensation"]] == 0).all().all()
    assert len(month.settlement.fund) == 2
