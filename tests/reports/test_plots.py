"""The plots of the month's page: what each of them counts, and that nobody needs eyes to read it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from pipeline.base.period import Month
from pipeline.month.figures import changes, figures, overview
from pipeline.month.report import MonthReport, Scales
from pipeline.reports.month_plots import month_plots, month_trends
from pipeline.reports.plots.attendance import MOST_PEOPLE, Cell, attendance_days, attendance_map, shade
from pipeline.reports.plots.clauses import points_by_clause
from pipeline.reports.plots.complaints import complaint_ageing, days_to_limit
from pipeline.reports.plots.drawing import LETTER, Plot, fitted, text_width
from pipeline.reports.plots.fund import fund_balance
from pipeline.reports.plots.grades import grade_counts
from pipeline.reports.plots.scores import score_distribution, score_steps
from pipeline.reports.plots.trends import TRENDS, trends
from pipeline.rules.entries import no_entries
from pipeline.settlement.fund import fund_days
from tests.build import BOOK
from tests.complaints.a_report import a_report

SCALES = a_report().scales
NOVEMBER = Month(2026, 11)
SVG = "{http://www.w3.org/2000/svg}"


def words(plot: Plot) -> list[str]:
    """The texts of the picture, in their order."""
    return ["".join(each.itertext()) for each in ElementTree.fromstring(plot.svg).iter("text")]


def counted(scores: list[int]) -> dict[str, int]:
    return {step.label: step.people for step in score_steps(scores, SCALES, 11000) if step.people}


@pytest.mark.parametrize(
    ("score", "step"),
    [(8000, "80–85"), (7999, "75–80"), (9000, "85–90"), (9001, "90–95"), (6500, "65–70"), (11000, "105–110"), (4000, "40–45"), (-3000, "低于 40")],
)
def test_a_score_stands_in_the_step_of_its_grade(score: int, step: str) -> None:
    assert counted([score]) == {step: 1}
    grade = next(each.grade for each in score_steps([score], SCALES, 11000) if each.people)
    assert [*(name for name, _, _ in SCALES.grades), SCALES.below][grade] == BOOK.grade(score)


def test_everybody_stands_in_some_step() -> None:
    scores = list(range(-2000, 11001, 250))
    assert sum(step.people for step in score_steps(scores, SCALES, 11000)) == len(scores)


def test_nobody_with_a_score_leaves_no_distribution() -> None:
    assert score_distribution([], SCALES, 11000, 0) is None


def test_thousands_of_people_in_neighbouring_steps_have_numbers_that_lie_beside_or_above_each_other() -> None:
    plot = score_distribution([*[7_750] * 1_142, *[8_250] * 1_127, *[8_750] * 1_131], SCALES, 11_000, 8_250)
    assert plot is not None
    placed = [(float(each.attrib["x"]), float(each.attrib["y"]), "".join(each.itertext())) for each in ElementTree.fromstring(plot.svg).iter("text")]
    counts = [(x, y, said) for x, y, said in placed if said in ("1142", "1127", "1131") and y > 40]
    assert min(y for _, y, _ in counts) - LETTER >= 32, "nor on the number of the band above"
    assert len(counts) == 3
    for (left, above, said), (right, beside, _) in itertools.pairwise(counts):
        assert right - left > text_width(said) or abs(above - beside) >= LETTER


def test_a_rulebook_without_grades_still_has_a_distribution() -> None:
    assert score_distribution([7000, 8000], Scales((), "—", "", ""), 11000, 7500) is not None


def test_last_months_grades_stand_beside_this_months() -> None:
    plot = grade_counts([("A", 2, 0.5), ("B", 2, 0.5)], {"A": 3})
    assert plot is not None
    assert plot.rows == [("A", 2, "50%", 3), ("B", 2, "50%", 0)]
    assert "2 人 · 50%（上月 3）" in words(plot)


def test_the_clauses_that_cost_most_come_first(month: Callable[..., MonthReport]) -> None:
    plot = points_by_clause(month().settled.entries, "扣分")
    assert plot is not None
    assert plot.rows[0] == ("A-3.3.1", "旷工", 2, 1, "-36")
    assert [row[0] for row in plot.rows][:2] == ["A-3.3.1", "A-3.3.2"]


def test_a_month_without_deductions_has_no_plot_of_clauses() -> None:
    assert points_by_clause(no_entries(), "扣分") is None


def test_the_fund_is_drawn_from_its_opening_to_its_closing_balance(month: Callable[..., MonthReport]) -> None:
    fund = month().settled.fund
    plot = fund_balance(fund, NOVEMBER)
    assert plot.rows[0] == ("期初", "", "", "1,200.50")
    assert plot.rows[-1] == ("期末", "", "", "872.50")
    assert fund_days(fund)[-1].balance == 87250
    assert f"纵轴 0.00 至 {max(fund['balance']) / 100:,.2f}" in words(plot), "the line has a scale"


def test_a_fund_in_debt_can_be_drawn() -> None:
    empty: dict[str, list[Any]] = {"date": pd.to_datetime([None, None]), "income": [0, 0], "spending": [0, 0], "balance": [-500, -500]}
    assert "期末 -5.00" in words(fund_balance(pd.DataFrame(empty), NOVEMBER))


def test_complaints_stand_by_the_days_to_their_limit(month: Callable[..., MonthReport]) -> None:
    tracking = month().complaints
    assert tracking is not None
    assert days_to_limit(tracking, date(2026, 11, 30)) == [-1, 5, 2, -5]
    plot = complaint_ageing(tracking, date(2026, 11, 30))
    assert plot is not None
    assert plot.rows[0] == ("结案", 1, 1, 1, 1)


def attendance(**columns: list[Any]) -> pd.DataFrame:
    """A row a day, worked in full unless `columns` say otherwise."""
    count = len(next(iter(columns.values())))
    whole = {"shift": "early", "clock_in": 28800, "clock_out": 63000, "leave_type": None, "leave_from": None, "leave_to": None, "status": None}
    frame = pd.DataFrame({"employee_id": ["1"] * count, "date": pd.date_range("2026-11-01", periods=count, unit="s")}).assign(**whole)
    return frame.assign(**columns)


def test_a_day_is_what_the_sheet_says_and_what_entries_made_of_it() -> None:
    sheet = attendance(
        clock_in=[28800, 28800, 28800, None, None, None],
        clock_out=[63000, None, 63000, None, None, None],
        leave_type=[None, None, None, "sick", None, None],
        shift=["early", "early", "early", "early", "rest", "early"],
    )
    noted = pd.DataFrame({"employee_id": ["1", "1"], "date": sheet["date"].iloc[[2, 5]], "item": [SCALES.late, SCALES.absent]})
    assert attendance_days(sheet, noted, SCALES)["state"].tolist() == ["ok", "punch", "tardy", "leave", "rest", "absent"]


def crowd(people: int) -> pd.DataFrame:
    ids = [f"{number:03d}" for number in range(people)]
    return pd.DataFrame({"employee_id": ids, "date": pd.Timestamp("2026-11-03"), "state": ["tardy"] + ["ok"] * (people - 1)})


def test_many_people_are_shown_by_department() -> None:
    few, many = crowd(MOST_PEOPLE), crowd(MOST_PEOPLE + 1)
    names = dict.fromkeys(many["employee_id"], "某人")
    departments = dict.fromkeys(many["employee_id"], "客服部")
    by_person, by_department = (attendance_map(each, names, departments, NOVEMBER) for each in (few, many))
    assert by_person is not None and by_department is not None
    assert {name for name, _cells in by_person.rows} == {"某人"} and len(by_person.rows) == MOST_PEOPLE
    assert [name for name, _cells in by_department.rows] == ["客服部"] and "按部门列出" in by_department.summary
    assert by_person.rows[0][1][2] == Cell("tardy", "迟", "某人，3 日：迟到早退"), "a colour has a letter beside it"


def test_departments_are_coloured_by_the_share_of_their_people_not_by_any_one_of_them() -> None:
    assert [shade(share) for share in (0, 0.01, 0.02, 0.04, 0.2)] == ["ok", "some", "some", "many", "absent"]
    large = attendance_map(crowd(100), {}, dict.fromkeys(crowd(100)["employee_id"], "客服部"), NOVEMBER)
    assert large is not None
    assert [(cell.look, cell.letter) for cell in large.rows[0][1] if cell.look] == [("some", "1")]


def test_holidays_are_holidays_and_make_up_days_are_none() -> None:
    days = crowd(3).assign(date=pd.Timestamp("2026-10-09"))
    plot = attendance_map(days, {}, {}, Month.parse("2026-10"))
    assert plot is not None
    off = {day for day, working in plot.days if not working}
    assert set(range(1, 8)) <= off and 10 not in off and 11 in off


def test_trends_need_an_earlier_month_and_leave_gaps_open(month: Callable[..., MonthReport]) -> None:
    report = month()
    now = figures(overview(report))
    assert trends(NOVEMBER, now, {}) == []
    drawn = trends(NOVEMBER, now, {"2026-08": now, "2026-10": now | {"average": 8000}, "2020-01": now})
    assert len(drawn) == len(TRENDS)
    assert [row[0] for row in drawn[0].rows] == ["2026-08", "2026-10", "2026-11"]
    lines = [each for each in ElementTree.fromstring(drawn[0].svg).iter("path") if each.get("class") == "curve"]
    assert len(lines) == 2, "August stands alone"
    assert "纵轴 77.05 至 80" in words(next(plot for plot in drawn if plot.title == "平均考核分")), "a line says its scale"


def test_every_plot_says_what_it_shows_and_has_a_table(month: Callable[..., MonthReport]) -> None:
    report = month(history={"2026-10": figures(overview(month()))})
    headline = overview(report)
    plots = [*month_plots(report, headline), *month_trends(report, headline)]
    assert len(plots) >= 10
    for plot in plots:
        picture = ElementTree.fromstring(plot.svg)
        assert picture.get("role") == "img"
        named = {each.get("id"): each.text for each in picture if each.tag in ("title", "desc")}
        assert picture.get("aria-labelledby", "").split() == list(named)
        assert list(named.values()) == [plot.title, plot.summary]
        assert plot.rows and all(len(row) == len(plot.headers) for row in plot.rows)


def test_a_long_name_ends_in_an_ellipsis() -> None:
    assert fitted("欧阳震华", 4 * LETTER) == "欧阳震华"
    assert fitted("欧阳震华娜", 4 * LETTER) == "欧阳震…"


def test_changes_say_more_or_less_by_how_much_people_take_the_figure_to_be() -> None:
    before = {"people": 24, "average": 7000, "fines": -10000, "pay_down": -500, "close_on_time": 0.5, "complaints": None}
    now = {"people": 25, "average": 6950, "fines": -12000, "pay_down": -500, "close_on_time": 0.754, "complaints": 3}
    assert changes(now, before) == {
        "people": "较上月多 1", "average": "较上月低 0.5", "fines": "较上月多 20.00", "pay_down": "与上月持平",
        "close_on_time": "较上月高 25 个百分点",
    }  # fmt: skip
    assert changes(now, None) == {}


def test_a_figure_has_the_sign_and_the_name_of_its_card_in_the_trend_too(month: Callable[..., MonthReport]) -> None:
    now = figures(overview(month()))
    drawn = {plot.title: plot.rows[-1][1] for plot in trends(NOVEMBER, now, {"2026-10": now})}
    assert (drawn["调整合计（元）"], drawn["绩效浮动（元）"], drawn["罚款（元）"]) == ("-6,844.00", "-285.00", "-560.00")
