"""With the slip alone a person can recompute the result on paper: every pay row of the demo month is rebuilt from it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.reports.slips import ALL
from pipeline.rulebook.model import Rulebook
from tests.build import BOOK
from tests.sample.october import OCTOBER, october

COLUMNS = {"罚款": "罚款", "扣发工资": "扣发工资", "投诉罚扣": "投诉罚扣", "赔偿": "赔偿", "前期更正": "前期更正"}


def tables_of(page: str) -> list[list[list[str]]]:
    """Each table's rows of cells; a slip leaves out the end tags that HTML lets it leave out."""
    tables = re.findall(r"<table[^>]*>(.*?)</table>", page, re.DOTALL)
    return [[[unescape(re.sub("<[^>]+>", "", cell)).strip() for cell in re.split("<t[dh][^>]*>", row)[1:]] for row in table.split("<tr>")[1:]] for table in tables]


def number(text: str) -> float:
    return float(text.replace(",", "").replace("+", ""))


def recomputed(page: str, book: Rulebook) -> dict[str, Any]:
    """The pay row that the slip's own lines come to, by the rules that the slip itself states."""
    tables = tables_of(page)
    money = tables[-1][1:-1]
    score, merit = None, 0.0
    if len(tables) == 2:
        lines = tables[0][1:-1]
        score = number(lines[0][4])
        for line in lines[1:]:
            score = number(line[4]) if line[1] == "A-1.5" else score + number(line[3])
        note = money[0][6]
        stated = re.match(r"\((\S+) − (\S+)\) × (\S+) = (\S+?)(?:，以 (\S+) 为限)?（A-4.2）", note)
        if stated:
            assert number(stated[1]) == score
            worked_out = (score - number(stated[2])) * number(stated[3])
            assert worked_out == number(stated[4])
            merit = number(stated[5]) if stated[5] else worked_out
        else:
            assert "A-4.4" in note
    sums = dict.fromkeys(COLUMNS.values(), 0.0)
    for line in money[1:]:
        sums[COLUMNS[line[3]]] += number(line[4])
    return {"考核分": score, "绩效浮动": merit, **sums, "调整合计": merit + sum(sums.values())}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return october(tmp_path_factory) / OCTOBER


def own_slips(folder: Path) -> list[Path]:
    """Everybody's own; all of them together are printed from a file beside them."""
    return [path for path in (folder / "slips").iterdir() if path.name != ALL]


def test_every_pay_row_of_the_demo_month_is_rebuilt_from_the_slips_own_text(demo: Path) -> None:
    sheet = pd.read_excel(demo / "pay_adjustment.xlsx", dtype={"工号": str}, engine="calamine")
    people = sheet[sheet["工号"] != "合计"]
    assert len(people) == len(own_slips(demo)) >= 25
    for row in people.to_dict("records"):
        found = recomputed((demo / "slips" / f"{row['工号']}.html").read_text(encoding="utf-8"), BOOK)
        for column, value in found.items():
            expected = None if pd.isna(row[column]) else float(row[column])
            assert value == pytest.approx(expected) if expected is not None else value is None, (row["工号"], column)


def test_each_line_of_a_slip_names_its_clause_and_where_it_comes_from(demo: Path) -> None:
    for path in own_slips(demo):
        for table in tables_of(path.read_text(encoding="utf-8")):
            for row in table[2:-1]:
                assert re.fullmatch(r"[ABC]-[0-9a-c.]+", row[1]), (path.name, row)
                assert row[5] or row[1] == "A-1.5", (path.name, row)
