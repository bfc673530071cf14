"""The last twelve months, figure by figure, as far as there are earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.base.period import Month
from pipeline.base.units import plain, yuan
from pipeline.language.translation import N_, _
from pipeline.reports.plots.drawing import Plot, dot, drawing, path, text

NAME, TITLE = "plot-trends", N_("十二个月走势")
MONTHS = 12
WIDTH, HEIGHT, TOP, FLOOR, SIDE = 240, 144, 58, 100, 5
Figures = Mapping[str, Any]


@dataclass(frozen=True)
class Trend:
    """One figure over the months: what it is called, where it stands in the figures, how it is written."""

    label: str
    value: Callable[[Figures], int | float | None]
    written: Callable[[Any], str]


def _named(name: str) -> Callable[[Figures], int | float | None]:
    return lambda figures: figures.get(name)


TRENDS = (
    Trend(N_("调整合计（元）"), _named("total"), yuan),
    Trend(N_("平均考核分"), _named("average"), plain),
    Trend(N_("绩效浮动（元）"), lambda figures: figures["pay_up"] + figures["pay_down"], yuan),
    Trend(N_("罚款（元）"), _named("fines"), yuan),
    Trend(N_("基金余额（元）"), _named("fund_closing"), yuan),
    Trend(N_("投诉（件）"), _named("complaints"), str),
    Trend(N_("结案按时率"), _named("close_on_time"), "{:.0%}".format),
)


def trends(month: Month, now: Figures, history: Mapping[str, Figures], name: str = NAME) -> list[Plot]:
    """A plot for each figure that at least two of the last twelve months have; none without earlier months."""
    window = [month.shift(back) for back in range(1 - MONTHS, 1)]
    by_month = {str(each): history.get(str(each)) for each in window} | {str(month): now}
    first = next(number for number, each in enumerate(window) if by_month[str(each)])
    plots = []
    for number, trend in enumerate(TRENDS):
        values = [None if (figures := by_month[str(each)]) is None else trend.value(figures) for each in window[first:]]
        if sum(value is not None for value in values) > 1:
            plots.append(_plot(f"{name}-{number}", trend, window[first:], values))
    return plots


def _plot(name: str, trend: Trend, months: Sequence[Month], values: Sequence[int | float | None]) -> Plot:
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    lowest, highest = min(value for _, value in known), max(value for _, value in known)
    shown = [(str(months[at]), trend.written(value)) for at, value in known]
    summary = _("{first} 为 {then}，{last} 为 {now}；最低 {lowest}，最高 {highest}。", first=shown[0][0], then=shown[0][1], last=shown[-1][0], now=shown[-1][1], lowest=trend.written(lowest), highest=trend.written(highest))

    def place(at: int, value: int | float) -> tuple[float, float]:
        share = (value - lowest) / (highest - lowest) if highest > lowest else 0.5
        return SIDE + (WIDTH - 2 * SIDE) * at / (len(values) - 1), FLOOR - (FLOOR - TOP) * share

    shapes = [text(0, 14, _(trend.label)), text(0, 42, shown[-1][1] if values[-1] is not None else "—", look="big")]
    for run in _unbroken(known):
        points = [place(at, value) for at, value in run]
        shapes.append(path(points, "curve"))
    shapes += [dot(*place(at, value), "point", f"{months[at]}：{trend.written(value)}") for at, value in known]
    shapes.append(text(0, FLOOR + 19, _("纵轴 {lowest} 至 {highest}", lowest=trend.written(lowest), highest=trend.written(highest))))
    shapes += [text(0, HEIGHT - 4, months[0]), text(WIDTH, HEIGHT - 4, months[-1], "end")]
    svg = drawing(name, _(trend.label), summary, HEIGHT, shapes, WIDTH)
    return Plot(name, _(trend.label), summary, svg, (_("月份"), _(trend.label)), shown, 1)


def _unbroken(known: Sequence[tuple[int, int | float]]) -> list[list[tuple[int, int | float]]]:
    """The values in runs of months that follow each other; a gap is not drawn over."""
    runs: list[list[tuple[int, int | float]]] = []
    for at, value in known:
        if runs and runs[-1][-1][0] == at - 1:
            runs[-1].append((at, value))
        else:
            runs.append([(at, value)])
    return runs
