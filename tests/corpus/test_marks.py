"""Marks are a fixed point, and a suggested value is taken by 是 in the list of findings."""

from __future__ import annotations

import io
import shutil
import zipfile
from itertools import cycle
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.app.start import start_month
from pipeline.base.period import Month
from pipeline.findings.finding import Finding
from pipeline.findings.suggested import suggested
from pipeline.workbooks.reading import read_workbook
from tests.build import MONTH, Called, Rows, call_month, day, write_month
from tests.corpus.base import month

YELLOW = PatternFill("solid", fgColor="FFFF00")


def wrong() -> dict[str, Rows]:
    """A month with four defects; three of them have a value to suggest."""
    sheets = month("扣分记录", "考勤", "考试成绩", "工作量")
    sheets["扣分记录"][0]["日期"] = "2026-10-03"
    sheets["扣分记录"][1]["工号"] = "员工2"
    sheets["考勤"][0]["班次"] = "早斑"
    sheets["考试成绩"][0]["得分"] = 101
    return sheets


@pytest.fixture(scope="module")
def called_once(tmp_path_factory: pytest.TempPathFactory) -> Called:
    folder = tmp_path_factory.mktemp("wrong")
    write_month(folder / "inbox", wrong())
    return call_month(folder)


@pytest.fixture
def called(called_once: Called, tmp_path: Path) -> Called:
    """The month of the four defects after its command, in a folder of the test's own."""
    return called_once.moved(tmp_path)


def copy_of(called: Called) -> Path:
    return called.folder / "annotated" / "all.xlsx"


def put_back(called: Called, tmp_path: Path) -> Path:
    return Path(shutil.copy(copy_of(called), tmp_path / "inbox" / MONTH / "all.xlsx"))


def look(sheet: Worksheet) -> list[tuple[Any, ...]]:
    """Every cell with its value, fill and comment."""
    return [
        (cell.coordinate, cell.value, cell.fill.fill_type and cell.fill.fgColor.rgb, cell.comment and cell.comment.text)
        for row in sheet.iter_rows() for cell in row
    ]  # fmt: skip


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_marked_twice_gives_the_same_bytes(called: Called, tmp_path: Path) -> None:
    first = copy_of(called).read_bytes()
    for _ in range(3):
        put_back(called, tmp_path)
        call_month(tmp_path)
        assert parts(copy_of(called).read_bytes()) == parts(first)


def test_a_cell_of_spaces_alone_stays_what_it_was(tmp_path: Path) -> None:
    sheets = month("扣分记录")
    sheets["花名册"][0]["部门"] = " \u3000"
    write_month(tmp_path / "inbox", sheets)
    first = copy_of(called := call_month(tmp_path)).read_bytes()
    put_back(called, tmp_path)
    assert parts(copy_of(call_month(tmp_path)).read_bytes()) == parts(first)


def test_of_what_was_mended_nothing_is_left_in_the_next_copy(tmp_path: Path) -> None:
    path = write_month(tmp_path / "inbox", wrong())
    book = openpyxl.load_workbook(path)
    log = book["扣分记录"]
    log["A2"].fill, log["A2"].comment = YELLOW, Comment("人事的批注", "李敏")
    book.save(path)
    before = look(log)
    called = call_month(tmp_path)
    marked = openpyxl.load_workbook(copy_of(called))
    assert "DATE_OUTSIDE_MONTH" in marked["扣分记录"]["A2"].comment.text
    marked["扣分记录"]["A2"], marked["扣分记录"]["B3"] = day(3), "2"
    marked.save(tmp_path / "inbox" / MONTH / "all.xlsx")
    again = openpyxl.load_workbook(copy_of(call_month(tmp_path)))
    expected = [(at, {"A2": day(3), "B3": "2"}.get(at, value), fill, comment) for at, value, fill, comment in before]
    left = [each for each in look(again["扣分记录"]) if each[1:] != (None, None, None)]
    warned = {cell.coordinate for row in again["扣分记录"].iter_rows() for cell in row if cell.comment and cell.comment.author == "kaohe"}
    assert "A2" not in warned and "B3" not in warned
    assert [each for each in left if each[0] not in warned and each[0][0] <= "L"] == [
        each for each in expected if each[0] not in warned and each[1:] != (None, None, None)
    ]
    assert again["扣分记录"]["A2"].comment.author == "李敏"


def test_a_finding_in_the_header_row_leaves_the_header_of_the_column(tmp_path: Path) -> None:
    path = write_month(tmp_path / "inbox", wrong())
    book = openpyxl.load_workbook(path)
    book["扣分记录"].cell(1, 12, "从来没有的列")
    book.save(path)
    marked = openpyxl.load_workbook(copy_of(call_month(tmp_path)))["扣分记录"]
    assert marked["L1"].comment.text.startswith("【HEADER_UNKNOWN】") and marked["L1"].value == "从来没有的列"
    assert marked["M1"].value == "问题" and marked["M2"].value


def test_a_column_of_hr_s_own_that_is_called_the_same_stays(tmp_path: Path) -> None:
    path = write_month(tmp_path / "inbox", wrong())
    book = openpyxl.load_workbook(path)
    book["扣分记录"]["L1"], book["扣分记录"]["L2"] = "问题", "已问过本人"
    book.save(path)
    called = call_month(tmp_path)
    put_back(called, tmp_path)
    call_month(tmp_path)
    marked = openpyxl.load_workbook(copy_of(called))["扣分记录"]
    assert (marked["L2"].value, marked["M1"].value) == ("已问过本人", "问题")
    assert sum(cell.value == "问题" for cell in marked[1]) == 2


def test_formulas_keep_what_they_gave(tmp_path: Path) -> None:
    path = write_month(tmp_path / "inbox", wrong())
    book = openpyxl.load_workbook(path)
    book["工作量"]["C2"] = "=300+10"
    book.save(path)
    content = parts(path.read_bytes())
    name = next(name for name, data in content.items() if b"300+10" in data)
    content[name] = content[name].replace(b"<f>300+10</f><v></v>", b"<f>300+10</f><v>310</v>").replace(b"<f>300+10</f><v />", b"<f>300+10</f><v>310</v>")
    with zipfile.ZipFile(path, "w") as archive:
        for each, data in content.items():
            archive.writestr(each, data)
    copy = read_workbook(copy_of(call_month(tmp_path)))
    sheet = next(sheet for sheet in copy.sheets if sheet.name == "工作量")
    assert sheet.rows[1][2] == 310 and sheet.formulas


def test_a_started_month_may_go_through_its_copies(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", month("扣分记录"))
    start_month("2026-12", tmp_path / "inbox", tmp_path / "output", None)
    first = call_month(tmp_path, "2026-12")
    for copy in (first.folder / "annotated").iterdir():
        shutil.copy(copy, tmp_path / "inbox" / "2026-12" / copy.name)
    assert {each["代码"] for each in call_month(tmp_path, "2026-12").findings if each["级别"] == "错误"} == {"VALUE_MISSING"}


def adopt(path: Path, editor: str = "李敏") -> list[str]:
    """Type 是 beside every suggested value; returns the values."""
    book = openpyxl.load_workbook(path)
    assert book.active.title == "检查结果"
    taken = []
    for row in book["检查结果"].iter_rows(min_row=2):
        if row[7].value:
            row[8].value = "是"
            taken.append(str(row[7].value))
    book.properties.lastModifiedBy = editor
    book.save(path)
    return taken


def test_a_suggested_value_is_taken_by_yes_and_logged_with_the_last_editor(called: Called, tmp_path: Path) -> None:
    before = {each["代码"] for each in called.findings if each["级别"] == "错误"}
    assert {"ID_UNREADABLE", "CHOICE_UNKNOWN"} <= before
    taken = adopt(put_back(called, tmp_path))
    assert "早班" in taken
    again = call_month(tmp_path)
    assert {each["代码"] for each in again.findings if each["级别"] == "错误"} == {"DATE_OUTSIDE_MONTH", "VALUE_TOO_HIGH"}
    [shift] = [each for each in again.table("validation.xlsx", "采纳的建议") if each["工作表"] == "考勤"]
    assert (shift["单元格"], shift["原来的值"], shift["采纳的值"], shift["工作簿最后保存人"]) == ("D2", "早斑", "早班", "李敏")
    page = (again.folder / "validation.html").read_text(encoding="utf-8")
    assert "采纳的建议" in page and "李敏" in page
    assert openpyxl.load_workbook(copy_of(again))["考勤"]["D2"].value == "早班"


def test_a_cell_that_somebody_has_changed_since_stays_as_it_is(called: Called, tmp_path: Path) -> None:
    path = put_back(called, tmp_path)
    adopt(path)
    book = openpyxl.load_workbook(path)
    book["考勤"]["D2"] = "休息"
    book.save(path)
    again = call_month(tmp_path)
    assert not [each for each in again.table("validation.xlsx", "采纳的建议") if each["工作表"] == "考勤"]


@pytest.mark.parametrize("typed", ["十一月三日", "3/11/2026", "11/3/2026", "26-11-03", "11月3日", "2026-11-03 09:30"])
def test_a_date_is_suggested_where_one_reading_lies_in_the_month(typed: str) -> None:
    finding = Finding("DATE_AMBIGUOUS", "a.xlsx", "扣分记录", 2, "日期", "A2", typed)
    assert suggested(finding, Month(2026, 11)) == "2026-11-03"


@pytest.mark.parametrize("typed", ["NA", "8:00", "2026-10-03", "11/11/11/11", "二月三十日"])
def test_no_date_is_suggested_where_none_or_two_do(typed: str) -> None:
    finding = Finding("DATE_UNREADABLE", "a.xlsx", "扣分记录", 2, "日期", "A2", typed)
    assert suggested(finding, Month(2026, 12)) == ""


GUESSABLE: list[tuple[str, int, dict[str, Any]]] = [
    ("扣分记录", 0, {"工号": "员工1"}), ("扣分记录", 1, {"日期": "4/11/2026"}), ("扣分记录", 2, {"事项": "应急处理超时"}),
    ("加分记录", 0, {"日期": "11月4日"}), ("组长奖惩", 0, {"工号": "员工2"}), ("考试成绩", 0, {"日期": "26-11-10"}),
    ("考试成绩", 1, {"工号": "员工1"}), ("考勤", 0, {"班次": "早斑"}), ("考勤", 1, {"日期": "十一月三日"}),
    ("考勤", 2, {"考勤结果": "休息日"}), ("考勤", 3, {"请假类型": "年假期"}), ("意见调查", 0, {"态度": "满意度"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def guessed_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Called, Rows]:
    """The month with twelve mistakes to each of which a value is suggested, and what is found."""
    folder, sheets = tmp_path_factory.mktemp("guessed"), month("服务登记", *(sheet for sheet, _, _ in GUESSABLE))
    for sheet, row, cells in GUESSABLE:
        sheets[sheet][row] |= cells
    write_month(folder / "inbox", sheets)
    called = call_month(folder, slips=False)
    return called, called.findings


def test_twelve_mistakes_are_made_good_in_one_round_by_yes_alone(guessed_once: tuple[Called, Rows], tmp_path: Path) -> None:
    called, found = guessed_once
    wrong_cells = [each["单元格"] for each in found if each["级别"] == "错误"]
    assert len(adopt(put_back(called.moved(tmp_path), tmp_path))) >= len(wrong_cells) >= 11
    assert call_month(tmp_path, slips=False).code == 0


def test_only_a_plain_yes_takes_it(guessed_once: tuple[Called, Rows], tmp_path: Path) -> None:
    called, found = guessed_once
    path = put_back(called.moved(tmp_path), tmp_path)
    book = openpyxl.load_workbook(path)
    for [cell], typed in zip(book["检查结果"].iter_rows(min_row=2, min_col=9, max_col=9), cycle(["否", "", "也许", "不是"]), strict=False):
        cell.value = typed
    book.save(path)
    assert {(each["代码"], each["单元格"]) for each in call_month(tmp_path, slips=False).findings} == {(each["代码"], each["单元格"]) for each in found}
