"""Rows of a large workbook that stand in one of their own, to be mended there: put back in the place of those they were taken from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.findings.finding import Finding
from pipeline.workbooks.grid import Grid
from pipeline.workbooks.part import Part, shown
from pipeline.workbooks.reading import RawSheet, Workbook

ROWS_SHEET = "_rows"
"""Hidden, in an excerpt: on its first row the name and SHA-256 of the workbook it is of, then sheet and number of each row."""
MOST_ROWS = 2_000
Place = tuple[str, int]


@dataclass(frozen=True)
class Excerpt:
    """`places` are the rows to be mended, `above` the number of rows above the data, by sheet."""

    workbook: Workbook
    places: frozenset[Place]
    above: Mapping[str, int]

    @property
    def sheets(self) -> Iterator[tuple[str, list[tuple[int, list[object]]]]]:
        """Each sheet that has any of the rows, with those and what stands above, by number."""
        for sheet in self.workbook.sheets:
            numbers = sorted(number for name, number in self.places if name == sheet.name)
            if numbers:
                shown_rows = dict.fromkeys([*range(1, self.above.get(sheet.name, 0) + 1), *numbers])
                yield sheet.name, [(number, sheet.rows[number - 1]) for number in shown_rows if number <= len(sheet.rows)]

    @property
    def origin(self) -> list[tuple[str, str]]:
        """The rows of ROWS_SHEET."""
        return [(self.workbook.file, self.workbook.sha256), *((sheet, str(number)) for sheet, number in sorted(self.places))]


def with_mended_rows(workbooks: Sequence[Workbook]) -> tuple[list[Workbook], list[Finding]]:
    """The workbooks without the excerpts among them, each with its rows as they stand in its excerpt, and what is to be said.

    A row that was emptied in the excerpt is gone. An excerpt whose workbook is not there, or no more as it was, is not used.
    """
    whole = {each.sha256: each for each in workbooks if not is_excerpt(each)}
    findings: list[Finding] = []
    mended_by: dict[str, str] = {}
    for excerpt in filter(is_excerpt, workbooks):
        source, digest, places = _origin(excerpt)
        if digest not in whole:
            findings.append(Finding("EXCERPT_ALONE", excerpt.file, params={"source": source}))
        elif digest in mended_by:
            findings.append(Finding("EXCERPT_TWICE", excerpt.file, params={"other": mended_by[digest], "source": source}))
        else:
            mended_by[digest] = excerpt.file
            whole[digest] = _mended(whole[digest], excerpt, places)
            findings.append(Finding("EXCERPT_USED", excerpt.file, params={"source": whole[digest].file, "count": len(places)}))
    mended = {digest: whole[digest] for digest in mended_by}
    return [replace(mended.get(each.sha256, each), file=each.file) for each in workbooks if not is_excerpt(each)], findings


def is_excerpt(workbook: Workbook) -> bool:
    return any(sheet.name == ROWS_SHEET for sheet in workbook.sheets)


def excerpt_of(workbook: Workbook, parts: Iterable[Part], findings: Iterable[Finding]) -> Excerpt:
    """The rows of `workbook` that have findings, those that were mended before with them, below all that stands above the data."""
    own = [part for part in parts if part.file == workbook.file and part.row_numbers]
    data = {(part.sheet, number) for part in own for number in part.numbers}
    wrong = dict.fromkeys((str(each.sheet), each.row) for each in findings if each.file == workbook.file and each.row is not None)
    places = frozenset(islice((place for place in wrong if place in data), MOST_ROWS)) | workbook.mended
    return Excerpt(workbook, places, {part.sheet: part.row_numbers[0] - 1 for part in own})


def _origin(excerpt: Workbook) -> tuple[str, str, frozenset[Place]]:
    listed = next(sheet.rows for sheet in excerpt.sheets if sheet.name == ROWS_SHEET)
    (source, digest), *places = ((shown(row[0]) or "", shown(row[1]) or "") for row in listed if len(row) > 1)
    return source, digest, frozenset((sheet, int(number)) for sheet, number in places if number.isdigit())


def _mended(workbook: Workbook, excerpt: Workbook, places: frozenset[Place]) -> Workbook:
    mended = {sheet.name: sheet for sheet in excerpt.sheets}
    sheets = [_with_rows(sheet, mended[sheet.name], places) if sheet.name in mended else sheet for sheet in workbook.sheets]
    return replace(workbook, sheets=tuple(sheets), mended=places)


def _with_rows(sheet: RawSheet, mended: RawSheet, places: frozenset[Place]) -> RawSheet:
    """The sheet with the mended rows; of columns that only kaohe's marks have beside the table nothing is taken."""
    width = sheet.rows.width
    rows = list(sheet.rows)
    for at in range(len(rows)):
        if (sheet.name, at + 1) in places:
            rows[at] = list(mended.rows[at][:width]) if at < len(mended.rows) else []
    formulas = [place for place in sheet.formulas if (sheet.name, place[0] + 1) not in places]
    return replace(sheet, rows=Grid.of(rows), formulas=formulas)
