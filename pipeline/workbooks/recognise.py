"""Which sheet is it? Known by its name and its headers, never by the file's name."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, KeysView, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial

from pipeline.findings.finding import Finding
from pipeline.findings.message import Phrase
from pipeline.language.translation import N_
from pipeline.workbooks.exports import SCHEDULED_OR_PUNCHED, WITHOUT_DAYS, Columns, export_columns, export_part
from pipeline.workbooks.grid import Grid, is_filled
from pipeline.workbooks.layout import Described, Layout, by_header, cleaned, letters, needed
from pipeline.workbooks.part import Part, covered, shown
from pipeline.workbooks.punch_records import record_columns, records_part
from pipeline.workbooks.reading import RawSheet
from pipeline.workbooks.remarks import remarks, unnamed_content
from pipeline.workbooks.rows import table

HEADER_WITHIN = 10
OWN_SHEETS = {"填写说明", "检查结果"}
OWN_PREFIXES = ("示例", "_")
OWN_COLUMNS = {"问题"}
ALIKE = 0.6
FEWEST_HEADERS = 3
HALF_A_MONTH = 14
DAY_OF_MONTH = re.compile(r"(?:\d{1,2}月)?0?([1-9]|[12]\d|3[01])[日号]?")
RECORDED = ("name", "employee_id", "date", "shift", "status", "clock_in", "clock_out")
"""What an export says itself."""


@dataclass(frozen=True)
class Recognised:
    """The sheet's part, if it is one of ours and whole; its findings; rows passed over when it is not."""

    part: Part | None
    findings: Sequence[Finding]


def recognise(file: str, sheet: RawSheet, layouts: Sequence[Layout]) -> Recognised:
    """Find the layout and the header row, and take the rows below it."""
    if sheet.name in OWN_SHEETS or sheet.name.startswith(OWN_PREFIXES):
        return Recognised(None, ())
    if not sheet.rows.filled().any() and _named(sheet.name, layouts) is None:
        return Recognised(None, ())
    export = export_columns(sheet)
    if export is not None:
        part = export_part(file, sheet, export, _beside(sheet, export, layouts))
        part = covered(part, sheet)
        return Recognised(part, tuple(remarks(sheet, part)))
    records = record_columns(sheet)
    if records is not None:
        part = covered(records_part(file, sheet, records, _own(sheet.rows[records.header_row], layouts, records.at.values(), RECORDED)), sheet)
        said = Finding("RECORDS_WITHOUT_REST", file, sheet.name)
        return Recognised(part, (said, *remarks(sheet, part)))
    sheet = _with_headers_under_merges(sheet, layouts)
    layout = _named(sheet.name, layouts) or _by_headers(sheet, layouts)
    if layout is None:
        return Recognised(None, (_unrecognised(file, sheet, layouts),))
    header = _header_row(sheet, layout)
    if header is None:
        return Recognised(None, (Finding("SHEET_WITHOUT_HEADER", file, sheet.name, params={"title": layout.title}),))
    if layout.name == "attendance" and _has_a_column_a_day(sheet.rows[header]):
        return Recognised(None, (Finding("ATTENDANCE_BY_DAYS", file, sheet.name, header + 1),))
    positions, findings = _positions(file, sheet, layout, header)
    if any(finding.code != "HEADER_UNKNOWN" for finding in findings):
        return Recognised(None, findings)
    part, second = _before_another_table(_part(file, sheet, layout, header, positions), layouts)
    part = covered(part, sheet)
    return Recognised(part, (*findings, *second, *remarks(sheet, part), *unnamed_content(sheet, part)))


def _beside(sheet: RawSheet, export: Columns, layouts: Sequence[Layout]) -> dict[str, int]:
    """Columns of 考勤 that HR put beside those of an export."""
    taken = {*export.single.values(), *export.clock_in, *export.clock_out, *(at for _, at in export.results)}
    found: dict[str, int] = {}
    for row in sheet.rows[export.header_row : export.first_row]:
        found = _own(row, layouts, taken, {*export.single, *RECORDED}) | found
    return found


def _own(row: Sequence[object], layouts: Sequence[Layout], taken: Container[int], others: Container[str]) -> dict[str, int]:
    """Where columns of 考勤 stand in a row of headers, but the export's own."""
    attendance = next((layout for layout in layouts if layout.name == "attendance"), None)
    fields = [] if attendance is None else _fields(row, attendance)
    found: dict[str, int] = {}
    for at, field in enumerate(fields):
        if field is not None and at not in taken and field.name not in others:
            found.setdefault(field.name, at)
    return found


def _with_headers_under_merges(sheet: RawSheet, layouts: Sequence[Layout]) -> RawSheet:
    """The sheet with a header that is merged down over the rows of a head in each of them, beside those that stand in the last one alone."""
    rows, within, under = sheet.rows, min(HEADER_WITHIN, len(sheet.rows)), dict[str, list[tuple[int, int]]]()
    for (top, left), (bottom, _right) in sheet.merged:
        if top < bottom < within and left < rows.width:
            under.setdefault(cleaned(rows.cell(top, left)), []).extend((row, left) for row in range(top + 1, bottom + 1))
    for header in under.keys() & {header for layout in layouts for header in by_header(layout)}:
        rows = rows.putting(header, under[header])
    return sheet if rows is sheet.rows else replace(sheet, rows=rows)


def _named(name: str, layouts: Sequence[Layout]) -> Layout | None:
    return next((layout for layout in layouts if cleaned(name) in (cleaned(layout.title), layout.name)), None)


def _by_headers(sheet: RawSheet, layouts: Sequence[Layout]) -> Layout | None:
    """The one layout whose required headers all stand in one row, if it is the only one, or has the most headers."""
    fitting = []
    for layout in layouts:
        at = _header_row(sheet, layout)
        if at is None:
            continue
        names = {field.name for field in _fields(sheet.rows[at], layout) if field}
        if needed(layout) <= names and len(names) > 1:
            fitting.append((len(names), layout))
    best = max((count for count, _ in fitting), default=0)
    winners = [layout for count, layout in fitting if count == best]
    return winners[0] if len(winners) == 1 else None


def _header_row(sheet: RawSheet, layout: Layout) -> int | None:
    """The first of the top rows with the most known headers."""
    counts = [sum(field is not None for field in _fields(row, layout)) for row in sheet.rows[:HEADER_WITHIN]]
    best = max(counts, default=0)
    return counts.index(best) if best > 0 else None


def _has_a_column_a_day(header: Sequence[object]) -> bool:
    """A person's month in one row: a column for each of at least half a month's days."""
    days = {found[1] for cell in header if (found := DAY_OF_MONTH.fullmatch((shown(cell) or "").strip()))}
    return len(days) > HALF_A_MONTH


def _fields(row: Sequence[object], layout: Layout) -> list[Described | None]:
    return [by_header(layout).get(cleaned(cell)) for cell in row]


def _positions(
    file: str, sheet: RawSheet, layout: Layout, header: int
) -> tuple[dict[str, int], tuple[Finding, ...]]:
    positions: dict[str, int] = {}
    findings: list[Finding] = []
    unknown: dict[str, int] = {}
    for at, (cell, field) in enumerate(zip(sheet.rows[header], _fields(sheet.rows[header], layout), strict=True)):
        address = f"{letters(at)}{header + 1}"
        if field is None:
            text = shown(cell)
            if text and cleaned(text) and cleaned(text) not in OWN_COLUMNS:
                unknown[text] = at
        elif field.name in positions:
            first = f"{letters(positions[field.name])}{header + 1}"
            findings.append(
                Finding("HEADER_TWICE", file, sheet.name, header + 1, field.header, address, shown(cell), {"first": first})
            )
        else:
            positions[field.name] = at
    for name, others in SCHEDULED_OR_PUNCHED.items() if layout.name == "attendance" else ():
        other = next((text for text in unknown if cleaned(text) in others), None)
        if other and name in positions:
            field = next(field for field in layout.columns if field.name == name)
            address, params = f"{letters(unknown[other])}{header + 1}", {"other": other}
            findings.append(Finding("TWO_COLUMNS_MEANT", file, sheet.name, header + 1, field.header, address, other, params))
            del unknown[other]
    absent = [field for field in layout.columns if field.name not in positions]
    for field in absent:
        if field.required:
            near = get_close_matches(field.header, list(unknown), n=1, cutoff=ALIKE)
            hint = Phrase(N_("是不是把“{near}”（{cell}）写错了？"), near=near[0], cell=f"{letters(unknown[near[0]])}{header + 1}") if near else ""
            findings.append(Finding("HEADER_MISSING", file, sheet.name, header + 1, field.header, params={"hint": hint}))
    for text, at in unknown.items():
        near = get_close_matches(text, [field.header for field in absent], n=1, cutoff=ALIKE)
        hint = Phrase(N_("是不是“{suggested}”？"), suggested=near[0]) if near else ""
        address = f"{letters(at)}{header + 1}"
        findings.append(Finding("HEADER_UNKNOWN", file, sheet.name, header + 1, None, address, text, {"hint": hint}))
    return positions, tuple(findings)


def _part(file: str, sheet: RawSheet, layout: Layout, header: int, positions: dict[str, int]) -> Part:
    identifying = [at for name, at in positions.items() if name in layout.identifying]
    found = table(sheet.rows, header + 1, list(positions.values()), identifying, names_first=layout.names_first)
    voids = [(positions[field.name], field.void) for field in layout.columns if field.void and field.name in positions]
    void = found.without([at for column, words in voids for at in found.rows.column(column).rows_where(partial(_says, words))])
    again = found.without(_headers_again(found.rows, sheet.rows[header], list(positions.values())))
    titles = sum(map(_is_filled, sheet.rows[:header]))
    passed_over = {
        "title": titles + again, "blank": found.blank + header - titles, "total": found.total, "note": found.note, "void": void,
    }  # fmt: skip
    return Part(layout.name, file, sheet.name, header + 1, positions, found.rows, found.numbers.tolist(), passed_over)


def _says(words: Container[str], cell: object) -> bool:
    return cleaned(cell) in words


def _before_another_table(part: Part, layouts: Sequence[Layout]) -> tuple[Part, tuple[Finding, ...]]:
    """The rows above the header of another table in the same sheet; those below it are none of this one."""
    headers = [by_header(layout).keys() for layout in layouts]
    first_words = frozenset().union(*headers)
    for at in part.rows.column(0).rows_where(lambda cell: not is_filled(cell) or cleaned(cell) in first_words):
        row = part.rows[at]
        if cleaned(next(filter(is_filled, row), None)) not in first_words or not _is_header(row, headers):
            continue
        is_title = at > 0 and sum(map(is_filled, part.rows[at - 1])) == 1
        end, number = at - is_title, part.row_numbers[at]
        passed_over = {**part.passed_over, "note": part.passed_over["note"] + len(part.rows) - end}
        above = replace(part, rows=part.rows[:end], row_numbers=part.row_numbers[:end], passed_over=passed_over)
        return above, (Finding("ANOTHER_TABLE_BELOW", part.file, part.sheet, number),)
    return part, ()


def _is_header(row: Sequence[object], headers: Iterable[KeysView[str]]) -> bool:
    """Nothing but headers of one table, and enough of them."""
    said = {cleaned(cell) for cell in row if is_filled(cell)}
    return sum(map(is_filled, row)) >= FEWEST_HEADERS and any(said <= known for known in headers)


def _headers_again(rows: Grid, header: Sequence[object], columns: Sequence[int]) -> list[int]:
    """Of the rows whose first known cell may be a header's, those that are."""
    first = columns[0]
    perhaps = rows.column(first).rows_where(lambda cell: not is_filled(cell) or cleaned(cell) == cleaned(header[first]))
    return [at for at in perhaps if _is_header_again(rows[at], header, columns)]


def _is_header_again(row: Sequence[object], header: Sequence[object], columns: Iterable[int]) -> bool:
    """The header once more between the data, as pages that were put together have it, perhaps without one of its words."""
    alike = 0
    for at in columns:
        if is_filled(row[at]):
            if not cleaned(row[at]) == cleaned(header[at]) != "":
                return False
            alike += 1
    return alike > 1


def _is_filled(row: Sequence[object]) -> bool:
    return any(map(is_filled, row))


def _unrecognised(file: str, sheet: RawSheet, layouts: Sequence[Layout]) -> Finding:
    """A sheet that looks like one of ours is an error; anything else is passed over with a word."""
    wanted = WITHOUT_DAYS.get(cleaned(sheet.name))
    if wanted:
        return Finding("EXPORT_WITHOUT_DAYS", file, sheet.name, params={"wanted": wanted})
    titles = {cleaned(layout.title): layout.title for layout in layouts}
    near = get_close_matches(cleaned(sheet.name), list(titles), n=1, cutoff=ALIKE)
    if near:
        return Finding("SHEET_NAME_UNKNOWN", file, sheet.name, params={"hint": Phrase(N_("是不是“{suggested}”？"), suggested=titles[near[0]])})
    for layout in layouts:
        at = _header_row(sheet, layout)
        known = {field.name for field in _fields(sheet.rows[at], layout) if field} if at is not None else set()
        if len(known) > 1 and len(known & needed(layout)) > len(needed(layout)) / 2:
            return Finding("SHEET_NAME_UNKNOWN", file, sheet.name, params={"hint": Phrase(N_("表头像“{title}”。"), title=layout.title)})
    return Finding("SHEET_PASSED_OVER", file, sheet.name)
