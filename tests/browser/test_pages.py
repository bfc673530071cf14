"""Each page in Chromium: no errors, nothing leaves the file, readable by all, at any width, by keyboard, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import faults_of_access
from tests.paper import printed
from tests.window import resized, wider_than_window

NAMES = [
    "report", "people", "complaints", "service", "fund", "english report", "english people", "english validation", "validation", "validation with errors", "index", "slip", "rulebook", "simulate", "summary", "dispatch", "notice 奖罚通知单-全部",
    "notice 人事公布单-全部", "notice 销货折扣证明单-全部", "notice 产品退货单-全部",
]  # fmt: skip
MOST_TABS = 3_000


class Opened:
    """A page with all that it said and asked for."""

    def __init__(self, page: Any, path: Path) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        self._told = {
            "console": lambda message: self.said.append(message.text), "pageerror": lambda error: self.said.append(str(error)),
            "request": lambda request: self.asked.append(request.url),
        }  # fmt: skip
        for event, heard in self._told.items():
            page.on(event, heard)
        page.goto(path.as_uri())

    def leave(self) -> None:
        for event, heard in self._told.items():
            self.page.remove_listener(event, heard)


@pytest.fixture(scope="module")
def kept_page(browser: Any) -> Iterator[Any]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module", params=NAMES)
def kept_open(request: pytest.FixtureRequest, kept_page: Any, pages: dict[str, Path]) -> Iterator[Opened]:
    """A page by its name, opened once for all tests that only look at it."""
    opened = Opened(kept_page, pages[request.param])
    yield opened
    opened.leave()


@pytest.fixture
def opened(kept_open: Opened) -> Opened:
    """On a screen, by day."""
    resized(kept_open.page, 1_400)
    kept_open.page.emulate_media(media="screen", color_scheme="light")
    return kept_open


@pytest.fixture
def report(page: Any, pages: dict[str, Path]) -> Any:
    page.goto(pages["report"].as_uri())
    return page


def test_a_page_has_no_errors_asks_for_nothing_else_and_passes_axe_by_day_and_in_the_dark_on_a_telephone(opened: Opened) -> None:
    for width, scheme in ((1_400, "light"), (400, "dark")):
        resized(opened.page, width)
        opened.page.emulate_media(color_scheme=scheme)
        assert faults_of_access(opened.page) == ""
    assert opened.said == []
    assert len(opened.asked) == 1, opened.asked


def test_no_page_is_wider_than_its_window(opened: Opened) -> None:
    assert wider_than_window(opened.page) == {400: 0, 1_400: 0}


SMALLEST_TEXT = 13.4
"""Pixels, of the letters of tables."""
PLOTS = """() => [...document.querySelectorAll('svg.plot')].flatMap(plot => {
    const frame = plot.getBoundingClientRect(), texts = [...plot.querySelectorAll('text')].map(text => ({said: text.textContent,
        box: text.getBoundingClientRect(), size: parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a}));
    const over = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
        && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4;
    return texts.flatMap((text, at) => [
        ...(text.size < SMALLEST ? [`${text.said} is small`] : []),
        ...(text.box.right > frame.right + 2 || text.box.left < frame.left - 2 ? [`${text.said} is cut`] : []),
        ...texts.slice(at + 1).filter(other => over(text.box, other.box)).map(other => `${text.said} on ${other.said}`)]);
})"""


@pytest.mark.parametrize("width", [400, 1_400])
@pytest.mark.parametrize("kept_open", ["report", "complaints", "index", "english report", "english complaints"], indirect=True)
def test_text_in_plots_is_as_large_as_in_tables_is_not_cut_and_lies_on_no_other(opened: Opened, width: int) -> None:
    resized(opened.page, width)
    assert opened.page.evaluate(PLOTS.replace("SMALLEST", str(SMALLEST_TEXT))) == []


def test_what_a_plot_shows_is_on_paper_too(report: Any) -> None:
    report.emulate_media(media="print")
    assert report.evaluate("[...document.querySelectorAll('svg.plot rect, svg.plot path')].every(shape => getComputedStyle(shape).display !== 'none')")
    assert "列出 8 行，共 15 行" in report.locator("#decide-list").inner_text(), "a list that is cut says so on paper"


def test_controls_are_large_enough_to_be_hit(opened: Opened) -> None:
    small = "[...document.querySelectorAll('button,select,input,summary')].filter(e => e.offsetParent && e.type !== 'radio' && e.getBoundingClientRect().height < 24).length"
    resized(opened.page, 400)
    assert opened.page.evaluate(small) == 0


def test_the_keyboard_reaches_every_control(opened: Opened) -> None:
    page = opened.page
    wanted = page.evaluate(
        """() => { const all = [...document.querySelectorAll('a[href],button,input,select,summary')].filter(e => e.offsetParent !== null && !e.disabled);
        const radios = new Set(); const one = all.filter(e => e.type !== 'radio' || (!radios.has(e.name) && radios.add(e.name)));
        one.forEach((e, n) => e.dataset.place = n); return one.length; }"""
    )
    page.evaluate(
        """() => { const reached = window.reached = new Set(); document.addEventListener('focusin', event => { const e = event.target;
        const place = (e.type === 'radio' && document.querySelector(`input[name='${e.name}'][data-place]`) || e).dataset.place; if (place) reached.add(place); }); }"""
    )
    reached = 0
    for pressed in range(1, min(wanted * 2 + 20, MOST_TABS)):
        page.keyboard.press("Tab")
        if pressed >= wanted:
            reached = page.evaluate("reached.size")
        if reached == wanted:
            break
    assert reached == wanted


def texts(page: Any, column: int) -> list[str]:
    """The cells of a column of the people's list that are drawn."""
    found: list[str] = page.evaluate(
        """column => [...document.querySelector('#people table').tBodies[0].rows].map(row => row.cells[column].innerText.trim())""", column,
    )
    return found


def test_search_filters_and_sorting_act_on_everybody_though_not_all_are_drawn(report: Any) -> None:
    people = report.locator("#people")
    drawn, everybody = len(texts(report, 0)), people.locator("output").inner_text()
    assert drawn == 20 and everybody == "列出 20 行，共 25 行"
    people.locator("th button", has_text="考核分").click()
    scores = [float(text) for text in texts(report, 6)]
    assert scores == sorted(scores) and scores[0] == 25, "the lowest of all, whoever was drawn before"
    people.locator("th button", has_text="考核分").click()
    assert float(texts(report, 6)[0]) == 110
    people.locator("input[type=search]").fill("FW006")
    assert texts(report, 0) == ["FW006"], "found, though at the end of the list"
    people.locator("input[type=search]").fill("")
    people.locator("select").last.select_option("E")
    assert set(texts(report, 5)) == {"E"} and "符合的有 2 行" in people.locator("output").inner_text()
    people.locator("select").last.select_option("")
    people.locator("button.more").click()
    assert len(texts(report, 0)) == 25 and not people.locator("button.more").is_visible()


def test_an_id_of_a_list_leads_to_the_slip_and_the_slip_leads_back(report: Any) -> None:
    report.locator("#people a", has_text="KF009").click()
    assert report.url.endswith("slips/KF009.html")
    report.locator("nav a", has_text="月报").click()
    assert report.url.endswith("report.html")


@pytest.mark.parametrize("width", [400, 1_400])
def test_the_first_screen_says_who_decides_what_costs_most_and_who_needs_help(report: Any, width: int) -> None:
    resized(report, width)
    glance = report.locator(".glance")
    said = glance.inner_text()
    assert "需要决定 15" in said and "经理" in said and "扣得最多的条款 B-1c" in said and "平均考核分最低" in said
    cost = report.locator("#figures ~ .cards .card").first.bounding_box()
    assert glance.bounding_box()["y"] < cost["y"] and cost["y"] + cost["height"] < 900, "and what the month costs"
    report.locator(".glance a", has_text="扣得最多").click()
    assert report.url.endswith("#costs") and report.locator("#costs").count() == 1


def test_each_page_leads_to_every_other_and_to_the_overview(report: Any) -> None:
    for name in ("人员", "投诉", "服务", "资料检查", "规则", "基金", "月报", "各月一览"):
        report.locator("header nav a", has_text=name).click()
        assert report.locator("h1").count() == 1, name


def test_without_a_script_everything_is_still_there(browser: Any, pages: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["report"].as_uri())
    for text in ("需要决定的事项", "本月数字", "先列出 20 行，共 25 行", "KF009"):
        assert page.get_by_text(text).first.is_visible()
    context.close()


@pytest.mark.parametrize(("name", "most"), [("slip", 2), ("index", 1), ("summary", 1), ("simulate", 2), ("report", 3), ("people", 3), ("rulebook", 20)])
def test_pages_print_on_a_sensible_number_of_sheets(
    page: Any, pages: dict[str, Path], tmp_path: Path, pdftotext: str, name: str, most: int
) -> None:
    page.goto(pages[name].as_uri())
    sheets = printed(page, tmp_path, pdftotext)
    assert 1 <= len(sheets) <= most
    assert all(text.strip() for text in sheets), "none of them is blank"


def test_each_printed_sheet_of_a_draft_says_so_and_none_of_a_month_that_is_none(
    page: Any, pages: dict[str, Path], tmp_path: Path, pdftotext: str
) -> None:
    for name, says in (("draft rulebook", True), ("rulebook", False)):
        page.goto(pages[name].as_uri())
        sheets = printed(page, tmp_path, pdftotext)
        assert len(sheets) > 2 and {"草稿" in sheet for sheet in sheets} == {says}


def test_a_table_that_goes_on_prints_its_header_again_on_the_next_sheet(page: Any, pages: dict[str, Path], tmp_path: Path, pdftotext: str) -> None:
    page.goto(pages["complaints"].as_uri())
    page.evaluate(
        """() => { const table = [...document.querySelectorAll('table')].find(t => t.tHead.innerText.includes('由谁办理'));
        const body = table.tBodies[0]; body.append(...[...body.rows].map(row => row.cloneNode(true)));
        document.querySelector('main').replaceChildren(table.parentElement); }"""
    )
    sheets = printed(page, tmp_path, pdftotext)
    assert len(sheets) >= 2 and all("由谁办理" in sheet for sheet in sheets)


def test_every_plot_can_be_read_without_seeing_it(report: Any) -> None:
    pictures = report.locator("svg[role=img]")
    assert pictures.count() >= 4
    for number in range(pictures.count()):
        assert report.get_by_role("img", name=pictures.nth(number).locator("title").first.text_content()).count() >= 1
    tables = report.locator("figure details table")
    assert tables.count() == pictures.count()


def test_a_telephone_sorts_and_filters_cards_that_show_no_headers(page: Any, pages: dict[str, Path]) -> None:
    page.set_viewport_size({"width": 400, "height": 900})
    page.goto(pages["validation with errors"].as_uri())
    findings = page.locator("#findings")
    assert not findings.locator("thead").is_visible()
    findings.locator(".narrow select").select_option(label="行 ↓")
    rows = [int(text) for text in findings.locator("tbody td[data-h='行']").all_inner_texts() if text]
    assert rows == sorted(rows, reverse=True) and len(rows) > 3
    assert findings.locator("th", has_text="行").first.get_attribute("aria-sort") == "descending"
    findings.locator(".search:not(.narrow) label", has_text="谁来改").locator("select").select_option("前台")
    assert findings.locator("tbody tr").count() == 1
