"""A table made to be printed and signed: groups with subtotals on pages of their own, a total in words, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from pipeline.excel.cells import STYLES, CellTexts, is_missing
from pipeline.excel.paper import FONT, GRID, INK, SHADE, on_paper
from pipeline.excel.table_sheet import (
    LINE_HEIGHT,
    TALLEST,
    TableSheet,
    lines_of,
    most_lines,
    points,
    row_xml,
    rows_xml,
    tall_in,
    with_formula,
)

FormKind = Literal["text", "whole", "money", "share"]
FORMATS: Mapping[FormKind, str] = {
    "text": "@", "whole": "0", "money": '#,##0.00;[Red]-#,##0.00;"–"', "share": '0.0%;[Red]-0.0%;"–"',
}  # fmt: skip
PLACES: Mapping[FormKind, Mapping[str, object]] = {
    "text": {"align": "left", "indent": 1, "text_wrap": True}, "whole": {"align": "center"}, "money": {"align": "right"}, "share": {"align": "right"},
}  # fmt: skip
ROW, HEADER = 24, b"28"
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


def fill_form(workbook: Workbook, worksheet: TableSheet, form: Form, heading: str) -> None:
    """Numbered rows below the header, subtotals as formulas that hold where somebody changes a cell."""
    _Filling(workbook, worksheet, form).fill()
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)
    worksheet.freeze_panes(1, 0)
    on_paper(worksheet, f"{heading}　{form.name}", "")


class _Filling:
    """One form on its worksheet; `rows` are those written so far."""

    def __init__(self, workbook: Workbook, worksheet: TableSheet, form: Form) -> None:
        self.worksheet, self.form, self.rows = worksheet, form, list[bytes]()
        self.letters = {column.field: xl_col_to_name(number) for number, column in enumerate(form.columns)}
        self.widths = [column.width for column in form.columns]
        self.labels = next(number for number, column in enumerate(form.columns) if column.kind in ("money", "share"))

        def cells(kind: FormKind, **look: object) -> CellTexts:
            return CellTexts(STYLES[kind], workbook.add_format({**FONT, **look})._get_xf_index())

        self.texts = {
            (kind, bold): cells(
                kind, num_format=number_format, border=1, border_color=GRID, **PLACES[kind], **({"bold": True, "bg_color": "#F3F6FA"} if bold else {}),
            )
            for kind, number_format in FORMATS.items() for bold in (False, True)
        }  # fmt: skip
        self.titles = cells("text", bold=True, font_color=INK, bg_color=SHADE, border=1, border_color=GRID, align="center")
        self.plain = cells("text", text_wrap=True)
        self.values: dict[str, list[Any]] = {str(field): form.frame[field].tolist() for field in form.frame}
        summed = {name for column in form.columns for name in (column.field, column.part, column.whole) if name and column.kind in ("money", "share")}
        self.amounts = {name: form.frame[name].fillna(0).to_numpy("int64") for name in summed if name in form.frame}
        """Fen; nothing counts as 0."""
        self.heights = self._heights()

    def fill(self) -> None:
        self._row(HEADER, [self.titles[column.header] for column in self.form.columns])
        breaks: list[int] = []
        group_of, names = pd.factorize(self.form.frame[self.form.group], use_na_sentinel=False)
        in_order, sizes = np.argsort(group_of, kind="stable"), np.bincount(group_of, minlength=len(names))
        for name, people in zip(names, np.split(in_order, np.cumsum(sizes)), strict=False):
            self._group(str(name), people.tolist())
            breaks.append(len(self.rows))
        self.worksheet.set_h_pagebreaks(breaks[:-1])
        self._sums("合计", range(len(self.form.frame)), 2)
        self._line(f"合计（大写）：{self.form.words}", self.texts["text", True])
        self.rows.append(b"")
        for text in self.form.foot:
            self._line(text, self.plain)
        self.worksheet.take(self.rows, len(self.rows), self.widths)

    def _group(self, name: str, people: Sequence[int]) -> None:
        """`people` are rows of the form's frame."""
        self._line(f"{name}（{len(people)} 人）", self.texts["text", True])
        first = len(self.rows) + 1
        columns = [self._cells(column, people, first) for column in self.form.columns]
        heights = [self.heights[at] for at in people]
        self.rows += rows_xml(first, heights, columns)
        self._sums(f"{name} 小计", people, first)

    def _cells(self, column: FormColumn, people: Sequence[int], first: int) -> Iterable[bytes]:
        if column.kind == "share":
            parts, wholes = self.values[column.part], self.values[column.whole]
            return [self._share(column, row, parts[at], wholes[at], bold=False) for row, at in enumerate(people, first)]
        texts, values = self.texts[column.kind, False], self.values[column.field]
        return (texts[values[at]] for at in people)

    def _heights(self) -> list[bytes]:
        """Each row as high as its texts need: a small print of a long name could not be read."""
        texts = [(self.values[column.field], column.width) for column in self.form.columns if column.kind == "text"]
        lines = most_lines(len(self.form.frame), [(each, tall_in(set(each), width)) for each, width in texts])
        return list(map(_high, lines))

    def _sum(self, field: str, people: Sequence[int]) -> int:
        return int(self.amounts[field][people].sum())

    def _sums(self, label: str, people: Sequence[int], first: int) -> None:
        """Sums from sheet row `first` to the row above; a subtotal leaves other subtotals out."""
        last, row, cells = len(self.rows), len(self.rows) + 1, self._merged(label, self.labels, self.texts["text", True])
        for column in self.form.columns[self.labels:]:
            if column.kind == "money":
                formula = SUBTOTAL.format(column=self.letters[column.field], first=first, last=last)
                cells.append(with_formula(self.texts["money", True][self._sum(column.field, people)], formula))
            elif column.kind == "share":
                cells.append(self._share(column, row, self._sum(column.part, people), self._sum(column.whole, people), bold=True))
            else:
                cells.append(self.texts["text", True][None])
        self._row(_high(lines_of(label, sum(self.widths[: self.labels]))), cells)

    def _share(self, column: FormColumn, row: int, part: object, whole: object, bold: bool) -> bytes:
        """The cell of a share as a formula; of nothing there is none."""
        texts, above, below = self.texts["share", bold], self.letters[column.part], self.letters[column.whole]
        formula = f'IF({below}{row}=0,"",{above}{row}/{below}{row})'
        if is_missing(whole) or not whole:
            return b'%b t="str"><f>%b</f><v></v></c>' % (texts[None].removesuffix(b"/>"), formula.encode())
        return with_formula(texts[int(str(part)) / int(str(whole))], formula)

    def _line(self, text: str, texts: CellTexts) -> None:
        self._row(_high(lines_of(text, sum(self.widths))), self._merged(text, len(self.widths), texts))

    def _merged(self, text: str, count: int, texts: CellTexts) -> list[bytes]:
        """The first `count` cells of the next row as one."""
        self.worksheet.merge_range(len(self.rows), 0, len(self.rows), count - 1, "")
        return [texts[text], *[texts[None]] * (count - 1)]

    def _row(self, height: bytes, cells: Sequence[bytes]) -> None:
        self.rows.append(row_xml(len(self.rows) + 1, height, cells))


def _high(lines: int) -> bytes:
    return points(min(ROW + (lines - 1) * LINE_HEIGHT, TALLEST))
