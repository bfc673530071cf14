"""A worksheet that takes its rows ready-made; everything around them is XlsxWriter's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from math import ceil

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pipeline.base.text import display_width
from pipeline.excel.cells import CellStyle, CellTexts, is_missing

ROWS_A_CHUNK = 2_000
ROW_HEIGHT = 18.0
LINE_HEIGHT = 14.5
TALLEST = 405.0
"""Points; Excel allows 409."""
_CELL_PADDING = 3.5
_NARROWEST = 6.0


class TableColumn:
    """One column's values, their cells and the width that they ask for, in letters.

    With a `formula` the cells have it beside their value; `{row}` in it is the number of the cell's row.
    """

    def __init__(
        self, style: CellStyle, format_index: int, values: Sequence[object], least_width: float, formula: str | None = None
    ) -> None:
        self.values = values
        self.formula = formula
        self.texts = CellTexts(style, format_index)
        for value in values:
            self.texts[value]
        self._style = style
        self._widths = {value: display_width(style.shown(value)) for value in self.texts if not is_missing(value)}
        content = max(self._widths.values(), default=0) + _CELL_PADDING
        self.width = max(min(content, style.widest), least_width, _NARROWEST)

    def cells(self, start: int, stop: int) -> Iterable[bytes]:
        """The cells of the values from `start` to `stop`, of which the first stands in row 2 of the sheet."""
        texts = map(self.texts.__getitem__, self.values[start:stop])
        formula = self.formula
        if formula is None:
            return texts
        return (with_formula(text, formula.format(row=row)) for row, text in enumerate(texts, start + 2))

    def tall(self) -> dict[object, int]:
        """The values that need more than one line in this width, with the lines that they need."""
        if not self._style.wraps:
            return {}
        room = self.width - _CELL_PADDING
        return tall_in((value for value, width in self._widths.items() if width > room or "\n" in str(value)), self.width)


class TableSheet(Worksheet):  # type: ignore[misc]
    """Written with `take`; its rows are put in place when the workbook is packed."""

    rows: Iterable[bytes] = ()

    def take(self, rows: Iterable[bytes], count: int, widths: Sequence[float]) -> None:
        """All `count` rows from the first on, as XML, one or more at a time, in columns of these widths; an empty one is left out."""
        self.rows = rows
        self.dim_rowmin, self.dim_rowmax = 0, count - 1
        self.dim_colmin, self.dim_colmax = 0, len(widths) - 1
        for number, width in enumerate(widths):
            self.set_column(number, number, width)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """A word that a rule colours, as it is: XlsxWriter would look in each for thirty functions, none of which is in it."""
        return formula

    def _write_sheet_data(self) -> None:
        """The place of the rows, which `package` puts there."""
        self._xml_start_tag("sheetData")
        self._xml_end_tag("sheetData")

    @property
    def part(self) -> str:
        """The name of its file in the workbook."""
        return f"xl/worksheets/sheet{self.index + 1}.xml"


def with_formula(cell: bytes, formula: str) -> bytes:
    """The cell of a number as the result of a formula; a blank cell stays blank."""
    before, value, after = cell.partition(b"<v>")
    return b"%b<f>%b</f>%b%b" % (before, formula.encode(), value, after) if value else cell


def row_xml(number: int, height: bytes, cells: Sequence[bytes]) -> bytes:
    """One row from its cells, column by column from A."""
    return next(rows_xml(number, [height], [[cell] for cell in cells]))


def rows_xml(first: int, heights: Sequence[bytes], columns: Sequence[Iterable[bytes]]) -> Iterator[bytes]:
    """Rows one below the other from the `first` on, as high as this, out of each column's cells from A on."""
    numbers = [b"%d" % number for number in range(first, first + len(heights))]
    addressed = chain.from_iterable((numbers, column) for column in columns)
    return map(_row_template(len(columns)).__mod__, zip(numbers, heights, *addressed, strict=True))


@cache
def _row_template(columns: int) -> bytes:
    """What number and height are filled into, and of each cell the number again and what is written behind its address."""
    cells = "".join(f'<c r="{xl_col_to_name(n)}%b"%b' for n in range(columns))
    return f'<row r="%b" ht="%b" customHeight="1">{cells}</row>'.encode()


def points(height: float) -> bytes:
    return f"{height:g}".encode()


def table_rows(header: bytes, columns: Sequence[TableColumn], count: int, last: bytes | None) -> Iterator[bytes]:
    """Row 1 is the header, `last` an optional row below the body."""
    yield header
    heights = _heights(columns, count)
    for start in range(0, count, ROWS_A_CHUNK):
        stop = min(start + ROWS_A_CHUNK, count)
        yield from rows_xml(start + 2, heights[start:stop], [column.cells(start, stop) for column in columns])
    yield last or b""


def _heights(columns: Sequence[TableColumn], count: int) -> list[bytes]:
    """Each body row as high as its tallest cell; set here since not every program fits rows to wrapped text."""
    lines = most_lines(count, ((column.values, column.tall()) for column in columns))
    high = {n: points(min(ROW_HEIGHT + (n - 1) * LINE_HEIGHT, TALLEST)) for n in set(lines)}
    return [high[n] for n in lines]


def most_lines(count: int, columns: Iterable[tuple[Sequence[object], Mapping[object, int]]]) -> list[int]:
    """The lines that each of `count` rows needs, from its columns' values and which of them need more than one."""
    lines = [1] * count
    for values, tall in columns:
        if tall:
            lines = list(map(max, lines, (tall.get(value, 1) for value in values)))
    return lines


def tall_in(values: Iterable[object], width: float) -> dict[object, int]:
    """The values that need more than one line in this width, with the lines that they need."""
    lines = {value: lines_of(str(value), width) for value in values if not is_missing(value)}
    return {value: count for value, count in lines.items() if count > 1}


def lines_of(text: str, width: float) -> int:
    """The lines that a text needs in a cell `width` letters wide."""
    return sum(max(1, ceil(display_width(part) / (width - _CELL_PADDING))) for part in text.split("\n"))
