"""The rulebook holds every figure of the regulations, and a wrong one is refused with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.chosen import choose
from pipeline.rulebook.load import RulebookError, figures_of, load_rulebook, rulebook_as_kept, rulebook_for
from pipeline.rulebook.model import Rulebook
from tests.build import BOOK
from tests.own_rulebook import OWN, SHIPPED_BOOK, differing

LISTED = (
    [f"A-1.{n}" for n in range(1, 7)] + [f"A-2.{n}" for n in range(1, 7)] + [f"A-3.1.{n}" for n in range(1, 15)]
    + [f"A-3.2.{n}" for n in range(1, 9)] + [f"A-3.3.{n}" for n in range(1, 11)] + ["A-3.4", "A-3.5"]
    + [f"A-4.{n}" for n in range(1, 5)] + [f"A-5.{n}" for n in range(1, 4)] + [f"A-6.{n}" for n in range(1, 4)]
    + ["B-1a", "B-1b", "B-1c"] + [f"B-{n}" for n in range(2, 15)]
    + [f"C-{n}" for n in range(1, 25)] + [f"C-25.{n}" for n in range(1, 9)] + ["C-26", "C-27", "C-28.1", "C-28.2"]
    + ["C-29.1", "C-29.2", "C-29.3"]
)  # fmt: skip
CHANGED: dict[str, object] = {}
"""By path, what a figure of the regulations is since; the tests go on to reckon with what it was in own_rulebook.yaml."""
NOTES = {"A-5.1", "B-9", "B-10", "B-12", *(f"C-{n}" for n in (1, 2, 3, 4, 5, 13, 19, 22, 24)), "C-25.7"}


def test_every_clause_is_listed_with_its_kind() -> None:
    assert set(BOOK.clauses) == set(LISTED)
    assert {clause for clause, each in BOOK.clauses.items() if each.kind == "note"} == NOTES
    assert {clause for clause, each in BOOK.clauses.items() if each.kind == "form"} == {
        "C-8", "C-11", "C-12", "C-16", "C-25.1", "C-25.8", "C-28.1", "C-28.2", "C-29.1",
    }


def test_what_months_closed_with_an_earlier_version_keep_stays_readable() -> None:
    """A figure that topics get later is optional: else such a month could not be looked at, and no later one computed."""
    kept = rulebook_as_kept("2020-01-01", (Path(__file__).parent / "kept.yaml").read_text(encoding="utf-8"))
    assert kept.review is not None and kept.review.scorer_times is None
    assert kept.items.keys() == BOOK.items.keys()


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("A-1.3", "低于 60 分"), ("A-2.1", "全客服第一"), ("A-3.2.7", "低于 60 分"), ("A-3.3.5", "两项以上中度或四项以上轻度"),
        ("A-3.3.6", "多于 30 分钟"), ("A-3.5", "高于 90 分 A"), ("A-4.3", "低于 60 分可以终止合同"), ("B-1c", "第四次扣发一个月工资"),
        ("B-3", "不少于 200 字"), ("B-6", "三次及以上"), ("C-27", "不满 1,000 元销售部门经理，1,000 至 5,000 元副总经理，超过 5,000 元总经理"),
    ],
)
def test_a_clause_says_in_words_whether_its_bound_is_included(clause: str, said: str) -> None:
    assert said in BOOK.clauses[clause].text


def test_the_words_that_include_a_number_stand_only_where_it_is_included() -> None:
    with_words = {code for code, clause in BOOK.clauses.items() if "以上" in clause.text or "以下" in clause.text}
    assert with_words == {"A-3.3.5", "B-6"}


def test_every_figure_is_that_of_the_regulations() -> None:
    book = SHIPPED_BOOK
    assert (book.score.base.points, book.score.cap.points) == (8000, 11000)
    assert [(band.grade, band.over, band.from_) for band in book.grades.bands] == [
        ("A", 9000, None), ("B", None, 8000), ("C", None, 7000), ("D", None, 6500), ("E", None, 6000),
    ]
    assert (book.pay.baseline.points, book.pay.fen_per_point, book.pay.max_up, book.pay.max_down, book.pay.from_month.month) == (
        8000, 1000, 30000, 30000, 3,
    )
    assert (book.dismissal.below, book.dismissal.last_place.months, book.dismissal.last_place.below) == (6000, 2, 7000)
    assert [(step.up_to, step.points) for step in book.lateness.steps] == [(10, 200), (20, 300), (30, 400)]
    assert book.lateness.over == 500
    early, late = book.shifts["early"], book.shifts["late"]
    assert (early.start, early.end, early.break_minutes) == (8 * 3600, 17 * 3600 + 1800, 90)
    assert (late.start, late.end, late.leave_from, late.break_minutes) == (16 * 3600, 25 * 3600, 24 * 3600, 60)
    assert (book.working_time.hours, book.working_time.tolerance_minutes, book.working_time.rest_days.days) == (8 * 3600, 10, 3)
    assert (book.exam.full_marks.points, book.exam.pass_mark.points) == (10000, 6000)
    assert (book.weekly_summary.due_time, book.weekly_summary.min_characters) == (17 * 3600, 200)
    assert book.leader_adjustment.limit == 500
    assert {(level.clause_prefix, level.at_least) for level in book.neglect.levels} == {("A-3.1.", 4), ("A-3.2.", 2)}
    assert [step.fine for step in book.ladders["handover"].steps] == [3000, 5000, 8000, None, None]
    assert [step.fine for step in book.ladders["weekly_summary"].steps] == [5000, 10000, 20000, None, None]
    assert [step.fine for step in book.ladders["complaint"].steps] == [10000, 20000, None]
    assert (book.complaints.closing.days, book.complaints.reporting.days, book.complaints.review.due_day) == (6, 3, 10)
    assert str(book.resignation.training_charge.wage_share) == "1/2"
    assert book.resignation.wage_withheld.within_months == 1
    assert book.withholding.max_months_wage == 1


@pytest.mark.parametrize("topic", OWN)
def test_the_shipped_figures_are_those_that_the_tests_reckon_with_or_said_to_have_changed(topic: str) -> None:
    changed = {path: figure for path, figure in CHANGED.items() if path.partition(".")[0] == topic}
    assert differing(figures_of(SHIPPED_BOOK)[topic], OWN[topic], topic) == changed


@pytest.mark.parametrize(
    ("yuan", "office"),
    [(0, "sales_manager"), (999.99, "sales_manager"), (1000, "vice_president"), (5000, "vice_president"),
     (5000.01, "general_manager"), (10**6, "general_manager")],
)
def test_C_27_who_decides_by_amount(yuan: float, office: str) -> None:
    assert SHIPPED_BOOK.complaints.approver_for(round(yuan * 100)) == office


def test_every_decision_says_why() -> None:
    text = BOOK.source.read_text(encoding="utf-8")
    assert text.count("decided:") >= 20


WRONG = {
    "unknown_key": ("yuan_per_point: 10", "yuan_per_points: 10", "yuan_per_points", "没有这样的项"),
    "text_for_a_number": ("yuan_per_point: 10", "yuan_per_point: ten", "yuan_per_point", "“ten”"),
    "yes_for_a_number": ("yuan_per_point: 10", "yuan_per_point: yes", "yuan_per_point", "应为数字"),
    "no_end_of_a_number": ("max_up: 300", "max_up: .inf", "pay.max_up", "应为数字"),
    "three_decimals": ("yuan_per_point: 10", "yuan_per_point: 10.125", "yuan_per_point", "两位小数"),
    "negative_fine": ("{fine: 30}", "{fine: -30}", "ladders.handover", "不小于"),
    "unquoted_time": ('start: "08:00"', "start: 8:00", "shifts.early.start", "时间"),
    "missing_key": ("  max_up: 300\n", "", "pay.max_up", "缺少"),
    "key_twice": ("  max_up: 300\n", "  max_up: 300\n  max_up: 400\n", "", "重复的键 max_up"),
    "bands_out_of_order": ("from: 70", "from: 85", "grades", "从高到低"),
    "steps_out_of_order": ("{up_to: 20, points: 3}", "{up_to: 40, points: 3}", "lateness", "从小到大"),
    "unknown_ladder": ("ladder: handover}", "ladder: handovers}", "", "handovers"),
    "unknown_action": ("{action: resignation}", "{action: resigns}", "", "resigns"),
    "unknown_clause": ("{clause: B-11, fine: 50}", "{clause: B-111, fine: 50}", "", "B-111"),
    "unknown_role": ("owed_by: [agent,", "owed_by: [agents,", "weekly_summary.owed_by", "agents"),
    "date_of_words": ("effective_from: 2020-01-01", "effective_from: 明年", "effective_from", "日期"),
    "ladder_of_years": ("counted_by: month\n    steps:\n      - {fine: 100}\n      - {fine: 200}",
                        "counted_by: year\n    steps:\n      - {fine: 100}\n      - {fine: 200}", "", "自然月"),
    "label_twice": ("label: 办公室大声喧哗", "label: 上班闲聊", "", "名称重复"),
    "two_consequences_in_one": ("{clause: B-11, fine: 50}", "{clause: B-11, fine: 50, points: 2}", "deductions", "只应有"),
    "bad_yaml": ("score:\n", "score: [\n", "", "行"),
}  # fmt: skip


def refused(folder: Path, wrong: str) -> str:
    """What is said of the shipped rulebook with this one thing wrong."""
    before, after, _place, _said = WRONG[wrong]
    text = BOOK.source.read_text(encoding="utf-8")
    assert before in text
    path = folder / "mine.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(RulebookError) as found:
        load_rulebook(path)
    return str(found.value)


@pytest.mark.parametrize("wrong", sorted(WRONG))
def test_a_wrong_rulebook_is_refused_with_file_and_place(tmp_path: Path, wrong: str) -> None:
    _before, _after, place, said = WRONG[wrong]
    message = refused(tmp_path, wrong)
    assert "mine.yaml" in message and place in message and said in message
    assert "\n" not in message


def test_what_is_wrong_with_a_figure_is_said_in_english_too(tmp_path: Path) -> None:
    said = {"yes_for_a_number": "should be a number", "three_decimals": "at most two decimals", "unquoted_time": "should be a time"}
    choose("en")
    try:
        told = {wrong: refused(tmp_path, wrong) for wrong in said}
    finally:
        choose("zh")
    assert all(said[wrong] in message for wrong, message in told.items()), told


def test_a_wrong_figure_is_told_with_its_line(tmp_path: Path) -> None:
    text = BOOK.source.read_text(encoding="utf-8").replace("max_down: 300", "max_down: many")
    line = text[: text.index("max_down")].count("\n") + 1
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError, match=f"第 {line} 行 pay.max_down"):
        load_rulebook(path)


def book_from(folder: Path, day: str) -> None:
    text = BOOK.source.read_text(encoding="utf-8").replace("effective_from: 2020-01-01", f"effective_from: {day}")
    (folder / f"{day}.yaml").write_text(text, encoding="utf-8")


def test_A_5_3_the_latest_version_in_force_on_the_first_day_holds(tmp_path: Path) -> None:
    for day in ("2020-01-01", "2026-06-01", "2026-06-15"):
        book_from(tmp_path, day)
    assert rulebook_for(date(2026, 5, 31), tmp_path).name == "2020-01-01"
    assert rulebook_for(date(2026, 6, 1), tmp_path).name == "2026-06-01"
    assert rulebook_for(date(2026, 7, 1), tmp_path).name == "2026-06-15"
    with pytest.raises(RulebookError, match="没有生效的规则"):
        rulebook_for(date(2019, 12, 31), tmp_path)


def test_A_5_2_the_head_says_who_approved_it_and_when() -> None:
    assert BOOK.approval.complete
    without = BOOK.approval.model_copy(update={"filed_on": None})
    assert not without.complete


@given(st.integers(-50_000, 11_000))
def test_every_score_has_one_grade_and_a_better_one_is_never_lower(score: int) -> None:
    order = [band.grade for band in BOOK.grades.bands] + [BOOK.grades.below]
    assert order.index(BOOK.grade(score + 1)) <= order.index(BOOK.grade(score))


@given(st.integers(1, 1000))
def test_more_minutes_never_cost_fewer_points(minutes: int) -> None:
    assert BOOK.lateness.points_for(minutes) <= BOOK.lateness.points_for(minutes + 1) <= 500


def test_the_rulebook_cannot_be_changed_while_it_is_used() -> None:
    with pytest.raises(ValueError, match="frozen"):
        BOOK.pay.fen_per_point = 1


def test_the_type_is_one_frozen_object() -> None:
    assert isinstance(BOOK, Rulebook)
