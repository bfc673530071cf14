"""A table made to be printed and signed: groups with subtotals on pages of their own, a total in words, signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pipeline.base.text import printable
from pipeline.base.units import HUNDREDTHS
from pipeline.excel.cells import is_missing
from pipeline.excel.paper import FONT, GRID, INK, SHADE, on_paper
from pipeline.excel.table_sheet import LINE_HEIGHT, TALLEST, lines_of

FormKind = Literal["text", "number", "money", "share"]
FORMATS: Mapping[FormKind, str] = {
    "text": "@", "number": "0", "money": '#,##0.00;[Red]-#,##0.00;"–"', "share": '0.0%;[Red]-0.0%;"–"',
}  # fmt: skip
PLACES: Mapping[FormKind, Mapping[str, object]] = {
    "text": {"align": "left", "indent": 1, "text_wrap": True}, "number": {"align": "center"}, "money": {"align": "right"}, "share": {"align": "right"},
}  # fmt: skip
ROW, HEADER = 24, 28
SUBTOTAL = "SUBTOTAL(9,{column}{first}:{column}{last})"


@dataclass(frozen=True)
class FormColumn:
    """A column as it is printed, `width` letters wide; `part` and `whole` of a share are the columns that it divides."""

    header: str
    field: str
    kind: FormKind
    width: float
    part: str = ""
    whole: str = ""


@dataclass(frozen=True)
class Form:
    """`frame` has a row a line, money in fen; each value of `group` gets a heading, a subtotal and a page of its own.

    `words` is the total as it is written out, `foot` what is signed after the last row.
    """

    name: str
    columns: Sequence[FormColumn]
    frame: pd.DataFrame
    group: str
    words: str
    foot: Sequence[str]


class FormSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose formulas are older than the functions that XlsxWriter searches each for, one after the other."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


def fill_form(workbook: Workbook, worksheet: Worksheet, form: Form, heading: str) -> None:
    """Numbered rows below the header, subtotals as formulas that hold where somebody changes a cell."""
    _Filling(workbook, worksheet, form).fill()
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)
    worksheet.freeze_panes(1, 0)
    on_paper(worksheet, f"{heading}　{form.name}", "")


class _Filling:
    """One form on its worksheet; `at` is the next row, counted from 0."""

    def __init__(self, workbook: Workbook, worksheet: Worksheet, form: Form) -> None:
        self.worksheet, self.form, self.at = worksheet, form, 1
        self.letters = {column.field: xl_col_to_name(number) for number, column in enumerate(form.columns)}
        self.last_column = len(form.columns) - 1
        self.widths = [column.width for column in form.columns]
        self.labels = next(number for number, column in enumerate(form.columns) if column.kind in ("money", "share"))
        self.looks = {
            (kind, bold): workbook.add_format({
                **FONT, "num_format": number_format, "border": 1, "border_color": GRID, **PLACES[kind],
                **({"bold": True, "bg_color": "#F3F6FA"} if bold else {}),
            })
            for kind, number_format in FORMATS.items() for bold in (False, True)
        }  # fmt: skip
        self.title = workbook.add_format({**FONT, "bold": True, "font_color": INK, "bg_color": SHADE, "border": 1, "border_color": GRID, "align": "center"})
        self.plain = workbook.add_format({**FONT, "text_wrap": True})

    def fill(self) -> None:
        self.worksheet.set_row(0, HEADER)
        for number, column in enumerate(self.form.columns):
            self.worksheet.write_string(0, number, column.header, self.title)
            self.worksheet.set_column(number, number, column.width)
        breaks: list[int] = []
        for name, rows in self.form.frame.groupby(self.form.group, sort=False, dropna=False):
            self._group(str(name), rows, len(breaks))
            breaks.append(self.at)
        self.worksheet.set_h_pagebreaks(breaks[:-1])
        self._sums("合计", self.form.frame, 2)
        self._line(f"合计（大写）：{self.form.words}", self.looks["text", True])
        self.at += 1
        for text in self.form.foot:
            self._line(text, self.plain)

    def _group(self, name: str, rows: pd.DataFrame, before: int) -> None:
        self._line(f"{name}（{len(rows)} 人）", self.looks["text", True])
        first = self.at + 1
        for row in rows.to_dict("records"):
            self._as_high_as([(str(row[column.field]), column.width) for column in self.form.columns if column.kind == "text" and not is_missing(row[column.field])])
            for number, column in enumerate(self.form.columns):
                if column.kind == "share":
                    self._share(number, column, row[column.part], row[column.whole], bold=False)
                else:
                    self._cell(number, column, row[column.field])
            self.at += 1
        self._sums(f"{name} 小计", rows, first)

    def _sums(self, label: str, rows: pd.DataFrame, first: int) -> None:
        """Sums from sheet row `first` to the row above; a subtotal leaves other subtotals out."""
        last = self.at
        self._as_high_as([(label, sum(self.widths[: self.labels]))])
        self.worksheet.merge_range(self.at, 0, self.at, self.labels - 1, printable(label), self.looks["text", True])
        for number, column in list(enumerate(self.form.columns))[self.labels:]:
            if column.kind == "money":
                formula = SUBTOTAL.format(column=self.letters[column.field], first=first, last=last)
                self.worksheet.write_formula(self.at, number, f"={formula}", self.looks["money", True], int(rows[column.field].sum()) / HUNDREDTHS)
            elif column.kind == "share":
                self._share(number, column, rows[column.part].sum(), rows[column.whole].sum(), bold=True)
            else:
                self.worksheet.write_blank(self.at, number, None, self.looks["text", True])
        self.at += 1

    def _cell(self, number: int, column: FormColumn, value: object) -> None:
        look = self.looks[column.kind, False]
        if is_missing(value):
            self.worksheet.write_blank(self.at, number, None, look)
        elif column.kind == "text":
            self.worksheet.write_string(self.at, number, printable(str(value)), look)
        elif column.kind == "money":
            self.worksheet.write_number(self.at, number, int(str(value)) / HUNDREDTHS, look)
        else:
            self.worksheet.write_number(self.at, number, float(str(value)), look)

    def _share(self, number: int, column: FormColumn, part: object, whole: object, bold: bool) -> None:
        look, row = self.looks["share", bold], self.at + 1
        share = "" if is_missing(whole) or not whole else int(str(part)) / int(str(whole))
        formula = f'=IF({self.letters[column.whole]}{row}=0,"",{self.letters[column.part]}{row}/{self.letters[column.whole]}{row})'
        self.worksheet.write_formula(self.at, number, formula, look, share)

    def _line(self, text: str, look: Format) -> None:
        self._as_high_as([(text, sum(self.widths))])
        self.worksheet.merge_range(self.at, 0, self.at, self.last_column, printable(text), look)
        self.at += 1

    def _as_high_as(self, texts: Sequence[tuple[str, float]]) -> None:
        """The next row as high as these texts need, each in a cell of that width: a small print of a long name could not be read."""
        lines = max(lines_of(*each) for each in texts)
        self.worksheet.set_row(self.at, min(ROW + (lines - 1) * LINE_HEIGHT, TALLEST))
