"""已发工资: what finance paid for the month before is held against that month's sheet, to the fen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.archive.months import FIRST, Books
from tests.build import Called, Read, logged


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """October closed: 员工1 is fined 50 and loses points, nobody else moves."""
    books = Books.at(tmp_path_factory.mktemp("paid"))
    fined = [logged("1", "A-3.2.1") | {"日期": "2026-10-03"}]
    assert books.close("2026-10", slips=False, 扣分记录=fined, **FIRST).code == 0
    return books


def due(books: Books) -> dict[str, float]:
    sheet = openpyxl.load_workbook(books.output / "2026-10" / "pay_adjustment.xlsx", data_only=True)["工资调整表"]
    return {str(row[0]): row[12] for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] != "合计"}


def november(books: Books, folder: Path, paid: dict[str, Any]) -> Books:
    mine = books.copied(folder)
    mine.write("2026-11", 已发工资=[{"工号": who, "实发调整": amount} for who, amount in paid.items()])
    return mine


def about_paid(month: Called | Read) -> dict[str, tuple[object, object]]:
    return {str(row["代码"]): (row["单元格"], row["说明"]) for row in month.findings if str(row["代码"]).startswith("PAID")}


def test_what_was_paid_as_the_sheet_says_has_no_finding_and_is_listed_as_agreeing(closed: Books, tmp_path: Path) -> None:
    called = november(closed, tmp_path, due(closed)).run("2026-11")
    assert called.code == 0 and about_paid(called) == {}
    rows = list(openpyxl.load_workbook(called.folder / "pay_adjustment.xlsx", data_only=True)["上月发放核对"].iter_rows(min_row=2, values_only=True))
    assert {row[0]: (row[2], row[3], row[4], row[5]) for row in rows[:-1]} == {
        who: (amount, amount, 0, "相符") for who, amount in due(closed).items()
    }


def test_a_fen_too_much_is_found_at_its_cell(closed: Books, tmp_path: Path) -> None:
    paid = due(closed)
    paid["1"] += 0.01
    read = november(closed, tmp_path, paid).read("2026-11")
    cell, said = about_paid(read)["PAID_OTHERWISE"]
    row = 2 + list(paid).index("1")
    assert read.code == 0
    assert cell == f"C{row}" and "相差 0.01 元" in str(said)


def test_who_is_not_on_the_sheet_and_who_was_not_paid_are_found(closed: Books, tmp_path: Path) -> None:
    paid = {who: amount for who, amount in due(closed).items() if who != "1"}
    found = about_paid(november(closed, tmp_path, paid | {"X9": 30}).read("2026-11"))
    assert set(found) == {"PAID_UNKNOWN", "PAID_LEFT_OUT"}
    assert "X9" in str(found["PAID_UNKNOWN"][1]) and "1 " in str(found["PAID_LEFT_OUT"][1])


def test_whose_amount_cannot_be_read_is_told_that_and_not_that_the_row_is_missing(closed: Books, tmp_path: Path) -> None:
    read = november(closed, tmp_path, due(closed) | {"1": "一百"}).read("2026-11")
    assert about_paid(read) == {} and [each["代码"] for each in read.findings if each["级别"] == "错误"] == ["NUMBER_UNREADABLE"]


def test_without_a_closed_month_before_nothing_is_compared_and_that_is_said(tmp_path: Path) -> None:
    books = Books.at(tmp_path)
    books.write("2026-11", 已发工资=[{"工号": "1", "实发调整": 0}])
    called = books.run("2026-11")
    assert set(about_paid(called)) == {"PAID_WITHOUT_MONTH"}
    assert "上月发放核对" not in openpyxl.load_workbook(called.folder / "pay_adjustment.xlsx").sheetnames


def exported_by_the_software(sheet: Any, path: Path) -> None:
    """The list as payroll software gives it back: a title, its own columns, two of them renamed, everybody's amount, a total."""
    rows = list(sheet.iter_rows(values_only=True))
    headers = {"调整合计": "实发调整"}
    book = openpyxl.Workbook()
    book.active.title = "已发工资"
    book.active.append(["2026年10月 工资发放清单"])
    book.active.append(["序号", *(headers.get(str(header), str(header)) for header in rows[0])])
    for number, row in enumerate(reversed(rows[1:]), 1):
        book.active.append([number, *row])
    book.active.append(["合计", *[None] * (len(rows[0]) - 1), sum(row[-1] for row in rows[1:])])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def test_finance_prints_and_signs_imports_and_returns_the_sheet_without_retyping(closed: Books, tmp_path: Path) -> None:
    """工资单 to sign and 工资导入 to import say the same; what the software gives back goes into the next month as it is."""
    books = closed.copied(tmp_path)
    sheets = openpyxl.load_workbook(books.output / "2026-10" / "pay_adjustment.xlsx", data_only=True)
    signed = {row[1]: row[11] for row in sheets["工资单"].iter_rows(values_only=True) if isinstance(row[0], int)}
    imported = {str(row[0]): row[-1] for row in sheets["工资导入"].iter_rows(min_row=2, values_only=True)}
    assert signed == imported == due(books)
    books.write("2026-11")
    exported_by_the_software(sheets["工资导入"], books.inbox / "2026-11" / "工资发放清单.xlsx")
    called = books.run("2026-11")
    assert called.code == 0 and about_paid(called) == {}
    states = {row[5] for row in openpyxl.load_workbook(called.folder / "pay_adjustment.xlsx")["上月发放核对"].iter_rows(min_row=2, values_only=True)}
    assert states == {"相符", None}
