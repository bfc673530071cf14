"""填写说明: how to fill the workbook, each column in a sentence, each item with what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from xlsxwriter import Workbook

from pipeline.base.text import display_width
from pipeline.excel.paper import A4, GRID, INK, SHADE
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.column import Column
from pipeline.schemas.sheet import Sheet
from pipeline.templates.allowed import choices, limits
from pipeline.templates.consequence_words import also_needed, costs
from pipeline.templates.example_sheet import PREFIX
from pipeline.templates.kinds import LOOKS
from pipeline.templates.page import fill_of, parts_of

TITLE = "填写说明"
WIDTHS = (20, 12, 22, 60, 48)
LINE_HEIGHT = 17.0
TAB = "#548235"
GENERAL = (
    "表头带红色 * 的列必填，其他列有就填。请不要改表头的文字；列的先后可以调整，用不到的选填列可以删除。",
    f"名称以“{PREFIX}”开头的工作表和本说明只供参考，不会读取；请在其他工作表里填写，每行一条，不要合并单元格。",
    "工作簿可以改名，同一张表也可以分在几个工作簿里填。填好后放入收件夹里当月的文件夹（如 inbox/2026-10）。",
    "日期请写成 2026-10-03，时间请写成 8:00。从别处粘贴时请用“粘贴数值”，以免带走下拉列表和检查。",
)
HEADERS = ("列", "是否必填", "填写方式", "说明", "可填内容")
SPANS = {"any": "", "month": "当月之内", "until_month_end": "不晚于月末", "until_next_month_end": "不晚于次月末"}


class Guide:
    """The sheet as it grows downwards; `add` puts one row of cells at its end."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._sheet = workbook.add_worksheet(TITLE)
        self._sheet.set_tab_color(TAB)
        self._row = 0
        for at, letters in enumerate(WIDTHS):
            self._sheet.set_column(at, at, letters)
        self._sheet.hide_gridlines(2)
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self._sheet.set_footer("&R&9第 &P 页 共 &N 页", {"margin": 0.3})

    def line(self, text: str, **look: Any) -> None:
        """Text over the whole width."""
        cell = self._workbook.add_format({"text_wrap": True, **look})
        self._sheet.merge_range(self._row, 0, self._row, len(WIDTHS) - 1, text, cell)
        self._end_row([(text, sum(WIDTHS))], look.get("font_size", 10) / 10)

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._cells(header, bold=True, font_color=INK, bg_color=SHADE)
        for row in rows:
            self._cells(row)

    def gap(self) -> None:
        self._row += 1

    def _cells(self, texts: Sequence[str], **look: Any) -> None:
        cell = self._workbook.add_format({"text_wrap": True, "indent": 1, "border": 1, "border_color": GRID, **look})
        for at, text in enumerate(texts):
            self._sheet.write_string(self._row, at, text, cell)
        self._end_row(list(zip(texts, WIDTHS, strict=True)))

    def _end_row(self, texts: Sequence[tuple[str, float]], scale: float = 1) -> None:
        """High enough for the text that wraps most; not every program finds that out by itself."""
        lines = max(ceil(display_width(text) * scale / (room - 3)) if text else 1 for text, room in texts)
        self._sheet.set_row(self._row, (lines * LINE_HEIGHT + 4) * scale)
        self._row += 1


def add_guide(workbook: Workbook, sheets: Sequence[Sheet], rulebook: Rulebook) -> None:
    guide = Guide(workbook)
    guide.line(TITLE, bold=True, font_size=16, font_color=INK)
    for number, sentence in enumerate(GENERAL, start=1):
        guide.line(f"{number}. {sentence}")
    for sheet in sheets:
        guide.gap()
        guide.line(f"{sheet.title}（{'每月必交' if sheet.required else '有就交'}）：{sheet.help}", bold=True, font_color=INK)
        for part in (*parts_of(sheet), ""):
            columns = [column for column in sheet.columns if column.part == part]
            if part:
                guide.line(f"{part}：{len(columns)} 列，表头用这个颜色；点表上方的 － 可以收起", bg_color=fill_of(columns[0], sheet), font_color=INK)
            guide.table(HEADERS, [_about(column, sheet, rulebook) for column in columns])
        items = [item for item in rulebook.items.values() if item.sheet == sheet.name]
        if items:
            guide.gap()
            guide.line(f"{sheet.title}的事项一览", bold=True, font_color=INK)
            guide.table(
                ("代码", "还要填写", "条款", "事项", "后果（每次）"),
                [
                    (item.code, also_needed(item), "、".join(dict.fromkeys(each.clause for each in item.sets_off)),
                     item.label, costs(item, rulebook))
                    for item in items
                ],
            )


def _about(column: Column, sheet: Sheet, rulebook: Rulebook) -> tuple[str, str, str, str, str]:
    entries = choices(column, sheet, rulebook)
    if column.kind == "item":
        allowed = "见下面的事项一览"
    elif entries:
        allowed = "、".join(entries)
    else:
        allowed = limits(column, sheet, rulebook).words or SPANS[column.span]
    unique = "不能重复" if column.unique else ""
    filled = "必填" if column.required else "选填"
    return column.header, filled, LOOKS[column.kind].words, column.help, "，".join(filter(None, [allowed, unique]))
