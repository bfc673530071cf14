"""A month's folder as parts: every workbook read, every sheet of ours found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import eq
from pathlib import Path

from pipeline.findings.finding import Finding
from pipeline.workbooks.adopted import Adopted, adopt
from pipeline.workbooks.excerpt import with_mended_rows
from pipeline.workbooks.files import workbooks_in
from pipeline.workbooks.layout import Layout
from pipeline.workbooks.part import Part, shown
from pipeline.workbooks.reader import read_workbooks
from pipeline.workbooks.reading import Workbook
from pipeline.workbooks.recognise import recognise

FEWEST_ALIKE = 3
"""Rows that two sheets share by chance are fewer."""
MOSTLY = 0.9
"""The share of a sheet's rows that who, when and what have to tell apart before they can stand for the row."""


@dataclass(frozen=True)
class Intake:
    """`files` are (name, sha256) of every workbook, in order of name; `parts` their sheets that were recognised.

    `set_aside` are sheets that are not used because one finding speaks of them as a whole, `adopted` the
    suggestions that were taken before anything was looked at.
    """

    files: Sequence[tuple[str, str]]
    parts: Sequence[Part]
    findings: Sequence[Finding]
    set_aside: Sequence[Part] = ()
    adopted: Sequence[Adopted] = ()
    workbooks: Sequence[Workbook] = ()


def take_in(folder: Path, layouts: Sequence[Layout], earlier: Mapping[str, str] | None = None, kept: Path | None = None) -> Intake:
    """Everything in `folder`. A workbook whose content was there before under another name is read once.

    `earlier` has the months that the workbooks of earlier runs belong to, by SHA-256: one of them that has more than
    the roster, which may well stay the same, is a workbook of another month. `kept` is the folder of what was read before.
    """
    listing = workbooks_in(folder)
    findings, files = list(listing.findings), []
    parts: list[Part] = []
    set_aside: list[Part] = []
    seen: dict[str, str] = {}
    adopted: list[Adopted] = []
    of_a_month = {layout.name for layout in layouts if layout.has_month}
    as_saved = []
    for each in read_workbooks(listing.workbooks, kept):
        workbook, taken = adopt(each)
        adopted += taken
        files.append((workbook.file, workbook.sha256))
        findings += workbook.findings
        as_saved.append(workbook)
    workbooks, about_rows = with_mended_rows(as_saved)
    findings += about_rows
    for workbook in workbooks:
        if workbook.sheets and workbook.sha256 in seen:
            findings.append(Finding("FILE_TWICE", workbook.file, params={"other": seen[workbook.sha256]}))
            continue
        seen[workbook.sha256] = workbook.file
        found = _parts(workbook, layouts, findings)
        if any(part.is_export and not part.origins for part in found):
            found = [part for part in found if not part.origins]
            findings = [each for each in findings if (each.code, each.file) != ("RECORDS_WITHOUT_REST", workbook.file)]
        if any(part.is_export for part in found):
            findings = [each for each in findings if (each.code, each.file) != ("EXPORT_WITHOUT_DAYS", workbook.file)]
        month = (earlier or {}).get(workbook.sha256)
        if month is not None and any(part.layout in of_a_month and part.rows for part in found):
            findings.append(Finding("FILE_OF_OTHER_MONTH", workbook.file, params={"month": month}))
            set_aside += found
            continue
        for part in found:
            twin = next((other for other in parts if _same(part, other)), None)
            older = next((other for other in parts if _versions(part, other, layouts)), None) if twin is None else None
            if older is not None:
                used, aside = (part, older) if len(part.rows) > len(older.rows) else (older, part)
                parts = [used if each is older else each for each in parts]
                findings.append(Finding("TWO_VERSIONS", aside.file, aside.sheet, params={"other": used.file, "other_sheet": used.sheet}))
                set_aside.append(aside)
            elif twin is None:
                parts.append(part)
            else:
                where = {"other": twin.file, "other_sheet": twin.sheet}
                findings.append(Finding("SHEET_TWICE", part.file, part.sheet, params=where))
                set_aside.append(part)
        if workbook.sheets and not found and not any(each.file == workbook.file for each in findings):
            findings.append(Finding("FILE_WITHOUT_TABLES", workbook.file))
    return Intake(files, parts, findings, set_aside, adopted, workbooks)


def _same(part: Part, other: Part) -> bool:
    """Whether two sheets have the same rows; a single row may well stand in two files."""
    return part.layout == other.layout and 1 < len(part.rows) == len(other.rows) and all(map(eq, part.rows, other.rows))


def _versions(part: Part, other: Part, layouts: Sequence[Layout]) -> bool:
    """Whether two sheets are an old and a new copy of one: most rows of the shorter stand in the other as they are, or at
    least with the same who, when and what, where those tell rows apart."""
    if part.layout != other.layout:
        return False
    both = part.positions.keys() & other.positions.keys()
    identifying = next(layout.identifying for layout in layouts if layout.name == part.layout)
    return any(
        _overlap(*(_told(each, sorted(columns), apart=apart) for each in (part, other)))
        for columns, apart in ((both, False), ((identifying & both) - {"name"}, True)) if columns
    )


def _told(part: Part, columns: Sequence[str], *, apart: bool) -> Counter[tuple[str, ...]]:
    """How often the rows say the same in these columns; nothing, where rows that have to be told `apart` are not."""
    rows = Counter(zip(*(list(map(_as_seen, part.column(name).cells)) for name in columns), strict=True))
    return Counter() if apart and (len(rows) < len(part.rows) * MOSTLY or any("" in row for row in rows)) else rows


def _as_seen(raw: object) -> str:
    """A cell as one sees it, whatever type it has: a date is the same date in another program's file."""
    text = shown(raw) or ""
    return text.removesuffix(" 00:00").replace("/", "-").strip()


def _overlap(ours: Counter[tuple[str, ...]], theirs: Counter[tuple[str, ...]]) -> bool:
    same = (ours & theirs).total()
    return same >= FEWEST_ALIKE and same * 2 > min(ours.total(), theirs.total())


def _parts(workbook: Workbook, layouts: Sequence[Layout], findings: list[Finding]) -> list[Part]:
    parts = []
    for sheet in workbook.sheets:
        recognised = recognise(workbook.file, sheet, layouts)
        findings += (replace(each, file=workbook.file) for each in recognised.findings)
        if recognised.part is not None:
            assert recognised.part.rows_of_sheet == len(sheet.rows), (workbook.file, sheet.name)
            parts.append(recognised.part)
    return parts
