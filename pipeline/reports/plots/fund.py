"""The fund's balance through the month, from the ledger (B-14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import yuan
from pipeline.language.translation import N_, _
from pipeline.reports.plots.drawing import WIDTH, Plot, dot, drawing, line, path, text
from pipeline.settlement.fund import FundDay, fund_days

NAME, TITLE = "plot-fund", N_("基金余额")
TOP, FLOOR, HEIGHT = 30, 214, 256


def fund_balance(fund: pd.DataFrame, month: Month) -> Plot:
    """The balance as steps from 期初 to 期末, with a mark on each day of spending."""
    days = fund_days(fund)
    opening, closing = int(fund["balance"].iloc[0]), int(fund["balance"].iloc[-1])
    income, spending = int(fund["income"].sum()), int(fund["spending"].sum())
    summary = _("期初 {opening} 元，罚款等收入 {income} 元，支出 {spending} 元，期末 {closing} 元。", opening=yuan(opening), income=yuan(income), spending=yuan(spending), closing=yuan(closing))
    rows: list[tuple[object, ...]] = [(_("期初"), "", "", yuan(opening))]
    rows += [(f"{day.date:%m-%d}", yuan(day.income), yuan(day.spending), yuan(day.balance)) for day in days]
    rows.append((_("期末"), "", "", yuan(closing)))
    svg = drawing(NAME, _(TITLE), summary, HEIGHT, _shapes(days, opening, closing, month))
    return Plot(NAME, _(TITLE), summary, svg, (_("日期"), _("收入"), _("支出"), _("余额")), rows, 3)


def _shapes(days: Sequence[FundDay], opening: int, closing: int, month: Month) -> list[str]:
    balances = [0, opening, *(day.balance for day in days)]
    lowest, highest = min(balances), max(balances)
    spread = max(highest - lowest, 1)
    last = month.last.day

    def across(day: date) -> float:
        return (day.day - 1) / last * WIDTH

    def up(balance: int) -> float:
        return FLOOR - (FLOOR - TOP) * (balance - lowest) / spread

    steps, marks, level = [(0.0, up(opening))], [], opening
    for day in days:
        x = across(day.date)
        steps += [(x, up(level)), (x, up(day.balance))]
        level = day.balance
        if day.spending:
            says = _("{date} 支出 {spending} 元，余额 {level} 元", date=f"{day.date:%m-%d}", spending=yuan(day.spending), level=yuan(level))
            marks.append(dot(x, up(level), "spent", says))
    steps.append((WIDTH, up(closing)))
    ticks = [text(across(month.first.replace(day=day)), FLOOR + 17, day, "middle") for day in range(6, last, 5)]
    return [
        path([*steps, (WIDTH, up(0)), (0, up(0))], "area", closed=True),
        path(steps, "curve"),
        line(0, up(0), WIDTH, up(0), "axis"),
        *marks,
        text(0, 14, _("期初 {opening}", opening=yuan(opening)), look="strong"),
        text(WIDTH, 14, _("期末 {closing}", closing=yuan(closing)), "end", "strong"),
        *([dot(WIDTH / 2 - 26, 10, "spent"), text(WIDTH / 2 - 18, 14, _("有支出"))] if marks else []),
        text(0, FLOOR + 17, _("1 日")),
        *ticks,
        text(0, FLOOR + 37, _("纵轴 {lowest} 至 {highest}", lowest=yuan(lowest), highest=yuan(highest))),
    ]
