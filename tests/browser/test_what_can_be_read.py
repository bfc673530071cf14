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


def faults(page: Any, body: str, width: int = 400) -> list[Fault]:
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(f"<!DOCTYPE html><meta charset=utf-8><body><main>{body}</main></body>")
    return faults_of(page)


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_fault_is_found_as_what_it_is(page: Any, kind: str) -> None:
    assert {fault.kind for fault in faults(page, PLANTED[kind])} == {kind}


def test_a_header_of_few_characters_is_not_broken_over_lines(page: Any) -> None:
    [fault] = faults(page, "<table style='width:40px;table-layout:fixed'><tr><th>调整合计</th></tr></table>")
    assert (fault.kind, fault.text) == ("broken", "调整合计")


def test_text_is_measured_as_small_on_a_phone_alone_and_as_a_drawing_shows_it(page: Any) -> None:
    drawing = "<svg width='300' viewBox='0 0 600 100'><text y='50' font-size='16'>图</text></svg>"
    assert [fault.kind for fault in faults(page, drawing)] == ["small"]
    assert faults(page, drawing, 1_400) == []


def test_what_can_be_read_has_no_fault(page: Any) -> None:
    assert faults(page, SOUND) == []


def test_a_picture_without_words_is_told_by_axe(page: Any) -> None:
    page.set_content("<html lang=zh><title>图</title><main><h1>图</h1><img src='data:,'></main></html>")
    told = faults_of_access(page)
    assert "image-alt" in told and "Found 1 " in told


def test_one_pale_cell_of_many_is_told_by_axe(page: Any) -> None:
    rows = [f"<tr><td>{number}</td><td>合格</td></tr>" for number in range(200)]
    rows[150] = "<tr><td>150</td><td style='color:#999'>合格</td></tr>"
    page.set_content(f"<html lang=zh><title>表</title><main><h1>表</h1><table>{''.join(rows)}</table></main></html>")
    told = faults_of_access(page)
    assert "color-contrast" in told and "Found 1 " in told


FORMS = ("notice 奖罚通知单-全部", "notice 人事公布单-全部", "notice 销货折扣证明单-全部", "notice 产品退货单-全部", "dispatch", "slip")


@pytest.mark.parametrize("width", [400, 1_400])
@pytest.mark.parametrize("name", FORMS)
def test_forms_and_slips_can_be_read(page: Any, pages: dict[str, Path], name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(pages[name].as_uri())
    assert faults_of(page) == []


@pytest.fixture(scope="module")
def year_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a year of twelve closed months."""
    books = Books.at(made_once(tmp_path_factory, "year", closed_year))
    path = tmp_path_factory.mktemp("year") / "2026.xlsx"
    assert books.call(closed_months.year, 2026, path).code == 0
    return path.with_suffix(".html")


@pytest.mark.parametrize("width", [400, 1_400])
def test_the_year_can_be_read_fits_its_window_and_passes_axe(page: Any, year_page: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(year_page.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert faults_of(page) == []
    assert faults_of_access(page) == ""


def test_no_word_of_a_printed_workbook_is_too_small_to_read(pages: dict[str, Path], tmp_path: Path, libreoffice: str, pdftotext: str) -> None:
    books = sorted(pages["report"].parent.glob("*.xlsx"))
    command = [libreoffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, books)], check=True, capture_output=True)
    printed = {book.name: faults_on_paper(tmp_path / f"{book.stem}.pdf", pdftotext) for book in books}
    assert len(printed) >= 6 and not any(printed.values()), printed
