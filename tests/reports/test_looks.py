"""What comes out of a printer and stands on a screen: sheets through LibreOffice, pages through Chromium."""

from __future__ import annotations

import re
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
from tests.paper import printed, sheets_of
from tests.window import wider_than_window

Month = Callable[..., MonthReport]


def printed_workbook(path: Path, libreoffice: str, pdftotext: str) -> list[str]:
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [libreoffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return sheets_of(path.with_suffix(".pdf"), pdftotext)


def larger(report: MonthReport, times: int) -> MonthReport:
    """The same people so many times over, numbered anew."""
    settlement = report.settled

    def repeated(frame: pd.DataFrame) -> pd.DataFrame:
        parts = [frame.assign(employee_id=f"{n:02d}" + frame["employee_id"]) for n in range(times)]
        return pd.concat(parts, ignore_index=True)

    people = {field: repeated(getattr(settlement, field)) for field in ("pay", "appraisal", "entries", "actions")}
    return replace(report, settlement=SimpleNamespace(**people, fund=settlement.fund))


def test_the_pay_sheet_of_110_people_prints_on_three_pages_each_with_the_header(
    tmp_path: Path, month: Month, libreoffice: str, pdftotext: str,
) -> None:
    path = tmp_path / "pay.xlsx"
    pay_adjustment.write(path, larger(month(), 10))
    whole = printed_workbook(path, libreoffice, pdftotext)
    pages, to_sign = whole[:3], whole[3:]
    for number, page in enumerate(whole, 1):
        assert "客户服务部 2026年11月" in page
        assert "调整合计" in page
        assert re.search(f"第 *{number} *页 *共 *{len(whole)} *页", page)
    assert all("工资调整表" in page and "批准人" in page for page in pages)
    assert "合计" in pages[-1].split("审核人")[0]
    assert all("工资单" in page for page in to_sign)
    assert ["批准人" in page for page in to_sign] == [False] * (len(to_sign) - 1) + [True]


@pytest.mark.parametrize("employee_id", ["KF001", "KF006", "ZG001"])
def test_a_slip_prints_on_one_page(page: Any, tmp_path: Path, month: Month, pdftotext: str, employee_id: str) -> None:
    slips.write(tmp_path, month())
    page.goto((tmp_path / f"{employee_id}.html").as_uri())
    assert len(printed(page, tmp_path, pdftotext)) == 1


def test_each_sheet_of_all_slips_together_has_one_person_and_the_place_to_sign(page: Any, tmp_path: Path, month: Month, pdftotext: str) -> None:
    slips.write(tmp_path, month())
    page.goto((tmp_path / slips.ALL).as_uri())
    assert "打印时每份考核单后面都有" in page.inner_text("main") and "本人签字" in page.inner_text("main")
    sheets = printed(page, tmp_path, pdftotext)
    assert len(sheets) == len(month().settled.pay) > 8
    for sheet in sheets:
        assert [sheet.count(said) for said in ("工号", "对任何一项有异议", "本人签字", "依据制度", "打印时")] == [1, 1, 1, 1, 0]


def printed_with_lines(page: Any, tmp_path: Path, month: Month, pdftotext: str, column: str, value: str, count: int) -> list[str]:
    """The sheets of KF001's slip, whose lines are the first of the month with this value, so many times."""
    whole = month().settled
    line = whole.entries[whole.entries[column] == value].head(1)
    lines = pd.concat([line.assign(employee_id="KF001")] * count, ignore_index=True)
    slips.write(tmp_path, month(settlement=SimpleNamespace(**{**vars(whole), "entries": lines})))
    page.goto((tmp_path / "KF001.html").as_uri())
    return printed(page, tmp_path, pdftotext)


def test_a_slip_with_25_lines_still_prints_on_one_page(page: Any, tmp_path: Path, month: Month, pdftotext: str) -> None:
    assert len(printed_with_lines(page, tmp_path, month, pdftotext, "clause", "A-3.1.4", 25)) == 1


def test_a_slip_that_goes_on_has_its_headers_on_each_sheet_and_its_total_at_the_end_alone(page: Any, tmp_path: Path, month: Month, pdftotext: str) -> None:
    first, last = printed_with_lines(page, tmp_path, month, pdftotext, "category", "罚款", 70)
    assert "类别" in first and "类别" in last
    assert "调整合计" not in first and last.count("调整合计") == 1


def test_no_page_is_wider_than_its_window(page: Any, tmp_path: Path, month: Month, findings: list[Finding]) -> None:
    report = month(findings=findings, draft=True, held=frozenset({"KF005"}))
    validation_page.write(tmp_path / "validation.html", report)
    month_page.write(tmp_path / "report.html", report)
    slips.write(tmp_path, report)
    for name in ("validation.html", "report.html", "KF006.html"):
        page.goto((tmp_path / name).as_uri())
        assert wider_than_window(page) == {400: 0, 1_400: 0}, name
