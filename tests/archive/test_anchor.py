"""What was kept outside the archive, a digest or a sheet, tells whether the archive is the one that was closed."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipeline.app import verify as verifying
from pipeline.base.outcome import Outcome
from tests.archive.months import FIRST, Books
from tests.build import Called, logged


@pytest.fixture(scope="module")
def two_closed(tmp_path_factory: pytest.TempPathFactory) -> Books:
    folder = tmp_path_factory.mktemp("anchor")
    books = Books(folder, f"sqlite:///{folder / 'a.sqlite'}")
    for month in ("2026-09", "2026-10"):
        assert books.close(month, 扣分记录=[logged("1", "B-8") | {"日期": f"{month}-03"}], **(FIRST if month == "2026-09" else {})).code == 0
    return books


@pytest.fixture
def closed(two_closed: Books, tmp_path: Path) -> Books:
    return two_closed.copied(tmp_path)


@pytest.fixture(scope="module")
def one_open(two_closed: Books, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """November worked out and not closed."""
    books = two_closed.copied(tmp_path_factory.mktemp("open"))
    books.write("2026-11")
    assert books.run("2026-11").code == 0
    return books


def on_paper(books: Books, month: str) -> str:
    """The digest as it stands on the 封存单, in groups."""
    page = (books.output / month / "封存单.html").read_text(encoding="utf-8")
    return " ".join(re.findall(r"<span>([0-9a-f]{8})</span>", page))


def verified(books: Books, **asked: object) -> Called:
    def command() -> Outcome:
        return verifying.verify(books.output, books.archive, **asked)  # type: ignore[arg-type]

    return books._call(command, "")


def test_the_digest_on_the_sealed_page_and_on_the_pay_sheets_foot_is_the_archives(closed: Books) -> None:
    digest = on_paper(closed, "2026-09").replace(" ", "")
    assert [(digest,)] == closed.rows("SELECT statements FROM months WHERE month = '2026-09'")
    with zipfile.ZipFile(closed.output / "2026-09" / "pay_adjustment.xlsx") as book:
        assert f"校验值 {digest}" in book.read("xl/worksheets/sheet1.xml").decode()
    page = (closed.output / "2026-09" / "封存单.html").read_text(encoding="utf-8")
    assert "-50.00" in page and "1,050.00" in page and "<td>4</td>" in page


def test_a_month_that_is_not_closed_has_no_digest_on_its_papers(one_open: Books) -> None:
    assert not (one_open.output / "2026-11" / "封存单.html").exists()
    with zipfile.ZipFile(one_open.output / "2026-11" / "pay_adjustment.xlsx") as book:
        assert "校验值" not in book.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("typed", [str, str.upper, lambda text: text.replace(" ", "-"), lambda text: text.replace(" ", "")])
def test_a_digest_that_was_kept_is_found_however_it_is_typed(closed: Books, typed: object) -> None:
    called = verified(closed, expected=typed(on_paper(closed, "2026-09")))  # type: ignore[operator]
    assert called.code == 0 and "校验值相符：2026-09 的结账" in called.printed


def test_the_journals_head_is_told_and_is_a_digest_to_keep_too(closed: Books) -> None:
    head = re.search(r"链尾 ([0-9a-f]{64})", verified(closed).printed)
    assert head is not None
    assert "操作记录第 2 条" in verified(closed, expected=head[1]).printed
    shutil.copy(closed.folder / "a.sqlite", closed.folder / "old.sqlite")
    closed.write("2026-10", 扣分记录=[])
    assert closed.correct("2026-10").code == 0
    later = re.search(r"链尾 ([0-9a-f]{64})", verified(closed).printed)
    assert later is not None and later[1] != head[1]
    shutil.copy(closed.folder / "old.sqlite", closed.folder / "a.sqlite")
    assert verified(closed).code == 0
    called = verified(closed, expected=later[1])
    assert called.code == 1 and "没有这个校验值" in called.printed


def test_an_archive_and_outputs_put_back_to_an_older_state_do_not_have_the_later_digest(closed: Books, tmp_path: Path) -> None:
    kept = on_paper(closed, "2026-10")
    other = Books(tmp_path / "other", f"sqlite:///{tmp_path / 'other' / 'a.sqlite'}")
    other.folder.mkdir()
    assert other.close("2026-09", **FIRST).code == 0
    called = verified(other, expected=kept)
    assert called.code == 1 and "没有这个校验值" in called.printed


def test_what_is_no_digest_is_refused_in_a_sentence(closed: Books) -> None:
    from pipeline.base.exits import Stop

    for text in ("", "abc", "g" * 64, "a" * 63):
        with pytest.raises(Stop, match="64 个字符"):
            verifying.verify(closed.output, closed.archive, expected=text)


def saved_again(closed: Books, tmp_path: Path, change: object = None) -> Path:
    """The pay sheet as Excel would save it, with a change or without."""
    path = tmp_path / "回执.xlsx"
    book = openpyxl.load_workbook(closed.output / "2026-10" / "pay_adjustment.xlsx")
    sheet = book["工资调整表"]
    for row in sheet.iter_rows(min_row=2):  # openpyxl keeps formulas, not their values; Excel keeps both
        for cell in row:
            if cell.data_type == "f":
                cell.value = 0 if cell.row != 4 else -50
    total = openpyxl.load_workbook(closed.output / "2026-10" / "pay_adjustment.xlsx", data_only=True)["工资调整表"]
    for row in total.iter_rows(min_row=2):
        for cell in row:
            sheet[cell.coordinate].value = cell.value
    if change is not None:
        change(sheet)  # type: ignore[operator]
    book.save(path)
    return path


def cell_of(sheet: object, who: str, header: str) -> object:
    rows = list(sheet.iter_rows())  # type: ignore[attr-defined]
    at = [cell.value for cell in rows[0]].index(header)
    return next(row[at] for row in rows if str(row[0].value) == who)


def test_the_very_file_that_was_closed_is_known(closed: Books, tmp_path: Path) -> None:
    path = tmp_path / "来信附件.xlsx"
    shutil.copy(closed.output / "2026-10" / "pay_adjustment.xlsx", path)
    called = verified(closed, sheet=path)
    assert called.code == 0 and "2026-10 结账时的 pay_adjustment.xlsx，一字不差" in called.printed


def test_a_sheet_that_was_saved_again_is_compared_person_by_person(closed: Books, tmp_path: Path) -> None:
    called = verified(closed, sheet=saved_again(closed, tmp_path))
    assert called.code == 0 and "逐人逐项相同" in called.printed


def test_a_sheet_with_another_amount_name_or_person_is_told_cell_by_cell(closed: Books, tmp_path: Path) -> None:
    def forge(sheet: object) -> None:
        cell_of(sheet, "1", "调整合计").value = 500  # type: ignore[attr-defined]
        cell_of(sheet, "2", "姓名").value = "别人"  # type: ignore[attr-defined]
        cell_of(sheet, "T1", "工号").value = "T9"  # type: ignore[attr-defined]

    called = verified(closed, sheet=saved_again(closed, tmp_path, forge))
    assert called.code == 1
    for told in ("工号 1 调整合计：表上 500", "结账时 -50.00", "工号 2 姓名：表上 别人", "工号 T9：结账时没有这个人", "工号 T1：表上没有这个人"):
        assert told in called.printed


def test_a_total_that_no_program_worked_out_is_shown_as_its_formula(closed: Books, tmp_path: Path) -> None:
    path = tmp_path / "回执.xlsx"
    openpyxl.load_workbook(closed.output / "2026-10" / "pay_adjustment.xlsx").save(path)
    called = verified(closed, sheet=path)
    assert called.code == 1 and "表上 =SUM(" in called.printed and "Unstored" not in called.printed


def test_a_sheet_of_no_closed_month_is_refused(one_open: Books) -> None:
    called = verified(one_open, sheet=one_open.output / "2026-11" / "pay_adjustment.xlsx")
    assert called.code == 1 and "不是档案库里任何一个月的" in called.printed
