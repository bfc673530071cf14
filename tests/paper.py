"""What stands on paper: Chromium prints the page, pdftotext reads it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any


def printed(page: Any, folder: Path, pdftotext: str) -> list[str]:
    """The text of each sheet of a page that is open in a browser."""
    pdf = folder / "printed.pdf"
    page.pdf(path=str(pdf), format="A4", prefer_css_page_size=True)
    return sheets_of(pdf, pdftotext)


def sheets_of(pdf: Path, pdftotext: str) -> list[str]:
    """The text of each sheet."""
    text = subprocess.run([pdftotext, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]
