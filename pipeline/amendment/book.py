"""The workbook of a rulebook: written with lists and checks, and read back with all that is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.amendment.department_figures import department_rows, put_department_figures
from pipeline.amendment.items import other_things
from pipeline.amendment.notes import Cell, Named, as_noted, shown
from pipeline.amendment.rows import Figures, Row, Spots
from pipeline.amendment.rows import Path as Place
from pipeline.amendment.scales import without_end
from pipeline.amendment.sheets import (
    BOOK,
    DEPARTMENT_FIGURES,
    FIGURES,
    HEAD,
    ITEMS,
    LATENESS,
    NEVER_EMPTY,
    REASONS,
    SHEETS,
)
from pipeline.amendment.single_figures import figure_rows, other_words, put_figures, put_reasons, reason_rows
from pipeline.amendment.tables import TABLES
from pipeline.base.period import Month
from pipeline.cases.examples import Untrue, untrue_examples
from pipeline.checks.table import Mark, Table, read_table
from pipeline.checks.validate import of_month, repeated_keys, schema_marks
from pipeline.findings.finding import Finding
from pipeline.language.translation import _
from pipeline.rulebook.comments import comments_of
from pipeline.rulebook.layers import written
from pipeline.rulebook.load import RulebookError, figures_of, rulebook_from
from pipeline.rulebook.model import Rulebook
from pipeline.templates.known import KnownAhead
from pipeline.templates.write import filled_workbook
from pipeline.workbooks.cells import CAUSED_ELSEWHERE
from pipeline.workbooks.notes import notes_in
from pipeline.workbooks.part import Part
from pipeline.workbooks.reading import Workbook, read_workbook
from pipeline.workbooks.recognise import recognise

if TYPE_CHECKING:
    import pandas as pd

APPROVAL = ("approved_by", "approved_on", "filed_on")


@dataclass(frozen=True)
class Amended:
    """The rulebook that a workbook proposes, None where it has errors; its findings and the header row of each sheet."""

    rulebook: Rulebook | None
    findings: Sequence[Finding]
    header_rows: Mapping[tuple[str, str], int]


def workbook(rulebook: Rulebook) -> bytes:
    """Everything of the rulebook in a workbook; the same rulebook gives the same bytes."""
    figures = _with_roles(rulebook)
    rows = _rows_of(rulebook, figures)
    notes = shown(comments_of(rulebook), Named.of(_put(rows, rulebook, figures).spots))
    return filled_workbook(Path(BOOK).stem, SHEETS, KnownAhead(rulebook, rows=rows, notes=notes))


def _rows_of(rulebook: Rulebook, figures: Figures) -> dict[str, list[Row]]:
    """The rows of every sheet."""
    rows: dict[str, list[Row]] = {table.sheet: table.rows(figures) for table in TABLES}
    rows["head"] = [{"effective_from": rulebook.effective_from, **{key: getattr(rulebook.approval, key) for key in APPROVAL}}]
    rows["figures"] = figure_rows(rulebook, figures)
    rows["department_figures"] = department_rows(rulebook)
    rows["reasons"] = reason_rows(figures)
    return rows


def amended(base: Rulebook, path: Path, effective_from: date | None = None) -> Amended:
    """What the workbook at `path` makes of `base`; a sheet that it lacks leaves that part as it is."""
    read = read_workbook(path)
    tables, findings = _tables(read, base)
    if not tables and not any(each.level == "error" for each in findings):
        findings.append(Finding("RULEBOOK_WITHOUT_TABLES", read.file))
    month = Month.of(base.effective_from)
    for table in tables.values():
        unreadable = {(mark.positions[0], mark.column) for mark in table.unreadable}
        marks = [mark for mark in schema_marks(table, month) if (mark.positions[0], mark.column) not in unreadable]
        said = [of_month(mark, month) for mark in (*table.unreadable, *marks, *repeated_keys(table))]
        findings += [table.finding(mark) for mark in said if mark.code != CAUSED_ELSEWHERE]
    headers = {(part.file, part.sheet): part.header_row for table in tables.values() for part in table.parts}
    if any(each.level == "error" for each in findings):
        return Amended(None, findings, headers)
    book, wrong = _put_together(base, tables, path, effective_from, _on_cells(notes_in(path, read.sheets), tables))
    return Amended(book, [*findings, *wrong], headers)


def day_in(path: Path, base: Rulebook) -> date | None:
    """From which day on what the workbook at `path` makes of `base` holds; None where that cannot be read."""
    tables, _findings = _tables(read_workbook(path), base)
    rows = _rows(tables[HEAD.name]) if HEAD.name in tables else [{"effective_from": base.effective_from if tables else None}]
    return rows[0]["effective_from"] if rows else None


def _tables(read: Workbook, base: Rulebook) -> tuple[dict[str, Table], list[Finding]]:
    """The sheets of a rulebook's workbook, each once, typed; and what is wrong with the file and its headers."""
    parts: dict[str, Part] = {}
    findings = list(read.findings)
    for sheet in read.sheets:
        found = recognise(read.file, sheet, SHEETS)
        findings += (replace(each, file=read.file) for each in found.findings)
        if found.part is None:
            continue
        first = parts.get(found.part.layout)
        if first is None or not len(first.rows):
            parts[found.part.layout] = found.part
        elif len(found.part.rows):
            findings.append(Finding("RULE_SHEET_TWICE", read.file, sheet.name, params={"sheet": sheet.name, "other": first.sheet}))
    empty = [parts[each.name] for each in NEVER_EMPTY if each.name in parts and not len(parts[each.name].rows)]
    findings += [Finding("RULE_SHEET_EMPTY", read.file, part.sheet, part.header_row, params={"sheet": part.sheet}) for part in empty]
    return {each.name: read_table(each, [parts[each.name]], base) for each in SHEETS if each.name in parts}, findings


def _on_cells(notes: Mapping[tuple[str, str], str], tables: Mapping[str, Table]) -> dict[Cell, str]:
    """The notes on cells of the tables' rows, by sheet, row and column."""
    return {
        (name, at, column.name): notes[part.sheet, cell]
        for name, table in tables.items() for part, end in zip(table.parts, table.ends, strict=True) for at in range(end - len(part.rows), end)
        for column in table.sheet.columns if (cell := part.cell(at - end + len(part.rows), column.name)) is not None and (part.sheet, cell) in notes
    }  # fmt: skip


@dataclass(frozen=True)
class _Put:
    """Where the figures that rows were put to come from; the rows that name none, with their columns and what to say of them."""

    spots: Mapping[Place, Cell]
    strange: Sequence[tuple[Cell, str, Mapping[str, str]]]


def _put(rows: Mapping[str, Sequence[Row]], base: Rulebook, figures: Figures) -> _Put:
    """The rows of all sheets put into the figures."""
    before = figure_rows(base, figures)
    spots: dict[Place, Cell] = {}
    strange: list[tuple[Cell, str, Mapping[str, str]]] = []
    if FIGURES.name in rows:
        found, unknown = put_figures(rows[FIGURES.name], base, figures)
        spots |= _on(FIGURES.name, found)
        strange += [((FIGURES.name, at, "path"), "RULE_PATH_UNKNOWN", {}) for at in unknown]
        strange += [((FIGURES.name, at, column), "RULE_WRONG", {"what": what}) for at, column, what in other_words(rows[FIGURES.name], before)]
    if REASONS.name in rows:
        found, unknown = put_reasons(rows[REASONS.name], figures)
        spots |= _on(REASONS.name, found)
        strange += [((REASONS.name, at, "path"), "RULE_PATH_UNKNOWN", {}) for at in unknown]
    if DEPARTMENT_FIGURES.name in rows:
        found, unknown, names = put_department_figures(rows[DEPARTMENT_FIGURES.name], base, figures)
        spots |= _on(DEPARTMENT_FIGURES.name, found)
        what = {"what": _("没有这样的项目；可以是 {names}", names="、".join(names))}
        strange += [((DEPARTMENT_FIGURES.name, at, "name"), "RULE_WRONG", what) for at in unknown]
    if ITEMS.name in rows:
        strange += [((ITEMS.name, at, column), "RULE_WRONG", {"what": what}) for at, column, what in other_things(rows[ITEMS.name])]
    if LATENESS.name in rows:
        strange += [((LATENESS.name, at, column), "RULE_WRONG", {"what": what}) for at, column, what in without_end(rows[LATENESS.name])]
    for each in TABLES:
        if each.sheet in rows:
            spots |= _on(each.sheet, each.figures(rows[each.sheet], figures))
    if "departments" in figures:
        figures["departments"] = {name: rules for name, rules in figures["departments"].items() if rules}
    if rows.get(HEAD.name):
        once = {"what": _("只写一行：这份新规则从哪天起施行、由谁批准；旧的一行请直接改写")}
        strange += [((HEAD.name, at, "effective_from"), "RULE_WRONG", once) for at in range(1, len(rows[HEAD.name]))]
        spots |= _on(HEAD.name, _put_head(rows[HEAD.name][0], figures))
    return _Put(spots, strange)


def _put_together(
    base: Rulebook, tables: Mapping[str, Table], path: Path, effective_from: date | None, notes: Mapping[Cell, str]
) -> tuple[Rulebook | None, list[Finding]]:
    figures = _with_roles(base)
    figures.pop("based_on", None)
    put = _put({name: _rows(table) for name, table in tables.items()}, base, figures)
    spots = put.spots
    if effective_from is not None:
        figures["effective_from"] = effective_from
    if put.strange:
        return None, [_finding(tables[sheet], at, column, code, params) for (sheet, at, column), code, params in put.strange]
    noted = comments_of(base)
    if noted or notes:
        figures["comments"] = as_noted(noted, _named(base, tables), notes, Named.of(spots))
    try:
        book = rulebook_from(figures, path, written(figures))
    except RulebookError as error:
        return None, [_at(place, "RULE_WRONG", {"what": what}, spots, tables) for place, what in error.wrong]
    untrue = [_untrue(each, book, spots, tables) for each in untrue_examples(book)]
    return (None if untrue else book), untrue


def _named(base: Rulebook, tables: Mapping[str, Table]) -> Named:
    """The cells of these sheets as they were when `base` was written to them."""
    figures = _with_roles(base)
    return Named.of(_put({name: each for name, each in _rows_of(base, figures).items() if name in tables}, base, figures).spots)


def _untrue(each: Untrue, book: Rulebook, spots: Mapping[Place, tuple[str, int, str]], tables: Mapping[str, Table]) -> Finding:
    """An example of the workbook, or of the version that it builds on, that the new rules make something else of."""
    place, fact = ("examples", each.at, each.part), book.examples[each.at].fact
    if each.outcome is None:
        return _at(place, "EXAMPLE_NOT_UNDERSTOOD", {"fact": fact, "near": "；".join(each.near)}, spots, tables)
    return _at(place, "EXAMPLE_NOT_TRUE", {"fact": fact, "outcome": each.outcome.said}, spots, tables)


def _with_roles(rulebook: Rulebook) -> Figures:
    """Its figures, with the posts that those of closed months take for granted."""
    figures = figures_of(rulebook)
    figures.setdefault("roles", {code: {"label": role.label} for code, role in rulebook.roles.items()})
    return figures


def _on(sheet: str, spots: Spots) -> dict[Place, Cell]:
    return {place: (sheet, row, column) for place, (row, column) in spots.items()}


def _put_head(row: Row, figures: Figures) -> Spots:
    figures["effective_from"] = row["effective_from"]
    for key in APPROVAL:
        figures["approval"][key] = row[key]
    return {("effective_from",): (0, "effective_from")} | {("approval", key): (0, key) for key in APPROVAL}


def _rows(table: Table) -> list[Row]:
    """The rows as plain values, None where a cell is empty."""
    columns = {column.name: _plain(table.frame[column.name]) for column in table.sheet.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _plain(values: pd.Series[Any]) -> list[Any]:
    cells = zip(values.tolist(), values.isna().tolist(), strict=True)
    return [None if missing else value.date() if isinstance(value, datetime) else value for value, missing in cells]


def _at(
    place: Place, code: str, params: Mapping[str, str], spots: Mapping[Place, tuple[str, int, str]], tables: Mapping[str, Table]
) -> Finding:
    """The finding at the cell that the place came from, or else the nearest one around it."""
    around = [place[:end] for end in range(len(place), 0, -1)]
    for each in (*around, *([("clauses",)] if place[-1:] == ("clause",) else [])):
        if each in spots:
            sheet, row, column = spots[each]
            return _finding(tables[sheet], row, column, code, params)
    where = ".".join(map(str, place))
    table = next(iter(tables.values()))
    said = {**params, "what": f"{where}：{params['what']}"} if where and "what" in params else params
    return Finding(code, table.parts[0].file, table.parts[0].sheet, params=said)


def _finding(table: Table, at: int, column: str, code: str, params: Mapping[str, object]) -> Finding:
    return table.finding(Mark(code, table.sheet.name, [at], column, params))

