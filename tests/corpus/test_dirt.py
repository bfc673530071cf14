"""Dirt that the contract allows changes nothing: a dirty month comes out the same as a clean one."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import EMPTY_SHEETS, MONTH, Rows, read_month, write_month, write_workbook
from tests.corpus.base import month
from tests.often import examples

FULL_WIDTH = str.maketrans("0123456789:-.", "０１２３４５６７８９：－．")
Dice = random.Random


def full_width(text: str, dice: Dice) -> str:
    return text.translate(FULL_WIDTH)


def spaced(text: str, dice: Dice) -> str:
    return dice.choice([" ", "　", "\u00a0", "\t"]) + text + dice.choice(["", " ", "　　"])


def other_date(text: str, dice: Dice) -> Any:
    year, number, day = map(int, text.split("-"))
    return dice.choice([f"{year}/{number}/{day}", f"{year}.{number}.{day}", f"{year}年{number}月{day}日", f"{year}{number:02d}{day:02d}",
                        date(year, number, day), int(f"{year}{number:02d}{day:02d}")])


def other_time(text: str, dice: Dice) -> Any:
    hours, minutes = map(int, text.split(":"))
    return dice.choice([time(hours, minutes), f"{hours:02d}:{minutes:02d}:00", f"{hours}：{minutes:02d}"])


def dirty(header: str, value: Any, dice: Dice) -> Any:
    """Another way to write the same value."""
    if value is None or dice.random() < 0.4:
        return value
    text = str(value)
    ways: list[Callable[[str, Dice], Any]] = []
    if isinstance(value, str):
        ways.append(spaced)
    if header in ("次数", "超时分钟", "字数", "接待量") or (header in ("工号", "记录人") and text.isdigit()):
        ways += [full_width, lambda text, _: f" {text} "]
    if header in ("月工资", "金额", "投诉金额"):
        ways.append(lambda text, dice: dice.choice([f"{float(text):,.2f}", f"¥{text}", f"{text}元", text.translate(FULL_WIDTH)]))
    if header.endswith("日期") and text.count("-") == 2:
        ways = [other_date]
    if header in ("上班时间", "下班时间") and text.count(":") == 1:
        ways = [other_time]
    if header in ("是否有效", "交接记录"):
        ways = [lambda text, dice: dice.choice({"是": ["Y", "√", "y", True], "否": ["N", "×", "n", False]}[text])]
    return dice.choice(ways)(text, dice) if ways else value


def write_dirty(inbox: Path, sheets: dict[str, Rows], dice: Dice) -> None:
    """The month over several workbooks with titles, blank rows, totals, shuffled columns and dirty cells."""
    for number, (title, rows) in enumerate((EMPTY_SHEETS_FIRST | sheets).items()):
        headers = list(dict.fromkeys(header for row in rows for header in row))
        dice.shuffle(headers)
        if "工号" in headers and rows:
            headers.sort(key=lambda header: header != "工号")
        marked = [header + dice.choice(["", "*", " ", "（必填）"]) for header in headers]
        body: list[list[Any]] = [[dirty(header, row.get(header), dice) for header in headers] for row in rows]
        for _ in range(dice.randint(0, 3)):
            body.insert(dice.randint(0, len(body)), [dice.choice([None, " ", "　"])])
        if dice.random() < 0.5 and "工号" in headers:
            body.append(["合计"])
        top = [[f"{title} 2026年11月"], [None]][: dice.randint(0, 2)]
        write_workbook(inbox / MONTH / f"{number:02d}.xlsx", {title: [*top, marked, *body]})


EMPTY_SHEETS_FIRST: dict[str, Rows] = {title: [] for title in sorted(EMPTY_SHEETS)}


def figures(folder: Path) -> list[Any]:
    read = read_month(folder)
    assert read.code == 0, [finding for finding in read.findings if finding["级别"] == "错误"]
    assert read.run.settlement is not None
    lines = [{key: value for key, value in line.items() if key not in ("来源文件", "行号")} for line in read.lines]
    return [read.run.settlement.pay.to_dict("records"), sorted(lines, key=str)]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    folder = tmp_path_factory.mktemp("clean")
    write_month(folder / "inbox", month())
    return figures(folder)


@given(st.integers(0, 10**6))
@examples(6)
def test_a_dirty_month_comes_out_the_same_as_a_clean_one(
    tmp_path_factory: pytest.TempPathFactory, clean: list[Any], seed: int
) -> None:
    folder = tmp_path_factory.mktemp("dirty")
    write_dirty(folder / "inbox", month(), Dice(seed))
    assert figures(folder) == clean
