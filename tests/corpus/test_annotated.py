"""HR's own file comes back marked."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from tests.build import call_month, write_month
from tests.corpus.base import month


def test_the_copy_keeps_what_hr_laid_out_and_lists_every_finding_with_a_link(tmp_path: Path) -> None:
    sheets = month("扣分记录")
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
    sheets = month("扣分记录")
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
    sheets = month("扣分记录", "考试成绩")
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
    sheets = month("扣分记录")
    sheets["扣分记录"][0]["日期"] = "2026-10-03"
    write_month(tmp_path / "inbox", sheets)
    page = (call_month(tmp_path).folder / "validation.html").read_text(encoding="utf-8")
    assert "全部 <b>6</b> 人的工资调整在等这 1 处错误，其中 1 人的资料直接有误" in page
    assert "这一行：2026-10-03 | 1 | 员工1 | A-3.1.1" in page
