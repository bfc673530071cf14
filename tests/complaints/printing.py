"""Forms as a printer gives them: Chromium makes the PDF, pdftotext and pdfinfo read it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

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


def wider_than_window(page: Path, width: int, chromium: str, browser_data: Path) -> int:
    """By how many pixels the page is wider than a window of this width."""
    text = re.sub(r"<meta http-equiv[^>]*>", "", page.read_text(encoding="utf-8"))
    frame = browser_data / "frame.html"  # a window narrower than 500 px is no window to Chromium, a frame in it is
    (browser_data / "probed.html").write_text(text, encoding="utf-8")
    script = "const d = this.contentDocument.documentElement; document.title = d.scrollWidth - this.clientWidth"
    frame.write_text(
        f'<title>?</title><iframe src="probed.html" style="width:{width}px;height:900px;border:0" onload="{script}"></iframe>',
        encoding="utf-8",
    )
    command = [
        chromium, *QUIETLY, "--allow-file-access-from-files", f"--user-data-dir={browser_data / 'browser'}", "--dump-dom",
        frame.as_uri(),
    ]  # fmt: skip
    found = re.search(r"<title>(-?\d+)</title>", subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout)
    assert found, "the probe ran"
    return int(found[1])
