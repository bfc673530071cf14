"""How each kind of column looks on a sheet that people fill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.schemas import column


@dataclass(frozen=True)
class Look:
    """`width` is in Latin letters; `words` say to people what goes into such a column."""

    number_format: str
    align: Literal["left", "center", "right"]
    width: float
    words: str

    @property
    def cell(self) -> dict[str, object]:
        """The look as properties of an XlsxWriter format."""
        indent = {} if self.align == "center" else {"indent": 1}
        return {"num_format": self.number_format, "align": self.align, **indent}


AS_TEXT = "@"
"""Excel leaves such cells as they are typed: zeros in front stay, and 1-2 does not become a date."""

LOOKS: dict[column.Kind, Look] = {
    "id": Look(AS_TEXT, "left", 14, "编号，按文本"),
    "person": Look(AS_TEXT, "left", 18, "工号，按文本"),
    "text": Look(AS_TEXT, "left", 20, "文字"),
    "name": Look(AS_TEXT, "left", 12, "文字"),
    "month": Look(AS_TEXT, "center", 12, "月份，如 2026-11"),
    "date": Look("yyyy-mm-dd", "center", 13, "日期"),
    "time": Look("hh:mm", "center", 12, "时间"),
    "datetime": Look("yyyy-mm-dd hh:mm", "center", 19, "日期和时间"),
    "moment": Look("[<1]hh:mm;yyyy-mm-dd hh:mm", "center", 19, "日期和时间，或时间"),
    "whole": Look("0", "right", 10, "整数"),
    "money": Look("#,##0.00", "right", 13, "金额，单位元"),
    "points": Look("General", "right", 10, "数字，最多两位小数"),
    "yes_no": Look(AS_TEXT, "center", 10, "下拉选择"),
    "choice": Look(AS_TEXT, "center", 12, "下拉选择"),
    "item": Look(AS_TEXT, "left", 36, "下拉选择"),
}
