"""The floor: only reading the same cells, and writing the same tables of reports, with the fastest reader and writer here.

`python -m bench.floor INBOX REPORTS TARGET`
"""

from __future__ import annotations

import sys
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook


def main(inbox: Path, reports: Path, target: Path) -> None:
    for book in sorted(inbox.glob("*.xlsx")):
        for name in (workbook := CalamineWorkbook.from_path(str(book))).sheet_names:
            workbook.get_sheet_by_name(name).to_python()
    target.mkdir(parents=True, exist_ok=True)
    for book in sorted(reports.glob("*.xlsx")):
        with xlsxwriter.Workbook(str(target / book.name), {"constant_memory": True, "strings_to_urls": False}) as written:
            for name in (workbook := CalamineWorkbook.from_path(str(book))).sheet_names:
                sheet = written.add_worksheet(name)
                for number, row in enumerate(workbook.get_sheet_by_name(name).to_python()):
                    sheet.write_row(number, 0, [str(each) if not isinstance(each, int | float | str) else each for each in row])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
