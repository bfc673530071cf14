"""Forms as a printer gives them: Chromium makes the PDF, pdftotext and pdfinfo read it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from pipeline.month.report import MonthReport, RulebookUsed

QUIETLY = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
]  # fmt: skip


def a_report() -> MonthReport:
    """A month with nothing in it but its name."""
    return MonthReport(
        month="2026-11", as_of="2026-11-30", version="0", department="客户服务部", rulebook=RulebookUsed("", "", ""),
        base_score=8000, score_cap=11000, settlement=None, considered=None, casework=None, service=None, findings=(), inputs=(), role_labels={},
    )  # fmt: skip


def printed(page: Path, chromium: str, pdftotext: str, browser_data: Path) -> list[str]:
    """The text of each printed page."""
    pdf = browser_data / "printed.pdf"
    command = [chromium, *QUIETLY, f"--user-data-dir={browser_data / 'browser'}", f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = subprocess.run([pdftotext, "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return text.split("\f")[:-1]


def wider_than_window(page: Path, browser: Any) -> dict[int, int]:
    """By how many pixels the page is wider than a telephone's window and than a screen's."""
    opened = browser.new_page()
    opened.goto(page.as_uri())
    wider = {}
    for width in (400, 1_400):
        opened.set_viewport_size({"width": width, "height": 900})
        wider[width] = opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    opened.close()
    return wider
