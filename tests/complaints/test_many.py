"""A register of a thousand complaints (ten thousand in `make soak`): the counts come out, and the order of rows changes nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest

from pipeline.complaints.casework import Casework
from pipeline.reports.complaints import write_complaints
from pipeline.reports.notices import write_notices
from tests.build import day
from tests.complaints.a_report import a_report
from tests.complaints.cases import QUALITY, closed, received, worked_out
from tests.often import TIMES

MANY = 10_000 if TIMES > 1 else 1_000
TENTH = MANY // 10
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


def test_all_complaints_are_each_judged_once(many: Casework) -> None:
    words = many.tracking["close_status"].value_counts().to_dict()
    assert words == {"按时": 0.6 * MANY, "逾期": 0.1 * MANY, "逾期未结": 0.2 * MANY, "未到期": 0.1 * MANY}
    assert many.tracking["complaint_no"].is_monotonic_increasing
    assert many.penalties["charged"].sum() == 0.7 * MANY and len(many.penalties) == 0.2 * MANY
    assert len(many.repeats) == 0.5 * MANY + 1 and len(many.review) == 0.7 * MANY
    assert many.forms.groupby("kind")["number"].nunique().to_dict() == {"complaint": MANY, "discount": TENTH, "penalty": TENTH, "return": TENTH}


def test_their_numbers_have_no_gap(many: Casework) -> None:
    for prefix, numbers in many.forms["number"].groupby(many.forms["kind"]):
        assert list(numbers.str.split("-").str[-1].astype(int)) == list(range(1, len(numbers) + 1)), prefix


def test_their_workbook_and_forms_are_complete(many: Casework, tmp_path: Path) -> None:
    assert write_complaints(tmp_path, many, a_report())["投诉跟踪"] == MANY
    assert write_notices(tmp_path, many, None, a_report()) == {"客户投诉处理表": MANY, "奖罚通知单": TENTH, "销货折扣证明单": TENTH, "产品退货单": TENTH}
    assert len(list((tmp_path / "notices").iterdir())) == 3 * (TENTH + 1) + MANY + 1
    assert isinstance(many.analysis, pd.DataFrame)
