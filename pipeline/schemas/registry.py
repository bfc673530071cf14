"""All sheets that the project knows, in the order in which people fill them: every `Sheet` of this room's modules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pandas as pd

from pipeline.language.translation import N_
from pipeline.schemas.frames import empty_frame
from pipeline.schemas.sheet import Sheet

BOOKS = ("花名册.xlsx", "扣分记录.xlsx", "考勤.xlsx", "投诉登记.xlsx", "服务登记.xlsx", "基金.xlsx", "申诉.xlsx", "已发工资.xlsx")
"""The workbooks that HR fills, in the order in which people do."""

FILLERS = (N_("人事"), N_("培训专员"), N_("主管"), N_("前台"), N_("服务"), N_("财务"))
"""The people who fill sheets, each in a workbook of their own."""


def _sheets() -> Iterator[Sheet]:
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem not in ("__init__", Path(__file__).stem):
            content = vars(import_module(f"{__package__}.{path.stem}")).values()
            yield from (each for each in content if isinstance(each, Sheet))


SHEETS = tuple(sorted(_sheets(), key=lambda sheet: (BOOKS.index(sheet.book), sheet.place)))


def sheet_titled(title: str) -> Sheet:
    return next(sheet for sheet in SHEETS if sheet.title == title)


def with_absent_sheets(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables with an empty one for each absent sheet, but those whose absence means something to the rules."""
    complete = dict(tables)
    for sheet in SHEETS:
        if sheet.name not in complete and not sheet.absence_counts:
            complete[sheet.name] = empty_frame(sheet)
    return complete
