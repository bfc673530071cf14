"""By when a complaint is reported, handled together and closed, and what is late (C-25.2, C-25.3, C-26)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.complaints.deadlines import days_over, due_on, status
from pipeline.complaints.workdays import HolidaysUnknown
from pipeline.rulebook.model import Rulebook
from tests.build import changed_rulebook, day
from tests.complaints.cases import later, received, tracked, tracked_apart

WORKING = ("counted_in: calendar", "counted_in: working")


@pytest.fixture(scope="module")
def working_days(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return changed_rulebook(tmp_path_factory.mktemp("working days"), WORKING)


WITHIN_SIX = {0: ("按时", 0), 5: ("按时", 0), 6: ("按时", 0), 7: ("逾期", 1), 20: ("逾期", 14)}
closed_after = tracked_apart({days: received(1, day(3), 结案日期=later(day(3), days)) for days in WITHIN_SIX})


@pytest.mark.parametrize(("days", "word", "over"), [(days, *said) for days, said in WITHIN_SIX.items()])
def test_C_26_closed_within_six_days_of_acceptance_is_on_time_and_the_seventh_is_a_day_late(days: int, word: str, over: int) -> None:
    row = closed_after(days)
    assert (row["close_due"], row["close_status"], row["days_overdue"]) == (day(9), word, over)


@pytest.mark.parametrize(("as_of", "word", "over"), [(day(8), "未到期", 0), (day(9), "未到期", 0), (day(10), "逾期未结", 1), ("2026-12-09", "逾期未结", 30)])
def test_C_26_an_open_complaint_is_judged_as_of_the_day_asked_for(as_of: str, word: str, over: int) -> None:
    row = tracked(received(1, day(3)), as_of=as_of)
    assert (row["close_status"], row["days_overdue"]) == (word, over)


def test_C_26_without_a_day_asked_for_it_is_the_last_of_the_month() -> None:
    said = tracked_apart({on: received(1, day(on)) for on in (23, 24)})
    assert (said(23)["close_status"], said(24)["close_status"]) == ("逾期未结", "未到期")


def test_C_26_what_is_closed_after_the_day_asked_for_was_still_open_then() -> None:
    row = received(1, day(3), 结案日期=day(20))
    assert tracked(row, as_of=day(15))["close_status"] == "逾期未结"
    assert tracked(row, as_of=day(20))["close_status"] == "逾期"


def test_C_26_counts_from_acceptance_and_over_the_end_of_the_year() -> None:
    row = received(1, "2026-12-20", 受理日期="2026-12-28")
    assert tracked(row, month="2026-12")["close_due"] == "2027-01-03"


WITHIN_THREE = {0: "按时", 3: "按时", 4: "逾期"}
reported_after = tracked_apart({days: received(1, 调查完成日期=day(5), 报告日期=later(day(5), days)) for days in WITHIN_THREE})


@pytest.mark.parametrize(("days", "word"), WITHIN_THREE.items())
def test_C_25_3_reported_within_three_days_of_the_investigation(days: int, word: str) -> None:
    row = reported_after(days)
    assert (row["report_due"], row["report_status"]) == (day(8), word)


@pytest.mark.parametrize(("as_of", "word"), [(day(8), "未到期"), (day(9), "逾期未结")])
def test_C_25_3_not_reported_yet(as_of: str, word: str) -> None:
    assert tracked(received(1, 调查完成日期=day(5)), as_of=as_of)["report_status"] == word


def test_C_25_3_without_an_investigation_there_is_no_deadline() -> None:
    row = tracked(received(1, 报告日期=day(20)))
    assert (row["report_due"], row["report_status"]) == (None, "—")


JOINT: dict[str, tuple[dict[str, Any], str]] = {
    "nothing more": ({}, "逾期未结"),
    "investigated on the day": ({"调查完成日期": day(10)}, "按时"),
    "investigated a day later": ({"调查完成日期": day(11)}, "逾期"),
    "closed": ({"结案日期": day(9)}, "按时"),
    "a later limit": ({"会办时限": "2026-12-05"}, "未到期"),
    "no limit": ({"会办时限": None}, "—"),
}
jointly_handled = tracked_apart({case: received(1, **({"会办时限": day(10)} | more)) for case, (more, _word) in JOINT.items()})


@pytest.mark.parametrize("case", JOINT)
def test_C_25_2_joint_handling_has_its_own_limit_and_ends_with_the_investigation(case: str) -> None:
    assert jointly_handled(case)["joint_status"] == JOINT[case][1]


def test_C_26_a_department_may_have_a_limit_of_its_own_within_that_for_closing(tmp_path: Path) -> None:
    book = changed_rulebook(tmp_path, ("departments: {}", "departments: {客户服务部: 2, 生产部: 30}"))
    cases = {unit: received(1, 责任部门=unit) for unit in ("生产部", "销售部")}
    cases["客户服务部"] = received(1, 责任部门="客户服务部", 调查完成日期=day(6), 结案日期=day(9))
    said = tracked_apart(cases, rulebook=book)
    row = said("客户服务部")
    assert (row["unit_due"], row["unit_status"], row["close_status"]) == (day(5), "逾期", "按时")
    assert said("生产部")["unit_due"] == day(9)
    assert said("销售部")["unit_status"] == "—"
    assert tracked(cases["客户服务部"])["unit_status"] == "—"


DUE = {
    "2026-02-10": "2026-02-25",  # 11, 12, 13, 14 (make-up Saturday), then the Spring Festival of 15 to 23, 24, 25
    "2026-02-13": "2026-02-28",  # 14, 24, 25, 26, 27, 28 (make-up Saturday)
    "2026-02-17": "2026-03-02",  # accepted on the holiday: 24 is the first day
    "2026-09-30": "2026-10-14",  # after the National Day: 8, 9, 10 (make-up Saturday), 12, 13, 14
    "2026-11-06": "2026-11-16",  # an ordinary Friday
}
CLOSED = {"2026-02-14": ("按时", 0), "2026-02-16": ("逾期", 1), "2026-02-24": ("逾期", 1), "2026-02-25": ("逾期", 2)}
"""Of complaints accepted on the 7th of February."""


@pytest.fixture(scope="module")
def by_working_days(working_days: Rulebook) -> Callable[[str, str], dict[str, Any]]:
    """What is said of a complaint accepted, or closed, on a day."""
    cases = {("accepted", on): received(1, on) for on in DUE} | {("closed", on): received(1, "2026-02-07", 结案日期=on) for on in CLOSED}
    months = {
        month: tracked_apart({key: row for key, row in cases.items() if row["投诉日期"].startswith(month)}, month=month, rulebook=working_days)
        for month in {row["投诉日期"][:7] for row in cases.values()}
    }
    return lambda what, on: months[cases[what, on]["投诉日期"][:7]](what, on)


@pytest.mark.parametrize(("accepted", "due"), DUE.items())
def test_C_26_working_days_know_holidays_and_make_up_workdays(by_working_days: Callable[[str, str], dict[str, Any]], accepted: str, due: str) -> None:
    assert by_working_days("accepted", accepted)["close_due"] == due


@pytest.mark.parametrize(("closed", "word", "over"), [(on, *said) for on, said in CLOSED.items()])
def test_C_26_days_over_are_counted_as_the_deadline_is(by_working_days: Callable[[str, str], dict[str, Any]], closed: str, word: str, over: int) -> None:
    row = by_working_days("closed", closed)
    assert (row["close_due"], row["close_status"], row["days_overdue"]) == ("2026-02-14", word, over)


def test_C_26_a_year_without_known_holidays_is_said_in_a_sentence(working_days: Rulebook) -> None:
    with pytest.raises(HolidaysUnknown, match=r"2099 年.*calendar（自然日）。"):
        tracked(received(1, "2099-11-03"), month="2099-11", rulebook=working_days)


def test_C_26_calendar_days_need_no_holidays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    assert tracked(received(1, "2099-11-03"), month="2099-11")["close_due"] == "2099-11-09"


DAYS = st.integers(0, 60).map(lambda n: pd.Timestamp("2026-01-20") + pd.Timedelta(days=n))


@pytest.mark.parametrize("counted_in", ["calendar", "working"])
@given(rows=st.lists(st.tuples(DAYS, st.one_of(st.none(), DAYS)), min_size=1, max_size=8), as_of=DAYS)
def test_overdue_and_days_over_go_together_however_days_are_counted(
    counted_in: str, rows: list[tuple[pd.Timestamp, pd.Timestamp | None]], as_of: pd.Timestamp
) -> None:
    start, done = (pd.Series(list(column), dtype="datetime64[s]") for column in zip(*rows, strict=True))
    due = due_on(start, 6, counted_in)  # type: ignore[arg-type]
    words, over = status(due, done, as_of), days_over(due, done, as_of, counted_in)  # type: ignore[arg-type]
    assert (due >= start + pd.Timedelta(days=6)).all()
    assert ((over > 0) == words.isin(["逾期", "逾期未结"])).all()
    assert (done.notna() == words.isin(["按时", "逾期"])).all()
