"""Everything that is wrong in a month's tables, all of it at once, and the rows that are right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import plain, yuan
from pipeline.checks import objections, people, twice
from pipeline.checks.by_department import read_by_department
from pipeline.checks.checked import Checked, checks_made, columns_checked
from pipeline.checks.context import Check, Closed, Context, marks, nothing_closed
from pipeline.checks.every_check import CHECKS
from pipeline.checks.table import Mark, Table, read_table
from pipeline.findings.catalogue import MESSAGES
from pipeline.findings.finding import Finding, by_cause
from pipeline.findings.message import Phrase
from pipeline.language.translation import N_
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.registry import SHEETS
from pipeline.schemas.sheet import Sheet, schema
from pipeline.workbooks.cells import CAUSED_ELSEWHERE
from pipeline.workbooks.part import Part

FEWEST_FOR_A_SHEET = 3
BUILT_IN = {"not_nullable": "VALUE_MISSING", "field_uniqueness": "VALUE_REPEATED"}


@dataclass(frozen=True)
class Validated:
    """`tables` hold the rows that are right, those employed in the month only on the roster; `rejected` counts others.

    `checked` is what was looked at, right or not.
    """

    tables: Mapping[str, pd.DataFrame]
    typed: Mapping[str, Table]
    findings: Sequence[Finding]
    rejected: Mapping[str, np.ndarray]
    held: frozenset[str]
    checked: Sequence[Checked] = ()


def read_tables(parts: Iterable[Part], rulebook: Rulebook) -> dict[str, Table]:
    """The parts of each sheet as one typed table."""
    by_layout: dict[str, list[Part]] = {}
    for part in parts:
        by_layout.setdefault(part.layout, []).append(part)
    tables = {sheet.name: read_table(sheet, by_layout[sheet.name], rulebook) for sheet in SHEETS if sheet.name in by_layout}
    if "attendance" in tables and "roster" in tables:
        tables["attendance"] = known_by_name(tables["attendance"], tables["roster"])
    tables = read_by_department(tables, rulebook)
    return people.names_for_ids(tables) if "roster" in tables else tables


def known_by_name(attendance: Table, roster: Table) -> Table:
    """The attendance with the ids of people whom an export names without one; only a name that one person has counts."""
    exported = np.isin(attendance.part_numbers(), [at for at, part in enumerate(attendance.parts) if part.is_export])
    nameless = attendance.frame["employee_id"].isna() & attendance.frame["name"].notna() & exported
    if not nameless.any():
        return attendance
    people = roster.frame.dropna(subset=["name", "employee_id"])
    unique = people.drop_duplicates("name", keep=False).set_index("name")["employee_id"]
    ids = attendance.frame["employee_id"].where(~nameless, attendance.frame["name"].map(unique))
    unknown = nameless & ids.isna()
    marks = tuple(
        Mark("PERSON_UNKNOWN_BY_NAME", "attendance", [int(at)], "name") for at in np.flatnonzero(unknown.to_numpy())
    )
    frame = attendance.frame.assign(employee_id=ids.astype("str"))
    return replace(attendance, frame=frame, unreadable=(*attendance.unreadable, *marks))


def validate(
    tables: Mapping[str, Table], month: Month, rulebook: Rulebook, known: frozenset[str] = frozenset(),
    closed: Callable[[Month], Closed | None] = nothing_closed,
) -> Validated:
    """Cells, their columns by pandera, rows, then what spans rows and sheets. `known` are people of `closed` months."""
    found = [of_month(mark, month) for table in tables.values() for mark in table.unreadable]
    unreadable = {(mark.table, position, mark.column) for mark in found for position in mark.positions}
    for table in tables.values():
        found += [mark for mark in schema_marks(table, month) if (mark.table, mark.positions[0], mark.column) not in unreadable]
        found += list(repeated_keys(table))
    found = [mark for table in tables.values() for mark in by_sheet(table, found)]
    context = Context(tables, month, rulebook, known, closed)
    of_columns = list(columns_checked(tables, found))
    made = list(_checks_made(context, found))
    found += [mark for _check, marks in made for mark in marks]
    rejected = {name: _rejected(table, found) for name, table in tables.items()}
    good = _good(tables, rejected, context)
    if "objections" in tables:
        left_out = [table.frame[rejected[name]] for name, table in tables.items() if name not in ("roster", "objections")]
        found += objections.lines_are_there(good, left_out, context)
        rejected["objections"] = _rejected(tables["objections"], found)
        good["objections"] = _kept(tables["objections"].frame, ~rejected["objections"])
    if "deductions" in tables:
        found += twice.perhaps_twice(tables["deductions"].frame, good, month, rulebook)
    findings = by_cause(_finding(mark, tables) for mark in found if mark.code != CAUSED_ELSEWHERE)
    held = {person for finding in findings if finding.level == "error" for person in finding.people}
    if "roster" in tables:
        held |= set(tables["roster"].frame.loc[rejected["roster"], "employee_id"].dropna())
    return Validated(good, tables, findings, rejected, frozenset(held), (*checks_made(made, tables), *of_columns))


def _rejects(mark: Mark) -> bool:
    return mark.code == CAUSED_ELSEWHERE or MESSAGES[mark.code].level == "error"


def _checks_made(context: Context, found: Sequence[Mark]) -> Iterator[tuple[Check, list[Mark]]]:
    """Every check, and what it says. Where a cell is wrong already, by `found` or an earlier check, what is said of it follows from that."""
    wrong = {_cell(mark) for mark in found if mark.positions and _rejects(mark)}
    for check in CHECKS:
        said = [replace(mark, code=CAUSED_ELSEWHERE, positions=mark.positions[:1]) if mark.positions and _cell(mark) in wrong else mark for mark in check(context)]
        wrong |= {_cell(mark) for mark in said if mark.positions and _rejects(mark)}
        yield check, said


def _cell(mark: Mark) -> tuple[str, int, str | None]:
    return mark.table, mark.positions[0], mark.column


def _good(tables: Mapping[str, Table], rejected: Mapping[str, np.ndarray], context: Context) -> dict[str, pd.DataFrame]:
    """The rows that are right; on the roster those who are employed in the month."""
    good = {name: _kept(table.frame, ~rejected[name]) for name, table in tables.items()}
    if "roster" in good:
        good["roster"] = _kept(good["roster"], good["roster"]["employee_id"].isin(context.employed.index).to_numpy())
    return good


def _kept(frame: pd.DataFrame, wanted: np.ndarray) -> pd.DataFrame:
    return frame if wanted.all() else frame[wanted].reset_index(drop=True)


def of_month(mark: Mark, month: Month) -> Mark:
    """The mark with the month that its words and its advice speak of."""
    return replace(mark, params={"month": str(month), **mark.params})


def schema_marks(table: Table, month: Month) -> Iterator[Mark]:
    """What is wrong in the sheet's cells, and in single rows whose cells are right."""
    if table.frame.empty:
        return
    cells = list(dict.fromkeys(_wrong_cells(table, month)))
    bad = {(position, column) for position, column, _ in cells} | {
        (position, str(mark.column)) for mark in table.unreadable for position in mark.positions
    }
    by_name = {mark.positions[0] for mark in table.unreadable if mark.code == "PERSON_UNKNOWN_BY_NAME"}
    cells = [cell for cell in cells if not (cell[0] in by_name and cell[1] == "employee_id")]
    repeated = {column for _, column, code in cells if code == "VALUE_REPEATED"}
    firsts = {column: first_alike(table.frame[[column]]) for column in repeated}
    limits = {column: _limits(table.sheet, column) | {"month": str(month)} for column in {column for _, column, _code in cells}}
    for position, column, code in cells:
        positions = [position, int(firsts[column][position])] if code == "VALUE_REPEATED" else [position]
        yield Mark(code, table.sheet.name, positions, column, limits[column])
    for check in table.sheet.checks:
        for mark in marks(check.code, table.sheet.name, ~check.holds(table.frame), check.column):
            if not any((mark.positions[0], column) in bad for column in (check.column, *check.reads)):
                yield mark


def _wrong_cells(table: Table, month: Month) -> Iterator[tuple[int, str, str]]:
    """The cells that pandera finds wrong, by position and column, and the code of what is wrong with them."""
    import pandera.pandas as pa

    try:
        schema(table.sheet, month, table.frame).validate(table.frame, lazy=True, inplace=True)
    except pa.errors.SchemaErrors as failure:
        cases = failure.failure_cases
        for column, check, index in zip(cases["column"], cases["check"], cases["index"], strict=True):
            if index is None or pd.isna(index):
                raise AssertionError(f"{table.sheet.title}: {column} {check}") from failure
            yield int(index), column, BUILT_IN.get(check, check)


def by_sheet(table: Table, found: Sequence[Mark]) -> list[Mark]:
    """The table's marks, those of a sheet in which every date is of another month drawn together in one."""
    own = [mark for mark in found if mark.table == table.sheet.name]
    outside = [mark for mark in own if mark.code == "DATE_OUTSIDE_MONTH"]
    if len(outside) < FEWEST_FOR_A_SHEET:
        return own
    of_part = table.part_numbers()
    together: list[Mark] = []
    hits_of: dict[int, list[Mark]] = {}
    for mark in outside:
        hits_of.setdefault(int(of_part[mark.positions[0]]), []).append(mark)
    for number, hits in hits_of.items():
        dated = table.frame[str(outside[0].column)].notna().to_numpy() & (of_part == number)
        if len(hits) >= FEWEST_FOR_A_SHEET and len(hits) == int(dated.sum()):
            params = {**hits[0].params, "count": len(hits)}
            positions = [position for mark in hits for position in mark.positions]
            together.append(Mark("SHEET_OF_OTHER_MONTH", table.sheet.name, positions, hits[0].column, params))
            gone = set(map(id, hits))
            own = [mark for mark in own if id(mark) not in gone]
    return own + together


def first_alike(rows: pd.DataFrame) -> pd.Series[int]:
    """For each row the position of the first one that is the same in every column."""
    return rows.index.to_series().groupby([rows[column] for column in rows], dropna=False).transform("min")


def repeated_keys(table: Table) -> Iterator[Mark]:
    """Rows that may stand once and stand again; the finding is on the later one, both are doubtful."""
    key = list(table.sheet.key)
    if not key or not table.frame.duplicated(key).any():
        return
    whole = table.frame[table.frame[key].notna().all(axis=1)]
    again = whole.duplicated(key)
    if not again.any():
        return
    firsts = first_alike(whole[key])[again]
    headers = "、".join(table.sheet.column(column).header for column in key)
    for position, earlier in firsts.items():
        params = {"earlier": table.place(int(earlier), int(position)), "key": headers}  # type: ignore[call-overload]
        yield Mark("ROW_TWICE", table.sheet.name, [int(position), int(earlier)], key[0], params)  # type: ignore[call-overload]


def _limits(sheet: Sheet, name: str) -> dict[str, object]:
    column = sheet.column(name)
    write = {"money": yuan, "points": plain}.get(column.kind, str)
    low = column.minimum if column.above is None else column.above
    return {
        "low": "" if low is None else Phrase(N_("大于 {low}") if column.above is not None else N_("不小于 {low}"), low=write(low)),
        "high": "" if column.maximum is None else write(column.maximum),
        "choices": "、".join(column.choices),
    }


def _rejected(table: Table, found: Sequence[Mark]) -> np.ndarray:
    rejected = np.zeros(len(table.frame), dtype=bool)
    for mark in found:
        if mark.table == table.sheet.name and _rejects(mark):
            rejected[list(mark.positions)] = True
    return rejected


def _finding(mark: Mark, tables: Mapping[str, Table]) -> Finding:
    if mark.table in tables:
        return tables[mark.table].finding(mark)
    title = next(sheet.title for sheet in SHEETS if sheet.name == mark.table)
    return Finding(mark.code, sheet=title, params=mark.params)

