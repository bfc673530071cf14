"""Which rows below the header are data: blank ones, totals and what stands below the table are none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.workbooks.cells import Unstored
from pipeline.workbooks.days import DAY
from pipeline.workbooks.grid import Grid, Numbers, is_filled
from pipeline.workbooks.layout import cleaned

TOTAL = re.compile(r".*(合计|总计|小计|汇总|共计)(人数|人次|次数|天数|笔数|金额)?:?")
"""Also with what it is the total of: 客服一部小计."""
SIGNATURE = re.compile(
    r"(制表|制单|填表|填报|填写|审核|复核|审批|批准|核准|核对|经办|负责|主管|部门|单位|统计|打印|导出|签字|签名|签章|盖章|日期)"
    r"(人|者|部门|单位|负责人|签字|签名|签章|盖章|意见|日期|时间)*"
)
REMARK = re.compile(r"([(（—–-]*(注|备注|说明|附注|提示|以上|以下(空白|无)|本表|填表说明|填写说明)|※|\*|第\s*\d+\s*页|共\s*\d+\s*[条行人次页项])")
COUNTED = (int, float, Unstored)
"""What is no name: in the columns that say who a total has how many."""
LEGEND = re.compile(r"[(（]?(注|备注|说明|附注|图例|符号说明)\s*[:：]")
"""In the first column: whatever stands behind it belongs to it, as 注：√ 出勤, △ 迟到."""
SENTENCE = re.compile(r"[\u4e00-\u9fff].*[，。；！：、,;!]|[\u4e00-\u9fff].{11,}", re.DOTALL)


@dataclass
class Rows:
    """Data `rows` with their `numbers` in Excel, and how many rows were passed over as what."""

    rows: Grid
    numbers: Numbers
    blank: int
    total: int
    note: int = 0

    def without(self, none: Iterable[int]) -> int:
        """Take the rows off that stand at these places, which are none; how many they were."""
        gone = np.unique(np.fromiter(none, dtype=np.intp))
        if len(gone):
            self._take(np.delete(np.arange(len(self.rows)), gone))
        return len(gone)

    def end_at(self, end: int) -> None:
        """What stands below is a note."""
        self.note = len(self.rows) - end
        self._take(np.arange(end))

    def _take(self, kept: Numbers) -> None:
        self.rows, self.numbers = self.rows.taking(kept), self.numbers[kept]


def table(sheet: Grid, first: int, columns: Sequence[int], identifying: Sequence[int], *, names_first: bool = False) -> Rows:
    """The rows from `first` (0-based) on. `columns` are those that are known, `identifying` those that say who, what or when.

    A row without anything in a known column is blank, whatever stands beside. Notes, signatures and totals below the
    last row of data end the table; between rows of data a note is data that is not understood. Where rows begin with `names_first`
    that people choose, 合计 and 部门 are such names too, and every row is data.
    """
    below = sheet[first:]
    is_kept = np.any(below.filled(columns), axis=1)
    blank = len(below) - int(is_kept.sum())
    for at in [] if names_first else below.column(min(columns)).rows_where(_may_begin_a_total):
        if is_kept[at]:
            is_kept[at] = not _is_total(below[at], columns, identifying)
    kept = np.flatnonzero(is_kept)
    found = Rows(below.taking(kept), kept + first + 1, blank, len(below) - blank - len(kept))
    end = len(kept) if names_first else _end_of_data(found, columns)
    if end < len(kept):
        found.end_at(end)
    return found


def _end_of_data(found: Rows, columns: Sequence[int]) -> int:
    """How many rows are left when the notes below them are taken off.

    Anywhere below a blank row a sentence is a note, and below a note a day alone; right under the data it might be the
    beginning of a row, unless it stands in the first column or says what it is.
    """
    end = len(found.rows)
    while end and (_is_note(found.rows[end - 1], columns, anywhere=True) or _is_day_alone(found.rows[end - 1], columns)):
        end -= 1
    while end < len(found.rows) and _is_day_alone(found.rows[end], columns):
        end += 1
    if end and (end == len(found.rows) or found.numbers[end] > found.numbers[end - 1] + 1):
        return end
    end = len(found.rows)
    while end and _is_note(found.rows[end - 1], columns, anywhere=False):
        end -= 1
    return end


def _may_begin_a_total(first: object) -> bool:
    """Whether it takes more than a glance at the first known cell of a row."""
    return type(first) is not str or "计" in first or "汇" in first or not is_filled(first)


def _is_total(row: Sequence[object], columns: Sequence[int], identifying: Sequence[int]) -> bool:
    """A row that begins with 合计 and names nobody and nothing else in the columns that say who, what or when."""
    first = next(at for at, cell in enumerate(row) if is_filled(cell))
    if not TOTAL.fullmatch(cleaned(row[first])):
        first = next(column for column in columns if is_filled(row[column]))
        if not TOTAL.fullmatch(cleaned(row[first])):
            return False
    return not any(is_filled(row[at]) and not isinstance(row[at], COUNTED) for at in identifying if at != first)


def _is_day_alone(row: Sequence[object], columns: Sequence[int]) -> bool:
    """The day of a signature."""
    said = [row[at] for at in columns if is_filled(row[at])]
    return len(said) == 1 and (isinstance(said[0], dt.date) or (isinstance(said[0], str) and bool(DAY.fullmatch(said[0].strip()))))


def _is_note(row: Sequence[object], columns: Sequence[int], anywhere: bool) -> bool:
    """Signatures with what stands behind each, remarks, and at most one sentence that is neither."""
    first = next(row[column] for column in sorted(columns) if is_filled(row[column]))
    if isinstance(first, str) and first is row[min(columns)] and LEGEND.match(first.strip()):
        return True
    sentences, behind_a_label = 0, False
    for at in sorted(column for column in columns if is_filled(row[column])):
        cell, label = row[at], _label(row[at])
        if not (behind_a_label or label or (isinstance(cell, str) and REMARK.match(cell.strip()))):
            if not (isinstance(cell, str) and SENTENCE.search(cell)) or not (anywhere or at == min(columns)):
                return False
            sentences += 1
        behind_a_label = label == "alone"
    return sentences <= 1


def _label(cell: object) -> str:
    """`alone` for 制表人 or 制表人：, `with name` for 制表人：李四, nothing for what is no signature."""
    if not isinstance(cell, str):
        return ""
    label, colon, behind = cell.strip().replace("：", ":").partition(":")
    if not SIGNATURE.fullmatch(cleaned(label)):
        return ""
    return "with name" if colon and behind.strip(" _＿") else "alone"
