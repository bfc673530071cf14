"""The guide, walked: its commands as they stand there, in their order, and between them only what it tells people to do."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.rulebook.load import SHIPPED
from tests.build import STAFF, Rows, logged, person, write_month
from tests.typed import typed as typed_in_process

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "hr-guide.zh.md").read_text(encoding="utf-8")
OCTOBER = "2026-10"


def commands(heading: str) -> list[list[str]]:
    """The commands of a section's blocks."""
    section = re.split(r"^## ", GUIDE, flags=re.MULTILINE)
    [text] = [each for each in section if each.startswith(f"{heading}\n")]
    blocks = re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert lines and all(line.startswith("./kaohe ") for line in lines)
    return [shlex.split(line)[1:] for line in lines]


def typed(place: Path, arguments: list[str], code: int = 0) -> str:
    known = {name: value for name, value in os.environ.items() if not name.startswith("KAOHE_")} | {"KAOHE_WAY": "./kaohe"}
    done = typed_in_process(*arguments, cwd=place, env=known)
    assert done.returncode == code, (arguments, done.stdout, done.stderr)
    return done.stdout


def fill(place: Path, deductions: Rows) -> None:
    sheets = {"花名册": [*STAFF, person("1")], "扣分记录": [row | {"日期": f"{OCTOBER}-03"} for row in deductions], "基金期初": [{"金额": 100}]}
    write_month(place / "inbox", sheets, OCTOBER)


def test_a_first_month_from_an_empty_folder_to_a_closed_one(tmp_path: Path) -> None:
    start, check, month, close, following = commands("第一个月")
    inbox = tmp_path / "inbox" / OCTOBER
    assert "请先填好花名册" in typed(tmp_path, start)
    shutil.rmtree(inbox)
    fill(tmp_path, [logged("1", "A-3.1.11")])
    assert "./kaohe check 2026-10" in typed(tmp_path, start)
    begun = list(inbox.glob(f"* {OCTOBER}.xlsx"))
    assert begun and "花名册" not in [name for path in begun for name in openpyxl.load_workbook(path, read_only=True).sheetnames], "the sheets that are there are not written again"
    for path in begun:
        path.unlink()
    assert "校验通过" in typed(tmp_path, check)
    assert "工资调整表" in typed(tmp_path, month)
    assert "结账人：李敏" in typed(tmp_path, close)
    assert "花名册" in typed(tmp_path, following)
    assert list((tmp_path / "inbox" / "2026-11").glob("*.xlsx"))


def test_a_month_with_mistakes_is_made_good_in_one_round_by_the_list_alone(tmp_path: Path) -> None:
    check, month = commands("有错误的月份")
    fill(tmp_path, [logged("员工1", "A-3.1.11"), logged("1", "A-3.1.1", 记录人="T1")])
    typed(tmp_path, check, code=1)
    copy = tmp_path / "output" / OCTOBER / "annotated" / "all.xlsx"
    book = openpyxl.load_workbook(copy)
    assert book.active.title == "检查结果"
    for row in book.active.iter_rows(min_row=2):
        row[8].value = "是" if row[7].value else None
    book.save(tmp_path / "inbox" / OCTOBER / "all.xlsx")
    typed(tmp_path, month)
    assert (tmp_path / "output" / OCTOBER / "pay_adjustment.xlsx").exists()


def test_a_correction_is_looked_at_and_then_booked(tmp_path: Path) -> None:
    show, book = commands("结账以后发现要更正")
    fill(tmp_path, [logged("1", "A-3.1.11")])
    typed(tmp_path, commands("第一个月")[3])
    fill(tmp_path, [])
    assert "--book" in typed(tmp_path, show)
    assert "已记入 2026-11" in typed(tmp_path, book)


def test_an_objection_to_the_closed_month_is_decided_in_the_next_ones_workbook_and_booked_there(tmp_path: Path) -> None:
    start, month = commands("申诉")
    fill(tmp_path, [logged("1", "A-3.1.11")])
    typed(tmp_path, commands("第一个月")[3])
    typed(tmp_path, start)
    inbox = tmp_path / "inbox" / "2026-11"
    book = openpyxl.load_workbook(inbox / "主管 2026-11.xlsx")
    sheet = book["申诉"]
    decided = {"工号": "1 员工1", "日期": f"{OCTOBER}-03", "事项": "A-3.1.11", "理由": "当天在休息室", "结论": "撤销", "裁定人": "Z1", "裁定理由": "监控为证"}
    for column, header in enumerate((str(cell.value).removesuffix("*") for cell in sheet[1]), 1):
        sheet.cell(2, column, decided.get(header))
    book.save(inbox / "主管 2026-11.xlsx")
    for who in ("人事", "培训专员"):
        (inbox / f"{who} 2026-11.xlsx").unlink()
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")]}, "2026-11", "自己的表.xlsx")
    typed(tmp_path, month)
    paid = pd.read_excel(tmp_path / "output" / "2026-11" / "pay_adjustment.xlsx", sheet_name="工资调整表", engine="calamine").set_index("工号")["前期更正"]
    assert (paid["1"], paid["T1"]) == (50, 0)


def add_the_rows_of_the_guide(book: openpyxl.Workbook) -> None:
    """An item with a ladder, a middle shift and a department's scale of lateness."""
    book["条文"].append(["B-15", "计算", "上班不佩戴工牌，每次扣 2 分，第三次罚 50 元。"])
    for fine in (0, 0, 50):
        book["递进"].append([None, "工牌", "B-15", "自然月", fine])
    book["事项"].append(["B-15", "未佩戴工牌", "扣分记录", None, "B-15", 2])
    book["事项"].append(["B-15", None, None, None, "B-15", None, None, None, None, "工牌"])
    book["班次"].append(["middle", "中班", None, "B-1a", "11:00", "20:00", None, 60])
    for row in ([5, 3], [15, 4], [None, 5]):
        book["迟到早退"].append(["客服二部", *row])
    book["例子"].append(["B-15", "第 3 次未佩戴工牌", -2, -50])
    book["例子"].append(["A-3.1.4", "客服二部：迟到 6 分钟", -4])


def test_new_rules_go_out_come_back_are_tried_and_then_hold(tmp_path: Path) -> None:
    export, back, simulate, annex, decisions = commands("修改规则")
    fill(tmp_path, [logged("1", "A-3.1.11")])
    typed(tmp_path, commands("第一个月")[3])
    typed(tmp_path, export)
    book = openpyxl.load_workbook(tmp_path / "rulebook.xlsx")
    sheet = book["数值"]
    headers = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if "pay.yuan_per_point" in [cell.value for cell in row])
    row[headers.index("值")].value = 12
    add_the_rows_of_the_guide(book)
    book.save(tmp_path / "rulebook.xlsx")
    assert "按这份规则的结果是：+132.00 元" in typed(tmp_path, back, code=1), "the examples that are shipped go by 10 yuan a point"
    book["例子"]["D3"].value, book["例子"]["D4"].value = 132, -144
    book.save(tmp_path / "rulebook.xlsx")
    assert "未佩戴工牌" in typed(tmp_path, back)
    assert "2026-10" in typed(tmp_path, simulate)
    assert "已结账" in (tmp_path / "output" / "simulate" / "simulate.html").read_text(encoding="utf-8")
    assert "附件.html" in typed(tmp_path, annex)
    signed = (tmp_path / "规则" / "2027-01-01 附件.html").read_text(encoding="utf-8")
    assert "<b>扣 2 分；−50.00 元</b>" in signed and "<b>扣 4 分</b>" in signed and "批准人：" in signed
    assert "decisions" in typed(tmp_path, decisions)
    badge = [{"日期": f"2027-01-{on:02d}", "工号": "1", "事项": "未佩戴工牌", "记录人": "T1"} for on in (3, 4, 5)]
    middle = [{"日期": "2027-01-06", "工号": "1", "班次": "中班", "上班时间": "11:04", "下班时间": "20:00"}]
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1", 部门="客服二部")], "扣分记录": badge, "考勤": middle}, "2027-01")
    assert "规则/2027-01-01.yaml" in typed(tmp_path, ["month", "2027-01"])
    lines = pd.read_excel(tmp_path / "output" / "2027-01" / "appraisal.xlsx", sheet_name="计分明细", engine="calamine")
    cost = lines.groupby("条款")[["分值", "金额"]].sum()
    assert (cost.loc["B-15", "分值"], cost.loc["B-15", "金额"], cost.loc["A-3.1.4", "分值"]) == (-6, -50, -3)
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")]}, "2026-12")
    assert "所用规则" not in typed(tmp_path, ["month", "2026-12"]), "the shipped rules hold before"
    assert (SHIPPED / "2020-01-01.yaml").exists()


@pytest.mark.parametrize("word", ["开始新的月份", "检查", "月结", "看结果", "为什么", "更正", "结账", "换规则"])
def test_the_guide_names_what_the_menu_has(word: str) -> None:
    assert word in GUIDE.split("## 第一个月")[0]
