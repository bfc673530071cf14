"""Each defect: the exact code and cell; its advice, walked in that cell: the finding is gone and no other has come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.base.period import Month
from pipeline.checks.validate import read_tables, validate
from pipeline.findings.finding import Finding, each_cell
from pipeline.findings.said import advice_of
from pipeline.findings.suggested import suggested
from pipeline.month import story
from tests.build import BOOK, MONTH, Rows, logged, parts, person, read_month, worked, write_month
from tests.corpus.base import MONTH as CLEAN
from tests.corpus.base import month, spoil
from tests.corpus.cells import CELLS, Defect

WHEN = Month.parse(MONTH)
EXAMPLE = re.compile(r"请写成 (\d{4}-\d{2}-\d{2}(?: \d{1,2}:\d{2})?)")
CHOICES = re.compile(r"请从下列各项中选择：([^、。]+)")


def errors(sheets: dict[str, Rows]) -> list[Finding]:
    return [each for each in validate(read_tables(parts(sheets), BOOK), WHEN, BOOK).findings if each.level == "error"]


def advised(finding: Finding, right: Any) -> Any:
    """What the advice says to write: the value that it suggests, its example, its first choice; else what only a person can know."""
    advice = advice_of(finding)
    example, choice = EXAMPLE.search(advice), CHOICES.search(advice)
    if suggested(finding, WHEN):
        return suggested(finding, WHEN)
    if example:
        return example[1]
    if choice:
        return choice[1]
    return "是" if "请改为 是 或 否" in advice else right


def do_as_advised(rows: Rows, clean: Rows, finding: Finding, *, alone: bool) -> None:
    """A row too many goes; the cell is changed; where it is right, or not wrong `alone`, the cells that it is compared with are."""
    assert finding.row is not None
    at = finding.row - 2
    if at >= len(clean):
        del rows[at]
        return
    right = clean[at].get(str(finding.column))
    if not alone or rows[at].get(str(finding.column)) == right:
        rows[at] = dict(clean[at])
    else:
        rows[at][str(finding.column)] = advised(finding, right)


SUGGESTED = {
    "date_of_words", "date_as_serial_number", "date_day_first", "date_two_digit_year", "date_without_year", "date_of_year_226", "date_with_a_time",
    "name_of_somebody_else", "roster_role_unknown", "roster_wage_of_words", "item_misspelt", "item_clause_of_an_overrun", "times_of_words", "points_negative",
    "summary_not_on_saturday", "clock_in_of_words", "clock_in_a_number", "clock_out_two_colons", "leave_unknown",
    "item_without_its_dash", "item_with_a_long_dash", "item_without_its_letter",
}  # fmt: skip
GUESSABLE_YET_NOT_SAID = {
    "roster_wage_negative", "penalty_negative", "roster_wage_in_dollars", "roster_wage_wrongly_grouped", "seriousness_one", "complaint_number_of_another_month",
    "status_missing_punch_but_both", "status_late_but_in_time", "status_early_but_full", "status_normal_with_one_punch",
}  # fmt: skip
"""What somebody who sees the row would guess; the program does not, since money or a conduct hangs on it either way."""
MEANS_ANOTHER = {"leave_unknown"}
"""Spoiled with what is near to another right value."""


def test_six_in_ten_of_what_can_be_guessed_is_mended_without_opening_the_sheet() -> None:
    assert len(SUGGESTED) >= 0.6 * len(SUGGESTED | GUESSABLE_YET_NOT_SAID)
    assert {name for name, *_ in CELLS} >= SUGGESTED | GUESSABLE_YET_NOT_SAID


ALIKE = ("1b", "1c", "1d")
"""People like person 1, each with a row of each sheet as person 1 has them: what is spoiled in such a row may as well be in one of theirs."""
HAVE_ALIKE = {("花名册", 2), ("扣分记录", 0), ("考勤", 0)}


def whole_month() -> dict[str, Rows]:
    """The month with those who are like person 1."""
    sheets = month()
    for sheet, row in sorted(HAVE_ALIKE):
        sheets[sheet] += [sheets[sheet][row] | {"工号": who} | ({"姓名": f"员工{who}"} if "姓名" in sheets[sheet][row] else {}) for who in ALIKE]
    return sheets


WHOLE = whole_month()


def places_of(defect: Defect) -> Iterator[Defect]:
    """The defect where the corpus has it, and in rows like that one; a row that comes again stands below all others."""
    name, sheet, row, cells, code, cell = defect
    alike = range(len(CLEAN[sheet]), len(WHOLE[sheet]))
    if row == len(CLEAN[sheet]):
        places = [len(WHOLE[sheet])]
    elif (sheet, row) in HAVE_ALIKE and not (sheet == "花名册" and "工号" in cells):
        places = [row, *alike]
    else:
        places = [row]
    for place in places:
        yield name, sheet, place, cells, code, cell.replace(str(row + 2), str(place + 2))


def right_value(finding: Finding) -> Any:
    assert finding.sheet is not None and finding.row is not None
    rows = whole_month()[finding.sheet]
    return rows[finding.row - 2].get(str(finding.column)) if finding.row - 2 < len(rows) else None


def is_right(name: str, value: str, right: Any) -> bool:
    """Whether a value is suggested where it should be, and then means what belongs there."""
    return (name in SUGGESTED) == bool(value) and (not value or name in MEANS_ANOTHER or value.split()[0] == str(right))


GUESSED: dict[str, dict[str, str]] = {
    "item": dict.fromkeys(["A-9.9.9", "A-3.1.15", "B-66"], ""),
    "id": {"KFO01": "KF001", "kf-002": "KF002", "KF01": "KF001", "KF009": "", "KF1": "KF001"},
    "time": {"八点半": "8:30", "下午五点": "17:00", "次日 零点五十八分": "次日 0:58", "8点10分": "8:10", "0.34375": "8:15", "25点": "", "早上": ""},
}
"""What is suggested for what was typed."""


@pytest.fixture(scope="module")
def told() -> dict[str, list[Finding]]:
    """The errors of a month in which each of these stands in a row of its own, by what was typed."""
    sheets = month("扣分记录", "考勤", "投诉登记")
    sheets["花名册"] += [person("KF001"), person("KF002"), person("KF00Z")]
    sheets["扣分记录"] += [logged("1", typed, on) for on, typed in enumerate(GUESSED["item"], 10)]
    sheets["扣分记录"] += [logged(typed, "A-3.1.1", on) for on, typed in enumerate(GUESSED["id"], 10)]
    sheets["考勤"] += [worked("1", on, 上班时间=typed) for on, typed in enumerate(GUESSED["time"], 10)]
    found: dict[str, list[Finding]] = {}
    for finding in each_cell(errors(sheets)):
        found.setdefault(str(finding.value), []).append(finding)
    assert set(found) == {typed for cases in GUESSED.values() for typed in cases}
    return found


@pytest.mark.parametrize("typed", GUESSED["item"])
def test_a_code_is_not_guessed_from_a_code_that_looks_like_it(told: dict[str, list[Finding]], typed: str) -> None:
    """One figure off may be a dismissal."""
    assert [(each.code, suggested(each, WHEN)) for each in told[typed]] == [("ITEM_UNKNOWN", "")]


@pytest.mark.parametrize(("typed", "meant"), GUESSED["id"].items())
def test_an_id_is_suggested_where_one_alone_reads_like_it(told: dict[str, list[Finding]], typed: str, meant: str) -> None:
    assert [suggested(each, WHEN) for each in told[typed]] == [meant]


@pytest.mark.parametrize(("typed", "meant"), GUESSED["time"].items())
def test_a_time_in_words_is_suggested_in_figures(told: dict[str, list[Finding]], typed: str, meant: str) -> None:
    assert [suggested(each, WHEN) for each in told[typed]] == [meant]


def may_stand_beside(one: Defect, other: Defect) -> bool:
    """Whether neither hides the other: a row that comes again is judged by another one, and on the roster's ids hangs who is known in all sheets."""
    whole_sheet = any(row == len(WHOLE[sheet]) for _, sheet, row, *_ in (one, other))
    ids = any(sheet == "花名册" and "工号" in cells for _, sheet, _, cells, *_ in (one, other))
    return not ids and (one[1] != other[1] or (not whole_sheet and one[2] != other[2]))


def of_months() -> list[list[Defect]]:
    """The corpus in few months, so that each is read and checked once."""
    months: list[list[Defect]] = []
    for defect in CELLS:
        free = ((each, place) for each in months for place in places_of(defect) if all(may_stand_beside(place, other) for other in each))
        beside, place = next(free, (None, next(places_of(defect))))
        months.append([place]) if beside is None else beside.append(place)
    return months


@dataclass(frozen=True)
class Walked:
    """A month with defects: how its command ended, its errors, and what is left of them when each one's advice was followed."""

    expected: list[tuple[str, str, str]]
    run: story.Run
    errors: dict[tuple[str | None, str | None], Finding]
    left: list[Finding]


MONTHS = of_months()
walked_months: dict[int, Walked] = {}


def walked(number: int, folder: Path) -> Walked:
    """The month of that number; walked once for all its defects."""
    if number not in walked_months:
        sheets = whole_month()
        for _, sheet, row, cells, _, _ in MONTHS[number]:
            spoil(sheets, sheet, row, cells)
        write_month(folder / "inbox", sheets)
        run = read_month(folder).run
        found = [each for each in run.findings if each.level == "error"]
        alone = {(sheet, cell): len(cells) == 1 for _, sheet, _, cells, _, cell in MONTHS[number]}
        for finding in found:
            assert finding.sheet is not None
            do_as_advised(sheets[finding.sheet], whole_month()[finding.sheet], finding, alone=alone.get((finding.sheet, str(finding.cell)), True))
        left = [] if sheets == whole_month() else errors(sheets)
        expected = [(code, sheet, cell) for _, sheet, _, _, code, cell in MONTHS[number]]
        walked_months[number] = Walked(expected, run, {(each.sheet, each.cell): each for each in found}, left)
    return walked_months[number]


@pytest.mark.parametrize(
    ("number", "defect"), [pytest.param(number, defect, id=defect[0]) for number, defects in enumerate(MONTHS) for defect in defects]
)
def test_each_defect_is_found_in_its_cell_and_nobody_is_paid_until_its_advice_has_mended_it(tmp_path: Path, number: int, defect: Defect) -> None:
    name, sheet, _, _, code, cell = defect
    month_of_it = walked(number, tmp_path)
    found = [(each.code, each.sheet, each.cell) for each in month_of_it.run.findings if each.level == "error"]
    assert sorted(found, key=str) == sorted(month_of_it.expected, key=str), "each defect is one finding, and there is no other"
    finding = month_of_it.errors[sheet, cell]
    assert finding.code == code
    assert month_of_it.run.settlement is None
    assert is_right(name, suggested(finding, WHEN), right_value(finding))
    assert [(each.code, each.cell, each.value) for each in month_of_it.left] == []
