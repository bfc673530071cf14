"""Whatever lies in the folder: hostile, broken or odd files end in a finding, never in a traceback."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import PatternFill

from pipeline.schemas.registry import SHEETS
from pipeline.workbooks.cells import ErrorValue, Unstored
from pipeline.workbooks.intake import take_in
from pipeline.workbooks.part import Part
from pipeline.workbooks.reading import read_workbook
from tests.build import MONTH, STAFF, person, read_month, write_month, write_workbook
from tests.often import examples
from tests.workbooks.spellings import rewritten

LOG = [["日期", "工号", "事项"], ["2026-11-03", "1", "A-3.1.1"]]


def good(path: Path) -> Path:
    return write_workbook(path, {"扣分记录": LOG})


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Rewrite one part of a workbook."""
    content = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == part else data)
    path.write_bytes(content.getvalue())


def codes(path: Path) -> list[str]:
    return [finding.code for finding in read_workbook(path).findings]


def part_of(folder: Path) -> Part:
    [part] = take_in(folder, SHEETS).parts
    return part


def test_a_good_workbook_is_read_with_its_hash(tmp_path: Path) -> None:
    book = read_workbook(good(tmp_path / "a.xlsx"))
    assert book.findings == () and len(book.sha256) == 64
    assert book.sheets[0].rows[1][2] == "A-3.1.1"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_EMPTY"), (b"<html><table></table></html>", "FILE_IS_NOT_A_WORKBOOK"), (b"a,b\n1,2\n", "FILE_IS_NOT_A_WORKBOOK"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "FILE_IS_OLD_XLS"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "FILE_ENCRYPTED"),
        (b"PK\x03\x04 nothing", "FILE_DAMAGED"), (b"PK\x05\x06" + b"\0" * 18, "FILE_IS_NOT_A_WORKBOOK"),
    ],
)
def test_what_is_no_workbook_by_content_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert codes(path) == [code]


def test_a_truncated_workbook_is_damaged(tmp_path: Path) -> None:
    path = good(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:-200])
    assert codes(path) == ["FILE_DAMAGED"]


CELL = re.compile(rb'(<c r="A2"[^>]*>)(<v>(\d+)</v></c>)')
ROW = rb'<row r="9"><c r="A9"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda xml: CELL.sub(rb"\1\2\1\2", xml), "FILE_DAMAGED"),
        (lambda xml: xml.replace(b'<c r="A2"', b'<c r="A2" r="C2"'), "FILE_DAMAGED"),
        (lambda xml: CELL.sub(rb"\1<v>0</v>\2", xml), "FILE_DAMAGED"),
        (lambda xml: CELL.sub(rb"\1<v>\3.0</v></c>", xml), "FILE_DAMAGED"),
        (lambda xml: CELL.sub(rb"\1<v>-1</v></c>", xml), "FILE_DAMAGED"),
        (lambda xml: CELL.sub(rb"\1<v><![CDATA[\3]]></v></c>", xml), "FILE_NOT_UNDERSTOOD"),
        (lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + ROW), "FILE_DAMAGED"),
        (lambda xml: xml.replace(b"</sheetData>", b"</sheetData><sheetData>" + ROW + b"</sheetData>"), "FILE_DAMAGED"),
        (lambda xml: xml.replace(b"</sheetData>", b'<c r="A9"><v>1</v></c></sheetData>'), "FILE_DAMAGED"),
        (lambda xml: xml.replace(b"</sheetData>", re.search(rb'<row r="2".*?</row>', xml)[0] + b"</sheetData>"), "FILE_DAMAGED"),  # type: ignore[index]
    ],
    ids=["cell twice", "address twice", "value twice", "a string's number with a fraction", "or below zero", "in character data", "row outside",
         "data twice", "cell outside", "row twice"],
)  # fmt: skip
def test_a_sheet_whose_cells_could_be_read_in_two_ways_or_not_at_all_is_refused(tmp_path: Path, change: Callable[[bytes], bytes], code: str) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write_column(0, 0, ["工号", "E1", "E2"])
    assert codes(path) == []
    changed(path, "xl/worksheets/sheet1.xml", change)
    assert codes(path) == [code]


@pytest.mark.parametrize("change", [(b'name="b"', b'name="a"'), (b'r:id="rId2"', b'r:id="rId1"')], ids=["one name", "one part"])
def test_two_sheets_of_one_name_or_one_part_are_refused(tmp_path: Path, change: tuple[bytes, bytes]) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("a", "b"):
            book.add_worksheet(name).write(0, 0, name)
    assert codes(path) == []
    changed(path, "xl/workbook.xml", lambda data: data.replace(*change))
    assert codes(path) == ["FILE_DAMAGED"]


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert codes(path) == ["FILE_IS_NOT_A_WORKBOOK"]


def test_entities_are_refused(tmp_path: Path) -> None:
    path = good(tmp_path / "a.xlsx")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    changed(path, "xl/sharedStrings.xml", lambda data: data.replace(b"?>", b"?>" + bomb, 1))
    assert codes(path) == ["FILE_HAS_ENTITIES"]


def test_a_zip_bomb_is_refused_by_its_directory(tmp_path: Path) -> None:
    path = good(tmp_path / "a.xlsx")
    changed(path, "xl/sharedStrings.xml", lambda data: data + b" " * (60 * 2**20))
    assert codes(path) == ["FILE_TOO_LARGE_UNPACKED"]


def test_a_directory_that_lies_about_sizes_is_damaged(tmp_path: Path) -> None:
    path = good(tmp_path / "a.xlsx")
    changed(path, "xl/worksheets/sheet1.xml", lambda data: data + b" " * 5_000_000)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    content = bytearray(bytes(content).replace(size.to_bytes(4, "little"), (2_000).to_bytes(4, "little")))
    path.write_bytes(bytes(content))
    assert codes(path) == ["FILE_DAMAGED"]


def test_one_value_in_the_last_cell_of_a_sheet_spends_no_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book["Sheet"]["A1"] = "日期"
    book["Sheet"]["XFD1048576"] = "far away"
    book.save(tmp_path / "a.xlsx")
    assert codes(tmp_path / "a.xlsx") == ["SHEET_TOO_LARGE"]


def with_rows_like_the_third(xml: str) -> str:
    [third] = re.findall('<row r="3".*?</row>', xml)
    return xml.replace(third, "".join(third.replace('"3"', f'"{at}"').replace('"A3"', f'"A{at}"') for at in (*range(3, 60_000), 1_048_576)))


def test_styled_blank_rows_far_below_cost_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "扣分记录"
    for row in LOG:
        sheet.append(row)
    sheet["A3"].fill = PatternFill("solid", fgColor="FFFF00")
    book.save(tmp_path / "a.xlsx")
    rewritten(tmp_path / "a.xlsx", with_rows_like_the_third)
    assert len(part_of(tmp_path).rows) == 1


def test_a_table_that_does_not_begin_at_A1_keeps_its_addresses(tmp_path: Path) -> None:
    rows = [[], ["", "", "", "扣分记录 2026年11月"], [], [], *(["", "", *row] for row in LOG)]
    write_workbook(tmp_path / "a.xlsx", {"扣分记录": [[cell or None for cell in row] for row in rows]})
    part = part_of(tmp_path)
    assert (part.header_row, part.row_numbers, part.cell(0, "item")) == (5, [6], "E6")


def test_error_values_and_formulas_without_a_value_are_seen_in_their_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "扣分记录"
    for row in LOG:
        sheet.append(row)
    sheet["A3"], sheet["B3"], sheet["C3"] = "=TODAY()", "#N/A", "A-3.1.1"
    sheet["B3"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    row = read_workbook(tmp_path / "a.xlsx").sheets[0].rows[2]
    assert row[:3] == [Unstored("TODAY()"), ErrorValue("#N/A"), "A-3.1.1"]
    assert read_workbook(tmp_path / "a.xlsx").sheets[0].formulas == [(2, 0)]


@pytest.mark.parametrize(
    ("cell", "said"), [("D2", True), ("D4", False), ("F2", False)], ids=["in the data", "in a total row", "beside the table"]
)
def test_formulas_in_the_data_are_said_to_be_of_the_last_save(tmp_path: Path, cell: str, said: bool) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("扣分记录")
        for at, row in enumerate([*LOG[:2], [], ["合计"]]):
            sheet.write_row(at, 0, row)
        sheet.write_row(0, 3, ["次数", "", "我的备注"])
        sheet.write_formula(cell, "=1+1", None, 2)
    codes = [finding.code for finding in take_in(tmp_path, SHEETS).findings]
    assert ("SHEET_HAS_FORMULAS" in codes) is said


def test_chart_sheets_are_passed_over_and_hidden_sheets_read_with_a_warning(tmp_path: Path) -> None:
    good(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book.create_chartsheet("图")
    book["扣分记录"].sheet_state = "hidden"
    book.create_sheet("空")
    book.active = 2
    book.save(tmp_path / "a.xlsx")
    intake = take_in(tmp_path, SHEETS)
    assert [part.layout for part in intake.parts] == ["deductions"]
    assert [finding.code for finding in intake.findings] == ["SHEET_HIDDEN"]


def test_merged_cells_in_the_data_are_an_error_at_their_first_cell(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(good(tmp_path / "a.xlsx"))
    book["扣分记录"].append(["2026-11-04", None, "A-3.1.1"])
    book["扣分记录"].merge_cells("B2:B3")
    book.save(tmp_path / "a.xlsx")
    [finding] = take_in(tmp_path, SHEETS).findings
    assert (finding.code, finding.cell) == ("CELLS_MERGED", "B2")


@pytest.mark.parametrize(
    ("sheets", "code", "cell"),
    [
        ({"扣分纪录": LOG}, "SHEET_NAME_UNKNOWN", None),
        ({"扣分记录": [["日期", "工号"], ["2026-11-03", "1"]]}, "HEADER_MISSING", None),
        ({"扣分记录": [["日期", "工号", "事项", "日期"], *LOG[1:]]}, "HEADER_TWICE", "D1"),
        ({"扣分记录": [["日期", "工号", "事项", "次数数"], *LOG[1:]]}, "HEADER_UNKNOWN", "D1"),
        ({"扣分记录": [["这里"], ["没有表头"]]}, "SHEET_WITHOUT_HEADER", None),
        ({"扣分记录": []}, "SHEET_WITHOUT_HEADER", None),
        ({"随便": [["a", "b"], [1, 2]]}, "SHEET_PASSED_OVER", None),
        ({"扣分记录": [*LOG, ["2026-11-03", "1", "A-3.1.1", None, "旁注"]]}, "CONTENT_WITHOUT_HEADER", "E3"),
        ({"扣分记录": [[None]] * 10 + LOG}, "SHEET_WITHOUT_HEADER", None),
    ],
)
def test_what_is_wrong_with_a_sheet_is_said_with_its_place(
    tmp_path: Path, sheets: dict[str, list[list[object]]], code: str, cell: str | None
) -> None:
    write_workbook(tmp_path / "a.xlsx", sheets)
    assert [(finding.code, finding.cell) for finding in take_in(tmp_path, SHEETS).findings] == [(code, cell)]


def test_a_misspelt_header_is_suggested(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", {"扣分记录": [["日期", "工 号", "事项目"], *LOG[1:]]})
    [missing, unknown] = take_in(tmp_path, SHEETS).findings
    assert (missing.code, unknown.code) == ("HEADER_MISSING", "HEADER_UNKNOWN")
    assert "事项目" in str(missing.params["hint"]) and "事项" in str(unknown.params["hint"])


def test_our_own_sheets_and_columns_are_passed_over_quietly(tmp_path: Path) -> None:
    log = [[*LOG[0], "问题"], [*LOG[1], "日期不对"]]
    write_workbook(tmp_path / "a.xlsx", {"检查结果": [["x"]], "扣分记录": log, "填写说明": [["y"]], "示例-扣分记录": LOG})
    intake = take_in(tmp_path, SHEETS)
    assert len(intake.parts) == 1 and intake.findings == []


def test_the_same_file_twice_is_read_once_and_said_once(tmp_path: Path) -> None:
    good(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes((tmp_path / "a.xlsx").read_bytes())
    intake = take_in(tmp_path, SHEETS)
    assert len(intake.parts) == 1
    assert [(finding.code, finding.file) for finding in intake.findings] == [("FILE_TWICE", "b.xlsx")]


@pytest.mark.parametrize("ending", [".xls", ".csv", ".et", ".ods"])
def test_tables_of_another_kind_are_to_be_saved_as_xlsx(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"扣分{ending}").write_bytes(b"x")
    [finding] = take_in(tmp_path, SHEETS).findings
    assert finding.code == "SAVE_AS_XLSX"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("扣分.txt", "日期\t工号\t事项\n2026-11-03\t1\tA-3.1.1".encode("utf-16"), "SAVE_AS_XLSX"),
        ("扣分.txt", "日期\t工号\t事项".encode("gbk"), "SAVE_AS_XLSX"),
        ("扣分.xml", b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "SAVE_AS_XLSX"),
        ("扣分.html", b"<html><TABLE><tr></tr></TABLE></html>", "SAVE_AS_XLSX"),
        ("说明.txt", "本月的表都在这里。".encode("gbk"), "OTHER_FILE"),
        ("扣分.zip", b"PK", "OTHER_FILE"),
    ],
)
def test_a_table_is_told_from_other_text_by_its_beginning(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert [finding.code for finding in take_in(tmp_path, SHEETS).findings] == [code]


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini", "._扣分.xlsx", ".~lock.扣分.xlsx#"])
def test_what_computers_leave_in_folders_is_not_worth_a_word(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert not take_in(tmp_path, SHEETS).findings


def test_a_row_that_stands_in_two_sheets_is_told_with_the_other_sheet(tmp_path: Path) -> None:
    head, days = ["日期", "工号", "班次"], [[f"{MONTH}-0{day}", "1", "休息"] for day in (1, 2, 3, 4)]
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")]}, file="a.xlsx")
    write_workbook(tmp_path / "inbox" / MONTH / "b.xlsx", {"第1周": [head, *days[:2]], "第2周": [head, *days[1:3]]})
    write_workbook(tmp_path / "inbox" / MONTH / "c.xlsx", {"第3周": [head, days[3], days[0]]})
    said = [finding["说明"] for finding in read_month(tmp_path).findings if finding["代码"] == "ROW_TWICE"]
    assert [each.partition("与")[2].partition("相同")[0] for each in said] == ["“第1周”第 3 行", "b.xlsx 的“第1周”第 2 行"]


@given(st.binary(max_size=2_000))
@examples(30)
def test_random_bytes_never_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("random") / "a.xlsx"
    path.write_bytes(content)
    assert read_workbook(path).findings


@given(st.integers(0, 10**6))
@examples(30)
def test_random_mutations_of_a_workbook_never_raise(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = tmp_path_factory.mktemp("mutated")
    path = good(folder / "a.xlsx")
    dice = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _ in range(dice.randint(1, 20)):
        content[dice.randrange(len(content))] = dice.randrange(256)
    path.write_bytes(content)
    take_in(folder, SHEETS)


@given(st.integers(0, 10**6))
@examples(30)
def test_random_mutations_of_the_xml_inside_never_raise(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = tmp_path_factory.mktemp("inside")
    path = good(folder / "a.xlsx")
    dice = random.Random(seed)

    def spoil(data: bytes) -> bytes:
        content = bytearray(data)
        for _ in range(dice.randint(1, 10)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        return bytes(content)

    changed(path, dice.choice(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]), spoil)
    take_in(folder, SHEETS)
