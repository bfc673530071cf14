"""The guide's pictures, made from the templates and the demo month: `python docs/pictures.py` (needs chromium and soffice).

Each picture is the upper part of a page or of a sheet's first printed page, as people see it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
PAGES = {"report": "report.html", "slip": "slips/KF009.html", "rulebook": "rulebook.html", "index": "../index.html"}
SHEETS = {"pay_adjustment": "pay_adjustment.xlsx", "fine_fund": "fine_fund.xlsx"}
WIDTH, HEIGHT, DOTS_AN_INCH = 1_000, 760, 80


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        good, bad = _months(Path(work))
        for name, page in PAGES.items():
            _page(good / page, PICTURES / f"{name}.png")
        _page(bad / "validation.html", PICTURES / "validation.png")
        for name, book in SHEETS.items():
            _sheet(good / book, PICTURES / f"{name}.png", Path(work))
        _sheet(ROOT / "input_templates" / "扣分记录.xlsx", PICTURES / "template.png", Path(work), "（示例")


def _months(work: Path) -> tuple[Path, Path]:
    """The outputs of the demo month, and of the demo month with a few mistakes."""
    import openpyxl

    inbox = work / "inbox"
    shutil.copytree(ROOT / "examples" / "inbox", inbox)
    _kaohe("month", "2026-10", "--inbox", str(inbox), "--output", str(work / "good"))
    [log] = [path for path in (inbox / "2026-10").glob("*.xlsx") if "扣分(终)" in path.name]
    book = openpyxl.load_workbook(log)
    sheet = book["扣分记录"]
    headers = {cell.value: cell.column for row in sheet.iter_rows(max_row=5) for cell in row if cell.value}
    for row, header, value in ((6, "日期", "10月32日"), (7, "工号", "KF099"), (8, "事项", "迟倒")):
        sheet.cell(row, headers[header]).value = value
    book.save(log)
    _kaohe("month", "2026-10", "--inbox", str(inbox), "--output", str(work / "bad"))
    return work / "good" / "2026-10", work / "bad" / "2026-10"


def _kaohe(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pipeline", *arguments], cwd=ROOT, check=False, stdout=subprocess.DEVNULL)


def _page(page: Path, picture: Path) -> None:
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars", f"--user-data-dir={profile}",
             f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={picture}", page.resolve().as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip


def _sheet(book: Path, picture: Path, work: Path, title: str = "") -> None:
    """The first printed page, or the first whose heading has `title`."""
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(work), str(book)], check=True, capture_output=True)
    pdf = work / f"{book.stem}.pdf"
    texts = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout.split("\f")
    number = str(next(at for at, text in enumerate(texts, 1) if title in text))
    page = ["-f", number, "-l", number, "-singlefile"]
    subprocess.run(["pdftoppm", "-r", str(DOTS_AN_INCH), "-png", *page, str(pdf), str(picture.with_suffix(""))], check=True)


if __name__ == "__main__":
    main()
