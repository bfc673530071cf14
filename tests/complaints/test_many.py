"""A register of ten thousand complaints: the counts come out, and the order of rows changes nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest

from pipeline.complaints.casework import Casework
from pipeline.reports.complaints import write_complaints
from pipeline.reports.notices import write_notices
from tests.build import day
from tests.complaints.cases import QUALITY, closed, received, worked_out
from tests.complaints.printing import a_report

MANY = 10_000
EVERY_TENTH = (
    closed(1),
    closed(2, 结案日期=day(10)),
    closed(3, **QUALITY, 处理方式="退货", 核定退货量=3, 实退量=2),
    closed(4, 处理方式="折扣"),
    closed(5, 责任人="K1", 罚扣金额=0.07, 罚扣核准日期=day(9)),
    received(6),
    received(7, day(28)),
    received(8, 责任人="K2", 罚扣金额=1),
    closed(9, 投诉金额=1000),
    closed(10, 客户接受="否"),
)  # fmt: skip


@pytest.fixture(scope="module")
def many() -> Casework:
    rows = [
        EVERY_TENTH[n % 10] | {"投诉编号": f"KS-202611-{n:04d}", "客户名称": f"客户{n // 2}"} for n in range(MANY)
    ]
    random.Random(3).shuffle(rows)
    return worked_out(rows)


def test_ten_thousand_complaints_are_each_judged_once(many: Casework) -> None:
    words = many.tracking["close_status"].value_counts().to_dict()
    assert words == {"按时": 6000, "逾期": 1000, "逾期未结": 2000, "未到期": 1000}
    assert many.tracking["complaint_no"].is_monotonic_increasing
    assert many.penalties["charged"].sum() == 7000 and len(many.penalties) == 2000
    assert len(many.repeats) == 5001 and len(many.review) == 7000
    assert many.forms.groupby("kind")["number"].nunique().to_dict() == {"complaint": MANY, "discount": 1000, "penalty": 1000, "return": 1000}


def test_their_numbers_have_no_gap(many: Casework) -> None:
    for prefix, numbers in many.forms["number"].groupby(many.forms["kind"]):
        assert list(numbers.str.split("-").str[-1].astype(int)) == list(range(1, len(numbers) + 1)), prefix


def test_their_workbook_and_forms_are_complete(many: Casework, tmp_path: Path) -> None:
    assert write_complaints(tmp_path, many, a_report())["投诉跟踪"] == MANY
    assert write_notices(tmp_path, many, None, a_report()) == {"客户投诉处理表": MANY, "奖罚通知单": 1000, "销货折扣证明单": 1000, "产品退货单": 1000}
    assert len(list((tmp_path / "notices").iterdir())) == 3003 + MANY + 1
    assert isinstance(many.analysis, pd.DataFrame)
