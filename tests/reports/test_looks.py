"""What comes out of a printer and stands on a screen: sheets through LibreOffice, pages through Chromium."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.findings.finding import Finding
from pipeline.month.report import MonthReport
from pipeline.reports import month_page, pay_adjustment, slips, validation_page

Month = Callable[..., MonthReport]
CHROMIUM_QUIETLY = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


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


def chromium(page: Path, *options: str) -> str:
    browser = program("chromium", "chromium-browser", "google-chrome")
    profile = f"--user-data-dir={page.parent / 'browser'}"
    command = [browser, *CHROMIUM_QUIETLY, profile, *options, page.as_uri()]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def printed_page(page: Path) -> list[str]:
    pdf = page.with_suffix(".pdf")
    chromium(page, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    return pages_of(pdf)


def overflow(page: Path, width: int) -> int:
    """By how many pixels the page is wider than a window of this width."""
    text = page.read_text(encoding="utf-8")
    probe = "<script>document.title = document.documentElement.scrollWidth - innerWidth</script>"
    probed = page.with_name("probed.html")
    probed.write_text(
        re.sub(r"<meta http-equiv[^>]*>", "", text).replace("</body>", probe + "</body>"), encoding="utf-8"
    )
    found = re.search(r"<title>(-?\d+)</title>", chromium(probed, f"--window-size={width},800", "--dump-dom"))
    assert found, "the probe ran"
    return int(found[1])


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
def test_a_slip_prints_on_one_page(tmp_path: Path, month: Month, employee_id: str) -> None:
    slips.write(tmp_path, month())
    assert len(printed_page(tmp_path / f"{employee_id}.html")) == 1


def test_a_slip_with_25_lines_still_prints_on_one_page(tmp_path: Path, month: Month) -> None:
    whole = month().settled
    one = whole.entries[whole.entries["clause"] == "A-3.1.4"].head(1)
    lines = pd.concat([one.assign(employee_id="KF001")] * 25, ignore_index=True)
    slips.write(tmp_path, month(settlement=SimpleNamespace(**{**vars(whole), "entries": lines})))
    assert len(printed_page(tmp_path / "KF001.html")) == 1


@pytest.mark.parametrize("width", [400, 1400])
def test_no_page_is_wider_than_its_window(tmp_path: Path, month: Month, findings: list[Finding], width: int) -> None:
    report = month(findings=findings, draft=True, held=frozenset({"KF005"}))
    validation_page.write(tmp_path / "validation.html", report)
    month_page.write(tmp_path / "report.html", report)
    slips.write(tmp_path, report)
    for name in ("validation.html", "report.html", "KF006.html"):
        assert overflow(tmp_path / name, width) <= 0, name
