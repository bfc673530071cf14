"""Drop-down lists that are too long to stand in a cell's validation: on a hidden sheet, each as a defined name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs

from pipeline.templates.kinds import LOOKS

LONGEST_INLINE = 255
HIDDEN_SHEET = "_选项"


def stands_inline(entries: tuple[str, ...]) -> bool:
    """Whether Excel takes the list as it is: a comma ends an entry, and all together are at most 255 characters."""
    return not any("," in entry for entry in entries) and len(",".join(entries)) <= LONGEST_INLINE


class OptionLists:
    """The long lists of one workbook, one column each."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._lists: dict[str, Sequence[str | date]] = {}

    def source(self, name: str, entries: tuple[str, ...]) -> list[str] | str:
        """What a validation takes its list from: the entries, or the name of the range that holds them."""
        if stands_inline(entries):
            return list(entries)
        return f"={self.range(name, entries)}"

    def range(self, name: str, entries: Sequence[str | date]) -> str:
        """The name of a range that holds the entries, for formulas."""
        self._lists[name] = entries
        return name

    def write(self) -> None:
        """Put the lists on their sheet; to be called once, after all other sheets."""
        if not self._lists:
            return
        sheet = self._workbook.add_worksheet(HIDDEN_SHEET)
        day = self._workbook.add_format({"num_format": LOOKS["date"].number_format})
        for at, (name, entries) in enumerate(self._lists.items()):
            for row, entry in enumerate(entries):
                if isinstance(entry, str):
                    sheet.write_string(row, at, entry)
                else:
                    sheet.write_datetime(row, at, entry, day)
            self._workbook.define_name(name, f"='{HIDDEN_SHEET}'!{xl_range_abs(0, at, len(entries) - 1, at)}")
        sheet.hide()
