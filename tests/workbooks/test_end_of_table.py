"""Where a table ends: notes, signatures and totals below it are no rows, and no row is taken for one of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.month.handover import inputs
from pipeline.month.report import InputSheet
from tests.build import MONTH, STAFF, Read, day, person, read_month, write_month, write_workbook

HEAD = ["序号", "日期", "工号", "姓名", "事项", "次数", "备注", "问题"]
ROW = [1, day(3), "1", None, "A-3.1.1", 2, None, None]


def with_log(tmp_path: Path, *below: list[Any]) -> Read:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")]}, file="a.xlsx")
    write_workbook(tmp_path / "inbox" / MONTH / "log.xlsx", {"扣分记录": [HEAD, ROW, *below]})
    return read_month(tmp_path)


def log_as_read(called: Read) -> InputSheet:
    """What run.json says of the log."""
    [sheet] = next(each.sheets for each in inputs(called.run) if each.file == "log.xlsx")
    return sheet


@pytest.mark.parametrize(
    "below",
    [
        [["", "制表：李四", None, "审核：王五", None, None, "日期：2026-12-01"]],
        [[None, "制表人", "李四", "审核", "王五", "日期", "2026-12-01"]],
        [[None, "注：早班的不算，以系统为准"], [None, "经办人：李四"]],
        [[None] * 8, [None, None, None, None, "以上经两人核对，没有出入"]],
        [[None, "合计", None, None, None, 2], [None, "填表人：张三"]],
        [[None, "汇总", None, None, None, 2]],
        [[2, None, None, None, None, None, None, "没有填日期"], [3]],
        [[None, "客服一部小计", None, None, None, 2], [None, "11月合计：", None, None, None, 2]],
        [[None] * 8, [None, "制表：李四", None, None, "审核：王五"], [None, "2026年12月1日"]],
        [[None] * 8, [None, "某某物业管理有限公司客户服务部"], [None, datetime(2026, 12, 1)]],
        [[None] * 8, [None, "注：√ 出勤", "△ 迟到", None, "× 旷工"]],
        [[None, "合计", 372]],
        [[None, "合计人数", 12, None, None, 2]],
        [[None, None, None, None, "以下空白"], [None, "——以下空白——"]],
    ],
    ids=[
        "signatures", "labels beside names", "remarks", "a sentence after a gap", "total and signature", "summary", "own marks", "totals of something",
        "a day below signatures", "a company and a day", "a legend", "a count of ids", "a total of people", "nothing below",
    ],
)
def test_what_stands_below_the_table_is_passed_over_and_counted(tmp_path: Path, below: list[list[Any]]) -> None:
    called = with_log(tmp_path, *below)
    assert called.code == 0, called.findings
    sheet = log_as_read(called)
    assert (sheet.used, sheet.rejected, sheet.passed_over) == (1, 0, len(below))


@pytest.mark.parametrize(
    "row",
    [
        [2, None, "1", None, None, None, None],
        [2, None, None, None, None, None, "没有带工牌，已说明原因"],
        [2, None, None, "李小明", None, None, None],
        [2, day(4), None, None, None, None, None],
        [2, "合计", "1", None, None, 2, None],
    ],
    ids=["an id alone", "a remark right below", "a name", "a day", "somebody beside a total"],
)
def test_a_row_that_lost_its_cells_is_no_note(tmp_path: Path, row: list[Any]) -> None:
    called = with_log(tmp_path, row)
    assert called.code == 1
    assert "VALUE_MISSING" in {finding["代码"] for finding in called.findings}


def test_a_sentence_between_rows_is_an_error(tmp_path: Path) -> None:
    called = with_log(tmp_path, [None, "下面是二组的，上面是一组的"], ROW)
    assert {finding["单元格"] for finding in called.findings if finding["级别"] == "错误"} >= {"B3"}


def test_the_header_once_more_between_the_rows_is_passed_over_and_counted(tmp_path: Path) -> None:
    called = with_log(tmp_path, HEAD, [2, day(4), "1", None, "A-3.1.2"])
    assert called.code == 0, called.findings
    sheet = log_as_read(called)
    assert (sheet.used, sheet.rejected, sheet.passed_over) == (2, 0, 1)
