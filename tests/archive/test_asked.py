"""Closing is asked for: what it locks is shown, and on a terminal the word 结账 is typed."""

from __future__ import annotations

import sys
from pathlib import Path

import openpyxl
import pytest

from pipeline.app.close import close_month
from pipeline.base.exits import Stop
from pipeline.findings.catalogue import MESSAGES
from tests.archive.months import FIRST, Books
from tests.build import RULES_ALONE, complaint, logged
from tests.terminal import on_terminal
from tests.typed import answering, typed

OBJECTION = {"工号": "1", "日期": "2026-10-03", "事项": "A-3.1.11", "理由": "不是我"}


@pytest.fixture
def books(tmp_path: Path) -> Books:
    books = Books(tmp_path, f"sqlite:///{tmp_path / 'a.sqlite'}")
    books.write("2026-10", 扣分记录=[logged("1", "A-3.1.11") | {"日期": "2026-10-03"}], 投诉登记=[complaint(1) | {"投诉编号": "KS-202609-0001", "投诉日期": "2026-09-30", "受理日期": "2026-09-30"}], **FIRST)
    return books


def asked(books: Books, *options: str) -> list[str]:
    """The arguments of `kaohe close`."""
    return ["close", "2026-10", "--early", "--inbox", str(books.inbox), "--output", str(books.output), "--archive", books.archive, *options]


def closed(books: Books) -> list[tuple[str, ...]]:
    return books.rows("SELECT month FROM months")


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
def test_on_a_terminal_it_is_closed_by_the_word_and_not_by_any_other(books: Books) -> None:
    with answering(["好"]):
        other = typed(*asked(books))
    assert other.returncode == 3 and "没有结账" in other.stderr and closed(books) == []
    code, printed = on_terminal(asked(books, "--by", "李敏", "--no-slips"), ["结账"])
    assert code == 0 and "结账人：李敏（" in printed and closed(books) == [("2026-10",)]
    [(kept,)] = books.rows("SELECT done_by FROM journal WHERE month = '2026-10'")
    assert kept.startswith("李敏（")


def test_what_is_locked_is_told_before_people_sum_fund_warnings_and_approval(books: Books) -> None:
    called = books.close("2026-10")
    assert called.code == 0
    first, *others = called.printed.splitlines()
    assert first.startswith("结账后不再改动：2026-10，4 人，调整合计 ") and "基金余额 1,000.00 元" in first
    assert any(line.startswith("没有处理的警告") and MESSAGES["NOBODY_EXAMINED"].title in line for line in others)
    assert "登记里有 1 件投诉是以前月份收到的。" in others
    assert any("所用规则“2020-01-01”：批准是示例" in line for line in others)


def test_nothing_is_written_when_the_answer_is_no(books: Books) -> None:
    with pytest.raises(Stop) as stop:
        close_month("2026-10", books.inbox, books.output, None, books.archive, early=True, sure=lambda what: False)
    assert stop.value.code == 3 and closed(books) == [] and not (books.output / "2026-10").exists()


def test_an_objection_without_a_decision_is_in_the_way_unless_it_is_left_open(books: Books) -> None:
    books.write("2026-10", 扣分记录=[logged("1", "A-3.1.11") | {"日期": "2026-10-03"}], 申诉=[OBJECTION], **FIRST)
    refused = books.close("2026-10")
    assert refused.code == 3 and "1 A-3.1.11" in refused.printed and "--leave-objections-open" in refused.printed
    told: list[str] = []
    close_month("2026-10", books.inbox, books.output, None, books.archive, early=True, sure=lambda what: bool(told.extend(what)) or True, leave_open=True)
    assert "没有裁定的申诉 1 项：1 A-3.1.11" in told and closed(books) == [("2026-10",)]


def test_A_5_2_the_shipped_approval_is_called_a_sample_until_a_real_one_is_put_in(tmp_path: Path, books: Books) -> None:
    run = books.run("2026-10")
    assert "规则的批准是示例" in (run.folder / "report.html").read_text(encoding="utf-8")
    header = openpyxl.load_workbook(run.folder / "pay_adjustment.xlsx").worksheets[0].oddHeader.center.text
    assert "规则批准为示例" in header
    real = tmp_path / "rules.yaml"
    real.write_text(RULES_ALONE.replace("总裁（示例）", "总裁办"), encoding="utf-8")
    told: list[str] = []
    close_month("2026-10", books.inbox, books.output, real, books.archive, early=True, sure=lambda what: bool(told.extend(what)) or True)
    assert any("总裁办 于 2019-12-20 批准" in line for line in told)
    header = openpyxl.load_workbook(books.output / "2026-10" / "pay_adjustment.xlsx").worksheets[0].oddHeader.center.text
    assert "示例" not in header
