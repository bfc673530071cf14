"""What every printed sheet has in common: its paper, its font, its colours, its title and its foot."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from xlsxwriter.worksheet import Worksheet

from pipeline.base.text import printable, shortened

A4 = 9
LETTERS_A_PAGE, LETTERS_UPRIGHT = 206, 142
"""Columns as wide as this together are still read well when they are fitted to a page, at some 7 points."""
LONGEST_HEADING = 80
SIGNATURES = "制表人：＿＿＿＿＿＿＿　　审核人：＿＿＿＿＿＿＿　　批准人：＿＿＿＿＿＿＿"
FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "vcenter"}
INK, GRID, SHADE = "#1F3864", "#BFC5CE", "#DCE6F1"


def pages_wide(widths: Sequence[float], repeated: int, *, landscape: bool) -> int:
    """On how many pages side by side columns of these widths print, the first `repeated` on each."""
    room, again = LETTERS_A_PAGE if landscape else LETTERS_UPRIGHT, sum(widths[:repeated])
    return max(1, ceil((sum(widths) - again) / (room - again)))


def on_paper(worksheet: Worksheet, title: str, foot: str) -> None:
    """A4, the header row on each page, `title` above, `foot` and page numbers below; how it is fitted is the sheet's own."""
    shown = shortened(printable(title), LONGEST_HEADING).replace("&", "&&")
    worksheet.set_paper(A4)
    worksheet.repeat_rows(0)
    worksheet.center_horizontally()
    worksheet.set_margins(left=0.4, right=0.4, top=0.85, bottom=0.8)
    worksheet.set_header(f'&C&14&"-,Bold"{shown}', {"margin": 0.35})
    worksheet.set_footer(f"&L&9{foot}&R&9第 &P 页 共 &N 页", {"margin": 0.35})
