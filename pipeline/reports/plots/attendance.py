"""Attendance by person and day, or by department and day where there are too many people to see (A-3.1.4, A-3.3.1, B-1).

It is a table, not a drawing: its letters are as large as any table's, and it moves sideways on a telephone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.base.period import Month
from pipeline.complaints.workdays import is_usual_working_day
from pipeline.language.translation import N_, _
from pipeline.month.report import Scales
from pipeline.rules.punches import is_rest, on_leave, one_punch, part_leave, punched

MOST_PEOPLE = 60
DAYS = 32
"""Of a month, as they are numbered."""
LAST_DAY = 10_000_000
"""Far behind all days, as they are numbered."""
STATES = {  # state: (word, letter in the cell)
    "ok": (N_("出勤"), ""),
    "tardy": (N_("迟到早退"), N_("迟")),
    "absent": (N_("旷工"), N_("旷")),
    "punch": (N_("缺卡"), N_("缺")),
    "leave": (N_("请假"), N_("假")),
    "rest": (N_("休息"), N_("休")),
}
NOTED = ("tardy", "absent", "punch")
RATES = {  # state: (up to this share of a department's people that day, word)
    "some": (0.02, N_("迟到早退、旷工 2% 以内")),
    "many": (0.05, N_("5% 以内")),
    "absent": (1.0, N_("超过 5%")),
}


@dataclass(frozen=True)
class Cell:
    """`look` is the class, `says` what is told where the pointer rests."""

    look: str
    letter: str
    says: str = ""


@dataclass(frozen=True)
class AttendanceMap:
    """`days` are (day, is a working day), `rows` a name with a cell a day, `key` what the looks mean: (look, letter, word)."""

    summary: str
    heading: str
    days: Sequence[tuple[int, bool]]
    rows: Sequence[tuple[str, Sequence[Cell]]]
    key: Sequence[tuple[str, str, str]]


def attendance_map(days: pd.DataFrame, names: Mapping[str, str], departments: Mapping[str, str], month: Month) -> AttendanceMap | None:
    """`days` as `attendance_days` has them, of whom `names` has, in whose order people stand; None without any."""
    if days.empty:
        return None
    totals = days["state"].value_counts()
    told = [_("{state} {count} 人次", state=_(STATES[state][0]), count=int(totals.get(state, 0))) for state in (*NOTED, "leave")]
    count = days["employee_id"].nunique()
    many = count > MOST_PEOPLE
    return AttendanceMap(
        summary=_("{people} 人，{states}。", people=count, states="，".join(told)) + (_("人数多，按部门列出：格里是当天迟到早退和旷工的人数，颜色按占部门当天人数的比例。") if many else ""),
        heading=_("部门") if many else _("姓名"),
        days=[(day, is_usual_working_day(month.first.replace(day=day))) for day in range(1, month.last.day + 1)],
        rows=list(_departments(days, departments, month) if many else _people(days, names, month)),
        key=[(state, "", _(word)) for state, (_most, word) in RATES.items()] if many
        else [(state, _(letter) if letter else "", _(word)) for state, (word, letter) in STATES.items() if state != "ok"],
    )  # fmt: skip


def attendance_days(attendance: pd.DataFrame, entries: pd.DataFrame, scales: Scales) -> pd.DataFrame:
    """employee_id, date and state, a row a person and day: what the sheet says, then what entries made of it."""
    number = {state: at for at, state in enumerate(STATES)}
    states = np.full(len(attendance), number["ok"])
    states[one_punch(attendance)] = number["punch"]
    states[on_leave(attendance) | part_leave(attendance)] = number["leave"]
    states[is_rest(attendance) & ~punched(attendance)] = number["rest"]
    who, people = pd.factorize(attendance["employee_id"])
    keys = _person_days(who, attendance["date"])
    for state, item in (("tardy", scales.late), ("absent", scales.absent)):
        noted = entries.loc[(entries["item"] == item) & entries["employee_id"].isin(people)]
        states[np.isin(keys, _person_days(people.get_indexer(pd.Index(noted["employee_id"])), noted["date"]))] = number[state]
    return attendance[["employee_id", "date"]].assign(state=pd.Categorical.from_codes(states, pd.Index(number)))


def _person_days(who: np.ndarray, days: pd.Series) -> np.ndarray:
    """A number for each of these people, who are numbered, on that day."""
    return who * LAST_DAY + days.to_numpy("datetime64[D]").astype("int64")  # type: ignore[no-any-return]


def _people(days: pd.DataFrame, names: Mapping[str, str], month: Month) -> Iterator[tuple[str, list[Cell]]]:
    states = {(employee, day.day): state for employee, day, state in zip(days["employee_id"], days["date"], days["state"], strict=True)}
    there = set(days["employee_id"])
    for employee, name in ((who, name) for who, name in names.items() if who in there):
        yield name, [_of_person(name, day, states.get((employee, day))) for day in range(1, month.last.day + 1)]


def _of_person(name: str, day: int, state: str | None) -> Cell:
    if state is None or state == "ok":
        return Cell("", "")
    word, letter = map(_, STATES[state])
    return Cell(state, letter, _("{name}，{day} 日：{word}", name=name, day=day, word=word))


def _departments(days: pd.DataFrame, departments: Mapping[str, str], month: Month) -> Iterator[tuple[str, list[Cell]]]:
    """A cell a department and day: how many were late or absent, coloured by their share of the department's people that day."""
    who, people = pd.factorize(days["employee_id"])
    of_person, names = pd.factorize(np.array([departments.get(each, "—") for each in people], dtype=object))
    cells = of_person[who] * DAYS + days["date"].dt.day.to_numpy()
    present, tardy, absent = (
        np.bincount(cells[of_them], minlength=len(names) * DAYS).reshape(-1, DAYS) for of_them in (slice(None), days["state"] == "tardy", days["state"] == "absent")
    )
    last = month.last.day
    for at in np.argsort(-present.sum(axis=1), kind="stable"):
        counts = zip(range(DAYS), tardy[at].tolist(), absent[at].tolist(), present[at].tolist(), strict=True)
        yield str(names[at]), [_of_department(str(names[at]), *of_day) for of_day in counts if 1 <= of_day[0] <= last]


def _of_department(department: str, day: int, tardy: int, absent: int, present: int) -> Cell:
    if not tardy + absent:
        return Cell("", "")
    says = _("{department} {day} 日：迟到早退 {tardy} 人，旷工 {absent} 人", department=department, day=day, tardy=tardy, absent=absent)
    return Cell(shade((tardy + absent) / present), str(tardy + absent), says)


def shade(share: float) -> str:
    """The colour of a share of people; none is the colour of nobody."""
    return "ok" if not share else next(state for state, (most, _word) in RATES.items() if share <= most)
