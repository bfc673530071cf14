"""What every sheet of a template has in common: the header row, the columns' formats, the printed page."""

from __future__ import annotations

from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.base.text import display_width
from pipeline.excel.paper import A4, GRID, INK
from pipeline.schemas.column import Column
from pipeline.schemas.sheet import Sheet
from pipeline.templates.kinds import LOOKS
from pipeline.workbooks.notes import HELP

HEADER_HEIGHT = 28
ROW_HEIGHT = 20
ROOM_FOR_FILTER = 4
LETTERS_A_PAGE = 170
"""Columns as wide as this together still read well on one landscape page."""
REQUIRED_FILL, OPTIONAL_FILL, STAR = "#DCE6F1", "#F2F2F2", "#C00000"
PART_FILLS = ("#DCE6F1", "#E2F0D9", "#FFF2CC", "#EADCF4")


def width(column: Column, entries: tuple[str, ...] = ()) -> float:
    """Wide enough for the kind, the header with its filter button, and the longest entry of a short list."""
    longest = max((display_width(entry) + ROOM_FOR_FILTER for entry in entries), default=0.0)
    header = display_width(column.header) + ROOM_FOR_FILTER + column.required
    return max(LOOKS[column.kind].width, header, min(longest, LOOKS[column.kind].width * 1.5))


def fill_of(column: Column, sheet: Sheet) -> str:
    """The ground of a header: by whose column it is where several fill the sheet, else by whether it must be filled."""
    if not column.part:
        return REQUIRED_FILL if column.required else OPTIONAL_FILL
    return PART_FILLS[parts_of(sheet).index(column.part) % len(PART_FILLS)]


def parts_of(sheet: Sheet) -> list[str]:
    """The parts of a sheet that several fill, as they come."""
    return list(dict.fromkeys(column.part for column in sheet.columns if column.part))


def write_header(workbook: Workbook, worksheet: Worksheet, sheet: Sheet) -> None:
    """The headers from A1, a red star after those that must be filled, each with its help as a comment."""
    for at, column in enumerate(sheet.columns):
        look: dict[str, Any] = {
            "bold": True, "font_color": INK, "align": "center", "border": 1, "border_color": GRID,
            "bg_color": fill_of(column, sheet),
        }
        cell = workbook.add_format(look)
        if column.required:
            word = workbook.add_format({"bold": True, "font_color": INK})
            star = workbook.add_format({"bold": True, "font_color": STAR})
            worksheet.write_rich_string(0, at, word, column.header, star, "*", cell)
        else:
            worksheet.write_string(0, at, column.header, cell)
        text = f"{'【必填】' if column.required else ''}{f'【{column.part}】' if column.part else ''}{column.help}"
        box = {"width": 240, "height": 30 + 18 * ceil(display_width(text) / 30), "font_name": "微软雅黑", "font_size": 9}
        worksheet.write_comment(0, at, text, {"author": HELP, **box})
    worksheet.set_row(0, HEADER_HEIGHT)


def set_up_page(worksheet: Worksheet, title: str, total_width: float) -> None:
    """A4 landscape, the header on each page; a sheet too wide for one page repeats its first column on the next."""
    pages = ceil(total_width / LETTERS_A_PAGE)
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.fit_to_pages(pages, 0)
    worksheet.repeat_rows(0)
    if pages > 1:
        worksheet.repeat_columns(0)
    worksheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
    worksheet.set_header(f'&C&14&"-,Bold"{title}', {"margin": 0.35})
    worksheet.set_footer("&L&9填表人：＿＿＿＿＿＿＿　　审核人：＿＿＿＿＿＿＿&R&9第 &P 页 共 &N 页", {"margin": 0.3})
