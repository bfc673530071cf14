"""Whatever program wrote it, a cell is read as it was written, or it is a finding: seen through the command."""

from __future__ import annotations

import re
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import PatternFill

from tests.build import (
    MONTH,
    STAFF,
    Read,
    call_month,
    full_month,
    logged,
    person,
    read_month,
    worked,
    write_month,
    write_workbook,
)
from tests.conftest import program
from tests.workbooks.spellings import rewritten, with_a_prefix, with_single_quotes, without_addresses

HEAD = ["日期", "工号", "姓名", "班次", "上班时间", "下班时间", "请假类型", "考勤结果"]
ROWS = [
    [f"{MONTH}-03", "1", "员工1", "早班", "8:11", "17:30", None, "迟到"],
    [f"{MONTH}-04", "1", "员工1", "早班", None, None, "#N/A", None],
    [f"{MONTH}-05", "1", "员工1", "早班", "8:00", "=TIME(17,30,0)", None, None],
]


def by_openpyxl(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "考勤"
    for row in [HEAD, *ROWS]:
        sheet.append(row)
    sheet["G3"].data_type, sheet["F4"].number_format = "e", "h:mm"
    book.save(path)


def by_xlsxwriter(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("考勤")
        for at, row in enumerate([HEAD, *ROWS]):
            for column, value in enumerate(row):
                if value == "#N/A":
                    sheet.write_formula(at, column, "=NA()", None, "#N/A")
                elif isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(at, column, value, None, "")
                else:
                    sheet.write(at, column, value)


@cache
def recalculated(office: str) -> bytes:
    """by_openpyxl's workbook as LibreOffice saves it, which works out the formula."""
    with tempfile.TemporaryDirectory() as folder:
        by_openpyxl(Path(folder) / "a.xlsx")
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx", "--outdir", f"{folder}/out", f"{folder}/a.xlsx"]
        subprocess.run(command, check=True, capture_output=True)
        return (Path(folder) / "out" / "a.xlsx").read_bytes()


def by_libreoffice(path: Path) -> None:
    path.write_bytes(recalculated(program("soffice", "libreoffice-calc")))


SPELLINGS = {"as it is": str, "single quotes": with_single_quotes, "no addresses": without_addresses, "a prefix": with_a_prefix}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter, by_libreoffice])
def test_errors_and_formulas_without_a_value_are_found_in_every_spelling(
    tmp_path: Path, write: Callable[[Path], None], spelling: Callable[[str], str]
) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")]}, file="a.xlsx")
    path = tmp_path / "inbox" / MONTH / "考勤本.xlsx"
    write(path)
    rewritten(path, spelling)
    called = read_month(tmp_path)
    found = {(finding["代码"], finding["单元格"]) for finding in called.findings if finding["文件"] == path.name and finding["级别"] == "错误"}
    if write is by_xlsxwriter:
        assert found >= {("CELL_ERROR_VALUE", "G3")}
    elif write is by_libreoffice:
        assert found == {("CELL_ERROR_VALUE", "G3")}
    else:
        assert found == {("CELL_ERROR_VALUE", "G3"), ("FORMULA_NOT_STORED", "F4")}
    assert called.code == 1 and called.run.settlement is None


@pytest.mark.parametrize("address", ["XFD800", "XFD1048576", "B1048576"])
def test_a_stray_cell_far_away_in_single_quotes_is_refused_before_memory_is_asked_for(tmp_path: Path, address: str) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")]}, file="a.xlsx")
    path = tmp_path / "inbox" / MONTH / "考勤本.xlsx"
    by_openpyxl(path)
    stray = f"<row r='{re.sub('[A-Z]', '', address)}'><c r='{address}' t='inlineStr'><is><t>x</t></is></c></row></sheetData>"
    rewritten(path, lambda xml: xml.replace("</sheetData>", stray))
    codes = {finding["代码"] for finding in read_month(tmp_path).findings}
    assert "SHEET_TOO_LARGE" in codes or address == "B1048576"


def test_hostile_sheets_end_in_a_finding(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")]}, file="a.xlsx")
    merges = "".join(f'<mergeCell ref="A{at}:B{at}"/>' for at in range(10, 30_010))
    for name, change in {
        "merges.xlsx": lambda xml: xml.replace("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>"),
        "whole.xlsx": lambda xml: xml.replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "tags.xlsx": lambda xml: xml.replace("</sheetData>", "<row>" * 200_000),
    }.items():
        by_openpyxl(tmp_path / "inbox" / MONTH / name)
        rewritten(tmp_path / "inbox" / MONTH / name, change)
    called = call_month(tmp_path, slips=False)
    about = {finding["文件"]: finding["代码"] for finding in called.findings if finding["文件"] not in (None, "a.xlsx")}
    assert about == {"merges.xlsx": "SHEET_TOO_LARGE", "whole.xlsx": "SHEET_TOO_LARGE", "tags.xlsx": "FILE_DAMAGED"}


def test_a_long_string_used_thousands_of_times_is_refused(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")]}, file="a.xlsx")
    path = tmp_path / "inbox" / MONTH / "bomb.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("考勤")
        for row in range(6_000):
            sheet.write(row, 0, "一")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace("一".encode(), b"a" * 19_000_000) if name == "xl/sharedStrings.xml" else content)
    assert "SHEET_TOO_LARGE" in {finding["代码"] for finding in read_month(tmp_path).findings}


def test_percentages_where_numbers_belong_are_one_finding_a_column_with_every_cell_in_the_table(tmp_path: Path) -> None:
    people = [person(str(at)) for at in range(1, 9)]
    exams = [{"日期": f"{MONTH}-20", "工号": str(at), "得分": 0.88} for at in range(1, 9)]
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, *people], "考试成绩": exams})
    path = tmp_path / "inbox" / MONTH / "all.xlsx"
    book = openpyxl.load_workbook(path)
    for (cell,) in book["考试成绩"].iter_rows(2, 9, 4, 4):
        cell.number_format = "0.0%"
    book.save(path)
    called = call_month(tmp_path, slips=False)
    [finding] = [finding for finding in called.findings if finding["级别"] == "错误"]
    assert (finding["代码"], finding["单元格"], finding["值"]) == ("NUMBER_IS_PERCENT", "D2", "88%") and "共有 8 处，直到 D9" in finding["说明"]
    assert (called.folder / "validation.csv").read_text(encoding="utf-8-sig").count("NUMBER_IS_PERCENT") == 8


def test_hidden_and_filtered_rows_count_and_are_told_once(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "考勤": full_month("1")})
    path = tmp_path / "inbox" / MONTH / "all.xlsx"
    book = openpyxl.load_workbook(path)
    for row in (3, 4, 9):
        book["考勤"].row_dimensions[row].hidden = True
    book.save(path)
    called = read_month(tmp_path)
    [finding] = [finding for finding in called.findings if finding["代码"] == "ROWS_HIDDEN"]
    assert called.code == 0 and "3 行" in finding["说明"] and finding["行号"] == 3


def no_fill(path: Path) -> None:
    replace_in(path, "xl/styles.xml", r"<fill>.*?</fill>", "<fill/>")


def odd_font(path: Path) -> None:
    replace_in(path, "xl/styles.xml", r'<family val="\d+" ?/>', '<family val="99"/>')


def bad_dates(path: Path) -> None:
    replace_in(path, "docProps/core.xml", r"\d{4}-\d\d-\d\dT[^<]*", "yesterday")


def replace_in(path: Path, part: str, pattern: str, by: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, re.sub(pattern, by, content.decode(), flags=re.DOTALL) if name == part else content)


@pytest.mark.parametrize("settle", [True, False], ids=["month", "check"])
@pytest.mark.parametrize(("cells", "code"), [({"班次": "中班"}, 1), ({"下班时间": None}, 0)], ids=["error", "warning"])
@pytest.mark.parametrize("broken", [no_fill, odd_font, bad_dates])
def test_formatting_that_openpyxl_cannot_read_decides_nothing(
    tmp_path: Path, broken: Callable[[Path], None], cells: dict[str, object], code: int, settle: bool
) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "考勤": [*full_month("1")[:-1], worked("1", 30) | cells]})
    path = tmp_path / "inbox" / MONTH / "all.xlsx"
    book = openpyxl.load_workbook(path)
    book["考勤"]["A1"].fill = PatternFill("solid", fgColor="FFEEAA")
    book.save(path)
    broken(path)
    called = call_month(tmp_path, slips=False, settle=settle)
    assert called.code == code, called.printed
    copy = openpyxl.load_workbook(called.folder / "annotated" / "all.xlsx")
    assert [cell.comment for row in copy["考勤"] for cell in row if cell.comment]
    assert [row[1].value for row in copy["考勤"].iter_rows(2, 4)] == ["1", "1", "1"]


def months_with_two_versions(tmp_path: Path) -> Read:
    rows = full_month("1")
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "考勤": rows}, file="考勤.xlsx")
    mended = [rows[0] | {"班次": "早班", "上班时间": "8:45", "下班时间": "17:30"}, *rows[1:]]
    write_month(tmp_path / "inbox", {"考勤": mended}, file="考勤(1).xlsx")
    return read_month(tmp_path)


def test_an_old_and_a_mended_copy_of_one_sheet_are_one_error_that_names_both(tmp_path: Path) -> None:
    called = months_with_two_versions(tmp_path)
    [finding] = [finding for finding in called.findings if finding["级别"] == "错误"]
    assert called.code == 1 and finding["代码"] == "TWO_VERSIONS"
    assert finding["文件"] == "考勤(1).xlsx" and "考勤.xlsx" in finding["说明"]


def test_of_two_versions_the_one_with_more_rows_is_used_so_that_nothing_else_is_told(tmp_path: Path) -> None:
    """The first half of the month, and later the whole of it."""
    for file, days in (("a.xlsx", 15), ("b.xlsx", 30)):
        write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")] if file == "b.xlsx" else [], "考勤": full_month("1")[:days]}, file=file)
    called = read_month(tmp_path)
    [finding] = [finding for finding in called.findings if finding["级别"] == "错误"]
    assert (finding["代码"], finding["文件"]) == ("TWO_VERSIONS", "a.xlsx") and "b.xlsx" in finding["说明"]
    assert "TOO_FEW_REST_DAYS" not in {each["代码"] for each in called.findings}


def test_what_may_be_in_a_workbook_that_cannot_be_read_is_not_told_as_missing(tmp_path: Path) -> None:
    roster = [["工号", "姓名", "部门", "岗位", "入职日期", "月工资"], ["S1", "甲", "客服部", "主管", "2024-01-08", 9000]]
    path = write_workbook(tmp_path / "inbox" / MONTH / "all.xlsx", {"花名册": roster})
    missing = {("SHEET_MISSING", "考勤"), ("SHEET_MISSING", "扣分记录"), ("SHEET_MISSING", "投诉登记"), ("FUND_OPENING_ABSENT", "基金期初")}
    assert missing <= {(each["代码"], each["工作表"]) for each in read_month(tmp_path).findings}
    (path.parent / "考勤.xlsx").write_bytes(path.read_bytes()[:-200])
    assert [(each["代码"], each["文件"]) for each in read_month(tmp_path).findings] == [("FILE_DAMAGED", "考勤.xlsx")]


def test_one_cause_is_one_finding_and_every_cell_is_in_the_table_and_the_copy(tmp_path: Path) -> None:
    rows = [row | {"日期": "2026年11月"} for row in full_month("1")]
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "考勤": rows})
    called = call_month(tmp_path, slips=False)
    [finding] = [finding for finding in called.findings if finding["级别"] == "错误"]
    assert finding["单元格"] == "A2" and f"共有 {len(rows)} 处，直到 A{len(rows) + 1}" in finding["说明"]
    copy = openpyxl.load_workbook(called.folder / "annotated" / "all.xlsx")["考勤"]
    assert sum(cell.comment is not None for (cell,) in copy.iter_rows(2, copy.max_row, 1, 1)) == len(rows)


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row | {"备注": "已核实"},
        lambda row: row | {"日期": row["日期"].replace("-", "/"), "姓名": "员工1"},
        lambda row: row | {"日期": date.fromisoformat(row["日期"])},
    ],
    ids=["a column filled in", "dates written otherwise", "real dates"],
)
def test_two_versions_of_a_log_are_known_by_who_when_and_what(tmp_path: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    rows = [logged("1", item, on) for on, item in enumerate(("A-3.1.1", "A-3.1.2", "A-3.1.10", "A-3.1.12"), 3)]
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "扣分记录": rows}, file="扣分.xlsx")
    write_month(tmp_path / "inbox", {"扣分记录": [change(row) for row in rows]}, file="扣分(终).xlsx")
    [finding] = [finding for finding in read_month(tmp_path).findings if finding["级别"] == "错误"]
    assert finding["代码"] == "TWO_VERSIONS" and "扣分" in finding["说明"]


def test_surveys_of_one_person_on_one_day_in_two_files_are_no_versions_of_each_other(tmp_path: Path) -> None:
    survey = {"日期": f"{MONTH}-03", "服务人员": "1", "态度": "满意", "技术": "满意", "到达时间": "一般", "承诺事项": "满意"}
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "意见调查": [survey | {"意见": f"甲{at}"} for at in range(4)]}, file="甲.xlsx")
    write_month(tmp_path / "inbox", {"意见调查": [survey | {"意见": f"乙{at}"} for at in range(4)]}, file="乙.xlsx")
    assert read_month(tmp_path).code == 0
