"""`kaohe simulate`: months under another rulebook, and nothing else is touched (A-5.3)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.app import compare
from tests.archive.months import FIRST, Books
from tests.build import RULES_ALONE, Called, logged


@pytest.fixture
def books(closed: Books, tmp_path: Path) -> Books:
    """September closed, October in the inbox; person 1 loses 20 points each month, person 2 gains 5."""
    return closed.copied(tmp_path)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Books:
    folder = tmp_path_factory.mktemp("closed")
    books = Books(folder, f"sqlite:///{folder / 'a.sqlite'}")
    for month in ("2026-09", "2026-10"):
        bonus = [{"日期": f"{month}-05", "工号": "2", "事项": "A-2.4", "记录人": "T1"}]
        rows = [logged("1", "A-3.3.3") | {"日期": f"{month}-03"}]
        books.write(month, 扣分记录=rows, 加分记录=bonus, **(FIRST if month == "2026-09" else {}))
    assert books.close("2026-09", slips=False).code == 0
    return books


def simulated(books: Books, *settings: str, months: str = "2026-09..2026-10", rulebook: Path | None = None) -> Called:
    return books._call(lambda: compare.simulate(months, books.inbox, books.output, rulebook, list(settings), books.archive), "simulate")


def content(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_single_value_is_set_and_pay_stands_beside_todays(books: Books) -> None:
    called = simulated(books, "pay.yuan_per_point=12")
    assert called.code == 0
    rows = {(row["月份"], row["工号"]): row for row in called.table("simulate.xlsx", "人员")}
    for month in ("2026-09", "2026-10"):
        assert [rows[month, "1"][column] for column in ("现行调整合计", "试算调整合计", "差额")] == [-200, -240, -40]
        assert [rows[month, "2"][column] for column in ("现行调整合计", "试算调整合计", "差额")] == [50, 60, 10]
    assert [row["依据"] for row in called.table("simulate.xlsx", "汇总")] == ["已结账", "未结账"]
    page = (called.folder / "simulate.html").read_text(encoding="utf-8")
    assert "如果“A-4.2 每分金额：10 元 → 12 元”，工资会怎样变" in page
    assert "调整合计相差 -60.00 元，平均每月 -30.00 元，折合一年 -360.00 元；2 人次增加，2 人次减少" in page
    moved = called.table("simulate.xlsx", "变动最大")
    assert [(row["工号"], row["各月差额合计"]) for row in moved] == [("1", -80), ("2", 20)]
    places = {row["现行等级"]: row for row in called.table("simulate.xlsx", "部门等级")}
    assert (places["E"]["减少人次"], places["E"]["差额"]) == (2, -80)


def test_another_rulebook_changes_grades_actions_and_the_fund(books: Books, tmp_path: Path) -> None:
    other = tmp_path / "严.yaml"
    text = RULES_ALONE.replace("带外人进入工作区, points: 20", "带外人进入工作区, points: 30")
    other.write_text(text, encoding="utf-8")
    called = simulated(books, months="2026-10", rulebook=other)
    [row] = called.table("simulate.xlsx", "汇总")
    assert (row["现行处理建议"], row["试算处理建议"]) == ("可以解除劳动合同 1 项", "可以解除劳动合同 2 项")
    grades = {row["等级"]: (row["现行人数"], row["试算人数"]) for row in called.table("simulate.xlsx", "等级")}
    assert grades["E"] == (1, 0) and grades["—"] == (0, 1)


def test_a_closed_month_is_compared_from_the_same_inputs_and_corrections(books: Books) -> None:
    """What lies in the inbox now is on both sides, so that a changed yuan a point changes no grade."""
    rows = [logged("1", "A-3.3.3") | {"日期": "2026-09-03"}, logged("2", "A-3.2.2") | {"日期": "2026-09-04"}]
    bonus = [{"日期": "2026-09-05", "工号": "2", "事项": "A-2.4", "记录人": "T1"}]
    books.write("2026-09", 扣分记录=rows, 加分记录=bonus, **FIRST)
    called = simulated(books, "pay.yuan_per_point=12", months="2026-09")
    assert all(row["现行人数"] == row["试算人数"] for row in called.table("simulate.xlsx", "等级"))
    assert all(row["现行考核分"] == row["试算考核分"] for row in called.table("simulate.xlsx", "人员"))


def test_archive_and_outputs_are_not_touched(books: Books) -> None:
    assert books.run("2026-10").code == 0
    before, archive = content(books.output), (books.folder / "a.sqlite").read_bytes()
    assert simulated(books, "pay.max_down=100").code == 0
    after = {path: digest for path, digest in content(books.output).items() if "simulate" not in path}
    assert before == after and archive == (books.folder / "a.sqlite").read_bytes()
    assert books.verify().code == 0


@pytest.mark.parametrize(
    ("settings", "months", "code", "said"),
    [
        ((), "2026-10", 2, "--set"), (("pay.x=1",), "2026-10", 2, "没有"), (("pay.max_up=1",), "2026", 2, "--months"),
        (("pay.max_up=1",), "2026-10..2026-09", 2, "先后"), (("pay.max_up=1",), "2026-11", 2, "没有 2026-11"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_said_in_a_sentence(books: Books, settings: tuple[str, ...], months: str, code: int, said: str) -> None:
    called = simulated(books, *settings, months=months)
    assert called.code == code and said in called.printed


def test_a_month_with_errors_is_not_simulated(books: Books) -> None:
    books.write("2026-10", 扣分记录=[logged("1", "?") | {"日期": "2026-10-03"}])
    called = simulated(books, "pay.max_up=1", months="2026-10")
    assert called.code == 1 and not (books.output / "simulate").exists()
