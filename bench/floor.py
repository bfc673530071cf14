"""The floor: only reading the same cells, and writing the same reports, with the fastest reader and writer there are.

`python -m bench.floor INBOX REPORTS TARGET WORKERS`; with branches in INBOX, each of them, in so many processes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import fastexcel
import polars
import rustpy_xlsxwriter


def one(inbox: Path, reports: Path, target: Path) -> None:
    for book in sorted(inbox.glob("*.xlsx")):
        for _, _ in tables(book):
            pass
    target.mkdir(parents=True, exist_ok=True)
    for book in sorted(reports.glob("*.xlsx")):
        rustpy_xlsxwriter.write_worksheets(list(tables(book)), str(target / book.name))
    for text in sorted(path for path in reports.iterdir() if path.is_file() and path.suffix != ".xlsx"):
        (target / text.name).write_bytes(text.read_bytes())


def tables(book: Path) -> Iterator[tuple[str, polars.DataFrame]]:
    reader = fastexcel.read_excel(str(book))
    for name in reader.sheet_names:
        yield name, reader.load_sheet(name, header_row=None).to_polars()


def main(inbox: Path, reports: Path, target: Path, workers: int) -> None:
    branches = [path.name for path in sorted(inbox.iterdir()) if path.is_dir()]
    if not branches:
        one(inbox, reports, target)
        return
    with ProcessPoolExecutor(workers) as pool:
        for done in [pool.submit(one, *(folder / branch for folder in (inbox, reports, target))) for branch in branches]:
            done.result()


if __name__ == "__main__":
    inbox, reports, target = map(Path, sys.argv[1:4])
    main(inbox, reports, target, int(sys.argv[4]))
