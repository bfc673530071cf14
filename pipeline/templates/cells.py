"""A value of a column as what Excel holds, and into its cell."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.base.units import HUNDREDTHS, SECONDS_A_DAY, clock
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.column import Column, labels_in
from pipeline.schemas.readers import EPOCH
from pipeline.schemas.sheet import Sheet
from pipeline.templates.known import KnownAhead

Cell = str | int | float | datetime | None


def cell_of(column: Column, value: Any, rulebook: Rulebook) -> Cell:
    """What the intake reads as `value` (of the kind's unit, see `schemas.column`): text, number, or a day or moment."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if column.kind in ("money", "points"):
        return int(value) / HUNDREDTHS
    if column.kind == "whole":
        return int(value)
    if column.kind in ("date", "datetime"):
        return datetime.combine(value, datetime.min.time()) if not isinstance(value, datetime) else pd.Timestamp(value).to_pydatetime()
    if column.kind == "moment" and value >= SECONDS_A_DAY:
        return EPOCH + timedelta(seconds=int(value))
    if column.kind in ("moment", "time"):
        return clock(int(value)) if value >= SECONDS_A_DAY else float(value) / SECONDS_A_DAY
    if column.kind == "item":
        return f"{value} {rulebook.items[value].label}"
    if column.kind == "yes_no":
        return "是" if value else "否"
    return labels_in(column, rulebook).get(value, str(value))


def cells_of(sheet: Sheet, known: KnownAhead) -> list[list[Cell]]:
    """The sheet's known rows as Excel holds them, from left to right."""
    return [[_known(column, row.get(column.name), known) for column in sheet.columns] for row in known.rows.get(sheet.name, ())]


def _known(column: Column, value: Any, known: KnownAhead) -> Cell:
    cell = cell_of(column, value, known.rulebook)
    return known.offered(cell) if column.kind == "person" and isinstance(cell, str) else cell


def write_cell(worksheet: Worksheet, row: int, at: int, cell: Cell, look: Format) -> None:
    """Text stays text, whatever it begins with."""
    if cell is None:
        worksheet.write_blank(row, at, None, look)
    elif isinstance(cell, datetime):
        worksheet.write_datetime(row, at, cell, look)
    elif isinstance(cell, str):
        worksheet.write_string(row, at, cell, look)
    else:
        worksheet.write_number(row, at, cell, look)
