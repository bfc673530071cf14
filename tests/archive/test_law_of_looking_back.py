"""The law of months that look back: whatever was known when, in the end everybody has been paid as one who knew all from the start."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive.effective import effective_entries
from pipeline.archive.store import open_archive
from pipeline.base.period import Month
from pipeline.rules.entries import ACTION
from pipeline.settlement.corrections import holder
from tests.archive.months import FIRST, Books
from tests.build import Rows, logged, person, worked
from tests.often import examples

pytestmark = pytest.mark.long

MONTHS = ("2026-09", "2026-10", "2026-11")
STAYING = [person("1"), person("2", "客服组长"), person("3", "现场接待")]
PASSING = person("4", 入职日期="2026-07-06", 转正日期="2026-12-31")
"""Who may leave, and come back: on probation, so that leaving costs (A-6.2)."""


@dataclass(frozen=True)
class Case:
    """A complaint received in a month, with what was said of it in each month from then on; the last word is the truth."""

    received: int
    day: int
    reason: str
    said: tuple[tuple[str | None, str | None], ...]
    penalty_in: int | None

    def row(self, number: int, knowing: int, now: int) -> dict[str, Any]:
        """The register's row in the month `now`, of one who knows what is said by `knowing`; an approval is entered when it is given."""
        month = MONTHS[self.received]
        effective, who = self.said[knowing - self.received]
        on = f"{month}-{self.day:02d}"
        row = {
            "投诉编号": f"KS-{month.replace('-', '')}-{number:04d}", "投诉日期": on, "受理日期": on, "客户名称": "某客户",
            "投诉类别": "非质量", "投诉原因": self.reason, "是否有效": effective, "责任人": who,
        }
        if self.penalty_in is not None and self.penalty_in <= now and who is not None:
            row |= {"罚扣金额": 60, "罚扣核准日期": f"{MONTHS[self.penalty_in]}-20"}
        return row


@dataclass(frozen=True)
class Punch:
    """A day on which somebody came late, or not at all, as it was known in each month from then on."""

    month: int
    person: str
    day: int
    said: tuple[str | None, ...]

    def row(self, knowing: int) -> dict[str, Any]:
        clock_in = self.said[knowing - self.month]
        row = worked(self.person, self.day) | {"日期": f"{MONTHS[self.month]}-{self.day:02d}", "上班时间": clock_in}
        return row if clock_in else row | {"下班时间": None}


@dataclass(frozen=True)
class Mark:
    """A row of the log, with what was decided on an objection to it in each month from then on; undecided ones stay as recorded."""

    month: int
    person: str
    day: int
    item: str
    decided: tuple[Mapping[str, Any], ...]

    def row(self) -> dict[str, Any]:
        return logged(self.person, self.item, **({"分值": 4} if self.item == "A-3.1.8" else {})) | {"日期": self._date}

    def objection(self, now: int) -> dict[str, Any] | None:
        """What the month `now` says of it."""
        said = self.decided[now - self.month]
        return {"工号": self.person, "日期": self._date, "事项": self.item, "理由": "情况不符", "裁定人": "Z1", "裁定理由": "查实", **said} if said else None

    def last_objection(self) -> dict[str, Any] | None:
        said = [now for now, each in enumerate(self.decided, self.month) if each]
        return self.objection(said[-1]) if said else None

    @property
    def _date(self) -> str:
        return f"{MONTHS[self.month]}-{self.day:02d}"


@dataclass(frozen=True)
class Passing:
    """Somebody leaves in a month, on a day said in each month from then on (None: not known yet), and may come back later."""

    left: int
    said: tuple[int | None, ...]
    back: int | None

    def roster_row(self, month: int, knowing: int) -> dict[str, Any]:
        day = None if knowing < self.left else self.said[knowing - self.left]
        if self.back is not None and month >= self.back:
            return PASSING | {"入职日期": f"{MONTHS[self.back]}-01", "转正日期": None}
        if day is None:
            return PASSING
        return PASSING | {"离职日期": f"{MONTHS[self.left]}-{day:02d}", "离职原因": "辞职"}


@dataclass(frozen=True)
class Story:
    cases: tuple[Case, ...]
    punches: tuple[Punch, ...] = ()
    passing: Passing | None = None
    marks: tuple[Mark, ...] = ()

    def sheets(self, month: int, knowing: int, *, at_once: bool) -> tuple[Rows, dict[str, Rows]]:
        """The month's people and sheets as they are known in the month `knowing`; register and objections as the month itself knew them, or `at_once`."""
        register_knows = knowing if at_once else month
        people = [*STAYING, PASSING if self.passing is None else self.passing.roster_row(month, knowing)]
        register = [
            case.row(number, register_knows, month) for number, case in enumerate(self.cases, 1) if case.received <= month
        ]
        marked = {(punch.person, punch.day): punch.row(knowing) for punch in self.punches if punch.month == month}
        usual = {(each["工号"], 2): worked(each["工号"], 2) | {"日期": f"{MONTHS[month]}-02"} for each in STAYING}
        return people, {
            "投诉登记": register, "考勤": list((usual | marked).values()), "扣分记录": [mark.row() for mark in self.marks if mark.month == month],
            "申诉": self._objections(month, at_once),
        }  # fmt: skip

    def _objections(self, month: int, at_once: bool) -> Rows:
        """What the month's own sheet says of rows of its own and of closed months."""
        if at_once:
            said = [mark.last_objection() for mark in self.marks if mark.month == month]
        else:
            said = [mark.objection(month) for mark in self.marks if mark.month <= month]
        return [row for row in said if row]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    received = draw(st.integers(0, len(MONTHS) - 1))
    people = st.sampled_from(["1", "2", "3"])
    words = [draw(st.tuples(st.sampled_from(["是", "否"]), people)) for _ in range(len(MONTHS) - received)]
    undecided = draw(st.integers(0, len(words) - 1))
    said = tuple((None, None) if at < undecided else word for at, word in enumerate(words))
    reason = draw(st.sampled_from(["服务", "冲突", "产品"]))
    penalised = reason == "产品" and len({who for _, who in said[undecided:]}) == 1 and draw(st.booleans())
    return Case(received, draw(st.integers(2, 28)), reason, said, received + undecided if penalised else None)


@st.composite
def punches(draw: st.DrawFn) -> Punch:
    month = draw(st.integers(0, len(MONTHS) - 1))
    clock_in = st.sampled_from(["8:00", "8:07", "8:25", None])
    said = tuple(draw(clock_in) for _ in range(len(MONTHS) - month))
    return Punch(month, draw(st.sampled_from(["1", "2", "3"])), draw(st.integers(2, 9)), said)


@st.composite
def leavings(draw: st.DrawFn) -> Passing:
    left = draw(st.integers(0, len(MONTHS) - 1))
    known = draw(st.integers(left, len(MONTHS) - 1))
    days = st.integers(5, 25)
    said = tuple(draw(days) if at >= known else None for at in range(left, len(MONTHS)))
    back = draw(st.one_of(st.none(), st.integers(max(left + 1, known), len(MONTHS)))) if known < len(MONTHS) else None
    return Passing(left, said, back if back is not None and back < len(MONTHS) else None)


RULED = st.sampled_from([{}, {"结论": "维持"}, {"结论": "撤销"}])


@st.composite
def marks(draw: st.DrawFn, passing: Passing | None) -> Mark:
    month = draw(st.integers(0, len(MONTHS) - 1))
    person = draw(st.sampled_from(["1", "2", "3"] if passing and passing.left < month else ["1", "2", "3", "4"]))
    item = draw(st.sampled_from(["A-3.1.1", "A-3.1.2", "A-3.1.3", "A-3.1.8", "B-8", "handover_missing"]))
    ruled = st.one_of(RULED, st.just({"结论": "改分", "改后分值": 2})) if item == "A-3.1.8" else RULED
    return Mark(month, person, draw(st.integers(2, 4)), item, tuple(draw(ruled) for _ in range(len(MONTHS) - month)))


@st.composite
def stories(draw: st.DrawFn) -> Story:
    told = draw(st.lists(cases(), min_size=0, max_size=4))
    marked = draw(st.lists(punches(), min_size=0 if told else 1, max_size=3))
    passing = draw(st.one_of(st.none(), leavings()))
    logs = draw(st.lists(marks(passing), max_size=4, unique_by=lambda mark: (mark.month, mark.person, mark.day, mark.item)))
    return Story(tuple(told), tuple(marked), passing, tuple(logs))


@dataclass(frozen=True)
class End:
    """What everybody was paid over all months in fen, what the fund has, and which actions stand against whom; who got nothing is left out."""

    paid: Mapping[str, int]
    fund: int
    actions: Mapping[tuple[str, str, str], int]


@dataclass(frozen=True)
class Step:
    """A month that is closed, or corrected after its close, with what it then has."""

    command: str
    month: str
    people: Rows
    sheets: dict[str, Rows]


@dataclass(frozen=True)
class Together:
    """Stories that happen beside each other: each in a department of its own, with people and complaints of its own."""

    stories: tuple[Story, ...]

    def sheets(self, month: int, knowing: int, *, at_once: bool) -> tuple[Rows, dict[str, Rows]]:
        people: Rows = []
        rows: dict[str, Rows] = {}
        for letter, story in zip("ABC", self.stories, strict=False):
            own, sheets = story.sheets(month, knowing, at_once=at_once)
            people += [_of_own(row, letter) for row in own]
            for title, of_story in sheets.items():
                rows.setdefault(title, []).extend(_of_own(row, letter) for row in of_story)
        return people, rows | (FIRST if month == 0 else {})


def _of_own(row: Mapping[str, Any], letter: str) -> dict[str, Any]:
    own = {header: f"{row[header]}{letter}" for header in ("工号", "姓名", "部门", "责任人") if row.get(header)}
    return {**row, **own, **({"投诉编号": row["投诉编号"].replace("-0", f"-{ord(letter) - ord('A')}")} if "投诉编号" in row else {})}


def steps(told: Together, *, at_once: bool) -> list[Step]:
    """All months closed one after the other.

    Who does not know all from the start corrects a closed month as soon as its own sheets turn out to be others; its
    complaints and objections follow from later months' workbooks.
    """
    last, taken = len(MONTHS) - 1, []
    for now, month in enumerate(MONTHS):
        for earlier in range(0 if at_once else now):
            was, known = (told.sheets(earlier, knowing, at_once=False) for knowing in (now - 1, now))
            if was != known:
                taken.append(Step("correct", MONTHS[earlier], *known))
        taken.append(Step("close", month, *told.sheets(now, last if at_once else now, at_once=at_once)))
    return taken


def go(books: Books, taken: list[Step]) -> Books:
    for step in taken:
        books.write(step.month, step.people, **step.sheets)
        done = books.correct(step.month) if step.command == "correct" else books.close(step.month, slips=False)
        assert done.code == 0, (done.printed, done.findings)
    return books


def end_of(books: Books) -> End:
    assert books.verify().code == 0
    paid: Counter[str] = Counter()
    for who, total in books.rows("SELECT employee_id, total_fen FROM scores"):
        paid[holder(str(who))] += int(total)
    [(balance,)] = books.rows(f"SELECT closing_fen FROM months WHERE month = '{MONTHS[-1]}'")
    return End({who: amount for who, amount in paid.items() if amount}, balance, actions(books))


def actions(books: Books) -> dict[tuple[str, str, str], int]:
    """By person, month and clause, how often something is proposed, corrections counted: A-1.3 has two grounds, and both may hold."""
    with open_archive(books.archive).connect() as connection:
        lines = effective_entries(connection, [Month.parse(month) for month in MONTHS])
    standing = lines[lines["category"] == ACTION].groupby(["employee_id", "month", "clause"])["count"].sum()
    assert standing.isin([0, 1, 2]).all(), standing
    return {(holder(str(who)), str(month), str(clause)): int(count) for (who, month, clause), count in standing.items() if count}


def both(told: Together) -> tuple[End, End]:
    """Told bit by bit, and known from the start; as long as both take the same steps they are taken once."""
    late, at_once = steps(told, at_once=False), steps(told, at_once=True)
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(late, at_once, strict=False))))
    with tempfile.TemporaryDirectory() as folder:
        books = Books.at(Path(folder) / "late")
        books.folder.mkdir()
        other = go(books, late[:same]).copied(Path(folder) / "at once")
        return end_of(go(books, late[same:])), end_of(go(other, at_once[same:]))


@examples(2)
@given(told=st.builds(Together, st.tuples(stories(), stories(), stories())))
def test_in_the_end_everybody_has_been_paid_as_by_one_who_knew_all_from_the_start(told: Together) -> None:
    """Three stories an example, of which the first that chance is asked for has the simplest."""
    late, at_once = both(told)
    assert late == at_once
