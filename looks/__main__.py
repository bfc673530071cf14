"""`make look`: a picture of every page, sheet and form of five months, and a list of what in them cannot be read.

Into output/looks/ or the folder given; needs chromium, soffice and pdftoppm. Ends with 1 where something was found.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from looks.faults import Fault, faults_of, faults_on_paper
from looks.months import NAMES, ROOT, make

WIDTHS = (400, 1_400)
DOTS_AN_INCH = 70
TALLEST = 12_000
"""Pixels of a picture; the page of 5,000 people is longer than Chromium draws."""
SHEETS_OF_PAPER = "1-12"
"""Of each workbook, as LibreOffice is told: the others are like them."""
MOST_ROWS = 500
"""Of each sheet, since LibreOffice lays out all of them before it prints the first: a quarter of an hour for 5,000 people."""
ROW = re.compile(rb'<row r="(\d+)"[^>]*?(?:/>|>.*?</row>)', re.DOTALL)
SLIPS, FORMS = 3, 12
"""Of each month so many are looked at: they differ in length alone."""


def main(names: list[str]) -> int:
    from playwright.sync_api import sync_playwright

    pictures, count = ROOT / "output" / "looks", 0
    shutil.rmtree(pictures, ignore_errors=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as work:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for name in names or NAMES:
            for folder in make(name, Path(work) / name):
                to = pictures / name / folder.name
                to.mkdir(parents=True, exist_ok=True)
                for looked_at, fault in chain(_pages(browser, folder, to), _sheets(folder, to)):
                    print(f"{name}/{looked_at}: {fault.kind} in {fault.where}: {fault.text}", flush=True)
                    count += 1
        browser.close()
    print(f"pictures in {pictures}; {count} faults")
    return min(count, 1)


def _pages(browser: Any, folder: Path, to: Path) -> Iterator[tuple[str, Fault]]:
    """Each page on a phone, on a screen, in the dark and on paper."""
    slips, forms = sorted((folder / "slips").glob("*.html"))[:SLIPS], sorted((folder / "notices").glob("*.html"))[:FORMS]
    for path in (*sorted(folder.glob("*.html")), *slips, *forms):
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.goto(path.as_uri())
            height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
            page.screenshot(path=to / f"{path.stem}.{width}.png", full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
            yield from ((f"{path.stem} at {width}", fault) for fault in faults_of(page))
            if width == WIDTHS[-1]:
                page.emulate_media(color_scheme="dark")
                page.screenshot(path=to / f"{path.stem}.dark.png")
                page.emulate_media(color_scheme="light")
                page.pdf(path=to / f"{path.stem}.pdf", format="A4", prefer_css_page_size=True)
                _drawn(to / f"{path.stem}.pdf")
            page.close()


def _sheets(folder: Path, to: Path) -> Iterator[tuple[str, Fault]]:
    """Each workbook as LibreOffice prints it."""
    books = sorted(folder.glob("*.xlsx"))
    if not books:
        return
    form = "pdf:calc_pdf_Export:" + json.dumps({"PageRange": {"type": "string", "value": SHEETS_OF_PAPER}})
    with tempfile.TemporaryDirectory() as profile, tempfile.TemporaryDirectory() as cut:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", form, "--outdir", str(to)]
        subprocess.run([*command, *(str(_first_rows(book, Path(cut))) for book in books)], check=True, capture_output=True)
    for book in books:
        pdf = to / f"{book.stem}.pdf"
        yield from ((book.name, fault) for fault in faults_on_paper(pdf))
        _drawn(pdf)


def _first_rows(book: Path, folder: Path) -> Path:
    """A copy with no more than the first rows of each sheet."""
    with zipfile.ZipFile(book) as whole, zipfile.ZipFile(folder / book.name, "w", zipfile.ZIP_DEFLATED) as cut:
        for name in whole.namelist():
            part = whole.read(name)
            cut.writestr(name, ROW.sub(_if_first, part) if name.startswith("xl/worksheets/sheet") else part)
    return folder / book.name


def _if_first(row: re.Match[bytes]) -> bytes:
    return row[0] if int(row[1]) <= MOST_ROWS else b""


def _drawn(pdf: Path) -> None:
    """The first sheets of paper as pictures."""
    subprocess.run(["pdftoppm", "-r", str(DOTS_AN_INCH), "-l", "6", "-png", str(pdf), str(pdf.with_suffix(""))], check=True)
    pdf.unlink()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
