"""A cell is read as its writer saw it, or it is a finding: formats, strikethrough, what is hidden, what no program worked out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.workbook import Workbook

from tests.build import MONTH, STAFF, Read, call_month, logged, person, read_month, write_month, write_workbook

PEOPLE = [*STAFF, person("00006"), person("2", 姓名="李四")]
LOG = [logged("00006", "A-3.1.1", 3, 次数=2), logged("2", "A-3.1.1", 4, 次数=1), logged("2", "A-3.1.2", 5, 次数=1)]
EXAMS = [{"日期": f"{MONTH}-20", "工号": "00006", "得分": 95}, {"日期": f"{MONTH}-20", "工号": "2", "得分": 88}]


def month(tmp_path: Path, change: Callable[[Workbook], None]) -> Read:
    write_month(tmp_path / "inbox", {"花名册": PEOPLE, "扣分记录": LOG, "考试成绩": EXAMS})
    path = tmp_path / "inbox" / MONTH / "all.xlsx"
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return read_month(tmp_path)


def found(called: Read, code: str) -> list[tuple[str, str]]:
    return [(each["单元格"], each["值"]) for each in called.findings if each["代码"] == code]


def points(called: Read) -> dict[str, float]:
    assert called.code == 0, called.findings
    charged: dict[str, float] = {}
    for line in called.lines:
        if line["类别"] == "扣分":
            charged[line["工号"]] = charged.get(line["工号"], 0) + line["分值"]
    return charged


@pytest.mark.parametrize("shape", ["00000", '"0000"0', '00000;[Red]-0'])
def test_an_id_that_its_cell_shows_with_zeros_is_that_id(tmp_path: Path, shape: str) -> None:
    def change(book: Workbook) -> None:
        cell = book["扣分记录"]["B2"]
        cell.value, cell.number_format = 6, shape

    assert points(month(tmp_path, change)) == {"00006": -4, "2": -4}


def test_a_number_shown_with_a_word_beside_it_stays_the_number(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        cell = book["扣分记录"]["E2"]
        cell.value, cell.number_format = 2, '"共"00"次"'

    assert points(month(tmp_path, change)) == {"00006": -4, "2": -4}


def test_rows_that_are_struck_through_count_and_are_told_once(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for row in (3, 4):
            for cell in book["扣分记录"][row]:
                cell.font = Font(strike=True)

    called = month(tmp_path, change)
    assert points(called) == {"00006": -4, "2": -4}
    [finding] = [each for each in called.findings if each["代码"] == "ROWS_STRUCK"]
    assert finding["行号"] == 3 and "2 行" in finding["说明"]


def struck(*texts: tuple[str, bool]) -> CellRichText:
    return CellRichText(*(TextBlock(InlineFont(strike=is_struck or None), text) for text, is_struck in texts))


def in_the_cell(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "考试成绩"
    for row in (["日期", "工号", "得分"], [f"{MONTH}-20", "00006", None], [f"{MONTH}-20", "2", None]):
        sheet.append(row)
    sheet["C2"].value, sheet["C3"].value = struck(("7", True), ("8", False)), struck(("8", False), ("8", False))
    book.save(path)


def in_the_table_of_strings(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, line = book.add_worksheet("考试成绩"), book.add_format({"font_strikeout": True})
        bold = book.add_format({"bold": True})
        for at, row in enumerate([["日期", "工号", "得分"], [f"{MONTH}-20", "00006"], [f"{MONTH}-20", "2"]]):
            sheet.write_row(at, 0, row)
        sheet.write_rich_string("C2", line, "7", bold, "8")
        sheet.write_rich_string("C3", bold, "8", "8")


@pytest.mark.parametrize("write", [in_the_cell, in_the_table_of_strings])
def test_a_cell_struck_through_in_part_is_an_error(tmp_path: Path, write: Callable[[Path], None]) -> None:
    write_month(tmp_path / "inbox", {"花名册": PEOPLE})
    write(tmp_path / "inbox" / MONTH / "考试.xlsx")
    called = read_month(tmp_path)
    assert called.code == 1 and found(called, "CELL_PART_STRUCK") == [("C2", "78")]


def test_a_remark_struck_through_in_part_is_only_a_remark(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["扣分记录"]
        note = next(cell for cell in sheet[1] if cell.value == "备注")
        sheet[f"{note.column_letter}2"].value = struck(("大厅", True), ("前台", False))

    assert points(month(tmp_path, change)) == {"00006": -4, "2": -4}


def test_a_hidden_column_that_has_something_counts_and_is_told_once(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        times = next(cell for cell in book["扣分记录"][1] if cell.value == "次数")
        minutes = next(cell for cell in book["扣分记录"][1] if cell.value == "超时分钟")
        for cell in (times, minutes):
            book["扣分记录"].column_dimensions[cell.column_letter].hidden = True

    called = month(tmp_path, change)
    assert points(called) == {"00006": -4, "2": -4}
    [finding] = [each for each in called.findings if each["代码"] == "COLUMNS_HIDDEN"]
    assert "的 E 列" in finding["说明"]


def test_a_formula_that_a_program_left_at_zero_has_no_result_yet(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": PEOPLE})
    with xlsxwriter.Workbook(str(tmp_path / "inbox" / MONTH / "考试.xlsx")) as book:
        sheet = book.add_worksheet("考试成绩")
        for at, row in enumerate([["日期", "工号", "得分"], [f"{MONTH}-20", "00006", "=90+5"], [f"{MONTH}-20", "2", "=80+8"]]):
            sheet.write_row(at, 0, row)
        sheet.write_formula("C3", "=80+8", None, 88)
    called = read_month(tmp_path)
    assert called.code == 1 and found(called, "FORMULA_NOT_STORED") == [("C2", "=90+5")]


@pytest.mark.parametrize(("header", "column"), [("次数（次）", "次数"), ("次数(单位：次)", "次数")])
def test_a_unit_behind_a_header_is_no_part_of_it(tmp_path: Path, header: str, column: str) -> None:
    def change(book: Workbook) -> None:
        next(cell for cell in book["扣分记录"][1] if cell.value == column).value = header

    called = month(tmp_path, change)
    assert points(called) == {"00006": -4, "2": -4} and not found(called, "HEADER_UNKNOWN")


def test_another_unit_than_ours_is_another_header(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        next(cell for cell in book["花名册"][1] if cell.value == "月工资").value = "月工资（万元）"

    assert month(tmp_path, change).code == 1


def test_headers_merged_down_beside_a_group_of_others_are_read(tmp_path: Path) -> None:
    """日期 over two rows, 记录 above 事项 and 次数; a title above both, and a merged cell in the data stays an error."""

    def grouped(book: Workbook) -> None:
        log = book["扣分记录"]
        headers = [cell.value for cell in log[1]]
        log.insert_rows(1, 2)
        log["A1"] = "十一月扣分"
        for at, header in enumerate(headers, 1):
            below = header in ("事项", "次数")
            log.cell(2, at, "记录" if below else header)
            log.cell(3, at, header if below else None)
            if not below:
                log.merge_cells(start_row=2, end_row=3, start_column=at, end_column=at)
        log.merge_cells("A1:D1")

    def merged_below(book: Workbook) -> None:
        grouped(book)
        log = book["扣分记录"]
        log.append([cell.value for cell in log[4]])
        log.merge_cells("A4:A5")

    read = month(tmp_path / "head", grouped)
    assert read.code == 0 and points(read) == points(month(tmp_path / "plain", lambda book: None)), read.findings
    assert found(month(tmp_path / "data", merged_below), "CELLS_MERGED")


def test_attendance_with_a_column_a_day_is_one_finding_that_says_what_to_put_in(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": PEOPLE}, file="a.xlsx")
    rows = [["2026年11月考勤表"], ["工号", "姓名", *range(1, 31)], ["2", "李四", *["√"] * 30]]
    write_workbook(tmp_path / "inbox" / MONTH / "月表.xlsx", {"考勤": rows})
    called = call_month(tmp_path, slips=False)
    [finding] = [each for each in called.findings if each["文件"] == "月表.xlsx"]
    assert (called.code, finding["代码"], finding["行号"]) == (1, "ATTENDANCE_BY_DAYS", 2) and "每日统计" in finding["建议"]


def test_another_table_below_the_first_is_one_finding_at_its_header(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for row in ([], ["加分记录"], ["日期", "工号", "事项", "次数", "记录人"], [f"{MONTH}-15", "2", "A-2.3", 1, "T1"]):
            book["扣分记录"].append(row)

    called = month(tmp_path, change)
    errors = [(each["代码"], each["行号"]) for each in called.findings if each["级别"] == "错误"]
    assert errors == [("ANOTHER_TABLE_BELOW", 7)]
