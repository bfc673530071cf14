"""Complaints opened again: chains that end, chains that go round, chains from nowhere (C-21, C-25.5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import casework
from pipeline.complaints.chains import loops
from tests.build import day, settled
from tests.complaints.cases import CLOSED, PEOPLE, closed, found, number, received, worked_out

OCTOBER = number(9, "2026-10")


def test_C_25_5_a_chain_counts_how_often_a_complaint_was_opened() -> None:
    rows = [closed(1), closed(2, 原投诉编号=number(1)), received(3, day(10), 原投诉编号=number(2)), received(4, 原投诉编号=OCTOBER)]
    cases = worked_out(rows).cases
    assert list(cases["round"]) == [1, 2, 3, 2]
    assert list(cases["successors"]) == [number(2), number(3), "", ""]


def test_C_25_5_a_predecessor_that_is_nowhere_is_an_error_but_one_of_an_earlier_month_a_warning() -> None:
    rows = [received(1, 原投诉编号=number(7)), received(2, 原投诉编号=OCTOBER), received(3, 原投诉编号="KS-2026-1"),
            received(4, 原投诉编号=number(1, "2026-12")), received(5, 原投诉编号=number(2)), received(6, 原投诉编号="KS-202613-0001")]  # fmt: skip
    said = found(casework.reopened_complaints_are_known, 投诉登记=rows)
    assert [(level, code, row) for level, code, row, _ in said] == [
        ("error", "REOPENS_MALFORMED", 4), ("error", "REOPENS_MALFORMED", 7), ("error", "REOPENS_UNKNOWN", 2),
        ("error", "REOPENS_UNKNOWN", 5), ("warning", "REOPENS_EARLIER_MONTH", 3),
    ]  # fmt: skip


def test_C_25_5_a_loop_is_one_error_that_names_its_way_and_rejects_all_its_rows() -> None:
    rows = [received(1, 原投诉编号=number(3)), received(2, 原投诉编号=number(1)), received(3, 原投诉编号=number(2)),
            received(4, 原投诉编号=number(4)), received(5, 原投诉编号=number(1))]  # fmt: skip
    said = found(casework.reopened_complaints_make_no_loop, 投诉登记=rows)
    assert [(level, code, row) for level, code, row, _ in said] == [("error", "REOPENS_IN_LOOP", 2), ("error", "REOPENS_IN_LOOP", 5)]
    assert f"{number(1)} → {number(3)} → {number(2)} → {number(1)}" in said[0][3]


def test_C_25_5_the_one_before_was_closed_and_is_opened_again_once() -> None:
    rows = [closed(1), received(2, day(10), 原投诉编号=number(1)), received(3, day(10), 原投诉编号=number(1)),
            received(4, day(7), 原投诉编号=number(1)), received(5), received(6, 原投诉编号=number(5))]  # fmt: skip
    said = found(casework.reopened_complaints_were_closed, 投诉登记=rows)
    assert [(level, code, row) for level, code, row, _ in said] == [
        ("warning", "REOPENS_NOT_CLOSED", 5), ("warning", "REOPENS_NOT_CLOSED", 7), ("warning", "REOPENED_TWICE", 4),
        ("warning", "REOPENED_TWICE", 5),
    ]  # fmt: skip


def test_C_25_5_the_checks_take_part_in_the_month() -> None:
    month = settled(PEOPLE, 投诉登记=[received(1, 原投诉编号=number(1))])
    assert month.settlement is None and "REOPENS_IN_LOOP" in month.codes


@pytest.mark.parametrize(("text", "code"), [
    ("KS-202611-1", "COMPLAINT_NO_MALFORMED"), ("TS-202611-0001", "COMPLAINT_NO_MALFORMED"), ("KS-202610-0001", "COMPLAINT_NO_OTHER_MONTH"),
])  # fmt: skip
def test_C_21_a_complaint_s_number_follows_the_scheme(text: str, code: str) -> None:
    assert code in settled(PEOPLE, 投诉登记=[received(1, 投诉编号=text)]).codes
    assert "VALUE_REPEATED" in settled(PEOPLE, 投诉登记=[received(1), received(1)]).codes


def test_C_23_there_are_two_classes_and_no_third() -> None:
    assert "CHOICE_UNKNOWN" in settled(PEOPLE, 投诉登记=[received(1, 投诉类别="服务")]).codes


def test_C_25_1_a_quality_complaint_without_its_form_fields_is_a_warning_that_names_them() -> None:
    rows = [received(1, 投诉类别="质量", 投诉原因="产品", 订单编号="DD-1", 客户要求="退货"), received(2), received(3, **CLOSED)]
    said = found(casework.quality_complaints_have_their_form, 投诉登记=rows)
    assert [(level, code, row) for level, code, row, _ in said] == [("warning", "QUALITY_FORM_INCOMPLETE", 2)]
    assert "没有填：批号、交运日期、不良数量" in said[0][3]


@given(st.dictionaries(st.integers(0, 12).map(str), st.integers(0, 12).map(str)))
def test_each_loop_is_found_once_and_leads_back_to_its_start(predecessors: dict[str, str]) -> None:
    found_loops = loops(predecessors)
    members = [number for loop in found_loops for number in loop]
    assert len(members) == len(set(members))
    for loop in found_loops:
        assert loop[0] == min(loop)
        assert [predecessors[number] for number in loop] == [*loop[1:], loop[0]]
    for start in predecessors:  # following any chain either ends or comes into one of them
        seen, number = set(), start
        while number in predecessors and number not in seen:
            seen.add(number)
            number = predecessors[number]
        assert number not in predecessors or number in members
