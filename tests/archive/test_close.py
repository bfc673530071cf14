"""Closing a month: once, in order, wholly, and nobody changes it afterwards (A-5.2, B-14)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.app import closed_months
from pipeline.app.close import close_month
from pipeline.base.exits import Stop
from tests.archive import shelf as closing
from tests.archive.months import FIRST, Books
from tests.archive.shelf import Shelf
from tests.build import RULES_ALONE, logged, person


def test_months_close_one_after_the_other_and_all_of_it_verifies(three_months: Books) -> None:
    called = three_months.verify()
    assert called.code == 0 and called.printed.startswith("3 个已结账的月份全部相符。\n")
    assert three_months.rows("SELECT month, previous FROM months ORDER BY month") == [
        ("2026-08", None), ("2026-09", "2026-08"), ("2026-10", "2026-09"),
    ]
    assert three_months.rows("SELECT score FROM scores WHERE month = '2026-09' AND employee_id = '1'") == [(80,)]


def test_a_closed_month_is_neither_closed_nor_computed_nor_checked_again(shelf: Shelf, kind: str, tmp_path: Path) -> None:
    books = shelf.books(closing.october, kind).copied(tmp_path)
    before = {path: path.read_bytes() for path in (books.output / "2026-10").rglob("*") if path.is_file()}
    for again in (books.close("2026-10"), books.run("2026-10")):
        assert again.code == 3 and "已经结账" in again.printed
    assert before == {path: path.read_bytes() for path in (books.output / "2026-10").rglob("*") if path.is_file()}


def test_the_list_of_months_says_at_once_which_are_closed(october: Books) -> None:
    assert "已结账" in (october.output / "index.html").read_text(encoding="utf-8")


def august(books: Books) -> None:
    assert books.close("2026-08", **FIRST).code == 0


def test_months_follow_each_other_without_a_gap(shelf: Shelf, tmp_path: Path) -> None:
    books = shelf.books(august).copied(tmp_path)
    late = books.close("2026-10")
    assert late.code == 3 and "请先结 2026-09" in late.printed
    assert books.close("2026-07").code == 3
    assert len(books.rows("SELECT month FROM months")) == 1


def test_a_month_with_errors_is_not_closed(tmp_path: Path) -> None:
    books = Books(tmp_path, f"sqlite:///{tmp_path / 'a.sqlite'}")
    called = books.close("2026-10", 扣分记录=[logged("1", "A-3.1.1") | {"日期": "昨天"}], **FIRST)
    assert called.code == 1 and (called.folder / "validation.html").exists()
    assert not (tmp_path / "a.sqlite").exists(), "nothing was closed yet"


def test_a_close_of_a_mistyped_branch_makes_no_archive(tmp_path: Path) -> None:
    """It would be one of the branches from then on."""
    books = Books.at(tmp_path)
    books.write("2026-10", 扣分记录=[])
    with pytest.raises(Stop, match="没有 2026-10 的文件夹") as refused:
        close_month("2026-10", books.inbox, books.output, None, None, "没有的分支", early=True)
    assert refused.value.code == 2 and not books.output.exists()


@pytest.mark.parametrize("missing", ["approved_by: 总裁（示例）", "approved_on: 2019-12-20", "filed_on: 2019-12-25"])
def test_A_5_2_a_rulebook_without_its_approval_is_refused(tmp_path: Path, missing: str) -> None:
    rulebook = tmp_path / "rules.yaml"
    rulebook.write_text(RULES_ALONE.replace(missing, ""), encoding="utf-8")
    books = Books(tmp_path, f"sqlite:///{tmp_path / 'a.sqlite'}")
    books.write("2026-10", **FIRST)
    with pytest.raises(closed_months.Stop) as stop:
        close_month("2026-10", books.inbox, books.output, rulebook, books.archive, early=True)
    assert stop.value.code == 3 and "A-5.2" in stop.value.sentence


def test_B_14_the_fund_opens_with_the_last_closing_and_another_opening_is_an_error(tmp_path: Path) -> None:
    books = Books(tmp_path, f"sqlite:///{tmp_path / 'a.sqlite'}")
    fined = [logged("1", "B-8") | {"日期": "2026-10-03"}]
    spent = [{"日期": "2026-10-05", "用途": "聚餐", "金额": 20.5, "经办人": "员工1"}]
    assert books.close("2026-10", 扣分记录=fined, 基金支出=spent, **FIRST).code == 0
    assert books.rows("SELECT opening_fen, closing_fen FROM months") == [(100_000, 102_950)]
    books.write("2026-11")
    ledger = books.read("2026-11").ledger
    assert ledger[0]["摘要"] == "期初" and ledger[0]["余额"] == 1029.5
    books.write("2026-11", **FIRST)
    assert books.read("2026-11").code == 1


def test_a_month_whose_predecessor_is_not_closed_is_computed_with_a_warning(shelf: Shelf, tmp_path: Path) -> None:
    books = shelf.books(august).copied(tmp_path)
    books.write("2026-10")
    read = books.read("2026-10")
    assert read.code == 0
    assert "PREDECESSOR_OPEN" in [finding["代码"] for finding in read.findings]
    assert read.ledger[0]["余额"] == 0


def test_the_output_of_a_closed_month_carries_its_mark(october: Books) -> None:
    [(digest,)] = october.rows("SELECT hash FROM months")
    mark = october.output / "2026-10" / "已结账.txt"
    assert digest in mark.read_text(encoding="utf-8")
    mark.unlink()
    assert october.verify().code == 1
    assert october.close("2026-10").code == 3 and october.verify().code == 0


def test_an_archive_that_cannot_be_used_is_said_in_a_sentence_and_nothing_changes(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database" * 1_000)
    for url in (f"sqlite:///{broken}", "nonsense", "oracle://x", f"sqlite:///{tmp_path / 'no' / 'folder.sqlite'}"):
        called = Books(tmp_path, url).close("2026-10", **FIRST)
        assert called.code == 2 and "档案库" in called.printed, url
    assert broken.read_bytes() == b"no database" * 1_000


def test_somebody_who_was_there_before_the_months_people_is_not_kept_with_wage_or_telephone(tmp_path: Path) -> None:
    books = Books(tmp_path, f"sqlite:///{tmp_path / 'a.sqlite'}")
    assert books.close("2026-10", [person("1", 月工资=7654.32)], **FIRST).code == 0
    assert b"7654" not in (tmp_path / "a.sqlite").read_bytes() and b"765432" not in (tmp_path / "a.sqlite").read_bytes()
