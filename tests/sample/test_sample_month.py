"""The shipped sample month: no errors, each kind of warning that people meet, and each kind of story."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest

from pipeline.base.period import Month
from pipeline.findings.catalogue import MESSAGES
from pipeline.month.story import Request, Run, run_month
from pipeline.rulebook.load import rulebook_for
from pipeline.sample.books import write_sample

COMMITTED = Path(__file__).parents[2] / "examples" / "inbox" / "2026-10"
MONTH = Month(2026, 10)


class SampleRun:
    """The run of the sample month, with what its tests ask for."""

    def __init__(self, run: Run) -> None:
        self.run = run
        assert run.settlement is not None
        self.settlement = run.settlement
        self.tables = run.validated.tables

    @cached_property
    def codes(self) -> set[str]:
        return {finding.code for finding in self.run.findings}

    def score(self, employee: str) -> float:
        return float(self._of("appraisal", employee)["score"]) / 100

    def grade(self, employee: str) -> str:
        return str(self._of("appraisal", employee)["grade"])

    def yuan(self, employee: str, column: str) -> float:
        return float(self._of("pay", employee)[column]) / 100

    def clauses(self, employee: str) -> set[str]:
        entries = self.settlement.entries
        return set(entries.loc[entries["employee_id"] == employee, "clause"])

    def amounts(self, employee: str, clause: str) -> list[int]:
        entries = self.settlement.entries
        of_clause = entries[(entries["employee_id"] == employee) & (entries["clause"] == clause)]
        return [amount // 100 for amount in of_clause.sort_values("date")["amount"] if amount]

    def _of(self, statement: str, employee: str) -> pd.Series[Any]:
        frame: pd.DataFrame = getattr(self.settlement, statement)
        return frame[frame["employee_id"] == employee].iloc[0]


@pytest.fixture(scope="module")
def sample() -> SampleRun:
    rulebook = rulebook_for(date(2026, 10, 1))
    return SampleRun(run_month(Request(MONTH, COMMITTED, rulebook, MONTH.last)))


@pytest.fixture(scope="module")
def register(sample: SampleRun) -> pd.DataFrame:
    """The complaints by number."""
    return sample.tables["complaints"].set_index("complaint_no")


@pytest.fixture(scope="module")
def jobs(sample: SampleRun) -> pd.DataFrame:
    return sample.tables["service_jobs"]


def contents(path: Path) -> dict[str, bytes]:
    """A workbook's parts as they are unpacked: not every zlib packs them into the same bytes."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_committed_workbooks_are_those_that_the_code_builds(tmp_path: Path) -> None:
    for built in write_sample(tmp_path):
        committed = COMMITTED.parent / built.name
        assert sorted(path.name for path in built.iterdir()) == sorted(path.name for path in committed.iterdir())
        for path in built.iterdir():
            assert contents(path) == contents(committed / path.name), f"make examples: {path.name}"


def test_building_it_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for first, second in zip(write_sample(tmp_path / "first"), write_sample(tmp_path / "second"), strict=True):
        assert all(path.read_bytes() == (second / path.name).read_bytes() for path in first.iterdir())


def test_it_has_no_error_and_shows_what_warnings_look_like(sample: SampleRun) -> None:
    assert {MESSAGES[code].level for code in sample.codes} == {"warning"}
    assert {
        "HEADER_UNKNOWN", "VALUE_NOT_USED", "RECORDER_MAY_NOT", "VIOLATION_ON_DAY_OFF", "EXAM_MISSING",
        "EFFECTIVE_WITHOUT_PERSON", "CLOSED_UNDECIDED", "TOO_FEW_REST_DAYS", "WORKED_TOO_LONG", "HANDOVER_UNKNOWN",
        "PUNCH_MISSING", "PERHAPS_TWICE", "DAYS_WITHOUT_ROW", "LEAVE_ASKED_LATE", "PRODUCT_NOT_LEARNED", "SUMMARY_WITHOUT_IMPROVEMENT",
        "SELF_RECORDED", "RECORDED_LATE", "LOSES_MOST_OF_WAGE", "DISMISSAL_ON_ONE_ROW",
    } <= sample.codes  # fmt: skip


def test_every_grade_is_there_and_below_sixty_as_well(sample: SampleRun) -> None:
    assert set(sample.settlement.appraisal["grade"].dropna()) == {"A", "B", "C", "D", "E", "—"}


def test_scores_at_the_bounds_of_grades(sample: SampleRun) -> None:
    at_bounds = {"FW002": (90, "B"), "FW006": (80, "B"), "XJ002": (70, "C"), "KF009": (65, "D"), "FW003": (60, "E")}
    assert {who: (sample.score(who), sample.grade(who)) for who in at_bounds} == at_bounds


def test_the_best_is_capped_at_110(sample: SampleRun) -> None:
    best = sample.settlement.appraisal.set_index("employee_id").loc["KF005"]
    assert best["uncapped"] == 115_00 and best["score"] == 110_00
    assert {"A-2.1", "A-2.2", "A-2.3", "A-2.4", "A-2.5", "A-2.6"} == sample.clauses("KF005")
    assert sample.yuan("KF005", "merit_pay") == 300


def test_duties_not_fulfilled_end_below_sixty_and_in_a_proposal(sample: SampleRun) -> None:
    assert sample.score("KF010") == 25
    assert {"A-3.2.1", "A-3.2.7", "A-3.3.1", "A-3.3.5", "A-1.3", "B-8"} <= sample.clauses("KF010")


def test_lateness_by_the_scale_and_by_the_scorers_judgement(sample: SampleRun) -> None:
    entries = sample.settlement.entries
    late = entries[(entries["employee_id"] == "KF012") & (entries["clause"] == "A-3.1.4")].sort_values("date")
    assert list(late["points"]) == [-200, -300, -500, -200]


def test_both_ways_to_be_absent(sample: SampleRun) -> None:
    assert all("A-3.3.1" in sample.clauses(who) for who in ("KF010", "FW004"))


def test_the_handover_ladder_up_to_the_months_wage(sample: SampleRun) -> None:
    assert sample.amounts("KF009", "B-1c") == [-30, -50, -80, -4500]


def test_a_handover_in_the_log_and_in_attendance_is_charged_once(sample: SampleRun) -> None:
    assert sample.amounts("KF014", "B-1c") == [-30]


def test_weekly_summaries_late_short_and_missing(sample: SampleRun) -> None:
    entries = sample.settlement.entries
    notes = list(entries.loc[(entries["employee_id"] == "KF011") & (entries["clause"] == "B-3"), "note"])
    assert sample.amounts("KF011", "B-3") == [-50, -100, -200]
    assert [word for word, note in zip(("晚于", "不足", "没有交"), notes, strict=True) if word in note] == ["晚于", "不足", "没有交"]
    assert set(entries.loc[entries["clause"] == "B-3", "employee_id"]) == {"KF011"}


def test_a_conflict_costs_points_a_fine_and_an_approved_penalty(sample: SampleRun) -> None:
    assert {"A-3.3.2", "B-6", "C-28.2"} <= sample.clauses("KF008")
    assert sample.yuan("KF008", "complaint_penalties") == -200


def test_a_second_service_complaint_is_fined_double(sample: SampleRun) -> None:
    assert sample.amounts("XJ002", "B-6") == [-100, -200]


def test_a_penalty_without_approval_waits(sample: SampleRun, register: pd.DataFrame) -> None:
    waiting = register[register["penalty_amount"].notna() & register["penalty_approved_on"].isna()]
    assert list(waiting["responsible_id"]) == ["XJ002"]
    assert sample.yuan("XJ002", "complaint_penalties") == 0


def test_one_resigns_in_probation_and_one_is_dismissed_on_the_spot(sample: SampleRun) -> None:
    assert sample.yuan("KF015", "withheld") == -2709.68 and sample.yuan("KF015", "compensation") == -2100
    assert "A-3.3.7" in sample.clauses("FW004")


def test_joiners_keep_their_score_and_pay_does_not_move(sample: SampleRun) -> None:
    assert sample.grade("KF014") == "C" and sample.grade("KF016") == "B"
    assert sample.yuan("KF014", "merit_pay") == sample.yuan("KF016", "merit_pay") == 0


def test_outstanding_in_probation(sample: SampleRun) -> None:
    assert "A-6.3" in sample.clauses("KF013")


def test_a_supervisor_is_fined_and_not_scored(sample: SampleRun) -> None:
    assert pd.isna(sample.settlement.appraisal.set_index("employee_id").loc["KF001", "score"])
    assert sample.amounts("KF001", "B-8") == [-50]


def test_who_left_before_or_joins_later_is_passed_over(sample: SampleRun) -> None:
    assert not {"KF017", "KF018"} & set(sample.settlement.pay["employee_id"])
    assert len(sample.settlement.pay) == 25


def test_the_fund_opens_takes_fines_and_pays(sample: SampleRun) -> None:
    fund = sample.settlement.fund
    assert fund["balance"].iloc[0] == 1286_50
    assert fund["income"].sum() == 1240_00 and fund["spending"].sum() == 814_40
    assert fund["balance"].iloc[-1] == 1712_10


def test_late_shifts_end_after_midnight_to_the_last_day(sample: SampleRun) -> None:
    attendance = sample.tables["attendance"]
    late = attendance[(attendance["shift"] == "late") & attendance["clock_out"].notna()]
    assert (late["clock_out"] % 86_400 < late["clock_in"]).all()
    assert MONTH.end in set(late["date"])


def test_attendance_comes_in_two_workbooks_and_deductions_as_well(sample: SampleRun) -> None:
    assert sample.tables["attendance"]["file"].nunique() == 2
    assert sample.tables["deductions"]["file"].nunique() == 2


def test_titles_and_sums_are_passed_over_and_counted(sample: SampleRun) -> None:
    passed_over = [part.passed_over for part in sample.run.intake.parts]
    assert sum(each["title"] for each in passed_over) >= 3
    assert sum(each["total"] for each in passed_over) == 2


SITUATIONS: dict[str, Callable[[pd.DataFrame], Any]] = {
    "closed_on_the_sixth_day": lambda c: (c["closed_on"] - c["accepted_on"]).dt.days == 6,
    "closed_late": lambda c: (c["closed_on"] - c["accepted_on"]).dt.days > 6,
    "open_and_overdue": lambda c: c["closed_on"].isna() & ((MONTH.end - c["accepted_on"]).dt.days > 6),
    "open_and_not_due": lambda c: c["closed_on"].isna() & ((MONTH.end - c["accepted_on"]).dt.days <= 6),
    "reported_in_time": lambda c: (c["reported_on"] - c["investigated_on"]).dt.days <= 3,
    "reported_late": lambda c: (c["reported_on"] - c["investigated_on"]).dt.days > 3,
    "investigated_and_never_reported": lambda c: c["investigated_on"].notna() & c["reported_on"].isna(),
    "joint_handling_past_its_day": lambda c: c["joint_due_on"].notna() & c["investigated_on"].isna(),
    "a_thousand_decided_too_low": lambda c: (c["amount"] == 1000_00) & (c["approver_role"] == "sales_manager"),
    "just_under_a_thousand": lambda c: (c["amount"] == 999_99) & (c["approver_role"] == "sales_manager"),
    "five_thousand_for_the_vice_president": lambda c: (c["amount"] == 5000_00) & (c["approver_role"] == "vice_president"),
    "a_fen_more_is_beyond_him": lambda c: (c["amount"] == 5000_01) & (c["approver_role"] == "vice_president"),
    "decided_by_a_higher_office": lambda c: (c["amount"] == 300_00) & (c["approver_role"] == "general_manager"),
    "not_accepted_and_not_opened_again": lambda c: (
        c["accepted_by_customer"].eq(False).fillna(False) & ~c.index.isin(c["reopens"].dropna())
    ),
    "not_accepted_and_opened_again": lambda c: (
        c["accepted_by_customer"].eq(False).fillna(False) & c.index.isin(c["reopens"].dropna())
    ),
    "quality_with_missing_fields": lambda c: (c["category"] == "quality") & c["batch"].isna(),
    "quality_without_a_word_on_improvement": lambda c: (c["category"] == "quality") & c["improvement_tracked"].isna(),
    "returned_as_approved": lambda c: c["approved_qty"] == c["returned_qty"],
    "returned_less_than_approved": lambda c: c["returned_qty"] < c["approved_qty"],
    "approved_and_not_returned_yet": lambda c: c["approved_qty"].notna() & c["returned_qty"].isna(),
    "a_discount": lambda c: c["resolution"] == "discount",
    "a_compensation": lambda c: c["resolution"] == "compensation",
    "not_upheld": lambda c: c["resolution"] == "not_upheld",
    "not_right_and_yet_compensated": lambda c: c["effective"].eq(False).fillna(False) & (c["resolution"] == "compensation"),
    "closed_without_an_answer": lambda c: c["closed_on"].notna() & c["notified_on"].isna(),
    "closed_without_a_responsible_unit": lambda c: c["closed_on"].notna() & c["responsible_unit"].isna(),
    "serious_and_not_reported": lambda c: (c["severity"] == "serious") & c["reported_on"].isna(),
    "an_administrative_penalty": lambda c: c["administrative_penalty"].notna(),
    "received_last_month_penalised_in_this": lambda c: (c["received_on"] < MONTH.start) & c["penalty_approved_on"].notna(),
    "not_accepted_yet": lambda c: c["accepted_on"].isna(),
    "closed_after_the_month": lambda c: c["closed_on"] > MONTH.end,
    "without_an_amount": lambda c: c["amount"].isna(),
    "decided_after_closing": lambda c: c["approved_on"] > c["closed_on"],
    "closed_without_an_investigation": lambda c: c["closed_on"].notna() & c["investigated_on"].isna(),
    "joint_handling_not_told": lambda c: c["joint_due_on"].notna() & c["joint_told_on"].isna(),
    "nobody_sees_to_it": lambda c: c["handled_by"].isna(),
    "reviewed_in_the_month_after_closing": lambda c: (c["closed_on"] < MONTH.start) & (c["reviewed_on"] >= MONTH.start),
    "not_upheld_and_the_customer_objects": lambda c: (c["resolution"] == "not_upheld") & c["accepted_by_customer"].eq(False).fillna(False),
    "the_warehouse_counted_less": lambda c: c["warehouse_qty"] < c["returned_qty"],
    "the_same_order_twice": lambda c: c["order_no"].notna() & c["order_no"].duplicated() & c["reopens"].isna(),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_complaint_of_each_situation(situation: str, register: pd.DataFrame) -> None:
    assert SITUATIONS[situation](register).fillna(False).any()


JOBS: dict[str, Callable[[pd.DataFrame], Any]] = {
    "kind_a": lambda j: j["kind"] == "A",
    "kind_b": lambda j: j["kind"] == "B",
    "kind_c": lambda j: j["kind"] == "C",
    "kind_d": lambda j: j["kind"] == "D",
    "not_dispatched": lambda j: j["dispatched_on"].isna(),
    "dispatched_on_a_later_day": lambda j: j["dispatched_on"] > j["registered_on"],
    "paid_work_without_a_charge": lambda j: (j["kind"] == "A") & j["ended_at"].notna() & j["charge"].isna(),
    "a_charge_without_a_way": lambda j: j["charge"].notna() & j["charge_method"].isna(),
    "a_charge_on_free_work": lambda j: (j["kind"] == "C") & j["charge"].notna(),
    "done_without_a_voucher": lambda j: j["ended_at"].notna() & j["voucher_no"].isna(),
    "a_voucher_number_twice": lambda j: j["voucher_no"].notna() & j["voucher_no"].duplicated(),
    "not_signed": lambda j: j["signed"].eq(False).fillna(False),
    "not_countersigned": lambda j: j["countersigned"].eq(False).fillna(False),
    "content_and_end_missing": lambda j: j["started_at"].notna() & j["content"].isna() & j["ended_at"].isna(),
    "not_archived": lambda j: j["ended_at"].notna() & j["archived_on"].isna(),
    "away_with_approval": lambda j: j["out_of_town_approved_on"] <= j["dispatched_on"],
    "away_without_approval": lambda j: j["out_of_town"].fillna(False) & j["out_of_town_approved_on"].isna(),
    "approved_after_leaving": lambda j: j["out_of_town_approved_on"] > j["dispatched_on"],
    "travel_cost_in_town": lambda j: (j["travel_cost"] > 0) & ~j["out_of_town"].fillna(False),
}


@pytest.mark.parametrize("situation", JOBS)
def test_a_service_job_of_each_situation(situation: str, jobs: pd.DataFrame) -> None:
    assert JOBS[situation](jobs).fillna(False).any()


def test_surveys_use_all_four_levels_and_one_is_serious(sample: SampleRun) -> None:
    surveys = sample.tables["surveys"]
    given = set(surveys[["attitude", "skill", "arrival", "promises"]].to_numpy().ravel())
    assert given == {"very_satisfied", "satisfied", "average", "poor"}
    assert (surveys["severity"] == "serious").sum() == 1


def test_some_finished_jobs_have_no_survey(sample: SampleRun, jobs: pd.DataFrame) -> None:
    finished = set(jobs.loc[jobs["ended_at"].notna(), "job_no"])
    assert finished - set(sample.tables["surveys"]["job_no"].dropna())
