"""Attendance by person and day, or by department and day where there are too many people to see (A-3.1.4, A-3.3.1, B-1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.base.period import Month
from pipeline.complaints.workdays import is_usual_working_day
from pipeline.language.translation import N_, _
from pipeline.month.report import Scales
from pipeline.reports.plots.drawing import WIDTH, Plot, box, drawing, fitted, legend, text
from pipeline.rules.punches import on_leave, one_punch, part_leave, punched

NAME, TITLE = "plot-attendance", N_("出勤")
MOST_PEOPLE, MOST_DEPARTMENTS, MOST_LISTED = 60, 30, 1_000
LEFT, TOP, ROW, NAME_LETTERS = 60, 16, 12, 11
STATES = {  # state: (word, letter in the cell)
    "ok": (N_("出勤"), ""),
    "tardy": (N_("迟到早退"), N_("迟")),
    "absent": (N_("旷工"), N_("旷")),
    "punch": (N_("缺卡"), N_("缺")),
    "leave": (N_("请假"), N_("假")),
    "rest": (N_("休息"), ""),
}
NOTED = ("tardy", "absent", "punch")
RATES = {  # state: (up to this share of a department's people that day, word)
    "some": (0.02, N_("迟到早退、旷工 2% 以内")),
    "tardy": (0.05, N_("5% 以内")),
    "absent": (1.0, N_("超过 5%")),
}


def attendance_map(days: pd.DataFrame, names: Mapping[str, str], departments: Mapping[str, str], month: Month) -> Plot | None:
    """`days` as `attendance_days` has them; None without any."""
    if days.empty:
        return None
    counts = days.groupby(["employee_id", "state"]).size().unstack(fill_value=0).reindex(columns=list(STATES), fill_value=0)
    many = len(counts) > MOST_PEOPLE
    shapes, rows_drawn = _departments(days, departments, month) if many else _people(days, names, month)
    totals = counts.sum()
    told = [_("{state} {count} 人次", state=_(STATES[state][0]), count=totals[state]) for state in (*NOTED, "leave")]
    summary = _("{people} 人，{states}。", people=len(counts), states="，".join(told))
    shown = ("tardy", "absent", "punch", "leave", "ok", "rest")
    height = TOP + rows_drawn * ROW + 24
    worst = counts.assign(noted=counts[list(NOTED)].sum(axis=1)).sort_values("noted", ascending=False, kind="stable")
    listed = worst.head(MOST_LISTED)
    rows = [
        (employee, names.get(str(employee), ""), *figures)
        for employee, figures in zip(listed.index, listed[list(STATES)].to_numpy().tolist(), strict=True)
    ]
    svg = drawing(NAME, _(TITLE), summary, height, [*_day_numbers(month), *shapes, *_legend(shown, height - 6, many)])
    return Plot(NAME, _(TITLE), summary, svg, (_("工号"), _("姓名"), *(_(word) for word, _letter in STATES.values())), rows, len(STATES))


def attendance_days(attendance: pd.DataFrame, entries: pd.DataFrame, scales: Scales) -> pd.DataFrame:
    """employee_id, date and state, a row a person and day: what the sheet says, then what entries made of it."""
    days = attendance[["employee_id", "date"]].reset_index(drop=True).assign(state="ok")
    rows = attendance.reset_index(drop=True)
    days.loc[one_punch(rows), "state"] = "punch"
    days.loc[on_leave(rows) | part_leave(rows), "state"] = "leave"
    days.loc[(rows["shift"] == "rest") & ~punched(rows), "state"] = "rest"
    keys = pd.MultiIndex.from_frame(days[["employee_id", "date"]])
    for state, item in (("tardy", scales.late), ("absent", scales.absent)):
        noted = entries.loc[entries["item"] == item, ["employee_id", "date"]]
        days.loc[keys.isin(pd.MultiIndex.from_frame(noted)), "state"] = state
    return days


def _people(days: pd.DataFrame, names: Mapping[str, str], month: Month) -> tuple[list[str], int]:
    wide, shapes = _cell_width(month), []
    people = list(dict.fromkeys(days["employee_id"]))
    at = {employee: number for number, employee in enumerate(people)}
    for employee, number in at.items():
        shapes.append(text(0, TOP + number * ROW + 9.5, fitted(names.get(employee, employee), NAME_LETTERS), look="small"))
    for employee, day, state in zip(days["employee_id"], days["date"], days["state"], strict=True):
        left, top = LEFT + (day.day - 1) * wide, TOP + at[employee] * ROW
        word, letter = map(_, STATES[state])
        says = _("{name}，{day} 日：{word}", name=names.get(employee, employee), day=day.day, word=word) if letter else ""
        shapes.append(box(left, top, wide - 1, ROW - 1, f"cell {state}", says))
        if letter:
            shapes.append(text(left + (wide - 1) / 2, top + 8.8, letter, "middle", f"letter on-{state}"))
    return shapes, len(people)


def _departments(days: pd.DataFrame, departments: Mapping[str, str], month: Month) -> tuple[list[str], int]:
    """A cell a department and day: how many were late or absent, the darker the greater their share of the department's people that day."""
    wide, shapes = _cell_width(month), []
    noted = days.assign(department=days["employee_id"].map(departments).fillna("—"), day=days["date"].dt.day)
    listed = list(noted["department"].value_counts().index[:MOST_DEPARTMENTS])
    counts = noted.groupby(["department", "day", "state"]).size()
    present = noted.groupby(["department", "day"]).size()
    for number, department in enumerate(listed):
        top = TOP + number * ROW
        shapes.append(text(0, top + 9.5, fitted(str(department), NAME_LETTERS), look="small"))
        for day in range(1, month.last.day + 1):
            tardy, absent = (int(counts.get((department, day, state), 0)) for state in ("tardy", "absent"))
            state = shade((tardy + absent) / int(present.get((department, day), 1)))
            left = LEFT + (day - 1) * wide
            says = _("{department} {day} 日：迟到早退 {tardy} 人，旷工 {absent} 人", department=department, day=day, tardy=tardy, absent=absent) if tardy + absent else ""
            shapes.append(box(left, top, wide - 1, ROW - 1, f"cell {state}", says))
            if tardy + absent:
                shapes.append(text(left + (wide - 1) / 2, top + 8.8, min(tardy + absent, 99), "middle", f"letter on-{state}"))
    return shapes, len(listed)


def shade(share: float) -> str:
    """The colour of a share of people; none is the colour of nobody."""
    return "ok" if not share else next(state for state, (most, _word) in RATES.items() if share <= most)


def _cell_width(month: Month) -> float:
    return (WIDTH - LEFT) / month.last.day


def _day_numbers(month: Month) -> list[str]:
    wide = _cell_width(month)
    return [
        text(LEFT + (day - 0.5) * wide - 0.5, 10, day, "middle", "letter" if is_usual_working_day(month.first.replace(day=day)) else "letter weekend")
        for day in range(1, month.last.day + 1)
    ]


def _legend(states: Sequence[str], y: float, many: bool) -> list[str]:
    words = {state: _(word) for state, (_most, word) in RATES.items()} if many else {state: _(STATES[state][0]) for state in states}
    return legend([(f"cell {state}", word) for state, word in words.items()], LEFT, y)
