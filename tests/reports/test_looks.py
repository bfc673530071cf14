"""What comes out of a printer and stands on a screen: sheets through LibreOffice, pages through Chromium."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from pipeline.findings.finding import Finding
from pipeline.month.report import MonthReport
from pipeline.reports import month_page, pay_adjustment, slips, validation_page

Month = Callable[..., MonthReport]


def program(*names: str) -> str:
    """The first of these programs that is here; the test is skipped where there is none."""
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        pytest.skip(f"{names[0]} is not installed")
    return found


def pages_of(pdf: Path) -> list[str]:
    """The text of each page."""
    text = subprocess.run(
        [program("pdftotext"), "-layout", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout
    return text.split("\f")[:-1]


def printed_sheet(path: Path) -> list[str]:
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    office = program("soffice", "libreoffice")
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return pages_of(path.with_suffix(".pdf"))


def printed_page(browser: Any, page: Path) -> list[str]:
    opened = browser.new_page()
    opened.goto(page.as_uri())
    opened.pdf(path=str(page.with_suffix(".pdf")), format="A4", prefer_css_page_size=True)
    opened.close()
    return pages_of(page.with_suffix(".pdf"))


def overflow(browser: Any, page: Path, width: int) -> int:
    """By how many pixels the page is wider than a window of this width."""
    opened = browser.new_page(viewport={"width": width, "height": 800})
    opened.goto(page.as_uri())
    wider: int = opened.evaluate("document.documentElement.scrollWidth - innerWidth")
    opened.close()
    return wider


def larger(report: MonthReport, times: int) -> MonthReport:
    """The same people so many times over, numbered anew."""
    settlement = report.settled

    def repeated(frame: pd.DataFrame) -> pd.DataFrame:
        parts = [frame.assign(employee_id=f"{n:02d}" + frame["employee_id"]) for n in range(times)]
        return pd.concat(parts, ignore_index=True)

    people = {field: repeated(getattr(settlement, field)) for field in ("pay", "appraisal", "entries", "actions")}
    return replace(report, settlement=SimpleNamespace(**people, fund=settlement.fund))


def test_the_pay_sheet_of_110_people_prints_on_three_pages_each_with_the_header(tmp_path: Path, month: Month) -> None:
    path = tmp_path / "pay.xlsx"
    pay_adjustment.write(path, larger(month(), 10))
    printed = printed_sheet(path)
    pages, to_sign = printed[:3], printed[3:]
    for number, page in enumerate(printed, 1):
        assert "客户服务部 2026年11月" in page
        assert "调整合计" in page
        assert re.search(f"第 *{number} *页 *共 *{len(printed)} *页", page)
    assert all("工资调整表" in page and "批准人" in page for page in pages)
    assert "合计" in pages[-1].split("审核人")[0]
    assert all("工资单" in page for page in to_sign)
    assert ["批准人" in page for page in to_sign] == [False] * (len(to_sign) - 1) + [True]


@pytest.mark.parametrize("employee_id", ["KF001", "KF006", "ZG001"])
def test_a_slip_prints_on_one_page(browser: Any, tmp_path: Path, month: Month, employee_id: str) -> None:
    slips.write(tmp_path, month())
    assert len(printed_page(browser, tmp_path / f"{employee_id}.html")) == 1


def test_a_slip_with_25_lines_still_prints_on_one_page(browser: Any, tmp_path: Path, month: Month) -> None:
    whole = month().settled
    one = whole.entries[whole.entries["clause"] == "A-3.1.4"].head(1)
    lines = pd.concat([one.assign(employee_id="KF001")] * 25, ignore_index=True)
    slips.write(tmp_path, month(settlement=SimpleNamespace(**{**vars(whole), "entries": lines})))
    assert len(printed_page(browser, tmp_path / "KF001.html")) == 1


@pytest.mark.parametrize("width", [400, 1400])
def test_no_page_is_wider_than_its_window(browser: Any, tmp_path: Path, month: Month, findings: list[Finding], width: int) -> None:
    report = month(findings=findings, draft=True, held=frozenset({"KF005"}))
    validation_page.write(tmp_path / "validation.html", report)
    month_page.write(tmp_path / "report.html", report)
    slips.write(tmp_path, report)
    for name in ("validation.html", "report.html", "KF006.html"):
        assert overflow(browser, tmp_path / name, width) <= 0, name
