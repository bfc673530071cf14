"""HR's own file comes back marked, and what is mended there is as good as mended in the original."""

from __future__ import annotations

import csv
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font

from tests.build import MONTH, Called, Rows, call_month, day, write_month
from tests.corpus.base import month
from tests.corpus.cells import CELLS

MIXED = 30
UNFIT = {"attendance_before_joining", "name_of_somebody_else"}


def mixed() -> tuple[dict[str, Rows], list[tuple[str, str, Any]]]:
    """A month with thirty defects in as many rows, and what belongs in each of the spoiled cells."""
    sheets, mending, spoiled = month(), [], set()
    sheets["考勤"] += [row | {"日期": day(on)} for on in range(10, 24) for row in sheets["考勤"][:1]]
    sheets["扣分记录"] += [row | {"日期": day(on)} for on in range(10, 24) for row in sheets["扣分记录"][:1]]
    rows = {"扣分记录": iter(range(5, 19)), "考勤": iter(range(5, 19))}
    for name, sheet, row, cells, _, _ in CELLS:
        source = {"扣分记录": 0, "考勤": 0}.get(sheet, -1)
        if len(spoiled) == MIXED or row != source or len(cells) > 1 or name in UNFIT:
            continue
        at = next(rows[sheet], None)
        if at is None:
            continue
        [(header, wrong)] = cells.items()
        if wrong == sheets[sheet][at].get(header):
            continue
        mending.append((sheet, f"{header}@{at + 2}", sheets[sheet][at].get(header)))
        sheets[sheet][at][header] = wrong
        spoiled.add((sheet, at))
    for sheet, row, header, wrong in (("考试成绩", 1, "得分", 101), ("工作量", 0, "质量分", None), ("组长奖惩", 0, "分值", 9),
                                      ("基金支出", 0, "金额", 0), ("意见调查", 0, "态度", "好"), ("周总结", 3, "字数", -1)):
        if len(spoiled) < MIXED:
            mending.append((sheet, f"{header}@{row + 2}", sheets[sheet][row][header]))
            sheets[sheet][row][header] = wrong
            spoiled.add((sheet, row))
    assert len(spoiled) == MIXED
    return sheets, mending


def mend(path: Path, mending: list[tuple[str, str, Any]]) -> None:
    """Put the right values into the cells of rows that the copy marks, and into no others."""
    book = openpyxl.load_workbook(path)
    for sheet, place, right in mending:
        header, row = place.split("@")
        column = next(cell.column for cell in book[sheet][1] if cell.value == header)
        marked = [cell for cell in book[sheet][int(row)] if cell.comment is not None]
        assert any(cell.fill.fgColor.rgb.endswith("FFC7CE") for cell in marked), (sheet, place)
        book[sheet].cell(int(row), column).value = right
    book.save(path)


def statements(called: Called) -> list[Any]:
    tables = [called.table("pay_adjustment.xlsx", "工资调整表"), called.table("appraisal.xlsx", "计分明细")]
    return [[{key: value for key, value in row.items() if key != "提示"} for row in table] for table in tables]


def test_a_month_with_thirty_defects_is_put_right_by_its_annotated_copy_alone(tmp_path: Path) -> None:
    sheets, mending = mixed()
    write_month(tmp_path / "inbox", sheets)
    called = call_month(tmp_path)
    assert called.code == 1
    with (called.folder / "validation.csv").open(encoding="utf-8-sig", newline="") as table:
        assert sum(row["级别"] == "错误" for row in csv.DictReader(table)) == MIXED
    copy = called.folder / "annotated" / "all.xlsx"
    mend(copy, mending)
    shutil.copy(copy, tmp_path / "inbox" / MONTH / "all.xlsx")
    again = call_month(tmp_path)
    assert again.code == 0, [finding for finding in again.findings if finding["级别"] == "错误"]

    for sheet, place, right in mending:
        header, row = place.split("@")
        sheets[sheet][int(row) - 2][header] = right
    write_month(tmp_path / "clean" / "inbox", sheets)
    assert statements(again) == statements(call_month(tmp_path / "clean"))


def test_the_copy_keeps_what_hr_laid_out_and_lists_every_finding_with_a_link(tmp_path: Path) -> None:
    sheets = month()
    sheets["扣分记录"][0]["日期"] = "2026-10-03"
    path = write_month(tmp_path / "inbox", sheets)
    book = openpyxl.load_workbook(path)
    sheet = book["扣分记录"]
    sheet.column_dimensions["A"].width = 33
    sheet["A1"].font = Font(bold=True, color="00FF00")
    book.create_sheet("我的备忘")["A1"] = "别删"
    book["我的备忘"].merge_cells("A1:C1")
    book.save(path)
    called = call_month(tmp_path)
    copy = openpyxl.load_workbook(called.folder / "annotated" / "all.xlsx")
    assert copy.sheetnames[0] == "检查结果" and copy["我的备忘"]["A1"].value == "别删"
    assert str(next(iter(copy["我的备忘"].merged_cells.ranges))) == "A1:C1"
    log = copy["扣分记录"]
    assert log.column_dimensions["A"].width == 33 and log["A1"].font.bold
    assert "DATE_OUTSIDE_MONTH" in log["A2"].comment.text and log["A2"].fill.fgColor.rgb.endswith("FFC7CE")
    assert log.cell(1, 13).value == "问题" and "2026-10-03" in log.cell(2, 13).value
    row = next(row for row in copy["检查结果"].iter_rows(min_row=2) if row[6].value == "DATE_OUTSIDE_MONTH")
    assert row[2].hyperlink.location == "'扣分记录'!A2" or "扣分记录" in row[2].hyperlink.ref + str(row[2].hyperlink.target)


def test_macros_are_neither_run_nor_copied(tmp_path: Path) -> None:
    sheets = month()
    sheets["扣分记录"][0]["日期"] = "2026-10-03"
    path = write_month(tmp_path / "inbox", sheets)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    path.rename(path.with_suffix(".xlsm"))
    called = call_month(tmp_path)
    copy = called.folder / "annotated" / "all.xlsx"
    assert called.code == 1
    assert not any("vba" in name for name in zipfile.ZipFile(copy).namelist())


OUR_SUM = re.compile(r"=SUM\([A-Z]+\d+:[A-Z]+\d+\)")


def test_text_that_looks_like_a_formula_or_markup_stays_text_in_every_output(tmp_path: Path) -> None:
    evil = '=HYPERLINK("x","<script>alert(1)</script>")'
    sheets = month()
    sheets["花名册"][2]["姓名"] = evil
    sheets["扣分记录"][0].pop("姓名")
    sheets["扣分记录"][0]["备注"] = "@SUM(A1)<b>"
    sheets["投诉登记"][0]["客户名称"] = "+1<img src=x>"
    sheets["考勤"][0]["考勤结果"] = "=cmd|' /C calc'!A0"
    write_month(tmp_path / "inbox", sheets)
    called = call_month(tmp_path, draft=True)
    assert called.code == 0
    for path in called.folder.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<script>alert" not in page and "<img src=x" not in page and "<b>；" not in page
    for path in called.folder.rglob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path, read_only=True):
            formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
            assert all(OUR_SUM.fullmatch(str(formula)) for formula in formulas), (path, sheet.title, formulas)
            assert not formulas or path.name == "pay_adjustment.xlsx"
    text = (called.folder / "validation.csv").read_text(encoding="utf-8-sig")
    assert '"=' not in text and ",=" not in text and ",@" not in text and ",+" not in text


def test_a_second_run_says_what_is_fixed_still_there_and_new(tmp_path: Path) -> None:
    sheets = month()
    sheets["扣分记录"][0]["日期"] = "2026-10-03"
    sheets["扣分记录"][1]["分值"] = 9
    write_month(tmp_path / "inbox", sheets)
    call_month(tmp_path)
    sheets["扣分记录"][0]["日期"] = "2026-11-03"
    sheets["考试成绩"][1]["得分"] = 101
    write_month(tmp_path / "inbox", sheets)
    page = (call_month(tmp_path).folder / "validation.html").read_text(encoding="utf-8")
    assert "改好 <b>1</b> 处" in page and "新出现 <b>1</b> 处" in page


def test_the_page_opens_with_how_many_people_and_how_much_money_wait(tmp_path: Path) -> None:
    sheets = month()
    sheets["扣分记录"][0]["日期"] = "2026-10-03"
    write_month(tmp_path / "inbox", sheets)
    page = (call_month(tmp_path).folder / "validation.html").read_text(encoding="utf-8")
    assert "全部 <b>6</b> 人的工资调整在等这 1 处错误，其中 1 人的资料直接有误" in page
    assert "这一行：2026-10-03 | 1 | 员工1 | A-3.1.1" in page
