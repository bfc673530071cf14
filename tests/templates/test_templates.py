"""The workbooks that HR fills: complete, checked while people type, and readable by the intake as they are."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.base.period import Month
from pipeline.findings.catalogue import MESSAGES
from pipeline.month.story import Request, run_month
from pipeline.rulebook.load import rulebook_for
from pipeline.schemas.registry import SHEETS
from pipeline.schemas.sheet import Sheet
from pipeline.templates.books import BOOKS
from pipeline.templates.example_sheet import EXAMPLE_MONTH, PREFIX
from pipeline.templates.write import write_templates

RULEBOOK = rulebook_for(date(2026, 10, 1))
COMMITTED = Path(__file__).parents[2] / "input_templates"
SHEET_AND_FILE = [(sheet, book.file) for book in BOOKS for sheet in book.sheets]
NAMES = [sheet.name for sheet, _ in SHEET_AND_FILE]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    write_templates(folder, RULEBOOK)
    return folder


@pytest.fixture(scope="module")
def books(folder: Path) -> dict[str, Any]:
    return {book.file: openpyxl.load_workbook(folder / book.file) for book in BOOKS}


@pytest.fixture(params=SHEET_AND_FILE, ids=NAMES)
def filled(request: pytest.FixtureRequest, books: dict[str, Any]) -> tuple[Sheet, Worksheet]:
    """Each sheet of the contract, with the worksheet that people fill."""
    sheet, file = request.param
    return sheet, books[file][sheet.title]


def validations(worksheet: Worksheet) -> dict[int, DataValidation]:
    """The checks of a worksheet by column number."""
    found = {}
    for check in worksheet.data_validations.dataValidation:
        (span,) = check.sqref.ranges
        assert span.min_col == span.max_col and span.min_row == 2 and span.max_row > 2_000
        found[span.min_col] = check
    return found


def findings_of(inbox: Path, month: Month = EXAMPLE_MONTH) -> list[Any]:
    run = run_month(Request(month, inbox / str(month), RULEBOOK, month.last, settle=False))
    return list(run.findings)


def level(finding: Any) -> str:
    return MESSAGES[finding.code].level


def contents(path: Path) -> dict[str, bytes]:
    """A workbook's parts as they are unpacked: not every zlib packs them into the same bytes."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_sheet_of_the_contract_is_in_exactly_one_workbook() -> None:
    titles = [sheet.title for sheet, _ in SHEET_AND_FILE]
    assert sorted(titles) == sorted(sheet.title for sheet in SHEETS)


def test_headers_stand_in_row_one_and_equal_the_schema(filled: tuple[Sheet, Worksheet]) -> None:
    sheet, worksheet = filled
    headers = [cell.value for cell in worksheet[1]]
    assert headers == [column.header + ("*" if column.required else "") for column in sheet.columns]
    assert worksheet.max_row == 1


def test_each_header_carries_its_help(filled: tuple[Sheet, Worksheet]) -> None:
    sheet, worksheet = filled
    for cell, column in zip(worksheet[1], sheet.columns, strict=True):
        assert column.help in cell.comment.text
        assert cell.comment.text.startswith("【必填】") == column.required


def test_the_header_is_frozen_filtered_and_repeated_on_landscape_a4(filled: tuple[Sheet, Worksheet]) -> None:
    _, worksheet = filled
    assert worksheet.freeze_panes in ("A2", "B2")
    assert worksheet.auto_filter.ref.startswith("A1:")
    assert worksheet.page_setup.orientation == "landscape" and worksheet.page_setup.paperSize == 9
    assert worksheet.print_title_rows == "$1:$1"


def test_numbers_with_leading_zeros_and_telephones_stay_text(filled: tuple[Sheet, Worksheet]) -> None:
    sheet, worksheet = filled
    formats = {"id": "@", "person": "@", "text": "@", "date": "yyyy-mm-dd", "time": "hh:mm", "money": "#,##0.00", "whole": "0"}
    letters = [cell.column_letter for cell in worksheet[1]]
    for letter, column in zip(letters, sheet.columns, strict=True):
        expected = formats.get(column.kind)
        if expected:
            assert worksheet.column_dimensions[letter].number_format == expected


def test_what_people_type_is_checked_and_prompted_within_excels_limits(filled: tuple[Sheet, Worksheet]) -> None:
    sheet, worksheet = filled
    checks = validations(worksheet)
    for at, column in enumerate(sheet.columns, start=1):
        if column.kind in ("text", "name"):
            assert at not in checks
            continue
        check = checks[at]
        assert check.promptTitle == column.header and column.help in check.prompt
        assert len(check.prompt) <= 255 and len(check.error) <= 225
        assert len(check.promptTitle) <= 32 and len(check.errorTitle) <= 32
        assert check.allow_blank


def test_lists_offer_exactly_the_choices_of_the_schema(filled: tuple[Sheet, Worksheet]) -> None:
    sheet, worksheet = filled
    checks = validations(worksheet)
    for at, column in enumerate(sheet.columns, start=1):
        offered = list(column.choices) if column.kind == "choice" else ["是", "否"] if column.kind == "yes_no" else None
        if offered:
            assert checks[at].type == "list"
            assert checks[at].formula1.strip('"').split(",") == offered


def test_numbers_are_whole_or_decimal_within_the_schemas_limits(books: dict[str, Any]) -> None:
    log = validations(books["扣分记录.xlsx"]["扣分记录"])
    times, minutes = log[5], log[7]
    assert (times.type, times.operator, times.formula1) == ("whole", "greaterThanOrEqual", "1")
    assert (minutes.type, minutes.formula1) == ("whole", "1")
    score = validations(books["扣分记录.xlsx"]["考试成绩"])[4]
    between = None  # what openpyxl reads where nothing is said, since it is Excel's default
    assert (score.type, score.operator, score.formula1, score.formula2) == ("decimal", between, "0", "100")
    wage = validations(books["花名册.xlsx"]["花名册"])[9]
    assert (wage.type, wage.operator, wage.formula1) == ("decimal", "greaterThan", "0")


def test_a_leaders_adjustment_is_limited_by_the_rulebook(books: dict[str, Any]) -> None:
    points = validations(books["扣分记录.xlsx"]["组长奖惩"])[3]
    assert (points.formula1, points.formula2) == ("-5", "5")


def test_the_long_list_of_items_stands_on_a_hidden_sheet_by_code_and_label(books: dict[str, Any]) -> None:
    book = books["扣分记录.xlsx"]
    check = validations(book["扣分记录"])[4]
    name = book.defined_names[check.formula1]
    ((title, span),) = name.destinations
    assert title.startswith("_") and book[title].sheet_state == "hidden"
    offered = [row[0].value for row in book[title][span.replace("$", "")]]
    assert offered == [f"{code} {item.label}" for code, item in RULEBOOK.items.items() if item.sheet == "deductions"]
    assert all(RULEBOOK.find_item(text, "deductions") for text in offered)


def test_an_item_may_be_typed_by_its_code_alone(books: dict[str, Any]) -> None:
    check = validations(books["扣分记录.xlsx"]["扣分记录"])[4]
    assert check.errorStyle == "warning"


def test_the_sheets_to_fill_come_first(books: dict[str, Any]) -> None:
    for book in BOOKS:
        workbook = books[book.file]
        assert workbook.sheetnames[: len(book.sheets)] == [sheet.title for sheet in book.sheets]
        assert workbook.active.title == book.sheets[0].title


def test_the_guide_explains_every_column_and_every_item(books: dict[str, Any]) -> None:
    for book in BOOKS:
        texts = {cell.value for row in books[book.file]["填写说明"] for cell in row if cell.value}
        for sheet in book.sheets:
            assert any(text.startswith(f"{sheet.title}（") for text in texts)
            assert {column.header for column in sheet.columns} <= texts
            assert {column.help for column in sheet.columns} <= texts
            assert {item.label for item in RULEBOOK.items.values() if item.sheet == sheet.name} <= texts


def test_untouched_templates_are_read_and_only_people_are_missing(tmp_path: Path) -> None:
    write_templates(tmp_path / str(EXAMPLE_MONTH), RULEBOOK)
    found = findings_of(tmp_path)
    assert [each.code for each in found if level(each) == "error"] == ["ROSTER_EMPTY"]
    assert {each.code for each in found if level(each) == "warning"} <= {
        "NOBODY_EXAMINED", "WEEKLY_SUMMARIES_EMPTY", "FUND_OPENING_ABSENT"
    }


def test_the_examples_copied_to_the_sheets_to_fill_are_accepted(folder: Path, tmp_path: Path) -> None:
    inbox = tmp_path / str(EXAMPLE_MONTH)
    inbox.mkdir()
    for book in BOOKS:
        workbook = openpyxl.load_workbook(folder / book.file)
        for sheet in book.sheets:
            rows = list(workbook[PREFIX + sheet.title].iter_rows(min_row=2))
            assert 1 <= len(rows) <= 5
            for row in rows:
                for cell in row:
                    workbook[sheet.title].cell(cell.row, cell.column, cell.value).number_format = cell.number_format
        workbook.save(inbox / book.file)
    assert [each.code for each in findings_of(tmp_path) if level(each) == "error"] == []


def test_the_same_rulebook_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = write_templates(tmp_path / "again", RULEBOOK)
    assert [path.name for path in again] == [book.file for book in BOOKS]
    assert all(path.read_bytes() == (folder / path.name).read_bytes() for path in again)


def test_the_shipped_templates_are_up_to_date(folder: Path) -> None:
    assert sorted(path.name for path in COMMITTED.glob("*.xlsx")) == sorted(book.file for book in BOOKS)
    for book in BOOKS:
        assert contents(COMMITTED / book.file) == contents(folder / book.file), f"make templates: {book.file}"


def test_libreoffice_opens_them_and_prints_each_sheet(
    folder: Path, tmp_path: Path, libreoffice: str, pdftotext: str
) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(folder / book.file) for book in BOOKS]
    subprocess.run(
        [libreoffice, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), *files],
        check=True, capture_output=True, timeout=300,
    )
    for book in BOOKS:
        pdf = (tmp_path / book.file).with_suffix(".pdf")
        text = subprocess.run([pdftotext, str(pdf), "-"], check=True, capture_output=True, text=True).stdout
        for sheet in book.sheets:
            assert f"{sheet.title}（示例，不会读取）" in text
            assert all(column.header in text for column in sheet.columns)


def test_every_sheet_has_a_workbook_and_names_and_titles_of_its_own() -> None:
    assert [sheet for book in BOOKS for sheet in book.sheets] == list(SHEETS) and all(book.sheets for book in BOOKS)
    for names in ([sheet.name for sheet in SHEETS], [sheet.title for sheet in SHEETS]):
        assert len(set(names)) == len(names)


def test_a_register_that_several_fill_shows_by_colour_and_outline_whose_each_column_is(books: dict[str, Any]) -> None:
    [(sheet, file)] = [(sheet, file) for sheet, file in SHEET_AND_FILE if any(column.part for column in sheet.columns)]
    assert {column.header for column in sheet.columns if not column.part} == {"备注"}
    worksheet, guide = books[file][sheet.title], [str(row[0].value) for row in books[file]["填写说明"]]
    colours: dict[str, set[str]] = {}
    for cell, column in zip(worksheet[1], sheet.columns, strict=True):
        colours.setdefault(column.part, set()).add(cell.fill.fgColor.rgb)
        assert not column.part or f"【{column.part}】" in cell.comment.text
    assert len(colours) == 5 and len({shade for shades in colours.values() for shade in shades}) == 5
    assert all(any(line.startswith(part) for line in guide) for part in colours)


def test_the_columns_of_a_part_fold_away_under_its_first(folder: Path) -> None:
    xml = contents(folder / "投诉登记.xlsx")["xl/worksheets/sheet1.xml"].decode()
    assert 'summaryRight="0"' in xml
    folded = {at for first, last in re.findall(r'<col min="(\d+)" max="(\d+)"[^>]*outlineLevel="1"', xml) for at in range(int(first), int(last) + 1)}
    [sheet] = [sheet for sheet, file in SHEET_AND_FILE if file == "投诉登记.xlsx"]
    parts = [column.part for column in sheet.columns]
    assert folded == {at for at in range(2, len(parts) + 1) if parts[at - 1] and parts[at - 1] == parts[at - 2]}
