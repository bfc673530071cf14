"""How complaints stand against their limits: days to the limit for closing, and what became of each limit (C-25, C-26)."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd

from pipeline.language.translation import N_, _
from pipeline.reports.plots.drawing import WIDTH, Plot, box, drawing, legend, line, text

NAME, TITLE = "plot-complaints", N_("投诉办理与期限")
EARLIEST, LATEST = -6, 10
"""Days before and after the limit that have a bar of their own; what lies beyond stands in the outermost one."""
BARS_TOP, FLOOR = 46, 140
LIMITS_TOP, LIMIT_ROW, LIMIT_LEFT = 178, 26, 44
STATES = {N_("按时"): "ontime", N_("逾期"): "late", N_("未到期"): "pending", N_("逾期未结"): "overdue"}
LIMITS = {N_("结案"): "close_status", N_("报告"): "report_status", N_("会办"): "joint_status"}


def complaint_ageing(tracking: pd.DataFrame, as_of: date) -> Plot | None:
    """Each complaint by the days between its limit and its closing, or `as_of` while it is open; None without any."""
    due = tracking[tracking["close_due"].notna()]
    if due.empty:
        return None
    days, states = days_to_limit(due, as_of), due["close_status"].tolist()
    counts = Counter(zip((min(max(day, EARLIEST), LATEST) for day in days), states, strict=True))
    limits = {word: Counter(tracking[field]) for word, field in LIMITS.items()}
    closing = limits["结案"]
    summary = (
        _("{due} 件投诉：按时结案 {in_time} 件，逾期结案 {late} 件，未到期 {pending} 件，逾期未结 {overdue} 件。", due=len(due), in_time=closing["按时"], late=closing["逾期"], pending=closing["未到期"], overdue=closing["逾期未结"])
    )
    listed = [word for word, count in limits.items() if any(count[state] for state in STATES)]
    height = LIMITS_TOP + LIMIT_ROW * len(listed) + 44
    shapes = [*_bars(counts), *_limits({word: limits[word] for word in listed}), *_legend(height - 26)]
    rows = [(_(word), *(limits[word][state] for state in STATES)) for word in listed]
    return Plot(NAME, _(TITLE), summary, drawing(NAME, _(TITLE), summary, height, shapes), (_("期限"), *map(_, STATES)), rows, len(STATES))


def days_to_limit(due: pd.DataFrame, as_of: date) -> list[int]:
    """Days past the limit for closing, negative before it; overdue ones as the rulebook counts them."""
    end = due["closed_on"].fillna(pd.Timestamp(as_of))
    before = (end - due["close_due"]).dt.days.clip(upper=0)
    return [int(day) for day in before + due["days_overdue"]]


def _bars(counts: Counter[tuple[int, str]]) -> list[str]:
    places = range(EARLIEST, LATEST + 1)
    wide = WIDTH / len(places)
    tallest = max(sum(counts[day, state] for state in STATES) for day in places)
    limit = (1 - EARLIEST) * wide
    shapes = [
        box(0, 0, limit, FLOOR, "band within"),
        text(limit - 6, 14, _("期限内"), "end", "strong"), text(limit + 6, 14, _("超过期限"), look="strong"),
        line(limit, 0, limit, FLOOR, "limit"),
    ]  # fmt: skip
    for number, day in enumerate(places):
        top, left = float(FLOOR), number * wide
        for state, look in STATES.items():
            count = counts[day, state]
            high = (FLOOR - BARS_TOP) * count / tallest
            top -= high
            if count:
                shapes.append(box(left + 2, top, wide - 4, high, f"bar {look}", _("{day}：{state} {count} 件", day=_day(day), state=_(state), count=count)))
        total = sum(counts[day, state] for state in STATES)
        if total:
            shapes.append(text(left + wide / 2, top - 4, total, "middle"))
    shapes += [
        text(0, FLOOR + 17, _("提前 {earliest} 天以上", earliest=-EARLIEST)),
        text(WIDTH, FLOOR + 17, _("超 {latest} 天以上", latest=LATEST), "end"),
    ]
    return [*shapes, line(0, FLOOR, WIDTH, FLOOR, "axis")]


def _day(day: int) -> str:
    return _("期限当天") if day == 0 else _("超过期限 {day} 天", day=day) if day > 0 else _("提前 {day} 天", day=-day)


def _limits(limits: dict[str, Counter[str]]) -> list[str]:
    """A bar for each kind of limit, divided by what became of it."""
    shapes = []
    for number, (word, states) in enumerate(limits.items()):
        top, left = LIMITS_TOP + number * LIMIT_ROW, float(LIMIT_LEFT)
        total = sum(states[state] for state in STATES)
        shapes.append(text(0, top + 14, _(word), look="strong"))
        for state, look in STATES.items():
            wide = (WIDTH - LIMIT_LEFT) * states[state] / total
            if wide:
                shapes.append(box(left, top, wide - 1, 18, f"bar {look}", _("{word} {state} {count} 件", word=_(word), state=_(state), count=states[state])))
            if wide > 12:
                shapes.append(text(left + wide / 2, top + 14, states[state], "middle", f"on-{look}"))
            left += wide
    return shapes


def _legend(y: float) -> list[str]:
    return legend([(f"bar {look}", _(state)) for state, look in STATES.items()], y)
