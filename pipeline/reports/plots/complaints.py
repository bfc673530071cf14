"""How complaints stand against their limits: days to the limit for closing, and what became of each limit (C-25, C-26)."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd

from pipeline.reports.plots.drawing import WIDTH, Plot, box, drawing, line, text

NAME, TITLE = "plot-complaints", "投诉办理与期限"
EARLIEST, LATEST = -6, 10
"""Days before and after the limit that have a bar of their own; what lies beyond stands in the outermost one."""
BARS_TOP, FLOOR = 34, 128
LIMITS_TOP, LIMIT_ROW, LIMIT_LEFT = 162, 26, 44
STATES = {"按时": "ontime", "逾期": "late", "未到期": "pending", "逾期未结": "overdue"}
LIMITS = {"结案": "close_status", "报告": "report_status", "会办": "joint_status"}


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
        f"{len(due)} 件投诉：按时结案 {closing['按时']} 件，逾期结案 {closing['逾期']} 件，"
        f"未到期 {closing['未到期']} 件，逾期未结 {closing['逾期未结']} 件。"
    )
    listed = [word for word, count in limits.items() if any(count[state] for state in STATES)]
    height = LIMITS_TOP + LIMIT_ROW * len(listed) + 22
    shapes = [*_bars(counts), *_limits({word: limits[word] for word in listed}), *_legend(height - 8)]
    rows = [(word, *(limits[word][state] for state in STATES)) for word in listed]
    return Plot(NAME, TITLE, summary, drawing(NAME, TITLE, summary, height, shapes), ("期限", *STATES), rows, len(STATES))


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
        text(limit - 6, 14, "期限内", "end", "strong"), text(limit + 6, 14, "超过期限", look="strong"),
        line(limit, 0, limit, FLOOR, "limit"),
    ]  # fmt: skip
    for number, day in enumerate(places):
        top, left = float(FLOOR), number * wide
        for state, look in STATES.items():
            count = counts[day, state]
            high = (FLOOR - BARS_TOP) * count / tallest
            top -= high
            if count:
                shapes.append(box(left + 2, top, wide - 4, high, f"bar {look}", f"{_day(day)}：{state} {count} 件"))
        total = sum(counts[day, state] for state in STATES)
        if total:
            shapes.append(text(left + wide / 2, top - 4, total, "middle"))
    shapes += [
        text(0, FLOOR + 17, f"提前 {-EARLIEST} 天以上"),
        text((0.5 - EARLIEST) * wide, FLOOR + 17, "当天", "middle"),
        text(WIDTH, FLOOR + 17, f"超 {LATEST} 天以上", "end"),
    ]
    return [*shapes, line(0, FLOOR, WIDTH, FLOOR, "axis")]


def _day(day: int) -> str:
    return "期限当天" if day == 0 else f"超过期限 {day} 天" if day > 0 else f"提前 {-day} 天"


def _limits(limits: dict[str, Counter[str]]) -> list[str]:
    """A bar for each kind of limit, divided by what became of it."""
    shapes = []
    for number, (word, states) in enumerate(limits.items()):
        top, left = LIMITS_TOP + number * LIMIT_ROW, float(LIMIT_LEFT)
        total = sum(states[state] for state in STATES)
        shapes.append(text(0, top + 14, word, look="strong"))
        for state, look in STATES.items():
            wide = (WIDTH - LIMIT_LEFT) * states[state] / total
            if wide:
                shapes.append(box(left, top, wide - 1, 18, f"bar {look}", f"{word} {state} {states[state]} 件"))
            if wide > 12:
                shapes.append(text(left + wide / 2, top + 14, states[state], "middle", f"on-{look}"))
            left += wide
    return shapes


def _legend(y: float) -> list[str]:
    shapes, left = [], LIMIT_LEFT
    for state, look in STATES.items():
        shapes += [box(left, y - 10, 11, 11, f"bar {look}"), text(left + 16, y, state)]
        left += 26 + 12 * len(state) + 14
    return shapes
