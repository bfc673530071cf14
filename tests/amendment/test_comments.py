"""What people noted on cells of a rulebook's workbook, or as comments in its file, is kept and stands where it was (A-5.3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from pipeline.amendment.book import amended, workbook
from pipeline.app import rulebook as commands
from pipeline.rulebook.comments import comments_of
from pipeline.rulebook.load import load_rulebook
from tests.amendment.test_round_trip import MIDDLE, at, edited, row_of
from tests.build import BOOK, called

IN_FORCE = """# 由人事部保管

based_on: shipped 2020-01-01
effective_from: 2026-01-01  # 总裁口头同意
approval: {clause: A-5.2}
pay:
  # 试行一年
  # 年底再议
  max_up: 400
ladders:
  handover:
    steps:
      - {fine: 30}  # 原来就是 "30"，见 #3
      - {fine: 60}
      - {fine: 80}
      - {withhold: month_wage}
      - {action: resignation}
"""


def notes_in(path: Path) -> dict[tuple[str, object], str]:
    """By sheet and what stands in the cell, those that people wrote."""
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.comment is not None]
    return {(cell.parent.title, cell.value): cell.comment.text for cell in cells if cell.comment.author != "填写说明"}


def exported(folder: Path, book: Any, name: str = "again.xlsx") -> Path:
    path = folder / name
    path.write_bytes(workbook(book))
    return path


def test_notes_on_cells_come_back_on_their_cells_though_rows_have_moved(tmp_path: Path) -> None:
    def note(sheets: Any) -> None:
        at(sheets, "pay.max_up").comment = Comment("试行一年", "王总")
        row_of(sheets["数值"], "pay.max_down")["项目"].comment = Comment("下浮不变", "李")
        row_of(sheets["事项"], "A-3.1.2")["名称"].comment = Comment("桌面也算", "李")
        row_of(sheets["条文"], "A-1.3")["条文"].comment = Comment("法务看过", "法务")
        early = row_of(sheets["班次"], "early")
        early["开始"].comment = Comment("夏天改 7:30？", "李")
        sheets["班次"].insert_rows(2)
        for cell, value in zip(sheets["班次"][2], MIDDLE, strict=False):
            cell.value = value
        # openpyxl leaves notes where they were when rows are put in
        sheets["班次"]["E2"].comment, sheets["班次"]["E3"].comment = None, Comment("夏天改 7:30？", "李")

    book = amended(BOOK, edited(tmp_path, note)).rulebook
    assert book is not None
    again = notes_in(exported(tmp_path, book))
    assert again == {
        ("数值", "300"): "试行一年", ("数值", "每月最多下浮"): "下浮不变", ("事项", BOOK.items["A-3.1.2"].label): "桌面也算",
        ("条文", BOOK.clauses["A-1.3"].text): "法务看过", ("班次", row_of(openpyxl.load_workbook(exported(tmp_path, book))["班次"], "early")["开始"].value): "夏天改 7:30？",
    }  # fmt: skip


def in_force(folder: Path) -> Path:
    path = folder / "2026-01-01.yaml"
    path.write_text(IN_FORCE, encoding="utf-8")
    return path


def test_comments_of_the_file_in_force_are_notes_of_its_workbook(tmp_path: Path) -> None:
    book = load_rulebook(in_force(tmp_path))
    assert comments_of(book) == {
        "based_on": "由人事部保管", "effective_from": "总裁口头同意", "pay.max_up": "试行一年\n年底再议", "ladders.handover.steps.0": '原来就是 "30"，见 #3',
    }  # fmt: skip
    noted = openpyxl.load_workbook(exported(tmp_path, book))
    assert (at(noted, "pay.max_up").comment.text, noted["批准"]["A2"].comment.text) == ("试行一年\n年底再议", "总裁口头同意")


def test_an_import_leaves_comments_in_the_file_in_force_and_writes_what_was_noted_or_taken_away_since(tmp_path: Path) -> None:
    path = in_force(tmp_path)
    book = load_rulebook(path)

    def change(sheets: Any) -> None:
        at(sheets, "pay.max_up").comment = None
        at(sheets, "pay.max_down").comment = Comment("另议", "李")

    proposal = edited(tmp_path, change, book)
    new = tmp_path / "2027-01-01.yaml"
    done = called(lambda: commands.import_(proposal, path, new, date(2027, 1, 1)), tmp_path)
    assert done.code == 0, done.printed
    assert path.read_text(encoding="utf-8") == IN_FORCE
    kept = comments_of(book)
    assert comments_of(load_rulebook(new)) == {name: text for name, text in kept.items() if name != "pay.max_up"} | {"pay.max_down": "另议"}
    assert "口头同意" not in new.read_text(encoding="utf-8"), "what the file in force says is not said twice"
    elsewhere = tmp_path / "别处" / "2027-01-01.yaml"
    called(lambda: commands.import_(proposal, path, elsewhere, date(2027, 1, 1)), tmp_path)
    assert comments_of(load_rulebook(elsewhere)) == comments_of(load_rulebook(new)), "a file that stands alone has them all"


def test_a_note_under_the_mark_of_an_error_is_not_lost_where_the_marked_copy_is_mended(tmp_path: Path) -> None:
    def wrong(sheets: Any) -> None:
        at(sheets, "pay.max_up").value = "很多"
        at(sheets, "pay.max_up").comment = Comment("试行一年", "王总")

    assert called(lambda: commands.import_(edited(tmp_path, wrong), None, tmp_path / "新.yaml", date(2027, 1, 1)), tmp_path).code == 1
    copy = tmp_path / "annotated" / "规则.xlsx"
    sheets = openpyxl.load_workbook(copy)
    assert "试行一年" not in at(sheets, "pay.max_up").comment.text
    at(sheets, "pay.max_up").value = 400
    sheets.save(copy)
    book = amended(BOOK, copy).rulebook
    assert book is not None and book.comments == {"pay.max_up": "试行一年"}
