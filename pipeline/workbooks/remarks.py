"""What is told of a recognised sheet as a whole: what is out of sight, struck out, computed, merged or below no header."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pipeline.findings.finding import Finding
from pipeline.findings.message import Phrase
from pipeline.language.translation import N_
from pipeline.workbooks.grid import is_filled
from pipeline.workbooks.layout import letters
from pipeline.workbooks.part import Part, merged_over_data
from pipeline.workbooks.reading import RawSheet

COMPARED = "name"
"""A column whose formulas need no word: what they gave is compared with the roster."""


def remarks(sheet: RawSheet, part: Part) -> Iterator[Finding]:
    """What is told of any sheet."""
    yield from _out_of_sight(sheet, part)
    yield from _computed(sheet, part)
    yield from _merged(sheet, part)


def unnamed_content(sheet: RawSheet, part: Part) -> Iterator[Finding]:
    """The first cell below no header, of a sheet that has none but ours."""
    header = sheet.rows[part.header_row - 1]
    unnamed = [at for at, cell in enumerate(header) if not is_filled(cell)]
    places = np.argwhere(part.rows.filled(unnamed))
    if len(places):
        at, which = places[0].tolist()
        number, beside = part.row_numbers[at], unnamed[which]
        yield Finding("CONTENT_WITHOUT_HEADER", part.file, sheet.name, number, None, f"{letters(beside)}{number}")


def _out_of_sight(sheet: RawSheet, part: Part) -> Iterator[Finding]:
    if sheet.hidden:
        yield Finding("SHEET_HIDDEN", part.file, sheet.name)
    rows = [number for number in part.row_numbers if number - 1 in sheet.hidden_rows] if sheet.hidden_rows else []
    if rows:
        yield Finding("ROWS_HIDDEN", part.file, sheet.name, rows[0], params={"count": len(rows)})
    known = sorted(set(part.positions.values()))
    hidden = [at for at in known if any(first <= at <= last for first, last in sheet.hidden_columns)]
    filled = [at for at in hidden if (part.typed or part.rows).filled([at]).any()]
    if filled:
        yield Finding("COLUMNS_HIDDEN", part.file, sheet.name, params={"columns": "、".join(map(letters, filled))})
    struck = {row + 1 for row, column in sheet.struck if column in known} & set(part.row_numbers) if sheet.struck else set()
    if struck:
        yield Finding("ROWS_STRUCK", part.file, sheet.name, min(struck), params={"count": len(struck)})


def _computed(sheet: RawSheet, part: Part) -> Iterator[Finding]:
    rows = set(part.row_numbers) if sheet.formulas else set()
    columns = {at for name, at in part.positions.items() if name != COMPARED or part.layout == "roster"}
    if any(row + 1 in rows and (part.is_export or column in columns) for row, column in sheet.formulas):
        yield Finding("SHEET_HAS_FORMULAS", part.file, sheet.name)


def _merged(sheet: RawSheet, part: Part) -> Iterator[Finding]:
    """Merged cells over data, once for the sheet: only the first cell of each has a value."""
    areas = merged_over_data(sheet, part.row_numbers, part.positions)
    if areas:
        (top, left), (bottom, right) = areas[0]
        more = Phrase(N_("，这样的合并共 {count} 处"), count=len(areas)) if len(areas) > 1 else ""
        params = {"to": f"{letters(right)}{bottom + 1}", "more": more}
        yield Finding("CELLS_MERGED", part.file, sheet.name, top + 1, None, f"{letters(left)}{top + 1}", params=params)
