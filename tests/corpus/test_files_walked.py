"""Advice about files and sheets, walked: a folder with every fault, and the same folder once each has been put right as it says."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.workbook import Workbook

from pipeline.findings.finding import Finding
from tests.build import day, read_month, write_month, write_workbook
from tests.corpus.rows import ground

Change = Callable[[Workbook], object]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = ["日期", "工号", "事项", "次数", "记录人"]
SHEET = "加分记录"


@dataclass(frozen=True)
class Walk:
    """A workbook with a day of its own; `change` spoils it, or all its bytes are others. The advice gives it `advised` as a name, or takes it away."""

    code: str
    cell: str | None = None
    change: Change = lambda book: None
    content: Callable[[bytes], bytes] = lambda whole: whole
    name: str = ""
    advised: str | None = ""

    @property
    def file(self) -> str:
        return self.name or f"{self.code}.xlsx"


def cell(at: str, value: Any) -> Change:
    def change(book: Workbook) -> None:
        book[SHEET][at] = value

    return change


def percent(book: Workbook) -> None:
    book[SHEET]["D2"] = 1
    book[SHEET]["D2"].number_format = "0%"


def merged(book: Workbook) -> None:
    book[SHEET].append([None, "2", "A-2.4", 1, "T1"])
    book[SHEET].merge_cells("A2:A3")


def hidden_row(book: Workbook) -> None:
    book[SHEET].row_dimensions[2].hidden = True


def hidden_column(book: Workbook) -> None:
    book[SHEET].column_dimensions["D"].hidden = True


def struck(book: Workbook) -> None:
    book[SHEET]["C2"].font = Font(strike=True)


def struck_in_part(book: Workbook) -> None:
    book[SHEET]["D2"].value = CellRichText(TextBlock(InlineFont(strike=True), "2"), TextBlock(InlineFont(), "1"))


def by_days(book: Workbook) -> None:
    book[SHEET].delete_rows(1, 2)
    book[SHEET].append(["工号", "姓名", *range(1, 31)])
    book[SHEET].title = "考勤"


def hidden_sheet(book: Workbook) -> None:
    book.create_sheet("说明")
    book[SHEET].sheet_state = "hidden"


def title(name: str) -> Change:
    def change(book: Workbook) -> None:
        book[SHEET].title = name

    return change


def with_entities(whole: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(content, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry).replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aa">]><worksheet', 1))
    return content.getvalue()


WALKS = [
    Walk("FILE_EMPTY", content=lambda whole: b""),
    Walk("FILE_DAMAGED", content=lambda whole: whole[:-200]),
    Walk("FILE_IS_NOT_A_WORKBOOK", content=lambda whole: b"<html><table></table></html>"),
    Walk("FILE_IS_OLD_XLS", content=lambda whole: OLE + bytes(600)),
    Walk("FILE_ENCRYPTED", content=lambda whole: OLE + "EncryptedPackage".encode("utf-16-le")),
    Walk("FILE_HAS_ENTITIES", content=with_entities),
    Walk("SAVE_AS_XLSX", name="导出.csv", content=lambda whole: "日期,工号".encode("gbk"), advised="导出.xlsx"),
    Walk("LOCK_FILE", name="~$加分.xlsx", advised=None),
    Walk("HIDDEN_FILE", name=".加分.xlsx", advised="加分.xlsx"),
    Walk("SHEET_NAME_UNKNOWN", change=title("加分纪录")),
    Walk("SHEET_HIDDEN", change=hidden_sheet),
    Walk("ROWS_HIDDEN", change=hidden_row),
    Walk("COLUMNS_HIDDEN", change=hidden_column),
    Walk("ROWS_STRUCK", change=struck),
    Walk("CELL_PART_STRUCK", "D2", struck_in_part),
    Walk("ATTENDANCE_BY_DAYS", change=by_days),
    Walk("ANOTHER_TABLE_BELOW", change=lambda book: book[SHEET].append(["工号", "姓名", "分值", "理由"])),
    Walk("SHEET_WITHOUT_HEADER", change=lambda book: book[SHEET].delete_rows(1)),
    Walk("HEADER_MISSING", change=cell("B1", "谁")),
    Walk("HEADER_TWICE", "F1", cell("F1", "日期")),
    Walk("HEADER_UNKNOWN", "E1", cell("E1", "记录员")),
    Walk("CONTENT_WITHOUT_HEADER", "F2", cell("F2", "旁注")),
    Walk("CELLS_MERGED", "A2", merged),
    Walk("CELL_ERROR_VALUE", "B2", cell("B2", "#N/A")),
    Walk("FORMULA_NOT_STORED", "B2", cell("B2", "=1+0")),
    Walk("NUMBER_IS_PERCENT", "D2", percent),
]


TAKEN_AWAY = ("NOT_A_FILE", "FILE_TWICE", "SHEET_PASSED_OVER", "SHEET_TWICE", "FILE_WITHOUT_TABLES")


def copy_of(code: str) -> str:
    """The name of a file that comes after the others."""
    return f"附 {code}.xlsx"


def put(folder: Path, number: int, walk: Walk, *, wrong: bool) -> None:
    """The walk's workbook with its fault, or as the advice has it."""
    name = walk.file if wrong else walk.advised if walk.advised is None else walk.advised or walk.file
    if name is None:
        return
    path = write_workbook(folder / f"{walk.code}.xlsx", {SHEET: [HEADER, [day(number), "1", "A-2.4", 1, "T1"]]})
    book = openpyxl.load_workbook(path)
    path.unlink()
    if wrong:
        walk.change(book)
    content = io.BytesIO()
    book.save(content)
    (folder / name).write_bytes(walk.content(content.getvalue()) if wrong else content.getvalue())


def month_with(folder: Path, *, wrong: bool) -> list[Finding]:
    """A copy of a workbook, a sheet copied into another and one without a table are there in the wrong month alone, as is a folder."""
    write_month(folder / "inbox", ground())
    inbox = folder / "inbox" / "2026-11"
    for number, walk in enumerate(WALKS, start=1):
        put(inbox, number, walk, wrong=wrong)
    if wrong:
        two = [[day(28), "1", "A-2.4", 1, "T1"], [day(28), "2", "A-2.6", 1, "T1"]]
        (inbox / copy_of("NOT_A_FILE")).mkdir()
        (inbox / copy_of("FILE_TWICE")).write_bytes((inbox / "all.xlsx").read_bytes())
        write_workbook(inbox / copy_of("SHEET_PASSED_OVER"), {"随便": [["甲", "乙"], [1, 2]], SHEET: [HEADER, *two]})
        write_workbook(inbox / copy_of("SHEET_TWICE"), {SHEET: [HEADER, *two]}, "another")
        write_workbook(inbox / copy_of("FILE_WITHOUT_TABLES"), {"随便": []})
    return list(read_month(folder).run.findings)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    return month_with(tmp_path_factory.mktemp("wrong"), wrong=True)


@pytest.mark.parametrize("walk", WALKS, ids=[walk.code for walk in WALKS])
def test_the_finding_names_the_file_and_the_cell(found: list[Finding], walk: Walk) -> None:
    """Of an error a warning may say more."""
    of_file = [each for each in found if each.file == walk.file]
    told = [each for each in of_file if each.level == "error"] or of_file
    assert [(each.code, each.cell) for each in told] == [(walk.code, walk.cell)]


@pytest.mark.parametrize("code", TAKEN_AWAY)
def test_what_is_to_be_taken_away_is_named(found: list[Finding], code: str) -> None:
    assert [each.code for each in found if each.file == copy_of(code)] == [code]


def test_when_all_advice_is_followed_nothing_is_left_of_it_and_nothing_has_come(tmp_path: Path) -> None:
    write_month(tmp_path / "plain" / "inbox", ground())
    plain = Counter(each.code for each in read_month(tmp_path / "plain").run.findings)
    assert Counter(each.code for each in month_with(tmp_path / "right", wrong=False)) - plain == Counter()
