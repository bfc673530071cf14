"""What `make look` measures: each fault is found where it is planted, and no page of ours has one on a phone or a screen."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from looks.faults import Fault, faults_of, faults_on_paper
from pipeline.app import closed_months
from tests.archive.months import Books
from tests.archive.test_year import closed_year
from tests.browser.axe import faults_of_access
from tests.once import made_once

PLANTED = {
    "overlap": "<p style='margin:0;height:6px'>考核分和等级</p><p style='margin:0'>绩效浮动和罚款</p>",
    "broken": "<p style='width:3.2em;overflow-wrap:anywhere'>KF001234567890</p>",
    "empty": "<div style='height:400px;border:1px solid'>一句话</div>",
    "small": "<p style='font-size:8px'>小字</p>",
}
SOUND = """<h1>工资调整表</h1><p>合计 1,234.00 元，KF001 至 KF025。</p><table><tr><th>工号</th><td>KF001</td></tr></table>
<div style='height:150px;border:1px solid'>短</div><p style='position:absolute;clip-path:inset(50%);font-size:1px'>只读给听的人</p>"""


def faults(browser: Any, folder: Path, body: str, width: int = 400) -> list[Fault]:
    (folder / "page.html").write_text(f"<!DOCTYPE html><meta charset=utf-8><body><main>{body}</main></body>", encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((folder / "page.html").as_uri())
    found = faults_of(page)
    page.close()
    return found


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_fault_is_found_as_what_it_is(browser: Any, tmp_path: Path, kind: str) -> None:
    assert {fault.kind for fault in faults(browser, tmp_path, PLANTED[kind])} == {kind}


def test_a_header_of_few_characters_is_not_broken_over_lines(browser: Any, tmp_path: Path) -> None:
    [fault] = faults(browser, tmp_path, "<table style='width:40px;table-layout:fixed'><tr><th>调整合计</th></tr></table>")
    assert (fault.kind, fault.text) == ("broken", "调整合计")


def test_text_is_measured_as_small_on_a_phone_alone_and_as_a_drawing_shows_it(browser: Any, tmp_path: Path) -> None:
    drawing = "<svg width='300' viewBox='0 0 600 100'><text y='50' font-size='16'>图</text></svg>"
    assert [fault.kind for fault in faults(browser, tmp_path, drawing)] == ["small"]
    assert faults(browser, tmp_path, drawing, 1_400) == []


def test_what_can_be_read_has_no_fault(browser: Any, tmp_path: Path) -> None:
    assert faults(browser, tmp_path, SOUND) == []


def test_a_picture_without_words_is_told_by_axe(browser: Any) -> None:
    page = browser.new_page()
    page.set_content("<html lang=zh><title>图</title><main><h1>图</h1><img src='data:,'></main></html>")
    told = faults_of_access(page)
    page.close()
    assert "image-alt" in told and "Found 1 " in told


FORMS = ("notice 奖罚通知单-全部", "notice 人事公布单-全部", "notice 销货折扣证明单-全部", "notice 产品退货单-全部", "dispatch", "slip")


@pytest.mark.parametrize("width", [400, 1_400])
@pytest.mark.parametrize("name", FORMS)
def test_forms_and_slips_can_be_read(browser: Any, pages: dict[str, Path], name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(pages[name].as_uri())
    found = faults_of(page)
    page.close()
    assert found == []


@pytest.fixture(scope="module")
def year_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a year of twelve closed months."""
    books = Books.at(made_once(tmp_path_factory, "year", closed_year))
    path = tmp_path_factory.mktemp("year") / "2026.xlsx"
    assert books.call(closed_months.year, 2026, path).code == 0
    return path.with_suffix(".html")


@pytest.mark.parametrize("width", [400, 1_400])
def test_the_year_can_be_read_fits_its_window_and_passes_axe(browser: Any, year_page: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(year_page.as_uri())
    found, of_access = faults_of(page), faults_of_access(page)
    fits = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.close()
    assert fits and of_access == ""
    assert found == []


def test_no_word_of_a_printed_workbook_is_too_small_to_read(pages: dict[str, Path], tmp_path: Path, libreoffice: str, pdftotext: str) -> None:
    books = sorted(pages["report"].parent.glob("*.xlsx"))
    command = [libreoffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, books)], check=True, capture_output=True)
    printed = {book.name: faults_on_paper(tmp_path / f"{book.stem}.pdf", pdftotext) for book in books}
    assert len(printed) >= 6 and not any(printed.values()), printed
